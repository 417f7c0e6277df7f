import { type Context, transaction } from '../access/context.server.ts';
import { addDays } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { figures } from './figures.server.ts';
import { type ShownTable, type Sibling, showAll, showOutside } from './protect.ts';
import type { By, FigureQuery, FigureTable, Place } from './query.ts';
import { areWholeMonths, mustBeWholeMonths } from './rules/whole-months.ts';
import { type OfficeAt, officesIn, type Sees, seesAny, seesOf, viewOf } from './who-sees.ts';

/** The offices with what they belong to, by name. */
export function officesAt(db: Db): Promise<OfficeAt[]> {
  return db.many<OfficeAt>(sql`
    select f.id, f.name, f.operator_id as "operatorId", a.id as "areaId", a.name as area, r.id as "regionId", r.name as region
    from office f left join office_area a on a.id = f.area_id left join service_region r on r.id = a.region_id
    order by f.name collate "sv-x-icu"`);
}

/** Throws Problem `forbidden` for who sees no figures at all. */
export function seesOfAsker(ctx: Context): Sees {
  const sees = seesOf(ctx.actor);
  if (!seesAny(sees)) throw new Problem('forbidden');
  return sees;
}

/** Answers many questions of one page, in one transaction. */
export function asking<T>(ctx: Context, work: (asker: Asker) => Promise<T>): Promise<T> {
  const sees = seesOfAsker(ctx);
  return transaction(ctx, async (db) => work(new Asker(db, sees, await officesAt(db), ctx.clock())));
}

/** One question. Throws Problem `not-found` for what is not the actor's, `invalid` for what cannot be asked. */
export const ask = (ctx: Context, query: FigureQuery): Promise<ShownTable> =>
  asking(ctx, (asker) => asker.table(query));

/** Figures as they may be shown to one reader. */
export class Asker {
  readonly db: Db;
  readonly sees: Sees;
  readonly offices: readonly OfficeAt[];
  readonly now: Temporal.Instant;

  constructor(db: Db, sees: Sees, offices: readonly OfficeAt[], now: Temporal.Instant) {
    this.db = db;
    this.sees = sees;
    this.offices = offices;
    this.now = now;
  }

  view(query: Pick<FigureQuery, 'place' | 'authority'>) {
    return viewOf(this.sees, query, this.offices);
  }

  async table(query: FigureQuery): Promise<ShownTable> {
    const view = this.view(query);
    if (view === 'none') throw new Problem('not-found');
    if (view === 'outside' && mustBeWholeMonths(query)) {
      if (query.by === 'day') throw new Problem('invalid', {}, [{ field: 'per', code: 'whole-months' }]);
      if (!areWholeMonths(query.period))
        throw new Problem('invalid', {}, [{ field: 'fran', code: 'whole-months' }]);
    }
    const table = await figures(this.db, query, this.now);
    return view === 'inside' ? showAll(table) : showOutside(table, await this.#siblings(query, table));
  }

  /**
   * The views that the same reader can ask for and subtract from: the other authorities, tasks and channels where one was
   * chosen, the other offices of the area where one was. Of an authority's own people none: they see no other's.
   */
  async #siblings(query: FigureQuery, { columns, total }: FigureTable): Promise<Sibling[]> {
    if (this.sees.operators.length === 0) return [];
    const asked: { readonly query: FigureQuery; readonly key: string }[] = [];
    const beside = (by: By, key: string, changed: Partial<FigureQuery>) =>
      asked.push({ key, query: { ...query, compare: 'none', accumulated: false, by, ...changed } });
    if (query.authority !== undefined)
      beside('authority', `authority-${query.authority}`, { authority: undefined });
    if (query.task !== undefined) beside('task', `task-${query.task}`, { task: undefined });
    if (query.channel !== undefined) beside('channel', `channel-${query.channel}`, { channel: undefined });
    const above = this.#above(query.place);
    if (above !== null) beside('office', `office-${(query.place as { id: number }).id}`, { place: above });
    const found: Sibling[] = [];
    for (const { query: wider, key } of asked) {
      const table = await figures(this.db, wider, this.now);
      columns.forEach((_, column) => {
        if (total.cells[column] === undefined) return;
        const parts = table.rows.map((row) => ({ key: row.key, figure: row.cells[column]! }));
        const own = parts.findIndex((part) => part.key === key);
        if (own >= 0 && parts.length > 1) found.push({ column, own, parts });
      });
    }
    return found;
  }

  #above(place: Place): Place | null {
    if (place.kind !== 'office') return null;
    const office = officesIn(place, this.offices)[0];
    if (office === undefined) return null;
    return office.areaId === null
      ? { kind: 'operator', id: office.operatorId }
      : { kind: 'area', id: office.areaId };
  }
}

/** The Swedish day of an instant, and the day before. */
export function todayOf(now: Temporal.Instant) {
  const today = now.toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString() as Parameters<
    typeof addDays
  >[0];
  return { today, yesterday: addDays(today, -1) };
}
