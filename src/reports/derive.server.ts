import { loadAgreementTasks, loadMandates } from '../agreements/facts.server.ts';
import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, LawContent } from '../law/facts.ts';
import { surplusDuring } from '../law/rules/surplus-during.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { daterange } from '../platform/daterange.server.ts';
import {
  reportActivity,
  reportPerformed,
  reportPerformedVisits,
  reportTasksDone,
  type TaskDone,
} from '../statistics/of-reports/query.server.ts';
import { loadVersions, municipalitiesReport } from './agreements.server.ts';
import { agreementsDuring } from './agreements-of-year.ts';
import type { PerformedOffice, SurplusStretch, TaskExtent } from './content.ts';
import type { Derived } from './derived.ts';
import { round2 } from './draft.ts';
import { loadGrants, loadOfficeMatters, loadOffices } from './figures.server.ts';
import { daysOf, needsDuring, reachesDuring } from './rules/in-force-during.ts';

const byName = new Intl.Collator('sv').compare;

/**
 * What the registers say today of an authority's year, as principal: whatever is done in its name (domain §1.9 items 2
 * and 3), and in numbers alone what it performs in the name of others.
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

  const { counts: surplus, stretches } = await surplusOfYear(db, authorityId, inItsName, law, days);
  const activity = new Map((await reportActivity(db, authorityId, days)).map((row) => [row.officeId, row]));
  const done = Map.groupBy(await reportTasksDone(db, authorityId, days), (row) => row.officeId);
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
    surplusDuring: stretches,
    performsForOthers: tasks.some((task) => task.performer.id === authorityId),
    performed: await performedFor(db, authorityId, year),
  };
}

/** Items 3a, 3b, 3d–3g from the performer's side: numbers alone, for the year's offices that the authority's officers served at. */
async function performedFor(db: Db, authorityId: number, year: number): Promise<PerformedOffice[]> {
  const done = Map.groupBy(await reportPerformed(db, authorityId, year), (row) => row.officeId);
  if (done.size === 0) return [];
  const visits = await reportPerformedVisits(db, authorityId, year);
  const offices = (await loadOffices(db, daysOf(year))).filter((office) => done.has(office.id));
  return offices
    .map((office) => ({
      name: office.name,
      locality: office.locality,
      municipality: office.municipality,
      tasks: (done.get(office.id) ?? []).map(({ officeId: _, ...row }) => row),
      fullTimeEquivalents: round2(office.fullTimeEquivalents),
      visitors: visits.get(office.id) ?? 0,
    }))
    .sort((a, b) => byName(a.locality, b.locality) || byName(a.name, b.name));
}

function extents(rows: readonly TaskDone[] = [], level: TaskDone['level']): TaskExtent[] {
  return rows
    .filter((row) => row.level === level)
    .map(({ task, provision, times }) => ({ task, provision, times }));
}

/**
 * 3c, R7 (6 § lagen (2019:212), 9 § lagen (2004:543)): access that no mandate justified on some day of the year, each officer
 * and system with the days. `counts`: what still stands on the last day, by the officer's home office.
 */
async function surplusOfYear(
  db: Db,
  authorityId: number,
  tasks: readonly AgreementTask[],
  law: LawContent,
  year: Period & { readonly to: PlainDate },
): Promise<{ counts: Map<number, number>; stretches: SurplusStretch[] }> {
  const grants = await loadGrants(db, authorityId, year);
  const mandates = await loadMandates(
    db,
    sql`m.principal_id = ${authorityId} and m.valid && ${daterange(year)}`,
  );
  const employed = new Map(grants.map((grant) => [grant.officerId, grant.employed]));
  // Who is no longer employed is justified by nothing: a mandate gives something only while its officer is employed.
  const held = mandates.flatMap((mandate) => {
    const during = employed.get(mandate.officerId);
    const valid = during === undefined ? null : shared(mandate.valid, during);
    return valid === null ? [] : [{ ...mandate, valid }];
  });
  const found = surplusDuring(grants, held, needsDuring(tasks, law, year), year);
  const counts = new Map<number, number>();
  const homes = new Map(grants.map((grant) => [grant.officerId, grant.homeOfficeId]));
  for (const { grant, to } of found) {
    if (to !== year.to) continue;
    const home = homes.get(grant.officerId) ?? 0;
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  const of = (grant: (typeof found)[number]['grant']) =>
    grants.find((row) => row.officerId === grant.officerId && row.systemId === grant.systemId);
  const stretches = found.map(({ grant, from, to }) => ({
    system: of(grant)?.system ?? '',
    office: of(grant)?.office ?? '',
    from,
    to,
  }));
  return { counts, stretches };
}

function shared(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return to !== null && to < from ? null : { from, to };
}
