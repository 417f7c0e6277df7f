import { type Context, transaction } from '../../access/context.server.ts';
import type { Period } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import type { Office } from '../../law/facts.ts';
import { factsFor, indexPolicy } from '../../law/matrix.ts';
import { sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { loadPolicy, type PolicyOfficer, seenWhole } from '../policy.server.ts';
import { periodsOf } from '../rules/periods-of.ts';
import { factsAsked, type Question } from './ask.server.ts';

// A question with one part left open: the answers are those for which the law says yes.

export interface WhoMay extends Pick<PolicyOfficer, 'id' | 'code' | 'name' | 'homeOfficeId'> {
  readonly homeOffice: string;
}

/**
 * Officers who may, those who work at the office first. An officer and an office's manager ask about the employer's own, a
 * coordinator about the own authority's tasks and its own staff. Throws Problem `forbidden`, `not-found`.
 */
export async function whoMay(ctx: Context, question: Omit<Question, 'officerId'>): Promise<WhoMay[]> {
  const { officeId, taskId, principalId, level, day, known } = question;
  const { principals } = seenWhole(ctx.actor, true);
  return transaction(ctx, async (db) => {
    const loaded = await loadPolicy(db, ctx.actor, {
      ...{ day, known, named: true },
      ...{ taskIds: [taskId], principalIds: [principalId] },
    });
    if (loaded.agreements.length === 0 && ctx.actor.officer === null && !principals.includes(principalId))
      throw new Problem('not-found');
    const policy = indexPolicy(loaded);
    const names = new Map(
      (await db.many<{ id: number; name: string }>(sql`select id, name from office`)).map((o) => [
        o.id,
        o.name,
      ]),
    );
    const able = (policy.officers as readonly PolicyOfficer[]).filter(
      (officer) => decide(factsFor(policy, officer.id, officeId, taskId, principalId, level), day).permitted,
    );
    const isHere = (officer: PolicyOfficer) => Number(officer.homeOfficeId === officeId);
    return able
      .toSorted((a, b) => isHere(b) - isHere(a))
      .map(({ id, code, name, homeOfficeId }) => ({
        ...{ id, code, name, homeOfficeId },
        homeOffice: names.get(homeOfficeId) ?? '',
      }));
  });
}

export interface WhereMay {
  readonly id: number;
  readonly name: string;
  readonly county: string;
}

/** Offices open that day where the officer may. Throws as `askLaw`. */
export async function whereMay(ctx: Context, question: Question): Promise<WhereMay[]> {
  const { day, known } = question;
  return transaction(ctx, async (db) => {
    const facts = await factsAsked(ctx, db, question);
    const table = known === null ? sql`office` : sql`office_as_known(${known})`;
    const offices = await db.many<WhereMay & Office>(sql`
      select f.id, f.name, c.name as county, f.operator_id as "operatorId", ${periodOf(sql`f.open`)} as open
      from ${table} f join municipality m on m.code = f.municipality_code join county c on c.code = m.county_code
      where f.operator_id = ${facts.officer?.employerId ?? 0} order by c.name collate "sv-x-icu", f.name collate "sv-x-icu"`);
    return offices
      .filter((office) => decide({ ...facts, office }, day).permitted)
      .map(({ id, name, county }) => ({ id, name, county }));
  });
}

/** The periods in which the officer may, earliest first, found from the days that the records name. Throws as `askLaw`. */
export async function whenMay(ctx: Context, question: Question): Promise<Period[]> {
  return transaction(ctx, async (db) => periodsOf(await factsAsked(ctx, db, question)));
}
