import { recordEvent } from '../access/audit.server.ts';
import type { Context } from '../access/context.server.ts';
import { changerOf, changing } from '../hours/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type NewVisitFacts, NOTHING_KNOWN, type VisitFacts } from './visit-facts.ts';

interface Row {
  readonly name: string;
  readonly code: string;
  readonly facts: VisitFacts | null;
}

/** The facts of a row `v`, as JSON. */
export const factsOf = sql`jsonb_build_object('address', case when v.street is null then null
    else jsonb_build_object('street', v.street, 'postcode', v.postcode, 'town', v.town) end,
  'directionsSv', v.directions_sv, 'directionsEn', v.directions_en, 'stepFree', v.step_free,
  'languages', to_jsonb(v.languages))`;

/** What is known of an office for its visitors, now or as it was known at an instant. Throws Problem `not-found`. */
export async function visitFactsOf(db: Db, officeId: number, known?: Temporal.Instant) {
  const source =
    known === undefined
      ? sql`office_visit_facts v where v.office_id = f.id`
      : sql`(select distinct on (office_id) * from office_visit_facts_history
          where office_id = f.id and known_at <= ${known} order by office_id, known_at desc) v`;
  const found = await db.maybe<Row>(sql`
    select f.name, f.code, (select ${factsOf} from ${source}) as facts from office f where f.id = ${officeId}`);
  if (found === undefined) throw new Problem('not-found');
  return { ...found, facts: found.facts ?? NOTHING_KNOWN };
}

export interface FactsChange {
  readonly at: Temporal.Instant;
  readonly by: string | null;
  readonly facts: VisitFacts;
}

/** Every state that it has had, newest first. */
export function factsHistory(ctx: Context, officeId: number, count = 50): Promise<FactsChange[]> {
  return changing(ctx, officeId, (db) =>
    db.many<FactsChange>(sql`
      select v.recorded_at as at, u.name as by, ${factsOf} as facts
      from office_visit_facts_history v left join account_user u on u.id = v.recorded_by
      where v.office_id = ${officeId} order by v.known_at desc limit ${count}`),
  );
}

/**
 * Says how an office is found and entered, and in which languages one is met there; what was said before stays in the
 * history. Its manager and an administrator may. Throws Problem `forbidden`, `not-found`.
 */
export function setVisitFacts(ctx: Context, officeId: number, given: NewVisitFacts): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const { facts: before } = await visitFactsOf(db, officeId);
    const languages = [...new Set(given.languages)].toSorted();
    const facts: VisitFacts = { ...given, languages };
    if (JSON.stringify(before) === JSON.stringify(facts)) return;
    const { address, directionsSv, directionsEn, stepFree } = facts;
    const who = changerOf(ctx, officeId);
    await db.run(sql`
      insert into office_visit_facts (office_id, street, postcode, town, directions_sv, directions_en, step_free, languages,
        recorded_at, recorded_by)
      values (${officeId}, ${address?.street ?? null}, ${address?.postcode ?? null}, ${address?.town ?? null},
        ${directionsSv}, ${directionsEn}, ${stepFree}, ${languages}, ${who.at}, ${who.userId})
      on conflict (office_id) do update set street = excluded.street, postcode = excluded.postcode, town = excluded.town,
        directions_sv = excluded.directions_sv, directions_en = excluded.directions_en, step_free = excluded.step_free,
        languages = excluded.languages, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`);
    await recordEvent(db, {
      ...{ actor: who.userId, role: who.role, kind: 'office-visit-facts-set' },
      ...{ subject: 'office', subjectId: officeId, officeId, details: { before, facts } },
    });
  });
}
