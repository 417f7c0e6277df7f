import { createHash } from 'node:crypto';
import { swedishDay } from '../kernel/plain-date.ts';
import { Patterns, type PatternsOf, type TellsPatterns } from './patterns.server.ts';
import type { Days } from './query.ts';
import { isWholeYear, monthsOf } from './rules/spans.ts';
import { monthOf } from './rules/whole-months.ts';
import { versionsOf } from './versions.server.ts';

/** Cells that are kept in this process, about 100 bytes each. */
const MOST = 500_000;

interface Kept {
  readonly version: string;
  readonly patterns: TellsPatterns;
  readonly cells: number;
}
/** By question and span; the one that was asked for last stands last. */
const kept = new Map<string, Kept>();
let cells = 0;

/**
 * Patterns of months that are over, kept while nothing of them is told anew (`figure_version`); of the others as they are now. What is
 * withheld of thirteen years is worked out from every office's months, and those that are over seldom change.
 */
export async function patternsOf(of: PatternsOf, places: readonly string[]): Promise<TellsPatterns> {
  const { db, now, reach, offices, columns, ways, buckets } = of;
  const question = createHash('sha256')
    .update(
      JSON.stringify([
        reach,
        offices.map((each) => [each.id, each.operatorId, each.areaId, each.regionId]),
        columns.map(({ measure, version }) => [measure, version.version]),
        [...ways].sort(),
        [...places].sort(),
      ]),
    )
    .digest('base64');
  const today = swedishDay(now);
  const versions = await versionsOf(db, [...new Set(buckets.flatMap((days) => monthsOf(days)))]);
  const open = reach.own === undefined ? '' : ` open ${versions.get('open')}`;
  const versionOf = (days: Days): string | null => {
    const each = monthsOf(days).map((month) => versions.get(month));
    return days.to >= today || each.includes(undefined) ? null : `${each.join(' ')}${open}`;
  };
  const told = new Map<string, TellsPatterns>();
  const missing: Days[] = [];
  for (const days of buckets) {
    const id = `${question} ${days.from} ${days.to}`;
    const there = kept.get(id);
    if (there !== undefined && there.version === versionOf(days)) {
      told.set(bucketOf(days), there.patterns);
      kept.delete(id);
      kept.set(id, there);
    } else missing.push(days);
  }
  if (missing.length > 0) {
    // A year is told beside its months.
    const anew = await new Patterns({ ...of, buckets: withTheirMonths(missing) }).tell(places);
    for (const days of missing) {
      told.set(bucketOf(days), anew.patterns);
      const version = versionOf(days);
      if (version !== null)
        keep(`${question} ${days.from} ${days.to}`, {
          version,
          patterns: anew.patterns,
          cells: Math.ceil(anew.cells / missing.length),
        });
    }
  }
  return {
    at: (bucket, ...cell) => told.get(bucket)?.at(bucket, ...cell) ?? { hidden: true, count: 0 },
  };
}

function withTheirMonths(spans: readonly Days[]): Days[] {
  const months = spans.filter((days) => isWholeYear(days) || isMonth(days)).flatMap(monthsOf);
  return [...[...new Set(months)].map(monthOf), ...spans.filter((days) => !isMonth(days))];
}
const isMonth = (days: Days) => monthsOf(days).length === 1;
const bucketOf = ({ from, to }: Days) => `${from} ${to}`;

function keep(id: string, entry: Kept): void {
  cells += entry.cells - (kept.get(id)?.cells ?? 0);
  kept.delete(id);
  kept.set(id, entry);
  for (const [oldest, { cells: of }] of kept) {
    if (cells <= MOST) return;
    kept.delete(oldest);
    cells -= of;
  }
}
