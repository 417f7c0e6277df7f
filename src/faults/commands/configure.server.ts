import { randomBytes } from 'node:crypto';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type SealingKey, seal } from '../../platform/sealed.server.ts';
import { maySendTo } from '../../platform/sending-to.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { usedFor } from '../open311/endpoint.server.ts';
import type { Question } from '../rules/questions.ts';
import { asStaff } from '../staff.server.ts';
import { STANDARD } from '../standard-categories.ts';

/** What a coordinator decides for the own authority. Throws Problem `forbidden` for another's. */
async function lead<T>(
  ctx: Context,
  bodyId: number,
  kind: string,
  details: Readonly<Record<string, unknown>>,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return asStaff(ctx, async (db, bodies) => {
    if (!bodies.some(({ id, leads }) => id === bodyId && leads)) throw new Problem('forbidden');
    const result = await work(db);
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: 'coordinator', kind: `fault-${kind}` },
      ...{ subject: 'fault-body', subjectId: bodyId, authorityId: bodyId, details },
    });
    return result;
  });
}

export interface NewBody {
  /** A kommunkod, a länskod, or SE. */
  readonly area: string;
  /** `haninge.se`: its jurisdiction_id in Open311. */
  readonly jurisdiction: string;
  readonly contact: string;
  readonly answerDays: number;
}

/** An authority begins to receive fault reports, of the standard kinds. */
export function openBody(ctx: Context, bodyId: number, given: NewBody): Promise<void> {
  return lead(ctx, bodyId, 'body-opened', { ...given }, async (db) => {
    const known =
      given.area === 'SE' ||
      (await db.maybe(
        sql`select from municipality where code = ${given.area} or county_code = ${given.area} limit 1`,
      )) !== undefined;
    if (!known) throw new Problem('invalid', {}, [{ field: 'omrade', code: 'invalid-value' }]);
    const taken = await db.maybe(
      sql`select from fault_body where jurisdiction = ${given.jurisdiction} or body_id = ${bodyId}`,
    );
    if (taken !== undefined)
      throw new Problem('invalid', {}, [{ field: 'jurisdiktion', code: 'code-taken' }]);
    await db.run(sql`
      insert into fault_body (body_id, jurisdiction, area, contact, answer_days, opened_on)
      values (${bodyId}, ${given.jurisdiction}, ${given.area}, ${given.contact}, ${given.answerDays}, ${swedishDay(ctx.clock())})`);
    for (const [at, group] of STANDARD.entries()) {
      const { id: parent } = await db.one<{ id: number }>(sql`
        insert into fault_category (body_id, service_code, name_sv, name_en, position)
        values (${bodyId}, ${group.code}, ${group.sv}, ${group.en}, ${at + 1}) returning id`);
      for (const [position, kind] of group.kinds.entries())
        await db.run(sql`
          insert into fault_category (body_id, parent_id, service_code, name_sv, name_en, about_sv, about_en, keywords, questions,
            expected_days, danger, position)
          values (${bodyId}, ${parent}, ${kind.code}, ${kind.sv}, ${kind.en}, ${kind.about?.[0] ?? ''}, ${kind.about?.[1] ?? ''},
            ${kind.words}, ${JSON.stringify(kind.questions ?? [])}, ${kind.days}, ${kind.danger ?? false}, ${position + 1})`);
    }
  });
}

/** Within how many working days complaints are answered from now on, and whom Open311 names. Throws Problem `not-found`. */
export function changeBody(
  ctx: Context,
  bodyId: number,
  { contact, answerDays }: Pick<NewBody, 'contact' | 'answerDays'>,
): Promise<void> {
  return lead(ctx, bodyId, 'body-changed', { contact, answerDays }, async (db) => {
    const done = await db.run(
      sql`update fault_body set contact = ${contact}, answer_days = ${answerDays} where body_id = ${bodyId}`,
    );
    if (done === 0) throw new Problem('not-found');
  });
}

/** A kind is received no longer, or again: reports that have it keep it. */
export function endCategory(ctx: Context, bodyId: number, categoryId: number, ended: boolean): Promise<void> {
  return lead(ctx, bodyId, 'category-changed', { categoryId, ended }, async (db) => {
    const yesterday = ended
      ? Temporal.PlainDate.from(swedishDay(ctx.clock())).subtract({ days: 1 }).toString()
      : null;
    const done = await db.run(sql`
      update fault_category set ended_on = ${yesterday} where id = ${categoryId} and body_id = ${bodyId} and parent_id is not null`);
    if (done === 0) throw new Problem('not-found');
  });
}

/** What a kind says and asks. */
export interface KindInput {
  readonly nameSv: string;
  readonly nameEn: string;
  readonly aboutSv: string;
  readonly aboutEn: string;
  readonly keywords: string;
  readonly expectedDays: number | null;
  readonly danger: boolean;
  readonly questions: readonly Question[];
}

/**
 * What a kind says and asks from now on; reports keep the questions that they answered. `version`: the one that was changed.
 * Throws Problem `stale` when somebody has changed it since, `not-found`.
 */
