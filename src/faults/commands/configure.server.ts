import { randomBytes } from 'node:crypto';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
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

/** The body has a system of its own that speaks Open311: new reports are sent there from now on. An empty key keeps the old one. */
export function setForwarding(ctx: Context, bodyId: number, given: Forwarding): Promise<void> {
  const { url, jurisdiction, active } = given;
  return lead(ctx, bodyId, 'forwarding-set', { url, jurisdiction, active }, async (db) => {
    const there = await db.maybe(sql`select from fault_body where body_id = ${bodyId}`);
    if (there === undefined) throw new Problem('not-found');
    await db.run(sql`
      insert into fault_forwarding (body_id, url, api_key, jurisdiction, active, changed_at, changed_by)
      values (${bodyId}, ${url}, ${given.apiKey}, ${jurisdiction}, ${active}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (body_id) do update set url = excluded.url, jurisdiction = excluded.jurisdiction, active = excluded.active,
        api_key = coalesce(nullif(excluded.api_key, ''), fault_forwarding.api_key),
        changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
  });
}
