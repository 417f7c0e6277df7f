import { type OfficeHours, openIntervals } from '../hours/rules/open.ts';
import { hoursOfOffices } from '../hours/store.server.ts';
import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { Job } from '../platform/background.server.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { rollUpAll } from './roll-up.server.ts';

interface Works {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly ending: AbortSignal;
}

/** How many times as long as it worked it rests: on a busy day the offices have the machine, and figures a tenth of it. */
const RESTS = 9;

/** Adds up what is marked. Readers need it for speed alone: what it has not come to they take from what happened. */
export function statisticsJob({ pool, clock, ending }: Works): Job {
  let told: PlainDate | null = null;
  let restsUntil = 0;
  return {
    name: 'statistics',
    every: 2_000,
    run: async () => {
      const begun = performance.now();
      if (begun < restsUntil) return;
      const today = swedishDay(clock());
      if (told !== today) {
        await recordOpenDays(pool, clock());
        told = today;
      }
      await rollUpAll(pool, clock(), ending);
      restsUntil = performance.now() + RESTS * (performance.now() - begun);
    },
  };
}

/** How far back days without recorded hours are looked for: a process that stood still for longer leaves a gap, and says so. */
const DAYS_BACK = 31;

/** How long each office was open on days that are over, as its hours stand; what is recorded stays. */
export async function recordOpenDays(pool: Pool, now: Temporal.Instant): Promise<void> {
  await inTransaction(pool, { registers: true }, async (db) => {
    const today = swedishDay(now);
    const offices = await hoursOfOffices(db);
    const rows = offices.flatMap((office) =>
      Array.from({ length: DAYS_BACK }, (_, at) => addDays(today, -1 - at))
        .map((day) => ({ office: office.id, day, seconds: openSeconds(office, day) }))
        .filter(({ seconds }) => seconds > 0),
    );
    await db.run(sql`
      insert into office_open_day (office_id, day, seconds, recorded_at)
      select x.office_id, x.day, x.seconds, ${now} from unnest(${rows.map(({ office }) => office)}::int[],
        ${rows.map(({ day }) => day)}::date[], ${rows.map(({ seconds }) => seconds)}::int[]) as x(office_id, day, seconds)
      where not exists (select from office_open_day d where d.office_id = x.office_id and d.day = x.day)`);
  });
}

/** By the instants: a night on which the clock changes is an hour shorter or longer. */
export function openSeconds(office: OfficeHours, day: PlainDate): number {
  return openIntervals(office, day).reduce((sum, { from, to }) => sum + from.until(to).total('seconds'), 0);
}
