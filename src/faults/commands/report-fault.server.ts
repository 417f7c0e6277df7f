import { randomUUID } from 'node:crypto';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { queueMail } from '../../post/outbox.server.ts';
import type { Locale } from '../../ui/texts.ts';
import { bodiesAt, type Category, categoryById } from '../categories.server.ts';
import { mailTexts } from '../mail-texts.ts';
import { municipalityOf } from '../place.server.ts';
import { newReference, secretHash } from '../reference.server.ts';
import type { Point } from '../rules/place.ts';
import { readAnswers } from '../rules/questions.ts';
import type { CleanPhoto } from '../rules/strip-photo.ts';

export interface NewFault {
  /** The form's or request's own key: sent twice, it is one report. A uuid that only the sender knows: the secret follows from it. */
  readonly key: string;
  readonly categoryId: number;
  readonly point: Point | null;
  /** The place in words. */
  readonly place: string;
  /** The place as the sender's system calls it. */
  readonly addressId?: string | undefined;
  /** A photo at another's address; it is not fetched. */
  readonly mediaUrl?: string | undefined;
  readonly description: string;
  /** By the question's code. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly contact: {
    readonly email?: string | undefined;
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
  };
  readonly photos: readonly CleanPhoto[];
  readonly language: Locale;
  readonly from:
    | { readonly source: 'web' }
    | { readonly source: 'open311'; readonly keyId: number; readonly bodyId: number };
}

export interface Reported {
  readonly reference: string;
  readonly secret: string;
}

interface World {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  /** `https://example.se`, for the link in the mail. */
  readonly origin: string;
}

/** How the field of a question is called in the form. */
export const questionField = (code: string) => `svar.${code}`;

/**
 * Anybody reports. Bad input is Problem `invalid` with `plats`, `typ`, `beskrivning` or a question's field. With an address
 * of e-mail the secret link is sent there.
 */
export async function reportFault(world: World, given: NewFault): Promise<Reported> {
  const secret = secretOf(given.key);
  const key = sha256(`fault ${given.key}`);
  const { category, municipality, answers } = await inTransaction(world.pool, {}, (db) =>
    decide(db, world, given),
  );
  // For the body that receives it, and no other: the mail that tells the reporter is that body's.
  return inTransaction(world.pool, { authorities: [category.bodyId] }, async (db) => {
    // Two of the same at once: the second waits here and finds the first.
    await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 64))`);
    const before = await db.maybe<{ reference: string }>(sql`select reference from fault_by_key(${key})`);
    if (before !== undefined) return { reference: before.reference, secret };
    const id = randomUUID();
    const reference = newReference();
    const now = world.clock();
    await db.run(sql`
      insert into fault_report (id, reference, secret_hash, request_key, body_id, category_id, municipality_code, latitude, longitude,
        place, description, answers, language, source, key_id, received_at, updated_at, asked_id, asked_version, address_id, media_url)
      values (${id}, ${reference}, ${secretHash(secret)}, ${key}, ${category.bodyId}, ${category.id}, ${municipality},
        ${given.point?.latitude ?? null}, ${given.point?.longitude ?? null}, ${given.place}, ${given.description},
        ${JSON.stringify(answers)}, ${given.language}, ${given.from.source},
        ${given.from.source === 'open311' ? given.from.keyId : null}, ${now}, ${now}, ${category.id}, ${category.version},
        ${given.addressId ?? null}, ${given.mediaUrl ?? null})`);
    const { email, name, phone } = given.contact;
    if (email !== undefined || name !== undefined || phone !== undefined)
      await db.run(sql`
        insert into fault_contact (report_id, email, name, phone)
        values (${id}, ${email ?? null}, ${name ?? null}, ${phone ?? null})`);
    for (const [at, photo] of given.photos.entries())
      await db.run(sql`
        insert into fault_photo (id, report_id, position, media_type, content, orientation, added_at)
        values (${randomUUID()}, ${id}, ${at + 1}, ${photo.mediaType}, ${Buffer.from(photo.content)}, ${photo.orientation}, ${now})`);
    // A program that reports for others tells them itself.
    if (email !== undefined && given.from.source === 'web') {
      const t = mailTexts[given.language];
      await queueMail(db, {
        key: `fault-received:${id}`,
        ...{ about: 'fault', aboutId: id, authorityId: category.bodyId, to: [email] },
        subject: t.receivedSubject(reference),
        text: t.received(reference, `${world.origin}/felanmalan/${reference}/${secret}`),
        secrets: [secret],
      });
    }
    return { reference, secret };
  });
}

/** Follows from the form's key, so that the answer to a form that was sent twice is the same. */
const secretOf = (key: string) =>
  Buffer.from(sha256(`fault secret ${key}`), 'hex')
    .subarray(0, 16)
    .toString('base64url');

async function decide(db: Db, { clock }: World, given: NewFault) {
  const errors: FieldError[] = [];
  const category = await categoryById(db, given.categoryId);
  if (category === null || (await hasEnded(db, category, clock()))) throw wrong('typ', 'no-such-category');
  if (given.from.source === 'open311' && category.bodyId !== given.from.bodyId)
    throw wrong('typ', 'no-such-category');
  let municipality: string | null = null;
  if (given.point !== null) {
    municipality = municipalityOf(given.point);
    if (municipality === null) errors.push({ field: 'plats', code: 'in-the-sea' });
    else if (!(await bodiesAt(db, municipality)).some(({ id }) => id === category.bodyId))
      errors.push({ field: 'plats', code: 'not-received-there' });
  } else if (given.place === '' && given.addressId === undefined)
    errors.push({ field: 'plats', code: 'place-missing' });
  if (given.description === '') errors.push({ field: 'beskrivning', code: 'required' });
  if (given.description.length > 4000) errors.push({ field: 'beskrivning', code: 'too-long' });
  if (given.place.length > 300) errors.push({ field: 'plats', code: 'too-long' });
  const read = readAnswers(category.questions, given.answers, questionField);
  errors.push(...read.errors);
  if (errors.length > 0) throw new Problem('invalid', {}, errors);
  return { category, municipality, answers: read.answers };
}

async function hasEnded(db: Db, { id }: Category, at: Temporal.Instant): Promise<boolean> {
  const { ended } = await db.one<{ ended: boolean }>(
    sql`select coalesce(ended_on < ${swedishDay(at)}, false) as ended from fault_category where id = ${id}`,
  );
  return ended;
}

const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);
