import { loadAgreementTasks, loadMandates } from '../agreements/facts.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, LawContent } from '../law/facts.ts';
import { neededAccess } from '../law/rules/in-force.ts';
import { surplusAccess } from '../law/rules/surplus-access.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { loadVersions, municipalitiesReport } from './agreements.server.ts';
import { agreementsDuring } from './agreements-of-year.ts';
import type { TaskExtent } from './content.ts';
import type { Derived } from './derived.ts';
import { round2 } from './draft.ts';
import {
  loadActivity,
  loadGrants,
  loadOfficeMatters,
  loadOffices,
  loadTasksDone,
  type OfficeTask,
} from './figures.server.ts';
import { daysOf, reachesDuring } from './rules/in-force-during.ts';

const byName = new Intl.Collator('sv').compare;

/**
 * What the registers say today of an authority's year, as principal: whatever is done in its name (domain §1.9 items 2
 * and 3). What it performs in the name of others is seen only as an agreement.
 */
export async function deriveReport(db: Db, authorityId: number, year: number): Promise<Derived> {
  const days = daysOf(year);
  const law = await loadLaw(db);
  const authority = await db.one<Derived['authority']>(sql`
    select id, kind, name, short_name as "shortName", org_number as "orgNumber" from authority where id = ${authorityId}`);
  const versions = await loadVersions(db, authorityId);
  const agreements = agreementsDuring(versions, law, authority, year, await municipalitiesReport(db));
  const ids = agreements.map((agreement) => agreement.id);
  const tasks = await loadAgreementTasks(db, sql`at.agreement_id = any (${ids})`);
  const inItsName = tasks.filter((task) => task.principal.id === authorityId);

  const surplus = await surplusByOffice(db, authorityId, inItsName, law, days.to);
  const activity = new Map((await loadActivity(db, authorityId, days)).map((row) => [row.officeId, row]));
  const done = Map.groupBy(await loadTasksDone(db, authorityId, days), (row) => row.officeId);
  const allMatters = await loadOfficeMatters(db, year);

  const offices = (await loadOffices(db, days))
    .filter(
      (office) =>
        activity.get(office.id)?.served === true ||
        inItsName.some((task) => reachesDuring(task, law.regimes.get(task.regimeId), office, days)),
    )
    .map((office) => {
      const { visits = 0, matters = 0 } = activity.get(office.id) ?? {};
      const share = matters === 0 ? 0 : matters / (allMatters.get(office.id) ?? matters);
      return {
        id: office.id,
        name: office.name,
        locality: office.locality,
        municipality: office.municipality,
        authorityTasks: extents(done.get(office.id), 'authority'),
        personalDataTasks: extents(done.get(office.id), 'personal-data'),
        surplusAccess: surplus.get(office.id) ?? 0,
        fullTimeEquivalents: round2(office.fullTimeEquivalents),
        authorityShareOfFullTimeEquivalents: round2(office.fullTimeEquivalents * share),
        visitors: visits,
      };
    })
    .sort((a, b) => byName(a.locality, b.locality) || byName(a.name, b.name));

  const sum = (of: (office: (typeof offices)[number]) => number) =>
    round2(offices.reduce((total, office) => total + of(office), 0));
  const surplusHere = sum((office) => office.surplusAccess);
  const surplusInAll = [...surplus.values()].reduce((total, count) => total + count, 0);
  return {
    authority,
    year,
    agreements,
    offices,
    figures: {
      offices: offices.length,
      localities: new Set(offices.map((office) => `${office.municipality}, ${office.locality}`)).size,
      // The sum of the offices' rounded figures, so that who adds up the table gets the same.
      fullTimeEquivalents: sum((office) => office.authorityShareOfFullTimeEquivalents),
      visitors: sum((office) => office.visitors),
      surplusAccess: surplusInAll,
    },
    surplusElsewhere: surplusInAll - surplusHere,
    performsForOthers: tasks.some((task) => task.performer.id === authorityId),
  };
}

function extents(rows: readonly OfficeTask[] = [], level: OfficeTask['level']): TaskExtent[] {
  return rows
    .filter((row) => row.level === level)
    .map(({ task, provision, times }) => ({ task, provision, times }));
}

/** 3c, R7: grants on the last day of the year that no mandate justifies, by the officer's home office. */
async function surplusByOffice(
  db: Db,
  authorityId: number,
  tasks: readonly AgreementTask[],
  law: LawContent,
  at: PlainDate,
): Promise<Map<number, number>> {
  const grants = await loadGrants(db, authorityId, at);
  const mandates = await loadMandates(
    db,
    sql`
    m.principal_id = ${authorityId} and m.valid @> ${at}::date
    and exists (select from officer o where o.id = m.officer_id and o.employed @> ${at}::date)`,
  );
  const needed = neededAccess(tasks, law, at);
  const homes = new Map(grants.map((grant) => [grant.officerId, grant.homeOfficeId]));
  const counts = new Map<number, number>();
  for (const { officerId } of surplusAccess(grants, mandates, needed, at)) {
    const home = homes.get(officerId) ?? 0;
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return counts;
}
