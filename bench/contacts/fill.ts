import pg from 'pg';
import { addWorkingDays, isWorkingDay } from '../../src/hours/rules/working-days.ts';
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts';
import { STEPS } from './fill-steps.ts';
import { SUBJECTS } from './subjects.ts';

/** Two years of them, in the order in which they came. */
const DAYS = 730;
const TABLES = [
  ...['visit', 'contact_person', 'contact_person_history', 'contact_text', 'promise', 'matter', 'act'],
  ...['hand_over', 'hand_over_event', 'hand_over_message', 'event'],
];

/**
 * Fills a migrated database that holds the network (network.ts) with contacts, and with hand-overs of three in ten of them: what the
 * program would have stored, by the rules of its commands, and the same every time up to the keys. Triggers and foreign keys are
 * off meanwhile, and indexes are made afterwards; `unsound` looks whether all of it holds. `owner` is a superuser.
 */
export async function fillContacts(
  owner: pg.ClientConfig,
  contacts: number,
  say: (what: string) => void,
): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '128MB';
      set synchronous_commit = off; set jit = off`);
    await client.query(
      'create temporary table filled_day (nr int primary key, day date, in2 date, in5 date, in10 date)',
    );
    await client.query(
      'insert into filled_day select * from jsonb_to_recordset($1::jsonb) as x(nr int, day date, in2 date, in5 date, in10 date)',
      [JSON.stringify(workingDays())],
    );
    await client.query('create temporary table filled_subject (nr int primary key, text text, task text)');
    await client.query(
      'insert into filled_subject select * from jsonb_to_recordset($1::jsonb) as x(nr int, text text, task text)',
      [JSON.stringify(SUBJECTS.map(({ text, task }, nr) => ({ nr, text, task })))],
    );
    const { rows: indexes } = await client.query<{ name: string; def: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as def from pg_index i
       where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
      [TABLES],
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const { says, sql } of STEPS) {
      const from = performance.now();
      await client.query(sql.replaceAll(':contacts', String(contacts)));
      say(`${says} (${((performance.now() - from) / 1000).toFixed(0)} s)`);
    }
    const from = performance.now();
    for (const { def } of indexes) await client.query(def);
    say(`${indexes.length} indexes (${((performance.now() - from) / 1000).toFixed(0)} s)`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** The working days of the two years before today, with those that follow by 2, 5 and 10: by the program's own rule. */
function workingDays(): { nr: number; day: PlainDate; in2: PlainDate; in5: PlainDate; in10: PlainDate }[] {
  const today = Temporal.Now.plainDateISO('Europe/Stockholm').toString() as PlainDate;
  return Array.from({ length: DAYS }, (_, n) => addDays(today, n - DAYS))
    .filter(isWorkingDay)
    .map((day, nr) => ({
      ...{ nr, day },
      ...{ in2: addWorkingDays(day, 2), in5: addWorkingDays(day, 5), in10: addWorkingDays(day, 10) },
    }));
}

/**
 * What of the filled tables breaks a foreign key, or a rule that a trigger would have held: empty when all is as the program would
 * have stored it. Checks and unique constraints have been held while it was filled.
 */
export async function unsound(owner: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows: keys } = await client.query<{ name: string; check: string }>(KEYS, [TABLES]);
    const found: string[] = [];
    for (const { name, check } of [...keys, ...RULES]) {
      const { rows } = await client.query<{ wrong: string }>(
        `select count(*) as wrong from (${check} limit 1) broken`,
      );
      if (rows[0]?.wrong !== '0') found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Each foreign key as a question for rows that break it. */
const KEYS = `
  select c.conname || ' of ' || c.conrelid::regclass as name,
    format('select from %s a where %s and not exists (select from %s b where %s)', c.conrelid::regclass,
      string_agg(format('a.%I is not null', x.attname), ' and '), c.confrelid::regclass,
      string_agg(format('b.%I = a.%I', y.attname, x.attname), ' and ')) as check
  from pg_constraint c cross join unnest(c.conkey, c.confkey) as k(own, other)
    join pg_attribute x on x.attrelid = c.conrelid and x.attnum = k.own
    join pg_attribute y on y.attrelid = c.confrelid and y.attnum = k.other
  where c.contype = 'f' and c.conrelid = any ($1::regclass[]) group by c.oid, c.conname, c.conrelid, c.confrelid`;

const RULES = [
  {
    name: 'an act has its contact’s channel',
    check: 'select from act a join visit v on v.id = a.visit_id where v.channel <> a.channel',
  },
  {
    name: 'a closed contact has an act in every matter',
    check: `select from matter m join visit v on v.id = m.visit_id
      where v.closed_at is not null and not exists (select from act a where a.matter_id = m.id)`,
  },
  {
    name: 'a contact that is no visit is open as long as its promise is',
    check: `select from promise p join visit v on v.id = p.visit_id
      where v.channel <> 'visit' and v.closed_at is not null and p.kept_at is null and p.moved_at is null`,
  },
  {
    name: 'who a contact is with stands in its history',
    check:
      'select from contact_person p where not exists (select from contact_person_history h where h.visit_id = p.visit_id)',
  },
  {
    name: 'a hand-over’s events are numbered from 1 without a gap',
    check: `select from hand_over h join (select hand_over_id, count(*) as n, max(seq) as last from hand_over_event group by 1) e
      on e.hand_over_id = h.id where e.n <> e.last or e.last <> h.event_seq`,
  },
] as const;
