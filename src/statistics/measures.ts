import { addDays, type PlainDate, plainDate } from '../kernel/plain-date.ts';
import type { Locale } from '../ui/texts.ts';
import { type Column, percentile, type Sums, type TimeKind, type Times } from './columns.ts';
import { DEFINITIONS } from './definitions.ts';

/** What one counts. Rows of views are kept apart by it: the sum of two bases is none. */
export type Base = 'contact' | 'matter' | 'promise' | 'hand-over' | 'survey' | 'hours';

/** What a measure may be split by, or narrowed to. Time and place always. */
export const SPLITS = ['authority', 'task', 'channel', 'level', 'help-form', 'hour-weekday'] as const;
export type Split = (typeof SPLITS)[number];

/**
 * What the number is: `count` (whole), `share` (0–1), `seconds`, `index` (0–100), `per-hour` (a count for each hour).
 */
export type Unit = 'count' | 'share' | 'seconds' | 'index' | 'per-hour';

export interface Figure {
  /** Null when there is nothing to compute it of. */
  readonly value: number | null;
  /** How many it counts: what the figure is a share or a mean of, or the count itself. What suppression looks at. */
  readonly base: number;
  /** Of a share: how many have what is asked for; null of others. Both this and what lacks it can be too few to be shown. */
  readonly part: number | null;
}

export interface Computed {
  readonly columns: readonly Column[];
  /** Of a median or percentile: the times that it is of. */
  readonly times?: TimeKind;
  of(sums: Sums, times: Times): Figure;
}

/** What a measure is, in words, and when. */
export interface Definition {
  readonly version: number;
  readonly from: PlainDate;
  /** The last day on which it was the definition; null: still is. */
  readonly to: PlainDate | null;
  readonly name: Readonly<Record<Locale, string>>;
  readonly definition: Readonly<Record<Locale, string>>;
  readonly formula: Readonly<Record<Locale, string>>;
  /** Whose definition it is, or what asks for it. */
  readonly source: string;
}

export interface Version extends Definition, Computed {}

export interface Measure {
  readonly key: string;
  readonly of: Base;
  readonly unit: Unit;
  readonly by: readonly Split[];
  /** Oldest first; each day from the first one's has exactly one (`faultOfVersions`). */
  readonly versions: readonly [Version, ...Version[]];
}

/** Before anything was recorded. */
const FROM = plainDate('1900-01-01');
const ISSUE = 'Seed 001 §2.1.3; Riksrevisionen';

const count = (column: Column): Computed => ({
  columns: [column],
  of: (sums) => {
    const value = sums[column] ?? 0;
    return { value, base: value, part: null };
  },
});
const share = (part: Column, whole: Column): Computed => ({
  columns: [part, whole],
  of: (sums) => {
    const base = sums[whole] ?? 0;
    const some = sums[part] ?? 0;
    return { value: base === 0 ? null : some / base, base, part: some };
  },
});
const mean = (sum: Column, n: Column, of: (mean: number) => number = (value) => value): Computed => ({
  columns: [sum, n],
  of: (sums) => {
    const base = sums[n] ?? 0;
    return { value: base === 0 ? null : of((sums[sum] ?? 0) / base), base, part: null };
  },
});
const rank = (times: TimeKind, n: Column, p: number): Computed => ({
  columns: [n],
  times,
  of: (sums, each) => ({ value: percentile(each, p), base: sums[n] ?? 0, part: null }),
});

function measure<K extends keyof typeof DEFINITIONS>(
  key: K,
  of: Base,
  unit: Unit,
  by: readonly Split[],
  computed: Computed,
  source: string = ISSUE,
): Measure & { readonly key: K } {
  return {
    key,
    of,
    unit,
    by,
    versions: [{ version: 1, from: FROM, to: null, source, ...DEFINITIONS[key], ...computed }],
  };
}

const OFFICE_HOURS = 'Riksrevisionen; SSC';
const CONTACT: readonly Split[] = ['channel'];
const ARRIVAL: readonly Split[] = ['channel', 'hour-weekday'];
const MATTER: readonly Split[] = ['authority', 'task', 'channel', 'level', 'help-form'];
const OF_AUTHORITY: readonly Split[] = ['authority', 'task', 'channel'];

