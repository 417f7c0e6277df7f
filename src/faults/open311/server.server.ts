import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, empty, inTransaction, join, type Sql, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import type { Env, Http } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { allBodies, type Body, categoriesOf, categoryByCode } from '../categories.server.ts';
import { keyHash } from '../commands/configure.server.ts';
import { questionField, reportFault } from '../commands/report-fault.server.ts';
import { photoOf } from '../pages/photo.server.ts';
import { errorSentence, originOf } from '../pages/report-form.tsx';
import { type PublicFault, publicColumns } from '../public.server.ts';
import { readReference } from '../reference.server.ts';
import { pointOf } from '../rules/place.ts';
import { countTry } from '../tries.server.ts';
import { definitionSaid, discoverySaid, requestSaid, serviceSaid } from './answers.ts';
import { type Value, xmlDocument } from './xml.ts';

/** Refused, as Open311 says it: 404 what is not there, 403 the key, 400 anything else. */
class Refusal extends Error {
  readonly status: 400 | 403 | 404;
  readonly errors: readonly string[];
  constructor(status: 400 | 403 | 404, ...errors: string[]) {
    super(errors.join(' '));
    this.status = status;
    this.errors = errors;
  }
}

/** `services.json` → `services`, json. Without a format: XML, which the specification requires. */
function formatOf(c: Http): 'xml' | 'json' {
  const path = c.req.path.toLowerCase();
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.xml')) return 'xml';
  const accepted = c.req.header('accept') ?? '';
  return accepted.includes('application/json') && !accepted.includes('xml') ? 'json' : 'xml';
}

/** A name in the path without its format. */
const named = (text: string | undefined) => (text ?? '').replace(/\.(json|xml)$/i, '');

function answer(c: Http, root: string, value: Value, status = 200): Response {
  const json = formatOf(c) === 'json';
  return c.body(json ? JSON.stringify(value) : xmlDocument(root, value), status as ContentfulStatusCode, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
    // Anybody's page may read what anybody may read. A key is never sent by itself.
    'access-control-allow-origin': '*',
  });
}

/** What went wrong before or within, in Open311's own form. */
export function answerOpen311Problem(thrown: unknown, c: Http): Response {
  const locale = languageOf(c);
  if (thrown instanceof Refusal)
    return answer(
      c,
      'errors',
      thrown.errors.map((description) => ({ code: thrown.status, description })),
      thrown.status,
    );
  if (thrown instanceof Problem && thrown.status < 500) {
    const status =
      thrown.status === 404 ? 404 : thrown.status === 429 ? 429 : thrown.status === 413 ? 413 : 400;
    const said = thrown.errors.map(({ field, code }) => `${field}: ${errorSentence(code, locale)}`);
    return answer(
      c,
      'errors',
      (said.length > 0 ? said : [thrown.code]).map((description) => ({ code: status, description })),
      status,
    );
  }
  const code = String((thrown as { code?: unknown } | null)?.code ?? '');
  if (/^22/.test(code))
    return answer(c, 'errors', [{ code: 400, description: 'A value cannot be read.' }], 400);
  console.error(`request ${c.get('requestId')}:`, thrown);
  return answer(
    c,
    'errors',
    [{ code: 500, description: `Something failed here. Request ${c.get('requestId')}.` }],
    500,
  );
}

const languageOf = (c: Http): Locale => (c.req.header('accept-language')?.startsWith('en') ? 'en' : 'sv');

/** The body that is asked. With one there is none to name; a name that is none is never taken for it. */
async function bodyOf(db: Db, asked: string | undefined): Promise<Body> {
  const bodies = await allBodies(db);
  if (asked === undefined || asked.trim() === '') {
    if (bodies.length === 1) return bodies[0]!;
    throw new Refusal(400, 'jurisdiction_id was not provided');
  }
  const body = bodies.find(({ jurisdiction }) => jurisdiction === asked.trim());
  if (body === undefined) throw new Refusal(404, 'jurisdiction_id provided was not found');
  return body;
}

