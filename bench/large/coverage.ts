import { actorOfSession } from '../../src/access/who-asks.server.ts';
import { coverageOfDay } from '../../src/coverage/queries/coverage.server.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { connect } from '../../src/platform/database.server.ts';

// In a process of its own, so that the peak of its memory is that of the coverage: `coverage.ts SOCKET TOKEN DAY`.
const [socket = '', token = '', asked = ''] = process.argv.slice(2);
const day = plainDate(asked);
const database = connect({ host: socket, user: 'postgres', database: 'samtjanst' }, 2);
const actor = await actorOfSession(database.pool, token);
if (actor === null) throw new Error('no session');
const ctx = { pool: database.pool, actor, clock: () => Temporal.Now.instant(), requestId: 'bench' };
const times: number[] = [];
let size = { officers: 0, offices: 0, tasks: 0, agreements: 0, mandates: 0 };
let given = 0;
for (const known of [null, null, null, Temporal.Now.instant(), Temporal.Now.instant()]) {
  const start = performance.now();
  const { policy, table } = await coverageOfDay(ctx, { day, known });
  times.push(performance.now() - start);
  given = table.anywhere.reduce((sum, each) => sum + Number(each > 0), 0);
  size = {
    officers: policy.officers.length,
    offices: policy.offices.length,
    tasks: policy.tasks.length,
    agreements: policy.agreements.length,
    mandates: policy.mandates.length,
  };
}
await database.stop();
console.log(JSON.stringify({ ...size, given, times, peakMb: process.resourceUsage().maxRSS / 1024 }));
