import pg from 'pg';
import type { Pool } from '../../src/platform/database.server.ts';
import { statisticsJob } from '../../src/statistics/job.server.ts';
import { costOf } from './cost.ts';
import type { Said } from './told.ts';

const AT_ONCE = 8;
const TABLES = ['visit', 'matter', 'act'];

/**
 * What keeping figures up to date costs the rate of acts: a contact with a matter, an act and its audit, each in a transaction of
 * its own as the program takes them, by eight at once; with marks and the job that rolls up, and without, in turns. The law is not asked here, so
 * the share is larger than in the program.
 */
export async function benchActs(owner: pg.ClientConfig, pool: Pool, seconds: number): Promise<Said> {
  const admin = new pg.Client(owner);
  await admin.connect();
  const clients = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const client = new pg.Client(owner);
      await client.connect();
      return client;
    }),
  );
  const told = await costOf('Acts', async (on) => {
    for (const table of TABLES)
      await admin.query(`alter table ${table} ${on ? 'enable' : 'disable'} trigger mark_figures_new`);
    let going = true;
    let done = 0;
    const work = clients.map(async (client, at) => {
      while (going) {
        const office = 1 + ((at * 7 + done) % 150);
        await act(client, office);
        done++;
      }
    });
    const job = statisticsJob({
      pool,
      clock: () => Temporal.Now.instant(),
      ending: new AbortController().signal,
    });
    const roll = async () => {
      while (going) {
        await job.run();
        await new Promise((resolve) => setTimeout(resolve, job.every));
      }
    };
    const rolling = on ? roll() : Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    going = false;
    await Promise.all(work);
    await rolling;
    return done / seconds;
  });
  for (const table of TABLES) await admin.query(`alter table ${table} enable trigger mark_figures_new`);
  for (const client of [...clients, admin]) await client.end();
  return told;
}

async function act(client: pg.Client, office: number): Promise<void> {
  await client.query('begin');
  const visit = (
    await client.query(
      `insert into visit (office_id, opened_by, opened_at, opened_on, taken_by, taken_at)
       values ($1, $1, now(), swedish_day(now()), $1, now()) returning id`,
      [office],
    )
  ).rows[0].id;
  await client.query(
    `insert into event (actor, role, kind, subject, subject_id, office_id) values ('b', 'officer', 'visit-opened', 'visit', $1, $2)`,
    [visit, office],
  );
  await client.query('commit');
  await client.query('begin');
  const task = 1 + (office % 48);
  const matter = (
    await client.query(
      `insert into matter (visit_id, office_id, task_id, principal_id, added_by) values ($1, $2, $3, $4, $2) returning id`,
      [visit, office, task, 1 + Math.floor((task - 1) / 8)],
    )
  ).rows[0].id;
  await client.query(
    `insert into event (actor, role, kind, subject, subject_id, office_id) values ('b', 'officer', 'matter-added', 'matter', $1, $2)`,
    [matter, office],
  );
  await client.query('commit');
  await client.query('begin');
  await client.query(
    `insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, actor, role, level, help_form, outcome, acted_at, acted_on)
     values ($1, $2, $3, $4, $5, $5, 'b', 'officer', 'signpost', 'desk', 'solved', now(), swedish_day(now()))`,
    [matter, visit, task, 1 + Math.floor((task - 1) / 8), office],
  );
  await client.query(
    `insert into event (actor, role, kind, subject, subject_id, office_id) values ('b', 'officer', 'act-recorded', 'act', $1, $2)`,
    [matter, office],
  );
  await client.query('commit');
}