const reading = <T>(c: Http, work: (db: Db) => Promise<T>) =>
  inTransaction(c.get('services').database.pool, {}, work);

async function services(c: Http): Promise<Response> {
  const locale = languageOf(c);
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const found = await categoriesOf(db, [body.id], c.get('services').clock());
    return answer(
      c,
      'services',
      found.map((each) => serviceSaid(each, locale)),
    );
  });
}

async function definition(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const category = await categoryByCode(db, body.id, named(c.req.param('code')), c.get('services').clock());
    if (category === null) throw new Refusal(404, 'service_code provided was not found');
    return answer(c, 'service_definition', definitionSaid(category, languageOf(c)));
  });
}

/** What the body last said to everybody: the notes of its state. */
const lastSaid = sql`(select e.words from public_fault_event e where e.report_id = v.id and e.words <> ''
  and e.kind in ('told', 'closed', 'moved') order by e.id desc limit 1) as notes`;
type Row = PublicFault & { readonly notes: string | null };

const MOST = 1000;
const SPAN = { hours: 90 * 24 };

/** A moment of the question, which must say its offset. */
function momentAsked(text: string | undefined, name: string): Temporal.Instant | null {
  if (text === undefined || text === '') return null;
  try {
    // A plus that nobody escaped has become a space.
    return Temporal.Instant.from(text.replace(/ (\d\d:?\d\d)$/, '+$1'));
  } catch {
    throw new Refusal(400, `${name} must be a date and time with offset, such as 2026-11-18T00:00:00Z`);
  }
}

/** Several values: comma delimited, or the argument several times. */
const list = (c: Http, name: string) =>
  (c.req.queries(name) ?? [])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

function whichAsked(c: Http): { which: Sql; limit: number; offset: number } {
  const ids = list(c, 'service_request_id');
  if (ids.length > MOST) throw new Refusal(400, `At most ${MOST} service_request_id at a time`);
  // It overrides all other arguments.
  if (ids.length > 0)
    return {
      which: sql`v.reference = any (${ids.flatMap((id) => readReference(id) ?? [])})`,
      limit: MOST,
      offset: 0,
    };
  const [start, end] = [
    momentAsked(c.req.query('start_date'), 'start_date'),
    momentAsked(c.req.query('end_date'), 'end_date'),
  ];
  const now = c.get('services').clock();
  const to = end ?? (start === null ? now : earlier(start.add(SPAN), now));
  const from = start ?? to.subtract(SPAN);
  if (Temporal.Instant.compare(from, to) > 0 && start !== null && end !== null)
    throw new Refusal(400, 'start_date is after end_date');
  if (Temporal.Instant.compare(from.add(SPAN), to) < 0)
    throw new Refusal(400, 'start_date and end_date may not span more than 90 days');
  const states = list(c, 'status');
  if (states.some((state) => state !== 'open' && state !== 'closed'))
    throw new Refusal(400, 'status must be open or closed');
  const codes = list(c, 'service_code');
  const page = whole(c, 'page', 1, 1_000_000);
  const size = whole(c, 'page_size', c.req.query('page') === undefined ? MOST : 50, MOST);
  const parts = [
    sql`v.received_at between ${from} and ${to}`,
    codes.length === 0 ? empty : sql`v.service_code = any (${codes})`,
    states.length === 0 || (states.length === 2 && new Set(states).size === 2)
      ? empty
      : states[0] === 'open'
        ? sql`v.state <> 'closed'`
        : sql`v.state = 'closed'`,
  ].filter((part) => part !== empty);
  return { which: join(parts, ' and '), limit: size, offset: (page - 1) * size };
}

function whole(c: Http, name: string, usual: number, most: number): number {
  const text = c.req.query(name);
  if (text === undefined || text === '') return usual;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Refusal(400, `${name} must be a whole number from 1`);
  return Math.min(Number(text), most);
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b);

