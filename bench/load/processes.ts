import { verifyQueues } from '../../src/queue/verify.server.ts';
import type { Row } from '../law.ts';
import { sendRound } from './client.ts';
import { cycles, openDesks } from './cycles.ts';
import { makeSite } from './site.ts';

/** Ticket lives at full speed at twenty offices with one, two and four processes of the program on one PostgreSQL. */
export async function benchProcesses(seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  let one = Number.NaN;
  for (const processes of [1, 2, 4]) {
    const site = await makeSite({ offices: 20, clerks: 40 }, processes);
    try {
      const send = sendRound(site.urls);
      await openDesks(site, send);
      await cycles(site, send, 2);
      const perSecond = await cycles(site, send, seconds);
      if (processes === 1) one = perSecond;
      const { differences, events } = await verifyQueues(site.database.pool);
      for (const difference of differences.slice(0, 10)) console.log(JSON.stringify(difference));
      rows.push({
        name: `ticket lives with ${processes} ${processes === 1 ? 'process' : 'processes'}, every request to the next`,
        value: `${perSecond.toFixed(0)}/s; ${events} events verified, ${differences.length} differences`,
        ratio: `${(perSecond / one).toFixed(2)} of one`,
      });
    } finally {
      await site.stop();
    }
  }
  return rows;
}