export const MEASURES = [
  measure('visits', 'contact', 'count', ['authority', 'hour-weekday'], count('visits')),
  measure('contacts', 'contact', 'count', ['authority', ...ARRIVAL], count('contacts')),
  measure('matters', 'matter', 'count', MATTER, count('matters')),
  measure('waiting-mean', 'contact', 'seconds', ['hour-weekday'], mean('wait_s', 'wait_n')),
  measure('waiting-median', 'contact', 'seconds', [], rank('wait', 'wait_n', 0.5)),
  measure('waiting-p90', 'contact', 'seconds', [], rank('wait', 'wait_n', 0.9)),
  measure('waiting-within', 'contact', 'share', [], share('wait_within', 'wait_n')),
  measure('walking-mean', 'contact', 'seconds', [], mean('walk_s', 'walk_n')),
  measure('walking-median', 'contact', 'seconds', [], rank('walk', 'walk_n', 0.5)),
  measure('walking-p90', 'contact', 'seconds', [], rank('walk', 'walk_n', 0.9)),
  measure('walking-within', 'contact', 'share', [], share('walk_within', 'walk_n')),
  measure('serving-mean', 'contact', 'seconds', [], mean('serve_s', 'serve_n')),
  measure('serving-median', 'contact', 'seconds', [], rank('serve', 'serve_n', 0.5)),
  measure('serving-p90', 'contact', 'seconds', [], rank('serve', 'serve_n', 0.9)),
  measure('serving-within', 'contact', 'share', [], share('serve_within', 'serve_n')),
  measure('no-shows', 'contact', 'share', [], share('no_show', 'tickets')),
  measure('gave-up', 'contact', 'share', [], share('gave_up', 'tickets')),
  measure('estimate-error', 'contact', 'seconds', [], mean('estimate_off_s', 'estimate_n')),
  measure('estimate-within', 'contact', 'share', [], share('estimate_within', 'estimate_n')),
  measure('language-met', 'contact', 'share', [], share('language_met', 'language_n')),
  measure('interpreter-served', 'contact', 'share', [], share('interpreter_served', 'interpreter_n')),
  measure('sign-language-met', 'contact', 'share', [], share('sign_met', 'sign_n')),
  measure('solved', 'matter', 'share', OF_AUTHORITY, share('solved', 'acted')),
  measure('solved-first', 'matter', 'share', OF_AUTHORITY, share('first_solved', 'acted')),
  measure('partly-first', 'matter', 'share', OF_AUTHORITY, share('first_partly', 'acted')),
  measure('referred', 'matter', 'share', OF_AUTHORITY, share('referred', 'acted')),
  measure('handed-over', 'matter', 'share', OF_AUTHORITY, share('handed_over', 'acted')),
  measure('came-back', 'matter', 'share', OF_AUTHORITY, share('came_back', 'matters')),
  measure(
    'failure-demand',
    'matter',
    'share',
    OF_AUTHORITY,
    share('failure', 'matters'),
    'Riksrevisionen 2022 kap. 5',
  ),
  measure('promises-kept', 'promise', 'share', CONTACT, share('promises_kept', 'promises')),
  measure('hand-overs', 'hand-over', 'count', ['authority', 'channel'], count('offered')),
  measure(
    'hand-over-first-answer',
    'hand-over',
    'seconds',
    ['authority', 'channel'],
    mean('first_answer_s', 'first_answered'),
  ),
  measure(
    'hand-over-final-answer',
    'hand-over',
    'seconds',
    ['authority', 'channel'],
    mean('answer_s', 'answered'),
  ),
  measure('hand-overs-returned', 'hand-over', 'count', ['authority', 'channel'], count('returned')),
  measure(
    'satisfaction',
    'survey',
    'index',
    CONTACT,
    mean('survey_points', 'surveys'),
    'SKR, Servicemätning: 5=100 … 1=0',
  ),
  measure(
    'visits-per-open-hour',
    'hours',
    'per-hour',
    [],
    {
      columns: ['open_visits', 'open_s'],
      of: (sums) => {
        const open = sums.open_s ?? 0;
        const visits = sums.open_visits ?? 0;
        return { value: open === 0 ? null : visits / (open / 3600), base: visits, part: null };
      },
    },
    OFFICE_HOURS,
  ),
] as const satisfies readonly Measure[];

export type MeasureKey = (typeof MEASURES)[number]['key'];
export const MEASURE_KEYS = MEASURES.map(({ key }) => key) as readonly MeasureKey[];

export function measureOf(key: string, registry: readonly Measure[] = MEASURES): Measure | undefined {
  return registry.find((each) => each.key === key);
}

export type FaultOfVersions = 'gap' | 'overlap' | 'ends-before-it-begins' | 'number-missing';

/** What is wrong with a measure's versions, or null: every day from the first one's on has exactly one definition. */
export function faultOfVersions(versions: readonly Version[]): FaultOfVersions | null {
  for (const [at, { version, from, to }] of versions.entries()) {
    if (version !== at + 1) return 'number-missing';
    if (to !== null && to < from) return 'ends-before-it-begins';
    const next = versions[at + 1];
    if (next === undefined) {
      if (to !== null) return 'gap';
      continue;
    }
    if (to === null || next.from <= to) return 'overlap';
    if (next.from !== addDays(to, 1)) return 'gap';
  }
  return null;
}

/** The versions that were the definition on any day of a period; both when it changed meanwhile. */
export function versionsDuring(
  { versions }: Measure,
  period: { readonly from: PlainDate; readonly to: PlainDate },
): readonly Version[] {
  const during = versions.filter(({ from, to }) => from <= period.to && (to === null || to >= period.from));
  return during.length > 0 ? during : versions.slice(0, 1);
}
