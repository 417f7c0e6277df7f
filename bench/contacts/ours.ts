import type { Row } from '../law.ts';
import { postgresTime, processorTime } from '../load/processor.ts';
import { loadNow } from '../load/told.ts';
import { closedLoop, highestRate, openLoop, type Times } from './measure.ts';
import { kindsOf, PEOPLE } from './questions.ts';
import type { ContactsSite } from './site.ts';

export interface Seconds {
  readonly warm: number;
  readonly pace: number;
  readonly loop: number;
  readonly sweep: number;
}

/** Both ways to read "100 connections", and between them the rate to which it holds. */
interface OursRow extends Row {
  readonly 'once a second each': string;
  readonly 'at full speed': string;
  readonly 'p95 < 50 ms up to': string;
}

/** p95 of an answer, ms. */
const LIMIT = 50;

/**
 * Each kind of question over a hundred connections: by a hundred people once a second each, at full speed, and the highest rate at
 * which it is answered in time. What processor time one answer took at full speed, of the program, of PostgreSQL and of who asks, is
 * told beside it: it depends less on what else the machine does.
 */
export async function benchOurs(site: ContactsSite, contacts: number, seconds: Seconds): Promise<Row[]> {
  const rows: OursRow[] = [];
  for (const kind of await kindsOf(site.owner, site.network)) {
    // A moment for plans and pages to come in.
    await closedLoop(site.url, kind, seconds.warm);
    const pace = await openLoop(site.url, kind, PEOPLE, seconds.pace);
    const before = [processorTime(site.pid), postgresTime(site.dir), ownTime()];
    const loop = await closedLoop(site.url, kind, seconds.loop);
    const after = [processorTime(site.pid), postgresTime(site.dir), ownTime()];
    const each = after.map((used, n) => (((used - (before[n] ?? 0)) * 1000) / loop.count).toFixed(2));
    const rate = await highestRate(site.url, kind, {
      ...{ from: loop.perSecond, least: PEOPLE, below: LIMIT, seconds: seconds.sweep },
    });
    rows.push({
      name: `${contacts.toLocaleString('sv-SE')} contacts: ${kind.name}`,
      'once a second each': told(pace),
      'at full speed': `${loop.perSecond.toFixed(0)}/s, p95 ${loop.p95.toFixed(0)} ms`,
      'p95 < 50 ms up to': rate === null ? `less than ${PEOPLE}/s` : `${rate.toFixed(0)}/s`,
      value: `program + PostgreSQL + who asks ${each.join(' + ')} ms; load ${loadNow().split(' ')[0]}`,
      limit: `p95 < ${LIMIT} ms`,
    });
  }
  return rows;
}

/** Seconds of processor time of this process: those who ask. */
function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

export function told({ p50, p95, p99 }: Times): string {
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
}
