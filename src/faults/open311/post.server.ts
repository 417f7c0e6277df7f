import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { type Http, originOf } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { categoryByCode } from '../categories.server.ts';
import { questionField, reportFault } from '../commands/report-fault.server.ts';
import { errorSentence } from '../pages/form.ts';
import { photoOf } from '../pages/photo.server.ts';
import { pointOf } from '../rules/place.ts';
import { answer, languageOf, Refusal, reading } from './answer.server.ts';
import { firstOf, type Given, givenIn, optional, readAs, WebAddress, whoPosts } from './posted.server.ts';

const Post = z.object({
  api_key: z.string().max(200).optional(),
  jurisdiction_id: z.string().max(60).optional(),
  service_code: optional(40),
  lat: optional(40),
  long: optional(40),
  address_string: optional(300),
  address_id: optional(100),
  email: optional(254).refine(
    (text) => text === undefined || z.email().safeParse(text).success,
    'is no address',
  ),
  // Taken and not kept: what nobody here needs to know of who reported.
  device_id: optional(200),
  account_id: optional(200),
  first_name: optional(90),
  last_name: optional(90),
  phone: optional(50),
  description: optional(4000),
  media_url: WebAddress,
});

/** POST of a request: what stands in the body, or in the address where the body does not say it. */
export async function post(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  const given = await givenIn(c);
  const first = firstOf(given);
  const { body, key, apiKey } = await whoPosts(c, first);
  const data = readAs(Post, first);
  if (data.service_code === undefined) throw new Refusal(400, 'service_code was not provided');
  const category = await reading(c, (db) => categoryByCode(db, body.id, data.service_code ?? '', clock()));
  if (category === null) throw new Refusal(404, 'service_code provided was not found');
  if ((data.lat === undefined) !== (data.long === undefined))
    throw new Refusal(400, 'lat and long go together');
  const point = data.lat === undefined ? null : readDegrees(data.lat, data.long ?? '', languageOf(c));
  if (point === null && data.address_string === undefined && data.address_id === undefined)
    throw new Refusal(400, 'A location was not provided: lat and long, address_string or address_id');
  const photo = await photoOf(first.media, 'media');
  const name = [data.first_name, data.last_name].filter((part) => part !== undefined).join(' ');
  const idempotency = c.req.header('idempotency-key');
  const { reference } = await reportFault(
    { pool: database.pool, clock, origin: originOf(c) },
    {
      // With a key of the request a repetition is the same report; without one nobody can know.
      key: idempotency === undefined ? randomUUID() : sha256(`open311 ${apiKey} ${idempotency}`),
      categoryId: category.id,
      ...{ point, place: data.address_string ?? '', addressId: data.address_id, mediaUrl: data.media_url },
      description: data.description ?? category.name[languageOf(c)],
      answers: attributesOf(given),
      contact: { email: data.email, phone: data.phone, name: name === '' ? undefined : name },
      photos: photo === null ? [] : [photo],
      language: languageOf(c),
      from: { source: 'open311', keyId: key.id, bodyId: body.id },
    },
  ).catch((error: unknown) => {
    throw inTheirWords(error, c);
  });
  const due =
    category.expectedDays === null ? null : addWorkingDays(swedishDay(clock()), category.expectedDays);
  const notice =
    due === null
      ? null
      : { sv: `Brukar vara åtgärdat senast ${due}.`, en: `Usually mended by ${due}.` }[languageOf(c)];
  return answer(c, 'service_requests', [
    { service_request_id: reference, service_notice: notice, account_id: data.account_id ?? null },
  ]);
}

const FIELDS: Readonly<Record<string, string>> = {
  plats: 'lat, long',
  typ: 'service_code',
  beskrivning: 'description',
  media: 'media',
};
const attributeField = (field: string) =>
  field.startsWith(questionField('')) ? `attribute[${field.slice(questionField('').length)}]` : field;

function inTheirWords(error: unknown, c: Http): unknown {
  if (!(error instanceof Problem) || error.code !== 'invalid') return error;
  return new Refusal(
    400,
    ...error.errors.map(
      ({ field, code }) => `${FIELDS[field] ?? attributeField(field)}: ${errorSentence(code, languageOf(c))}`,
    ),
  );
}

function readDegrees(lat: string, long: string, locale: Locale) {
  const shape = /^[-+]?\d{1,3}(\.\d{1,20})?$/;
  if (!shape.test(lat) || !shape.test(long))
    throw new Refusal(400, 'lat and long must be degrees, such as 59.16867');
  const point = pointOf(Number(lat), Number(long));
  if (point === null) throw new Refusal(400, `lat, long: ${errorSentence('in-the-sea', locale)}`);
  return point;
}

/** `attribute[code]=value`, or `attribute[code][]=value` several times. */
function attributesOf(given: Given): Record<string, string[]> {
  // Without a prototype: a code may be called anything.
  const found: Record<string, string[]> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    const code = /^attribute\[([A-Za-z0-9_-]{1,40})\](\[\d{0,3}\])?$/.exec(name)?.[1];
    if (code === undefined) continue;
    const texts = [value].flat().filter((each): each is string => typeof each === 'string');
    found[code] = [...(found[code] ?? []), ...texts];
  }
  return found;
}
