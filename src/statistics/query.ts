import { z } from 'zod';
import type { HelpForm } from '../contacts/act.ts';
import { CHANNELS, type Channel } from '../contacts/contact.ts';
import { IdText } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Level } from '../law/facts.ts';
import type { FieldError } from '../platform/problem.ts';
import type { Figure, MeasureKey } from './measures.ts';
import { MEASURE_KEYS, MEASURES, type Measure, measureOf, type Split, type Version } from './measures.ts';

/** `operator`: the offices that an authority runs. Regions and areas are those of today: an office counts where it is now. */
export type Place =
  | { readonly kind: 'country' }
  | { readonly kind: 'operator' | 'region' | 'area' | 'office'; readonly id: number };

/** First and last day, both counted. */
export interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export const BY = [
  'none',
  'day',
  'month',
  'year',
  'hour-weekday',
  'authority',
  'task',
  'channel',
  'level',
  'help-form',
  'office',
  'area',
  'region',
] as const;
export type By = (typeof BY)[number];
export const COMPARE = ['none', 'year-before', 'each-earlier-year'] as const;
export type Compare = (typeof COMPARE)[number];

export interface FigureQuery {
  /** At least one, each once. */
  readonly measures: readonly MeasureKey[];
  readonly place: Place;
  readonly period: Days;
  readonly by: By;
  readonly authority?: number | undefined;
  readonly task?: number | undefined;
  readonly channel?: Channel | undefined;
  /** The same days of the year before, or of each earlier year of which anything is recorded (29 February: the 28th; whole months stay whole). */
  readonly compare?: Compare | undefined;
  /** With `by` month or year: also from 1 January of the row's year to the row's end. */
  readonly accumulated?: boolean | undefined;
  /** Only offices that were open on every day of the period and of what it is compared with (by their first and last day). */
  readonly sameOfficesOnly?: boolean | undefined;
}

/** What a row is about. Names come from the registers; what is not in one has none. */
export type RowLabel =
  | { readonly kind: 'total' }
  | { readonly kind: 'day'; readonly day: PlainDate }
  /** `2024-03` */
  | { readonly kind: 'month'; readonly month: string }
  | { readonly kind: 'year'; readonly year: number }
  /** weekday: 1 Monday … 7 Sunday. hour: 0–23, Swedish time. */
  | { readonly kind: 'hour-weekday'; readonly weekday: number; readonly hour: number }
  | { readonly kind: 'authority' | 'office' | 'area' | 'region'; readonly id: number; readonly name: string }
  /** Offices without an area; municipal ones as a rule. */
  | { readonly kind: 'no-area' }
  | { readonly kind: 'task'; readonly id: number; readonly sv: string; readonly en: string }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'help-form'; readonly helpForm: HelpForm };

/** One for each column of the table, in its order. */
export type Cells = readonly Figure[];

export interface FigureRow {
  /** Stable, for links and anchors: `2024-03`, `authority-3`, `5-13` (weekday and hour), `total`. */
  readonly key: string;
  readonly label: RowLabel;
  /** Whose days the cells count. */
  readonly period: Days;
  readonly cells: Cells;
  /** From 1 January of the row's year; null unless asked for. */
  readonly accumulated: Cells | null;
  /** Newest year first; empty unless asked for. */
  readonly compared: readonly {
    readonly yearsBack: number;
    readonly period: Days;
    readonly cells: Cells;
    readonly accumulated: Cells | null;
  }[];
  /** What others have reported for the whole country and this year (by year alone): no figure of ours, never added to one. */
  readonly reported: readonly { readonly value: number; readonly source: string; readonly note: string }[];
}

/** A measure in one version of its definition. A period in which it changed has a column for each, both of all its days. */
export interface FigureColumn {
  readonly measure: MeasureKey;
  readonly version: Version;
}