async function requests(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const { which, limit, offset } = whichAsked(c);
    const rows = await db.many<Row>(sql`
      select ${publicColumns}, ${lastSaid} from public_fault v where v.body_id = ${body.id} and ${which}
      order by v.received_at desc, v.reference limit ${limit} offset ${offset}`);
    return answerRequests(c, rows);
  });
}

async function request(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const reference = readReference(named(c.req.param('id')));
    const rows =
      reference === null
        ? []
        : await db.many<Row>(sql`
            select ${publicColumns}, ${lastSaid} from public_fault v where v.body_id = ${body.id} and v.reference = ${reference}`);
    if (rows.length === 0) throw new Refusal(404, 'service_request_id provided was not found');
    return answerRequests(c, rows);
  });
}

function answerRequests(c: Http, rows: readonly Row[]): Response {
  const extensions = c.req.query('extensions') === 'true';
  const origin = originOf(c);
  return answer(
    c,
    'service_requests',
    rows.map((row) => requestSaid(row, origin, languageOf(c), row.notes ?? '', extensions)),
  );
}

/** Every report has its number at once: the token is that number. */
async function token(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const reference = readReference(named(c.req.param('token')));
    const found =
      reference === null
        ? undefined
        : await db.maybe<{ reference: string }>(
            sql`select reference from public_fault where reference = ${reference} and body_id = ${body.id}`,
          );
    if (found === undefined) throw new Refusal(404, 'token provided was not found');
    return answer(c, 'service_requests', [
      { service_request_id: found.reference, token: named(c.req.param('token')) },
    ]);
  });
}

const Text = (longest: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(longest, `at most ${longest} characters`));
const optional = (longest: number) =>
  Text(longest)
    .optional()
    .transform((text) => (text === '' ? undefined : text));
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
  device_id: optional(200),
  account_id: optional(200),
  first_name: optional(90),
  last_name: optional(90),
  phone: optional(50),
  description: optional(4000),
  media_url: optional(1000),
});

