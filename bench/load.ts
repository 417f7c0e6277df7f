// The queue under load, in one run on one machine: `npm run bench:load`, about twenty minutes. `-- --only=cycles,pace` runs some
// of its parts; `--quick` all of them for a moment, to see that they run.
//
//   pace            200, 400 and 800 clerks at human pace at 147 offices, with 1,470 open live screens (load/pace.ts)
//   cycles          whole ticket lives at full speed through the API, against the same statements in a bare loop of `pg`
//   processes       the same with one, two and four processes of the program on one PostgreSQL
//   history         the same, and the desk's page, before and after a million old events
//   never           64 clients that do anything at one office for a minute
//   kills           the program killed 50 times under load; everything that was acknowledged is looked for afterwards
//   postgres-kills  the same with PostgreSQL, 10 times
//
// Times are of a machine that also runs the load and PostgreSQL; its load average stands in the table, because a machine that does
// other things as well gives other times. What share of a core each part used hardly depends on that.
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Row } from './law.ts';
import { benchCycles } from './load/cycles.ts';
import { benchKills, benchNever } from './load/faults.ts';
import { benchHistory } from './load/history.ts';
import { benchPace } from './load/pace.ts';
import { benchProcesses } from './load/processes.ts';
import { loadNow } from './load/told.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const of = <T>(full: T, quick: T) => (values.quick ? quick : full);

const PARTS: Readonly<Record<string, { readonly says: string; readonly run: () => Promise<Row[]> }>> = {
  pace: { says: 'Clerks at human pace …', run: () => benchPace(of([200, 400, 800], [400]), of(75, 20)) },
  cycles: { says: 'Ticket lives at full speed …', run: () => benchCycles(of(6, 2)) },
  processes: { says: 'Several processes …', run: () => benchProcesses(of(8, 3)) },
  history: { says: 'On a million old events …', run: () => benchHistory(of(1_000_000, 40_000), of(5, 2)) },
  never: { says: '64 clients at once …', run: () => benchNever(of(60, 5)) },
  kills: { says: 'The program killed …', run: () => benchKills('program', of(50, 2)) },
  'postgres-kills': { says: 'PostgreSQL killed …', run: () => benchKills('postgres', of(10, 2)) },
};
const names = values.only?.split(',') ?? Object.keys(PARTS);
const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
console.log(`${os.availableParallelism()} cores, load of the machine before: ${loadNow()}`);
const rows: Row[] = [];
for (const name of names) {
  console.log(PARTS[name]?.says);
  rows.push(...((await PARTS[name]?.run()) ?? []));
}
console.table(rows);
console.log(`Load of the machine after: ${loadNow()}`);
process.exit(rows.some(({ limit, value }) => limit === '0' && !/^0 /.test(value)) ? 1 : 0);
