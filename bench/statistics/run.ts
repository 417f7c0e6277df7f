// The figures of thirteen years against DuckDB and bare PostgreSQL that scan the same fact rows, in one run on one machine:
// `npm run bench:statistics`. Everyday size: 1 000 000 visits; the whole: `--visits=1000000,10000000,50000000` (README.md here).
import { parseArgs } from 'node:util';
import { benchActs } from './acts.ts';
import { type OfSize, ofSize } from './size.ts';
import { benchTicketLives } from './ticket-lives.ts';
import { count, type Said } from './told.ts';

const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '40' },
    'scan-times': { type: 'string', default: '3' },
    acts: { type: 'string', default: '20' },
    keep: { type: 'string' },
  },
});
const sizes = values.visits.split(',').map(Number);
const actSeconds = Number(values.acts);
const LIMIT = 100;
const RATIO = 20;
/** From so many visits on the ratio is asked for: what is scanned in milliseconds needs no figures. */
const LARGE = 20_000_000;

let failed = 0;
const all: OfSize[] = [];
for (const visits of sizes) {
  const isLast = visits === sizes.at(-1);
  const told = await ofSize({
    ...{ visits, times: Number(values.times), scanTimes: Number(values['scan-times']) },
    keep: values.keep ?? null,
    also: async (owner, pool) => {
      if (!isLast || actSeconds === 0) return;
      say(await benchActs(owner, pool, actSeconds));
    },
  });
  all.push(told);
  tell(told);
}
if (actSeconds > 0) for (const row of await benchTicketLives(actSeconds)) say(row);
if (all.length > 1) growth();
process.exitCode = failed === 0 ? 0 : 1;

function say({ text, ok }: Said): void {
  console.log(`${ok ? '' : 'NO: '}${text}`);
  if (!ok) failed++;
}

function tell({ visits, views, sizes: bytes, memory }: OfSize): void {
  const table = views.map(({ view, p50, p95, outside, postgres, duckdb, numbers, unequal }) => {
    const ratio = Math.min(postgres, duckdb) / p50;
    const isAsked = view.national && visits >= LARGE;
    const ok =
      p95 < LIMIT && (outside?.p95 ?? 0) < LIMIT && unequal.length === 0 && (!isAsked || ratio >= RATIO);
    if (!ok) failed++;
    for (const each of unequal.slice(0, 3)) console.log(`  ${each}`);
    return {
      view: view.name,
      'p50 ms': p50.toFixed(1),
      'p95 ms': p95.toFixed(1),
      'withheld, first': outside?.first.toFixed(0) ?? '',
      'then p95': outside?.p95.toFixed(0) ?? '',
      'PostgreSQL ms': postgres.toFixed(0),
      'DuckDB ms': duckdb.toFixed(0),
      times: `${ratio.toFixed(1)}${isAsked ? ` (≥ ${RATIO})` : ''}`,
      equal: unequal.length === 0 ? `${numbers}` : `${unequal.length} of ${numbers} differ`,
      ok: ok ? 'yes' : 'NO',
    };
  });
  console.log(`${count(visits)} visits: ${bytes}`);
  console.table(table);
  console.log(`Peak memory while asking: ${memory}`);
}

/** How the answers grow with what there is. */
function growth(): void {
  console.log('Growth, median in ms');
  console.table(
    all[0]?.views.map(({ view }, at) =>
      Object.fromEntries([
        ['view', view.name],
        ...all.map((each) => [`${count(each.visits / 1e6)} M`, each.views[at]?.p50.toFixed(1)]),
        ...all.map((each) => [
          `quicker scan, ${count(each.visits / 1e6)} M`,
          Math.min(each.views[at]?.postgres ?? 0, each.views[at]?.duckdb ?? 0).toFixed(0),
        ]),
      ]),
    ),
  );
}
