import type { Context } from '../access/context.server.ts';
import type { Period, PlainDate } from '../kernel/plain-date.ts';
import { type Db, join, type Sql, sql, unscoped } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { Problem } from '../platform/problem.ts';
import type { ACTIONS } from './content.ts';
import type { CatalogueItem, CatalogueList, Regime } from './facts.ts';

export interface Verified {
  readonly source: string;
  readonly verifiedOn: PlainDate;
}
export type RegimeView = Regime & Verified;
export type ListView = CatalogueList & Verified & { readonly note: string; readonly items: number };

export type ItemState = 'valid' | 'lapsed' | 'coming';

export interface ItemView extends CatalogueItem, Verified {
  readonly action: (typeof ACTIONS)[number];
  readonly text: string;
  readonly note: string;
  /** Names of its tasks; null for a code that is in no register. */
  readonly names: readonly {
    readonly code: string;
    readonly nameSv: string | null;
    readonly nameEn: string | null;
  }[];
  /** What is noted of the list, for the days that the item and the list have in common. */
  readonly listNotes: readonly string[];
  /** Whether the list's wording is known for every day of the item. */
  readonly listKnown: boolean;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string | null;
}

export interface ItemFilter {
  readonly regimeId?: string | undefined;
  readonly sphere?: string | undefined;
  readonly state?: ItemState | undefined;
  readonly code?: string | undefined;
  /** The day that the state is about. */
  readonly on: PlainDate;
  /** What was known at this instant (the second clock); null is what is known now. */
  readonly known: Temporal.Instant | null;
}

/** Everybody with a role reads the law; an account without one reads nothing. */
function reader(ctx: Context): Db {
  if (ctx.actor.assignments.length === 0) throw new Problem('forbidden');
  return unscoped(ctx.pool);
}

/** The regimes: the municipal bases, then those of service agreements, oldest first. */
export async function regimes(ctx: Context): Promise<RegimeView[]> {
  return reader(ctx).many<RegimeView>(sql`
    select id, name, basis, ${periodOf(sql`signed`)} as signed, rules, source, verified_on as "verifiedOn"
    from regime order by basis = 'service-agreement', lower(signed), id`);
}

/** The closed lists, with the days for which their wording is known. */
export async function lists(ctx: Context): Promise<ListView[]> {
  return reader(ctx).many<ListView>(sql`
    select l.regime_id as "regimeId", l.sphere, l.provision, ${periodOf(sql`l.known`)} as known, l.source,
      l.verified_on as "verifiedOn", l.note,
      (select count(distinct i.code) from catalogue_item i where i.regime_id = l.regime_id and i.sphere = l.sphere) as items
    from catalogue_list l join regime r on r.id = l.regime_id
    order by lower(r.signed), array_position(array['state', 'municipal', 'regional'], l.sphere), lower(l.known)`);
}

/** Items of the lists; each wording is a row. */
export async function items(ctx: Context, filter: ItemFilter): Promise<ItemView[]> {
  const { regimeId, sphere, state, code, on, known } = filter;
  const states: Readonly<Record<ItemState, Sql>> = {
    valid: sql`i.valid @> ${on}::date`,
    lapsed: sql`upper(i.valid) <= ${on}::date`,
    coming: sql`lower(i.valid) > ${on}::date`,
  };
  const where = [
    sql`true`,
    ...(regimeId === undefined ? [] : [sql`i.regime_id = ${regimeId}`]),
    ...(sphere === undefined ? [] : [sql`i.sphere = ${sphere}`]),
    ...(code === undefined ? [] : [sql`i.code = ${code}`]),
    ...(state === undefined ? [] : [states[state]]),
  ];
  const source = known === null ? sql`catalogue_item` : sql`catalogue_item_as_known(${known})`;
  return reader(ctx).many<ItemView>(sql`
    select i.code, i.version, i.regime_id as "regimeId", i.sphere, i.provision, i.action, i.text_sv as text, i.tasks,
      i.conditions, ${periodOf(sql`i.valid`)} as valid, i.source, i.verified_on as "verifiedOn", i.note,
      i.recorded_at as "recordedAt", (select u.name from account_user u where u.id = i.recorded_by) as "recordedBy",
      (select jsonb_agg(jsonb_build_object('code', c.code, 'nameSv', t.name_sv, 'nameEn', t.name_en) order by c.place)
        from unnest(i.tasks) with ordinality as c(code, place) left join task t on t.code = c.code) as names,
      coalesce(l.notes, '{}') as "listNotes", coalesce(i.valid <@ l.known, false) as "listKnown"
    from ${source} i join regime r on r.id = i.regime_id,
      lateral (select array_agg(l.note order by lower(l.known)) filter (where l.note <> '') as notes,
          range_agg(l.known) as known
        from catalogue_list l where l.regime_id = i.regime_id and l.sphere = i.sphere and l.known && i.valid) l
    where ${join(where, ' and ')}
    order by lower(r.signed) desc, array_position(array['state', 'municipal', 'regional'], i.sphere), i.code, i.version`);
}

export interface HistoryRow {
  readonly version: number;
  readonly knownAt: Temporal.Instant;
  readonly valid: Period;
  readonly note: string;
  /** Null for what came with the system. */
  readonly by: string | null;
}

/** Every state that an item has had, newest first. */
export async function itemHistory(ctx: Context, code: string): Promise<HistoryRow[]> {
  return reader(ctx).many<HistoryRow>(sql`
    select h.version, h.known_at as "knownAt", ${periodOf(sql`h.valid`)} as valid, h.note,
      coalesce(u.name, h.actor) as by
    from catalogue_item_history h left join account_user u on u.id = h.actor
    where h.code = ${code} order by h.known_at desc, h.version desc`);
}

export interface TaskName {
  readonly code: string;
  readonly sphere: CatalogueItem['sphere'];
  readonly nameSv: string;
  readonly nameEn: string;
}

/** The tasks that an item can name. */
export async function taskNames(ctx: Context): Promise<TaskName[]> {
  return reader(ctx).many<TaskName>(sql`
    select code, sphere, name_sv as "nameSv", name_en as "nameEn" from task
    order by array_position(array['state', 'municipal', 'regional'], sphere), name_sv`);
}

/** Where a period stands on a day. */
export function stateOn(period: Period, day: PlainDate): ItemState {
  if (day < period.from) return 'coming';
  return period.to !== null && period.to < day ? 'lapsed' : 'valid';
}
