import type { Row } from '../law.ts';
import { postgresTime, processorTime } from '../load/processor.ts';
import { loadNow } from '../load/told.ts';
import { atAPace, closedLoop, type Times } from './measure.ts';
import { kindsOf, PEOPLE } from './questions.ts';
import type { ContactsSite } from './site.ts';

export interface Seconds {
  readonly warm: number;
  readonly pace: number;
  readonly loop: number;
}

/**
 * Each kind of question by a hundred people on a connection of their own: at human pace, once a second each, and at full speed. What
 * processor time one answer took of the program and of PostgreSQL is told beside it: it depends less on what else the machine does.
 */
export async function benchOurs(site: ContactsSite, contacts: number, seconds: Seconds): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of await kindsOf(site.owner, site.network)) {
    // A moment for plans and pages to come in.
    await closedLoop(site.url, kind, seconds.warm);
    const pace = await atAPace(site.url, kind, seconds.pace);
    const [program, database] = [processorTime(site.pid), postgresTime(site.dir)];
    const loop = await closedLoop(site.url, kind, seconds.loop);
    const each = (used: number) => ((used * 1000) / loop.count).toFixed(2);
    const used = `${each(processorTime(site.pid) - program)} + ${each(postgresTime(site.dir) - database)} ms`;
    rows.push({
      name: `${contacts.toLocaleString('sv-SE')} contacts: ${kind.name}`,
      value: `${PEOPLE} people, each once a second: ${told(pace)}; at full speed ${loop.perSecond.toFixed(0)}/s, p95 ${loop.p95.toFixed(0)} ms (processor, program + PostgreSQL: ${used}; load ${loadNow().split(' ')[0]})`,
      limit: 'p95 < 50 ms',
    });
  }
  return rows;
}

export function told({ p50, p95, p99 }: Times): string {
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
}
