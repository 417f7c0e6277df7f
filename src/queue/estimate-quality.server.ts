import { type Pool, type Scope, shortRead, sql } from '../platform/database.server.ts';

/** How far waits were from what visitors were told, in the last four weeks. */
export interface EstimateQuality {
  readonly tickets: number;
  /** Seconds between the middle of what was told and the wait; null without tickets. */
  readonly medianError: number | null;
  /** The share, 0–1, of waits that lay within what was told. */
  readonly within: number | null;
}

/** Estimates change by the week: asked for once in this many milliseconds, by process and office. */
const STANDS = 15 * 60_000;
const WEEKS = 4;
const kept = new WeakMap<
  Pool,
  Map<number, { readonly until: number; readonly quality: Promise<EstimateQuality> }>
>();

/** How good the estimates of an office are, for staff: who tells a visitor how long it takes knows how sure that is. */
export function estimateQuality(
  pool: Pool,
  scope: Scope,
  officeId: number,
  now: Temporal.Instant,
): Promise<EstimateQuality> {
  const offices = kept.get(pool) ?? new Map();
  kept.set(pool, offices);
  const there = offices.get(officeId);
  const at = now.epochMilliseconds;
  if (there !== undefined && there.until > at && there.until <= at + STANDS) return there.quality;
  const quality = shortRead<EstimateQuality>(
    pool,
    scope,
    sql`
      with waits as (
        select extract(epoch from min(e.at) - t.issued_at) as wait, t.estimate_low as low, t.estimate_high as high
        from ticket t join queue_event e on e.ticket_id = t.id and e.kind = 'called'
        where t.office_id = ${officeId} and t.issued_at > ${now.subtract({ hours: WEEKS * 7 * 24 })}
          and t.estimate_high is not null
        group by t.id
      )
      select count(*) as tickets, percentile_cont(0.5) within group (order by abs(wait - (low + high) / 2.0)) as "medianError",
        avg((wait between low and high)::int)::float8 as within
      from waits`,
  ).then(([row]) => row ?? { tickets: 0, medianError: null, within: null });
  const fresh = { until: at + STANDS, quality };
  offices.set(officeId, fresh);
  quality.catch(() => {
    if (offices.get(officeId) === fresh) offices.delete(officeId);
  });
  return quality;
}
