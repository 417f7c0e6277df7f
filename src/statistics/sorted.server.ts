import { CHANNELS } from '../contacts/contact.ts';
import {
  CONTACT_COLUMNS,
  type Column,
  EVENT_COLUMNS,
  MATTER_COLUMNS,
  NO_TIMES,
  type Sums,
  type TimeKind,
  type Times,
} from './columns.ts';
import type { Told, ToldSums, ToldTimes, Wanted } from './figure-sql.server.ts';
import type { FigureColumn, FigureQuery } from './query.ts';
import { FAMILIES, type Family } from './sums.server.ts';
import { mergeTimes } from './times.ts';

// What is read of the figures for a question, and what was read, by row of the answer.

/** The row of all together. */
export const TOTAL = 'total';

/** `whole`: its rows add up to the whole. */
export type Asked = Wanted & { readonly whole: boolean };

/** What has to be read: sums by row, and of the whole where rows do not add up to it. */
export function wantedOf(query: FigureQuery, columns: readonly FigureColumn[]): Asked[] {
  const { by, authority, task, channel } = query;
  const needed = new Set<Column>(columns.flatMap(({ version }) => [...version.columns]));
  const of = (list: readonly Column[]) => list.filter((column) => needed.has(column));
  const only = (...dims: ('authority' | 'task' | 'channel')[]) => {
    const of: Record<string, number> = {};
    if (dims.includes('authority') && authority !== undefined) of.authority = authority;
    if (dims.includes('task') && task !== undefined) of.task = task;
    if (channel !== undefined) of.channel = CHANNELS.indexOf(channel);
    return of;
  };
  const wanted: Asked[] = [];
  const want = (
    family: Family,
    cols: readonly string[],
    split: readonly string[],
    narrowed: Record<string, number>,
  ) => {
    if (cols.length === 0) return;
    wanted.push({ family, columns: cols, split, only: narrowed, whole: true });
  };
  const byDim = by === 'authority' || by === 'channel' || by === 'task' ? [by] : [];
  const contact = of(CONTACT_COLUMNS);
  const ofMatter = contact
    .filter((column) => column === 'contacts' || column === 'visits')
    .map((column) => `of_${column}`);
  if (authority !== undefined)
    want(
      FAMILIES.matter,
      ofMatter,
      byDim.filter((dim) => dim !== 'task'),
      only('authority'),
    );
  else {
    want(FAMILIES.contact, contact, by === 'channel' ? ['channel'] : [], only());
    if (by === 'authority')
      wanted.push({
        family: FAMILIES.matter,
        columns: ofMatter,
        split: ['authority'],
        only: only(),
        whole: false,
      });
    if (by === 'hour-weekday')
      wanted.push({
        family: FAMILIES.hour,
        columns: contact,
        split: ['weekday', 'hour'],
        only: only(),
        whole: false,
      });
  }
  const matter: Column[] = of(MATTER_COLUMNS);
  if (by === 'level') matter.push(...LEVEL_COLUMNS);
  if (by === 'help-form') matter.push(...HELP_COLUMNS);
  const byTask = by === 'task' || task !== undefined;
  want(byTask ? FAMILIES.task : FAMILIES.matter, [...new Set(matter)], byDim, only('authority', 'task'));
  want(
    FAMILIES.event,
    of(EVENT_COLUMNS),
    byDim.filter((dim) => dim !== 'task'),
    only('authority'),
  );
  return wanted.filter(({ columns: cols }) => cols.length > 0);
}

/** In the order of LEVELS and HELP_FORMS. */
const LEVEL_COLUMNS = ['signpost', 'guidance', 'e_service', 'personal_data', 'authority_level'] as const;
const HELP_COLUMNS = ['own_device', 'customer_workstation', 'desk', 'remote'] as const;

/** What was read, by bucket and row. */
export class Sorted {
  readonly #sums = new Map<string, Record<string, number>>();
  readonly #times = new Map<string, Times>();
  readonly #keys = new Set<string>();

  constructor(rows: readonly Told[], wanted: readonly Asked[], times: readonly TimeKind[]) {
    const merged = new Map<string, ToldTimes[]>();
    for (const row of rows) {
      if (row.sums === null) {
        const kind = times[-1 - row.part];
        const at = `${row.bucket} ${row.key === 0 ? TOTAL : `place ${row.key}`} ${kind}`;
        const there = merged.get(at);
        if (there === undefined) merged.set(at, [row]);
        else there.push(row);
        continue;
      }
      const want = wanted[row.part];
      if (want === undefined) continue;
      const values = row.sums.split(',');
      for (const key of keysOf(row, want)) {
        const at = `${row.bucket} ${key}`;
        const sums = this.#sums.get(at) ?? {};
        this.#sums.set(at, sums);
        for (const [index, column] of want.columns.entries()) {
          const name = column.startsWith('of_') ? column.slice(3) : column;
          sums[name] = (sums[name] ?? 0) + Number(values[index]);
        }
        if (key !== TOTAL) this.#keys.add(key);
      }
    }
    for (const [at, parts] of merged) this.#times.set(at, mergeTimes(parts));
  }

  keys(): string[] {
    return [...this.#keys];
  }
  sums(bucket: number, key: string): Sums {
    const level = LEVEL_COLUMNS[Number(/^level-(\d)$/.exec(key)?.[1] ?? -1)];
    const help = HELP_COLUMNS[Number(/^help-form-(\d)$/.exec(key)?.[1] ?? -1)];
    const column = level ?? help;
    if (column !== undefined) return { matters: this.#sums.get(`${bucket} ${TOTAL}`)?.[column] ?? 0 };
    return this.#sums.get(`${bucket} ${key}`) ?? {};
  }
  times(bucket: number, key: string, kind: TimeKind | undefined): Times {
    return kind === undefined ? NO_TIMES : (this.#times.get(`${bucket} ${key} ${kind}`) ?? NO_TIMES);
  }
}

/** The rows that something read belongs to: that of its place or part, and the whole. */
function keysOf(row: ToldSums, { whole, split }: Asked): string[] {
  const keys = whole ? [TOTAL] : [];
  if (split.length > 0) keys.push(`split ${row.one} ${row.two}`);
  else if (row.key !== 0) keys.push(`place ${row.key}`);
  return keys;
}
