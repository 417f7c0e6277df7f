import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Days, FigureQuery, FigureTable, OfficeChange, Place } from './query.ts';

/** The numbers of migration 0073. */
export function placeNumber(place: Place): number {
  if (place.kind === 'country') return 0;
  return 8 * place.id + { office: 1, area: 2, region: 3, operator: 4 }[place.kind];
}

interface OfficeOfPlace {
  readonly id: number;
  readonly name: string;
  readonly areaId: number | null;
  readonly area: string | null;
  readonly regionId: number | null;
  readonly region: string | null;
  readonly operatorId: number;
  readonly opened: PlainDate;
  readonly closed: PlainDate | null;
}

/** Which figures make up the answer, and the row that each belongs to. */
export interface Spots {
  readonly seen: FigureTable['seen'];
  readonly changes: readonly OfficeChange[];
  /** Offices, each with the key of its row: 0 when rows are no places, else the id (−1: no area). */
  readonly offices: readonly { readonly id: number; readonly key: number }[];
  /** Places whose figures are stored, with the key of their row; between them exactly `offices`. */
  readonly places: readonly { readonly place: number; readonly key: number }[];
  /** The same offices by as few places as they are; only told when rows are places. */
  readonly whole: readonly number[] | null;
  readonly names: ReadonlyMap<number, string>;
}

const RECORDED = sql`select place, true as stale from figure_place_stale group by place`;

/** Throws Problem `not-found` for a place that is none. `span` is everything that is compared. */
export async function spotsOf(db: Db, query: FigureQuery, spans: readonly Days[]): Promise<Spots> {
  const { place, by } = query;
  const here =
    place.kind === 'country'
      ? sql`true`
      : {
          office: sql`o.id = ${place.id}`,
          area: sql`o.area_id = ${place.id}`,
          region: sql`a.region_id = ${place.id}`,
          operator: sql`o.operator_id = ${place.id}`,
        }[place.kind];
  const known =
    place.kind === 'country'
      ? sql`true`
      : sql`exists (select from ${
          {
            office: sql`office`,
            area: sql`office_area`,
            region: sql`service_region`,
            operator: sql`authority`,
          }[place.kind]
        } x where x.id = ${place.id})`;
  const {
    offices,
    stale,
    known: found,
    seesWhole,
    own,
  } = await db.one<{
    offices: OfficeOfPlace[];
    stale: number[];
    known: boolean;
    seesWhole: boolean;
    own: boolean;
  }>(sql`
    select ${known} as known, (select coalesce(jsonb_agg(place), '[]') from (${RECORDED}) s) as stale,
      scope_authorities() <> '{}' as own,
      (select coalesce(bool_and(o.id = any ((select scope_counted_offices())::int[])), true) from office o left join office_area a on a.id = o.area_id
        where ${here}) as "seesWhole",
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'areaId', o.area_id, 'area', a.name,
          'regionId', a.region_id, 'region', r.name, 'operatorId', o.operator_id, 'opened', lower(o.open),
          'closed', upper(o.open) - 1)), '[]')
        from office o left join office_area a on a.id = o.area_id left join service_region r on r.id = a.region_id
        where ${here}) as offices`);
  if (!found) throw new Problem('not-found');
  const from = spans.reduce((least, span) => (span.from < least ? span.from : least), query.period.from);
  const to = spans.reduce((most, span) => (span.to > most ? span.to : most), query.period.to);
  const changed = offices.filter(
    ({ opened, closed }) =>
      (opened > from && opened <= to) || (closed !== null && closed >= from && closed < to),
  );
  const counted =
    query.sameOfficesOnly === true
      ? offices.filter(({ opened, closed }) =>
          spans.every((s) => opened <= s.from && (closed === null || closed >= s.to)),
        )
      : offices;
  const keyOf = (office: OfficeOfPlace) =>
    by === 'office'
      ? office.id
      : by === 'area'
        ? (office.areaId ?? -1)
        : by === 'region'
          ? (office.regionId ?? -1)
          : 0;
  const names = new Map<number, string>();
  for (const o of counted)
    names.set(keyOf(o), (by === 'office' ? o.name : by === 'area' ? o.area : o.region) ?? '');
  const all = counted.length === offices.length;
  const stored = storedPlaces(query, counted, all, keyOf);
  const isStale = stored.some((each) => stale.includes(each.place));
  const whole = storedPlaces({ ...query, by: 'none' }, counted, all, () => 0);
  const wholeIsStale = whole.some((each) => stale.includes(each.place));
  const apart = counted.map((o) => ({ place: 8 * o.id + 1, key: keyOf(o) }));
  const places = isStale ? apart : stored;
  return {
    seen: seesWhole ? 'whole' : own ? 'own-authorities' : 'nothing',
    changes: changed.map((o) => ({
      id: o.id,
      name: o.name,
      opened: o.opened > from && o.opened <= to ? o.opened : null,
      closed: o.closed !== null && o.closed >= from && o.closed < to ? o.closed : null,
    })),
    offices: counted.map((o) => ({ id: o.id, key: keyOf(o) })),
    places,
    whole:
      by === 'office' || by === 'area' || by === 'region'
        ? (wholeIsStale ? apart : whole).map((p) => p.place)
        : null,
    names,
  };
}

function storedPlaces(
  { place, by }: FigureQuery,
  offices: readonly OfficeOfPlace[],
  all: boolean,
  keyOf: (office: OfficeOfPlace) => number,
): { place: number; key: number }[] {
  const apart = (of: readonly OfficeOfPlace[]) => of.map((o) => ({ place: 8 * o.id + 1, key: keyOf(o) }));
  if (!all || by === 'office') return apart(offices);
  // Areas and regions of an operator may hold offices of others: only the country's and a region's own are told apart by theirs.
  if ((by === 'area' || by === 'region') && place.kind !== 'operator') {
    const kind = by === 'area' ? 2 : 3;
    const keys = [...new Set(offices.map(keyOf))];
    return [
      ...keys.filter((key) => key > 0).map((key) => ({ place: 8 * key + kind, key })),
      ...apart(offices.filter((office) => keyOf(office) < 0)),
    ];
  }
  if (by === 'area' || by === 'region') return apart(offices);
  return [{ place: placeNumber(place), key: 0 }];
}

/** Whether figures of days are stored for every family at a place. */
export function hasDays(place: number): boolean {
  return [0, 3, 4].includes(place % 8);
}
