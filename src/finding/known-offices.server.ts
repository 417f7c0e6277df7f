import { type GivenOnDay, givenOn } from '../coverage/queries/given-to-visitors.server.ts';
import type { Opening } from '../hours/rules/open.ts';
import { nextOpening, openingAt } from '../hours/rules/open.ts';
import { type HoursOfOffice, hoursOfOffices } from '../hours/store.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, shortUnscopedRead, sql } from '../platform/database.server.ts';
import { highest } from './rules/how-far.ts';
import { factsOf } from './store.server.ts';
import { NOTHING_KNOWN, type VisitFacts } from './visit-facts.ts';

/** An office as visitors see it. */
export interface VisitorOffice extends HoursOfOffice {
  readonly latitude: number;
  readonly longitude: number;
  readonly countyCode: string;
  readonly county: string;
  readonly operator: string;
  readonly facts: VisitFacts;
}

/** Every office, and what is given there, as the registers stand. */
export interface KnownOffices {
  /** By name; those that have had their last day are not there. */
  readonly offices: readonly VisitorOffice[];
  readonly byCode: ReadonlyMap<string, VisitorOffice>;
  /** Asked of the law when a day is first asked about. */
  given(day: PlainDate): Promise<GivenOnDay>;
}

interface Held {
  readonly revision: number;
  readonly known: Promise<KnownOffices>;
}
const held = new WeakMap<Pool, Held>();

/**
 * What the public pages show: kept by this process for as long as `register_revision` stays the same, loaded once for all
 * who ask at the same time. A visitor costs one short read.
 */
export async function knownOffices(pool: Pool): Promise<KnownOffices> {
  const [row] = await shortUnscopedRead<{ revision: number }>(
    pool,
    sql`select revision from register_revision`,
  );
  const revision = row!.revision;
  const before = held.get(pool);
  if (before !== undefined && before.revision >= revision) return before.known;
  const known = load(pool);
  held.set(pool, { revision, known });
  // What could not be loaded is asked for again by the next.
  known.catch(() => {
    if (held.get(pool)?.known === known) held.delete(pool);
  });
  return known;
}

/** Days that are kept at once: today and the next openings. */
const DAYS = 8;

async function load(pool: Pool): Promise<KnownOffices> {
  const offices = await inTransaction(pool, {}, visitorOffices);
  const days = new Map<PlainDate, Promise<GivenOnDay>>();
  return {
    offices,
    byCode: new Map(offices.map((office) => [office.code, office])),
    given: (day) => {
      const there = days.get(day);
      if (there !== undefined) return there;
      if (days.size >= DAYS) days.delete(days.keys().next().value!);
      const asked = givenOn(pool, day);
      days.set(day, asked);
      asked.catch(() => days.delete(day));
      return asked;
    },
  };
}

async function visitorOffices(db: Db): Promise<VisitorOffice[]> {
  const hours = await hoursOfOffices(db);
  const about = await db.many<{ id: number } & Omit<VisitorOffice, keyof HoursOfOffice>>(sql`
    select f.id, f.latitude, f.longitude, c.code as "countyCode", c.name as county, p.name as operator,
      (select ${factsOf}
        from office_visit_facts v where v.office_id = f.id) as facts
    from office f join municipality m on m.code = f.municipality_code join county c on c.code = m.county_code
      join authority p on p.id = f.operator_id`);
  const byId = new Map(about.map((office) => [office.id, office]));
  return hours.flatMap((office) => {
    const more = byId.get(office.id);
    return more === undefined ? [] : [{ ...office, ...more, facts: more.facts ?? NOTHING_KNOWN }];
  });
}

/** Open or closed, and what comes next. */
export interface State {
  readonly now: Opening | null;
  readonly next: Opening | null;
}
const states = new WeakMap<
  VisitorOffice,
  State & { readonly from: Temporal.Instant; readonly until: Temporal.Instant }
>();

/** The state of an office at an instant: worked out again when it changes. */
export function stateAt(office: VisitorOffice, at: Temporal.Instant): State {
  const before = states.get(office);
  const compare = Temporal.Instant.compare;
  if (before !== undefined && compare(before.from, at) <= 0 && compare(at, before.until) < 0) return before;
  const now = openingAt(office, at);
  const next = nextOpening(office, at);
  const until = now?.to ?? next?.from ?? at.add({ hours: 24 });
  const state = { now, next, from: at, until };
  states.set(office, state);
  return state;
}

/** The day on which a visitor can next come to an office: today while it is open; null when no opening is decided. */
export function nextVisitDay({ now, next }: State, at: Temporal.Instant): PlainDate | null {
  if (now !== null) return swedishDay(at);
  return next === null ? null : swedishDay(next.from);
}

/** The first day on which any of the offices can be visited. */
export function firstVisitDay(offices: readonly VisitorOffice[], at: Temporal.Instant): PlainDate {
  const days = offices.flatMap((office) => nextVisitDay(stateAt(office, at), at) ?? []).sort();
  return days[0] ?? swedishDay(at);
}

/** Of some tasks, what an office gives on a day, each by its code; of several authorities the one that goes farthest. */
export function levelsOf(given: GivenOnDay, officeId: number, codes: readonly string[]) {
  return codes.flatMap((code) => {
    const found = given.tasks.flatMap((task, t) =>
      task.code === code ? [{ ...task, levels: given.levels(officeId, t) }] : [],
    );
    const best = found.toSorted((a, b) => b.levels.length - a.levels.length)[0];
    return best === undefined ? [] : [{ ...best, top: highest(best.levels) }];
  });
}