export function changeKind(
  ctx: Context,
  bodyId: number,
  categoryId: number,
  version: number,
  kind: KindInput,
): Promise<void> {
  return lead(ctx, bodyId, 'category-changed', { categoryId, after: version, ...kind }, async (db) => {
    const now = await db.maybe<{ version: number }>(sql`
      select version from fault_category where id = ${categoryId} and body_id = ${bodyId} and parent_id is not null for update`);
    if (now === undefined) throw new Problem('not-found');
    if (now.version !== version) throw new Problem('stale');
    await db.run(sql`
      update fault_category set name_sv = ${kind.nameSv}, name_en = ${kind.nameEn}, about_sv = ${kind.aboutSv}, about_en = ${kind.aboutEn},
        keywords = ${kind.keywords}, expected_days = ${kind.expectedDays}, danger = ${kind.danger},
        questions = ${JSON.stringify(kind.questions)}::jsonb where id = ${categoryId}`);
  });
}

/** A kind of the body's own, last in a group. Throws Problem `invalid` (`kod`: `code-taken`), `not-found` for a group that is none. Returns its id. */
export function addKind(
  ctx: Context,
  bodyId: number,
  groupId: number,
  code: string,
  kind: KindInput,
): Promise<number> {
  return lead(ctx, bodyId, 'category-added', { groupId, code, ...kind }, async (db) => {
    const group = await db.maybe(sql`
      select from fault_category where id = ${groupId} and body_id = ${bodyId} and parent_id is null for update`);
    if (group === undefined) throw new Problem('invalid', {}, [{ field: 'grupp', code: 'invalid-value' }]);
    const made = await db.maybe<{ id: number }>(sql`
      insert into fault_category (body_id, parent_id, service_code, name_sv, name_en, about_sv, about_en, keywords, questions,
        expected_days, danger, position)
      values (${bodyId}, ${groupId}, ${code}, ${kind.nameSv}, ${kind.nameEn}, ${kind.aboutSv}, ${kind.aboutEn}, ${kind.keywords},
        ${JSON.stringify(kind.questions)}::jsonb, ${kind.expectedDays}, ${kind.danger},
        (select coalesce(max(position), 0) + 1 from fault_category where parent_id = ${groupId}))
      on conflict (body_id, service_code) do nothing returning id`);
    if (made === undefined) throw new Problem('invalid', {}, [{ field: 'kod', code: 'code-taken' }]);
    return made.id;
  });
}

/** A key for a program that reports through Open311. It is returned this once, and kept as a hash. */
export function makeKey(ctx: Context, bodyId: number, name: string): Promise<string> {
  const key = randomBytes(24).toString('base64url');
  return lead(ctx, bodyId, 'key-made', { name }, async (db) => {
    if (name === '') throw new Problem('invalid', {}, [{ field: 'namn', code: 'required' }]);
    const there = await db.maybe(sql`select from fault_body where body_id = ${bodyId}`);
    if (there === undefined) throw new Problem('not-found');
    await db.run(sql`
      insert into open311_key (body_id, name, key_hash, made_at, made_by)
      values (${bodyId}, ${name}, ${keyHash(key)}, ${ctx.clock()}, ${ctx.actor.userId})`);
    return key;
  });
}
export const keyHash = (key: string) => sha256(`open311 ${key}`);

export function endKey(ctx: Context, bodyId: number, keyId: number): Promise<void> {
  return lead(ctx, bodyId, 'key-ended', { keyId }, async (db) => {
    const done = await db.run(sql`
      update open311_key set ended_at = ${ctx.clock()} where id = ${keyId} and body_id = ${bodyId} and ended_at is null`);
    if (done === 0) throw new Problem('not-found');
  });
}

export interface Forwarding {
  /** `https://example.se/open311/v2` */
  readonly url: string;
  readonly apiKey: string;
  readonly jurisdiction: string;
  readonly active: boolean;
}

/**
 * The body has a system of its own that speaks Open311: new reports are sent there from now on. An empty key keeps the old one,
 * which is sealed for its address. `origin`: where people reach this installation. Throws Problem `invalid` (`key-for-this-address`), `not-possible` (`no-key`) where nothing can be sealed.
 */
export function setForwarding(
  ctx: Context,
  sealing: SealingKey | null,
  bodyId: number,
  given: Forwarding,
  origin: string,
): Promise<void> {
  const { url, jurisdiction, active } = given;
  if (!maySendTo(url, origin)) throw new Problem('invalid', {}, [{ field: 'adress', code: 'not-https' }]);
  if (sealing === null && given.apiKey !== '')
    throw new Problem('invalid', {}, [{ field: 'api', code: 'no-key' }]);
  const sealed = sealing === null || given.apiKey === '' ? null : seal(sealing, given.apiKey, usedFor(url));
  return lead(ctx, bodyId, 'forwarding-set', { url, jurisdiction, active }, async (db) => {
    const there = await db.maybe(sql`select from fault_body where body_id = ${bodyId}`);
    if (there === undefined) throw new Problem('not-found');
    const before = await db.maybe<{ url: string }>(
      sql`select url from fault_forwarding where body_id = ${bodyId}`,
    );
    if (before !== undefined && before.url !== url && sealed === null)
      throw new Problem('invalid', {}, [{ field: 'api', code: 'key-for-this-address' }]);
    await db.run(sql`
      insert into fault_forwarding (body_id, url, jurisdiction, active, changed_at, changed_by)
      values (${bodyId}, ${url}, ${jurisdiction}, ${active}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (body_id) do update set url = excluded.url, jurisdiction = excluded.jurisdiction, active = excluded.active,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
    if (sealed !== null)
      await db.run(
        sql`update fault_forwarding set key_sealed = ${sealed}, api_key = null where body_id = ${bodyId}`,
      );
  });
}
