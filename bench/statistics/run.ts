// The figures of thirteen years against DuckDB and bare PostgreSQL that scan the same fact rows, in one run on one machine:
// `npm run bench:statistics -- --visits=50000000`. Everyday size: 1 000 000. What it writes goes away with it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { connect, inTransaction, migrate } from '../../src/platform/database.server.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.server.ts';
import { fillFigures } from '../../src/statistics/bulk.server.ts';
import { benchActs } from './acts.ts';
import { OFFICES, writeYear, YEARS } from './generate.ts';
import { Memory } from './memory.ts';
import { ask, saidBy, scansOf, VIEWS } from './views.ts';

const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '40' },
    'scan-times': { type: 'string', default: '3' },
    acts: { type: 'string', default: '10' },
  },
});
const [visits, times, scanTimes, actSeconds] = [
  values.visits,
  values.times,
  values['scan-times'],
  values.acts,
].map(Number) as [number, number, number, number];
const LIMIT = 100;
const RATIO = 20;

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-bench-'));
fs.chmodSync(dir, 0o755);
const files = path.join(dir, 'files');
fs.mkdirSync(files);
const server = await startEmbeddedPostgres({
  dir: path.join(dir, 'postgres'),
  settings: { max_wal_size: '8GB', max_connections: '60' },
});
const memory = new Memory(path.join(dir, 'postgres'));
let failed = 0;
try {
  const owner = { host: server.host, user: 'postgres', database: 'postgres' };
  await migrate(owner);
  const bare = new pg.Client(owner);
  await bare.connect();
  const duck = await (await DuckDBInstance.create(path.join(dir, 'facts.duckdb'))).connect();
  await registers(bare);
  const rows = await load(bare);
  const { pool, stop } = connect(owner, 10);
  const from = performance.now();
  await bare.query(
    `insert into figure_day (office_id, day) select distinct office_id, day from contact_fact`,
  );
  await inTransaction(pool, { registers: true }, async (db) => {
    await fillFigures(db, Temporal.Instant.from('2026-11-22T10:00:00Z'), (what) =>
      progress(`  ${seconds(from)} s, ${what}`),
    );
  });
  progress('');
  await bare.query('vacuum analyze');
  console.log(`Added up in ${seconds(from)} s. ${await sizes(bare)}`);
  await views(rows);
  for (const line of await benchActs(owner, pool, actSeconds)) {
    console.log(line.text);
    if (!line.ok) failed++;
  }
  await stop();
  await bare.end();

  async function load(client: pg.Client) {
    const start = performance.now();
    const loaded = { contacts: 0, matters: 0, bytes: 0 };
    const columns = async (table: string) =>
      (
        await client.query(`select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) as columns
        from information_schema.columns where table_name = '${table}'`)
      ).rows[0].columns as string;
    const kinds: [string, 'contacts' | 'matters'][] = [
      ['contact_fact', 'contacts'],
      ['matter_fact', 'matters'],
    ];
    for (const [table] of kinds) {
      await client.query(`drop index ${table}_office_id_day_idx`);
      await duck.run(`create table ${table} (${await columns(table)})`);
    }
    for (const [at, year] of YEARS.entries()) {
      const written = await writeYear(files, year, visits);
      for (const [table, kind] of kinds) {
        await client.query(`copy ${table} from '${written[kind]}'`);
        await duck.run(`copy ${table} from '${written[kind]}' (delimiter '\t', nullstr '\\N', header false)`);
        fs.rmSync(written[kind]);
      }
      loaded.contacts += written.contactCount;
      loaded.matters += written.matterCount;
      loaded.bytes += written.bytes;
      const done = (at + 1) / YEARS.length;
      const all = loaded.contacts + loaded.matters;
      progress(
        `  ${'█'.repeat(Math.round(done * 30)).padEnd(30, '░')} ${year}  ${count(all)} rows, ${count((all / (performance.now() - start)) * 1000)} rows/s, ${size(loaded.bytes)}`,
      );
    }
    progress('');
    for (const [table] of kinds)
      await client.query(`create index ${table}_office_id_day_idx on ${table} (office_id, day)`);
    await duck.run('create table bench_office as select 0 as id, 0 as area_id, 0 as region_id limit 0');
    const offices = (await client.query('select id, area_id, region_id from bench_office')).rows;
    for (const o of offices)
      await duck.run(`insert into bench_office values (${o.id}, ${o.area_id}, ${o.region_id})`);
    await client.query('vacuum analyze contact_fact');
    await client.query('vacuum analyze matter_fact');
    const all = loaded.contacts + loaded.matters;
    console.log(
      `${count(loaded.contacts)} contacts and ${count(loaded.matters)} matters of ${YEARS[0]}–${YEARS.at(-1)} at ${OFFICES} offices, written, copied and indexed in ${seconds(start)} s (${count((all / (performance.now() - start)) * 1000)} rows/s; ${size(loaded.bytes)} of text)`,
    );
    return loaded;
  }

  async function views(_: { contacts: number }) {
    const table = [];
    await bare.query("set work_mem = '512MB'");
    for (const view of VIEWS) {
      const took: number[] = [];
      let answer: Awaited<ReturnType<typeof ask>> | undefined;
      for (let nth = 0; nth < times; nth++) {
        const begun = performance.now();
        answer = await inTransaction(pool, { registers: true }, (db) => ask(db, view));
        took.push(performance.now() - begun);
      }
      if (answer === undefined) continue;
      const said = saidBy(answer);
      const scans = scansOf(view);
      const unequal: string[] = [];
      let compared = 0;
      const check = (who: string, measures: readonly string[], rows: readonly (readonly unknown[])[]) => {
        for (const [key, ...cells] of rows)
          for (const [at, measure] of measures.entries()) {
            compared++;
            const ours = said.get(`${key} ${measure}`) ?? null;
            const theirs = cells[at] === null ? null : Number(cells[at]);
            const isEqual =
              ours === theirs ||
              (ours !== null && theirs !== null && Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs));
            if (!isEqual) unequal.push(`${who} ${key} ${measure}: ${ours} ≠ ${theirs}`);
          }
      };
      let [postgres, duckdb] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let nth = 0; nth < scanTimes; nth++) {
        let begun = performance.now();
        for (const { sql, measures } of scans) {
          const { rows } = await bare.query({ text: sql, rowMode: 'array' });
          if (nth === 0) check('PostgreSQL', measures, rows);
        }
        postgres = Math.min(postgres, performance.now() - begun);
        begun = performance.now();
        for (const { sql, measures } of scans) {
          const rows = await (await duck.runAndReadAll(sql)).getRowsJson();
          if (nth === 0) check('DuckDB', measures, rows as unknown[][]);
        }
        duckdb = Math.min(duckdb, performance.now() - begun);
      }
      memory.look();
      const [p50, p95] = [rank(took, 0.5), rank(took, 0.95)];
      const ratio = Math.min(postgres, duckdb) / p50;
      const ok = p95 < LIMIT && unequal.length === 0 && (!view.national || ratio >= RATIO);
      if (!ok) failed++;
      table.push({
        view: view.name,
        'p50 ms': p50.toFixed(1),
        'p95 ms': p95.toFixed(1),
        'PostgreSQL ms': postgres.toFixed(0),
        'DuckDB ms': duckdb.toFixed(0),
        times: `${ratio.toFixed(1)}${view.national ? ` (≥ ${RATIO})` : ''}`,
        equal: unequal.length === 0 ? `${compared}` : `${unequal.length} of ${compared} differ`,
        ok: ok ? 'yes' : 'NO',
      });
      for (const each of unequal.slice(0, 3)) console.log(`  ${view.name}: ${each}`);
    }
    console.table(table);
    console.log(memory.told());
  }

  async function sizes(client: pg.Client): Promise<string> {
    const { rows } =
      await client.query(`select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
      where c.relkind = 'r' and (c.relname like '%\\_figure' or c.relname like '%\\_fact') order by 2 desc`);
    return rows.map((row) => `${row.name} ${size(row.bytes)}`).join(', ');
  }
} finally {
  await server.stop();
  fs.rmSync(dir, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

/** Offices, areas, regions and tasks, as many as there are in the country. */
async function registers(client: pg.Client) {
  await client.query(`
    insert into authority (org_number, name, short_name, kind, source) select '99999' || g || '-000' || g, 'Bench ' || g, 'B' || g, 'state', 'bench' from generate_series(1, 6) g;
    insert into county (code, name, iso) values ('01', 'Stockholm', 'SE-AB') on conflict do nothing;
    insert into municipality (code, name, county_code) values ('0136', 'Haninge', '01') on conflict do nothing;
    insert into service_region (name) select 'Region ' || g from generate_series(1, 6) g;
    insert into office_area (region_id, name) select 1 + (g - 1) % 6, 'Område ' || g from generate_series(1, 42) g;
    insert into office_type (code, name_sv, name_en, days_from, days_to, opens, closes, lunch_closing, summer_closing_weeks, open_on_bridge_days, travelling_staff, source)
      values ('medium', 'Medel', 'Medium', 5, 5, '09:00', '16:00', 'never', 0, true, false, 'bench') on conflict do nothing;
    insert into office (code, name, type_code, operator_id, area_id, municipality_code, locality, latitude, longitude, open)
      select 'k' || g, 'Kontor ' || g, 'medium', 1, 1 + (g - 1) % 42, '0136', 'Haninge', 59, 18, '[2012-01-01,)' from generate_series(1, ${OFFICES}) g;
    insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
      select 'h' || g, 'Bench ' || g, 1, g, 1, '[2012-01-01,)' from generate_series(1, ${OFFICES}) g;
    insert into task (code, sphere, authority_id, name_sv, name_en, source)
      select 't' || g, 'state', 1 + (g - 1) / 8, 'Uppgift ' || g, 'Task ' || g, 'bench' from generate_series(1, 48) g;
    create view bench_office as select o.id, o.area_id, a.region_id from office o join office_area a on a.id = o.area_id;`);
}

function rank(list: readonly number[], p: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? 0;
}
function progress(text: string) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (text !== '') process.stderr.write(`${text}\n`);
}
function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}
function count(value: number): string {
  return Math.round(value).toLocaleString('sv-SE');
}
function size(bytes: number): string {
  return bytes > 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