async function post(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type))
    throw new Refusal(
      400,
      'The content type must be application/x-www-form-urlencoded or multipart/form-data',
    );
  const given = await c.req.parseBody({ all: true }).catch(() => {
    throw new Refusal(400, 'The body cannot be read');
  });
  const first = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value].flat()[0]]));
  // The key comes first: who has none learns nothing of what a report should look like.
  const apiKey = typeof first.api_key === 'string' ? first.api_key : (c.req.query('api_key') ?? '');
  const { body, key } = await reading(c, async (db) => ({
    key: await db.maybe<{ id: number; bodyId: number }>(
      sql`select id, body_id as "bodyId" from open311_key_id(${keyHash(apiKey)})`,
    ),
    body: await bodyOf(
      db,
      typeof first.jurisdiction_id === 'string' ? first.jurisdiction_id : c.req.query('jurisdiction_id'),
    ),
  }));
  if (key === undefined || key.bodyId !== body.id) {
    await countTry(database.pool, 'guess', clientAddress(c), clock());
    throw new Refusal(403, apiKey === '' ? 'api_key was not provided' : 'Invalid api_key received');
  }
  const { media, ...texts } = first;
  const read = Post.safeParse(Object.fromEntries(Object.keys(Post.shape).map((name) => [name, texts[name]])));
  if (!read.success)
    throw new Refusal(400, ...read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const { data } = read;
  if (data.service_code === undefined) throw new Refusal(400, 'service_code was not provided');
  const category = await reading(c, (db) => categoryByCode(db, body.id, data.service_code ?? '', clock()));
  if (category === null) throw new Refusal(404, 'service_code provided was not found');
  if ((data.lat === undefined) !== (data.long === undefined))
    throw new Refusal(400, 'lat and long go together');
  const point = data.lat === undefined ? null : readDegrees(data.lat, data.long ?? '');
  const place = data.address_string ?? (data.address_id === undefined ? '' : `address_id ${data.address_id}`);
  if (point === null && place === '')
    throw new Refusal(400, 'A location was not provided: lat and long, address_string or address_id');
  const photo = await photoOf(media, 'media');
  const name = [data.first_name, data.last_name].filter((part) => part !== undefined).join(' ');
  const idempotency = c.req.header('idempotency-key');
  try {
    const { reference } = await reportFault(
      { pool: database.pool, clock, origin: originOf(c) },
      {
        // With a key of the request a repetition is the same report; without one nobody can know.
        key: idempotency === undefined ? randomUUID() : sha256(`open311 ${apiKey} ${idempotency}`),
        categoryId: category.id,
        ...{ point, place },
        description: data.description ?? category.name[languageOf(c)],
        answers: attributesOf(given),
        contact: { email: data.email, phone: data.phone, name: name === '' ? undefined : name },
        photos: photo === null ? [] : [photo],
        language: languageOf(c),
        from: { source: 'open311', keyId: key.id, bodyId: body.id },
      },
    );
    const due =
      category.expectedDays === null ? null : addWorkingDays(swedishDay(clock()), category.expectedDays);
    const notice =
      due === null
        ? null
        : { sv: `Brukar vara åtgärdat senast ${due}.`, en: `Usually mended by ${due}.` }[languageOf(c)];
    return answer(c, 'service_requests', [
      { service_request_id: reference, service_notice: notice, account_id: data.account_id ?? null },
    ]);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    throw new Refusal(
      400,
      ...error.errors.map(
        ({ field, code }) =>
          `${FIELDS[field] ?? attributeField(field)}: ${errorSentence(code, languageOf(c))}`,
      ),
    );
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  plats: 'lat, long',
  typ: 'service_code',
  beskrivning: 'description',
  media: 'media',
};
const attributeField = (field: string) =>
  field.startsWith(questionField('')) ? `attribute[${field.slice(questionField('').length)}]` : field;

function readDegrees(lat: string, long: string) {
  const shape = /^-?\d{1,3}(\.\d{1,20})?$/;
  if (!shape.test(lat) || !shape.test(long))
    throw new Refusal(400, 'lat and long must be degrees, such as 59.16867');
  const point = pointOf(Number(lat), Number(long));
  if (point === null) throw new Refusal(400, `lat, long: ${errorSentence('in-the-sea', 'en')}`);
  return point;
}

/** `attribute[code]=value`, or `attribute[code][]=value` several times. */
function attributesOf(given: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(given)) {
    const code = /^attribute\[([A-Za-z0-9_-]{1,40})\](\[\d{0,3}\])?$/.exec(name)?.[1];
    if (code === undefined) continue;
    const texts = [value].flat().filter((each): each is string => typeof each === 'string');
    found[code] = [...(found[code] ?? []), ...texts];
  }
  return found;
}

async function discovery(c: Http): Promise<Response> {
  const { demonstration } = c.get('services');
  return reading(c, async (db) =>
    answer(c, 'discovery', discoverySaid(originOf(c), await allBodies(db), demonstration)),
  );
}

/** GeoReport v2 under /open311/v2. */
export function open311(): Hono<Env> {
  const app = new Hono<Env>();
  for (const ending of ['', '.xml', '.json']) {
    app.get(`/discovery${ending}`, discovery);
    app.get(`/services${ending}`, services);
    app.get(`/requests${ending}`, requests).post(`/requests${ending}`, post);
  }
  app.get('/services/:code', definition);
  app.get('/requests/:id', request);
  app.get('/tokens/:token', token);
  app.all('*', () => {
    throw new Refusal(404, 'There is nothing at this address');
  });
  app.onError((error, c) => answerOpen311Problem(error, c));
  return app;
}