/** A figure of a day that was over and is another now. */
export interface Correction {
  readonly officeId: number;
  readonly office: string;
  readonly day: PlainDate;
  readonly notedAt: Temporal.Instant;
  /** A column of columns.ts. */
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

/** An office whose first or last day lies within the period or what it is compared with. */
export interface OfficeChange {
  readonly id: number;
  readonly name: string;
  readonly opened: PlainDate | null;
  readonly closed: PlainDate | null;
}

export interface FigureTable {
  readonly query: FigureQuery;
  /**
   * `whole`: every figure of the place is the actor's to see. `own-authorities`: those of the actor's own authorities alone; what
   * is of no authority (waiting, all visits) has no value then. `nothing`: no cell has a value; see the open figures.
   */
  readonly seen: 'whole' | 'own-authorities' | 'nothing';
  readonly columns: readonly FigureColumn[];
  /** In time, or by the first column with the largest first; registers' rows without anything are left out. */
  readonly rows: readonly FigureRow[];
  /** Of the whole period, computed of all and not added up from the rows. */
  readonly total: FigureRow;
  readonly offices: readonly OfficeChange[];
  /** How many offices are counted. */
  readonly officesCounted: number;
  /** Newest first, at most 200; `correctionCount` is how many there are. */
  readonly corrections: readonly Correction[];
  readonly correctionCount: number;
  /** The first day of which anything is recorded at the place; null when nothing is. */
  readonly recordedFrom: PlainDate | null;
  /** Months within the period that have been closed (closing.ts). */
  readonly closedMonths: readonly string[];
}

/** The largest table that is answered: rows × columns × (1 + compared years). */
export const MOST_CELLS = 200_000;

const PLACES = {
  landet: 'country',
  utforare: 'operator',
  region: 'region',
  omrade: 'area',
  kontor: 'office',
} as const;

/** `landet`, `region-3`, `omrade-3`, `kontor-3`, `utforare-3` */
export const PlaceText = z
  .string()
  .regex(/^(landet|(utforare|region|omrade|kontor)-[1-9]\d{0,8})$/, { error: 'no-such-place' })
  .transform((text): Place => {
    const [kind, id] = text.split('-');
    if (kind === 'landet') return { kind: 'country' };
    return { kind: PLACES[kind as Exclude<keyof typeof PLACES, 'landet'>], id: Number(id) };
  });
export function placeText(place: Place): string {
  if (place.kind === 'country') return 'landet';
  const word = Object.entries(PLACES).find(([, kind]) => kind === place.kind)?.[0];
  return `${word}-${place.id}`;
}

const empty = (given: unknown) => (given === '' ? undefined : given);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const flag = z.preprocess((given) => given === 'ja' || given === '1' || given === 'on', z.boolean());
const measureKeys = z.preprocess(
  (given) =>
    (Array.isArray(given) ? given : [given]).flatMap((each) => String(each ?? '').split(',')).filter(Boolean),
  z
    .array(z.enum(MEASURE_KEYS as [MeasureKey, ...MeasureKey[]], { error: 'no-such-measure' }))
    .min(1, { error: 'required' })
    .max(MEASURE_KEYS.length)
    .refine((keys) => new Set(keys).size === keys.length, { error: 'twice' }),
);

/**
 * A view's own address: `?matt=visits,matters&plats=omrade-3&fran=2024-01-01&till=2024-12-31&per=month&myndighet=&uppgift=&
 * kanal=&jamfor=year-before&ackumulerat=ja&samma=ja`. Codes of errors are those of `faultsOf`, and `required`, `not-a-date`.
 */
export const FigureAddress = z
  .object({
    matt: measureKeys,
    plats: PlaceText,
    fran: PlainDateSchema,
    till: PlainDateSchema,
    per: z.preprocess((given) => empty(given) ?? 'none', z.enum(BY, { error: 'invalid-value' })),
    myndighet: optional(IdText),
    uppgift: optional(IdText),
    kanal: optional(z.enum(CHANNELS, { error: 'invalid-value' })),
    jamfor: optional(z.enum(COMPARE, { error: 'invalid-value' })),
    ackumulerat: flag,
    samma: flag,
  })
  .transform(
    (a): FigureQuery => ({
      measures: a.matt,
      place: a.plats,
      period: { from: a.fran, to: a.till },
      by: a.per,
      authority: a.myndighet,
      task: a.uppgift,
      channel: a.kanal,
      compare: a.jamfor ?? 'none',
      accumulated: a.ackumulerat,
      sameOfficesOnly: a.samma,
    }),
  )
  .superRefine((query, ctx) => {
    for (const { field, code } of faultsOf(query))
      ctx.addIssue({ code: 'custom', path: [field], message: code });
  });

/** The address of a query, as FigureAddress reads it; nothing that says what is so anyway. */
export function addressOf(query: FigureQuery): URLSearchParams {
  const address = new URLSearchParams({
    matt: query.measures.join(','),
    plats: placeText(query.place),
    fran: query.period.from,
    till: query.period.to,
    per: query.by,
  });
  if (query.authority !== undefined) address.set('myndighet', String(query.authority));
  if (query.task !== undefined) address.set('uppgift', String(query.task));
  if (query.channel !== undefined) address.set('kanal', query.channel);
  if (query.compare !== undefined && query.compare !== 'none') address.set('jamfor', query.compare);
  if (query.accumulated === true) address.set('ackumulerat', 'ja');
  if (query.sameOfficesOnly === true) address.set('samma', 'ja');
  return address;
}

const SPLIT_OF: Readonly<Partial<Record<By, Split>>> = {
  authority: 'authority',
  task: 'task',
  channel: 'channel',
  level: 'level',
  'help-form': 'help-form',
  'hour-weekday': 'hour-weekday',
};

/** What a measure is asked to be split by or narrowed to, time and place apart. */
export function splitsOf({ by, authority, task, channel }: FigureQuery): Split[] {
  const asked: (Split | undefined)[] = [
    SPLIT_OF[by],
    authority === undefined ? undefined : 'authority',
    task === undefined ? undefined : 'task',
    channel === undefined ? undefined : 'channel',
  ];
  return [...new Set(asked.filter((split) => split !== undefined))];
}

/**
 * What cannot be asked, by field of the address: `ends-before-it-begins`, `too-many-cells`, `not-by` (a measure that has no
 * such part), `not-by-hour` (hours of one authority or task), `not-within` (areas of an office, regions of an area), `needs-a-series` (accumulated without months or years).
 * What the registers decide (no such place) is told by `figures`.
 */
export function faultsOf(query: FigureQuery, registry: readonly Measure[] = MEASURES): FieldError[] {
  const { period, by, place } = query;
  const faults: FieldError[] = [];
  if (period.to < period.from) return [{ field: 'till', code: 'ends-before-it-begins' }];
  const splits = splitsOf(query);
  if (query.measures.some((key) => splits.some((split) => !measureOf(key, registry)?.by.includes(split))))
    faults.push({ field: 'matt', code: 'not-by' });
  // A contact has its hour; whose its matters are, and which, is another count of it.
  if (by === 'hour-weekday' && (query.authority !== undefined || query.task !== undefined))
    faults.push({ field: 'per', code: 'not-by-hour' });
  const within = ['office', 'area', 'region'].indexOf(by);
  const inside = ['office', 'area', 'region'].indexOf(place.kind);
  if (within >= 0 && inside >= 0 && within >= inside) faults.push({ field: 'per', code: 'not-within' });
  if (query.accumulated === true && by !== 'month' && by !== 'year')
    faults.push({ field: 'ackumulerat', code: 'needs-a-series' });
  if (cellsOf(query) > MOST_CELLS) faults.push({ field: 'per', code: 'too-many-cells' });
  return faults;
}

/** How many cells a series has at most: days, months or years × measures × compared years. */
function cellsOf({ period, by, measures, compare, accumulated }: FigureQuery): number {
  const from = Temporal.PlainDate.from(period.from);
  const to = Temporal.PlainDate.from(period.to);
  const months = (to.year - from.year) * 12 + to.month - from.month + 1;
  const series = { day: from.until(to).days + 1, month: months, year: to.year - from.year + 1 } as const;
  const rows = by === 'day' || by === 'month' || by === 'year' ? series[by] : 1;
  const years = compare === 'each-earlier-year' ? 14 : compare === 'year-before' ? 2 : 1;
  return rows * measures.length * years * (accumulated === true ? 2 : 1);
}

// figures.server.ts: `figures(db: Db, query: FigureQuery, now: Temporal.Instant): Promise<FigureTable>`, in the transaction of
// whoever asks. Throws Problem `invalid` with the codes of `faultsOf`, and `not-found` for a place that is none.
