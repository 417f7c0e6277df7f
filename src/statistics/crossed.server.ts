import { CHANNELS } from '../contacts/contact.ts';
import type { Db } from '../platform/database.server.ts';
import { CONTACT_COLUMNS, EVENT_COLUMNS, MATTER_COLUMNS, type Sums } from './columns.ts';
import { HELP_FORM_COLUMNS, LEVEL_COLUMNS_BY_KEY } from './crossed-columns.ts';
import { statement, type ToldSums, type Wanted } from './figure-sql.server.ts';
import { partsOf } from './parts.ts';
import type { Spots } from './places.server.ts';
import type { Days, FigureColumn } from './query.ts';
import { ALL, cellId } from './rules/grid.ts';
import { FAMILIES, type Family } from './sums.server.ts';

/** What stands down: nothing, whose a matter is, which task of whom, or the channel where something else stands across. */
export type What = 'none' | 'authority' | 'task' | 'channel';
/** What stands across; the channel, where two are asked, stands down. */
export const SIDES = ['channel', 'level', 'help-form', 'hour-weekday'] as const;
export type Side = (typeof SIDES)[number];

export interface Reading {
  readonly buckets: readonly Days[];
  readonly spots: Spots;
  readonly columns: readonly FigureColumn[];
  readonly what: What;
  readonly side: Side | null;
  /** The one authority that the reader sees; undefined: all. */
  readonly authority: number | undefined;
  readonly now: Temporal.Instant;
}

/** Sums by bucket and place key, then by `what|side` (`grid.ts`), with their sums. */
export type Crossed = ReadonlyMap<string, ReadonlyMap<string, Sums>>;
export const bucketKey = (bucket: number, place: number) => `${bucket} ${place}`;

/** Everything of some places and spans, crossed in two ways, in one statement. */
export async function readCrossed(db: Db, reading: Reading): Promise<Crossed> {
  const { buckets, spots, now } = reading;
  const wanted = wantedOf(reading);
  const read = {
    buckets: buckets.map((days) => ({ days, parts: partsOf(days) })),
    spots,
    wanted: wanted.map(({ of }) => of),
    times: [],
    now,
  };
  const crossed = new Map<string, Map<string, Record<string, number>>>();
  for (const row of wanted.length === 0 ? [] : await db.many<ToldSums>(statement(read))) {
    const want = wanted[row.part];
    if (want === undefined) continue;
    const at = bucketKey(row.bucket, row.key);
    const cells = crossed.get(at) ?? new Map<string, Record<string, number>>();
    crossed.set(at, cells);
    const values = row.sums.split(',').map(Number);
    const named = want.of.columns.map(
      (column, index) => [column.replace(/^of_/, ''), values[index]!] as const,
    );
    const sides = new Map<string, readonly (readonly [string, number])[]>();
    if (want.splitSide === null) sides.set(want.side(row), named);
    else {
      sides.set(ALL, named);
      for (const [side, column] of Object.entries(want.splitSide))
        sides.set(side, [['matters', named.find(([name]) => name === column)?.[1] ?? 0]]);
    }
    for (const what of want.whats(row))
      for (const [side, sums] of sides) {
        const id = cellId(what, side);
        const cell = cells.get(id) ?? {};
        cells.set(id, cell);
        for (const [name, value] of sums) cell[name] = (cell[name] ?? 0) + value;
      }
  }
  return crossed;
}

interface Want {
  readonly of: Wanted;
  readonly whats: (row: ToldSums) => readonly string[];
  readonly side: (row: ToldSums) => string;
  /** Sides that stand in columns of the same row, by name. */
  readonly splitSide: Readonly<Record<string, string>> | null;
}

function wantedOf({ columns, what, side, authority }: Reading): Want[] {
  const needed = new Set<string>(columns.flatMap(({ version }) => [...version.columns]));
  const of = (list: readonly string[]) => list.filter((column) => needed.has(column));
  const contact = of(CONTACT_COLUMNS);
  const ofMatter = contact
    .filter((name) => name === 'contacts' || name === 'visits')
    .map((name) => `of_${name}`);
  const matter = of(MATTER_COLUMNS);
  const event = of(EVENT_COLUMNS);
  const splitSide = side === 'level' ? LEVEL_COLUMNS_BY_KEY : side === 'help-form' ? HELP_FORM_COLUMNS : null;
  const channels = side === 'channel' || what === 'channel' ? [null, ...CHANNELS.keys()] : [null];
  const wants: Want[] = [];
  const want = (
    family: Family,
    cols: readonly string[],
    split: readonly string[],
    channel: number | null,
    whats: Want['whats'],
    sideOf?: Want['side'],
  ) => {
    if (cols.length === 0) return;
    const only: Record<string, number> = {};
    if (authority !== undefined) only.authority = authority;
    if (channel !== null) only.channel = channel;
    const name = channel === null ? ALL : CHANNELS[channel]!;
    const inColumns = splitSide !== null && cols.includes('matters') ? splitSide : null;
    const all = inColumns === null ? cols : [...new Set([...cols, ...Object.values(inColumns)])];
    wants.push({
      of: { family, columns: all, split, only },
      whats: what === 'channel' ? () => [name] : whats,
      side: sideOf ?? (() => (what === 'channel' ? ALL : name)),
      splitSide: inColumns,
    });
  };
  const everything = () => [ALL];
  for (const channel of channels) {
    if (authority === undefined) want(FAMILIES.contact, contact, [], channel, everything);
    else want(FAMILIES.matter, ofMatter, [], channel, everything);
    want(FAMILIES.matter, matter, [], channel, everything);
    want(FAMILIES.event, event, [], channel, everything);
    if (side === 'hour-weekday' && authority === undefined)
      want(
        FAMILIES.hour,
        contact,
        ['weekday', 'hour'],
        channel,
        everything,
        ({ one, two }) => `${one}-${two}`,
      );
    if (what === 'none' || what === 'channel') continue;
    const whose = ({ one }: ToldSums) => (one > 0 ? [`authority-${one}`] : []);
    if (authority === undefined) {
      want(FAMILIES.matter, ofMatter, ['authority'], channel, whose);
      want(FAMILIES.event, event, ['authority'], channel, whose);
    }
    if (what === 'task')
      want(FAMILIES.task, matter, ['task', 'authority'], channel, ({ one, two }) =>
        authority === undefined ? [`authority-${two}`, taskNode(two, one), `task-${one}`] : [`task-${one}`],
      );
    else if (authority === undefined) want(FAMILIES.matter, matter, ['authority'], channel, whose);
  }
  return wants;
}

/** A task of one authority: a municipal one is done for many. */
export const taskNode = (authority: number, task: number) => `authority-${authority}/task-${task}`;
