import { type Context, transaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { figures } from './figures.server.ts';
import { hiddenInOtherViews } from './other-views.server.ts';
import { recordedYears, type ShownTable, showAll, showOutside } from './protect.ts';
import type { FigureQuery } from './query.ts';
import { areWholeMonths, mustBeWholeMonths } from './rules/whole-months.ts';
import { type OfficeAt, type Sees, seesAny, seesOf, viewOf } from './who-sees.ts';

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
    const table = recordedYears(await figures(this.db, query, this.now));
    if (table.seen === 'nothing') throw new Problem('not-found');
    if (view === 'inside') return showAll(table);
    return showOutside(
      table,
      await hiddenInOtherViews(this.db, this.now, this.sees, this.offices, query, table),
    );
  }
}
