import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import type { Duck } from './duck.ts';
import { OFFICES, writeYear, YEARS } from './generate.ts';
import { count, progress, seconds, size } from './told.ts';

const TABLES = [
  ['contact_fact', 'contacts'],
  ['matter_fact', 'matters'],
] as const;

/** Writes, copies (COPY, into PostgreSQL and DuckDB) and indexes the facts of thirteen years; a year is written while the one before is copied. */
export async function loadFacts(client: pg.Client, duck: Duck, dir: string, visits: number): Promise<void> {
  const files = path.join(dir, 'files');
  fs.mkdirSync(files);
  const start = performance.now();
  const loaded = { contacts: 0, matters: 0, bytes: 0 };
  for (const [table] of TABLES) {
    await client.query(`drop index ${table}_office_id_day_idx`);
    const { rows } = await client.query<{ columns: string }>(`
      select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) as columns
      from information_schema.columns where table_name = '${table}'`);
    await duck.ask(`create table ${table} (${rows[0]?.columns})`);
  }
  // Into tables that are empty in this transaction COPY writes no log, and nothing to be vacuumed; every office is asked for below.
  await client.query(
    'begin; truncate contact_fact, matter_fact; set local session_replication_role = replica',
  );
  let coming = writeYear(files, YEARS[0] as number, visits);
  for (const [at] of YEARS.entries()) {
    const written = await coming;
    const next = YEARS[at + 1];
    if (next !== undefined) coming = writeYear(files, next, visits);
    for (const [table, kind] of TABLES) {
      await client.query(`copy ${table} from '${written[kind]}' (freeze)`);
      await duck.ask(`copy ${table} from '${written[kind]}' (delimiter '\t', nullstr '\\N', header false)`);
      fs.rmSync(written[kind]);
    }
    loaded.contacts += written.contactCount;
    loaded.matters += written.matterCount;
    loaded.bytes += written.bytes;
    const all = loaded.contacts + loaded.matters;
    const bar = '█'.repeat(Math.round(((at + 1) / YEARS.length) * 30)).padEnd(30, '░');
    progress(
      `  ${bar} ${YEARS[at]}  ${count(all)} rows, ${count((all / (performance.now() - start)) * 1000)} rows/s, ${size(loaded.bytes)}`,
    );
  }
  progress('');
  await client.query('commit');
  for (const [table] of TABLES)
    await client.query(`create index ${table}_office_id_day_idx on ${table} (office_id, day)`);
  const { rows } = await client.query<{ id: number; area_id: number; region_id: number }>(
    'select id, area_id, region_id from bench_office',
  );
  await duck.ask('create table bench_office (id integer, area_id integer, region_id integer)');
  await duck.ask(
    `insert into bench_office values ${rows.map((o) => `(${o.id}, ${o.area_id}, ${o.region_id})`).join(', ')}`,
  );
  for (const [table] of TABLES) {
    await client.query(`vacuum analyze ${table}`);
    const { rowCount } = await client.query(
      `select from (select distinct office_id from ${table}) f where not exists (select from office o where o.id = f.office_id)`,
    );
    if (rowCount !== 0) throw new Error(`${table} is of offices that are not there`);
  }
  const all = loaded.contacts + loaded.matters;
  console.log(
    `${count(loaded.contacts)} contacts and ${count(loaded.matters)} matters of ${YEARS[0]}–${YEARS.at(-1)} at ${OFFICES} offices, written, copied and indexed in ${seconds(start)} s (${count((all / (performance.now() - start)) * 1000)} rows/s; ${size(loaded.bytes)} of text)`,
  );
}

/** Offices, areas, regions and tasks, as many as there are in the country. */
export async function registers(client: pg.Client): Promise<void> {
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
