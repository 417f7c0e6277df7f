import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { scopeOf } from '../../src/access/context.server.ts';
import { actorOfSession } from '../../src/access/who-asks.server.ts';
import { connect } from '../../src/platform/database.server.ts';
import { type AtDesk, callNext } from '../../src/queue/commands/call.server.ts';
import { issueTicket } from '../../src/queue/commands/issue-ticket.server.ts';
import { finish, startServing } from '../../src/queue/commands/serve.server.ts';
import { IssueSchema } from '../../src/queue/schemas.ts';
import { verifyQueues } from '../../src/queue/verify.server.ts';
import type { Send } from '../../test/queue/clerk.ts';
import type { Clerk, CrowdOffice } from '../../test/queue/crowd.ts';
import { median } from '../http.ts';
import type { Row } from '../law.ts';
import { sendRound } from './client.ts';
import { makeSite, type Site } from './site.ts';

/** As many at once as the program has connections (DATABASE_CONNECTIONS). */
const CLIENTS = 20;
const ROUNDS = 3;

/**
 * Whole ticket lives (issue, call, start, finish) at full speed through the API, against a bare loop of `pg` that sends the
 * very statements of one life, prepared in the same way, from as many connections: at one office, where all wait for one
 * lock, and at twenty. The bare loop reads the line once per life; the program, too, except that those who take a ticket at one office at the
 * same moment share that read.
 */
export async function benchCycles(seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const offices of [1, CLIENTS]) {
    const site = await makeSite({ offices, clerks: CLIENTS });
    try {
      const send = sendRound(site.urls);
      await openDesks(site, send);
      await cycles(site, send, 2);
      const rates: { api: number; bare: number }[] = [];
      let statements = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const api = await cycles(site, send, seconds);
        const { differences } = round === 0 ? await verifyQueues(site.database.pool) : { differences: [] };
        if (differences.length > 0) throw new Error(JSON.stringify(differences[0]));
        const bare = await bareLoop(site, seconds);
        statements = bare.statements;
        rates.push({ api, bare: bare.perSecond });
      }
      const where = offices === 1 ? 'one office' : `${offices} offices`;
      rows.push(
        {
          name: `ticket lives through the API, ${where}, ${CLIENTS} clients`,
          value: `${median(rates.map(({ api }) => api)).toFixed(0)}/s`,
          ratio: `${median(rates.map(({ api, bare }) => api / bare)).toFixed(2)} of the bare loop`,
          limit: '≥ 0.50',
        },
        {
          name: `bare pg loop, ${where}, the same ${statements} statements`,
          value: `${median(rates.map(({ bare }) => bare)).toFixed(0)}/s`,
        },
      );
    } finally {
      await site.stop();
    }
  }
  return rows;
}

export async function openDesks({ crowd }: Site, send: Send): Promise<void> {
  for (const { token, officeId, deskId } of crowd.clerks) {
    const answer = await send('PUT', `/queues/${officeId}/desk`, token, { deskId });
    if (answer?.status !== 200) throw new Error(JSON.stringify(answer));
  }
}

/** Whole lives a second, every clerk one after the other. Throws when a step is refused. */
export async function cycles({ crowd }: Site, send: Send, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const needs = new Map(crowd.offices.map(({ id, needs }) => [id, needs]));
  await Promise.all(
    crowd.clerks.map(async ({ token, officeId }) => {
      const step = async (path: string, body: object) => {
        const answer = await send('POST', `/queues/${officeId}${path}`, token, {
          ...body,
          key: randomUUID(),
        });
        if (answer === null || answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
        return answer.body;
      };
      while (performance.now() < until) {
        await step('/tickets', { needId: needs.get(officeId)?.[done % 3] });
        const { ticket } = await step('/call-next', {});
        await step(`/tickets/${ticket.id}/start`, {});
        await step(`/tickets/${ticket.id}/finish`, {});
        done++;
      }
    }),
  );
  return done / seconds;
}

interface Life {
  readonly statements: readonly pg.QueryConfig[];
  readonly ticketId: string;
  readonly visitId: string;
  readonly keys: readonly string[];
}

/** What the four requests of one life send to PostgreSQL, taken from the code that sends it. */
async function lifeOf(site: Site, clerk: Clerk, office: CrowdOffice): Promise<Life> {
  const database = connect(site.database.owner, 2);
  const sent: pg.QueryConfig[] = [];
  const original = pg.Client.prototype.query;
  let listening = false;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    if (listening && typeof first === 'string') sent.push({ text: first });
    else if (listening && typeof (first as pg.QueryConfig).text === 'string')
      sent.push(first as pg.QueryConfig);
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    let last = { ticketId: '', visitId: '', keys: [] as string[] };
    // The first fills what a process holds; the second is what it sends from then on.
    for (const turn of [1, 2]) {
      listening = turn === 2;
      const keys = [1, 2, 3, 4].map(() => randomUUID());
      const [issue, call, start, end] = keys;
      const asker = async (): Promise<AtDesk> => {
        const actor = await actorOfSession(database.pool, clerk.token);
        if (actor?.officer == null) throw new Error('no session');
        const { pool } = database;
        const scope = scopeOf(actor);
        return {
          ...{ pool, scope, actor: actor.userId, role: 'officer', officerId: actor.officer.id },
          clock: () => Temporal.Now.instant(),
        };
      };
      await issueTicket(
        await asker(),
        office.id,
        IssueSchema.parse({ needId: office.needs[0], key: issue }),
        {
          source: 'reception',
        },
      );
      const { ticket } = await callNext(await asker(), office.id, { key: call });
      if (ticket === null) throw new Error('nobody waits');
      await startServing(await asker(), office.id, ticket.id, { key: start });
      await finish(await asker(), office.id, ticket.id, { key: end });
      listening = false;
      const client = new pg.Client(site.database.owner);
      await client.connect();
      const visits = await client.query<{ id: string }>(
        'select visit_id as id from ticket_visit where ticket_id = $1',
        [ticket.id],
      );
      await client.end();
      last = { ticketId: ticket.id, visitId: visits.rows[0]?.id ?? '', keys };
    }
    return { statements: sent, ...last };
  } finally {
    pg.Client.prototype.query = original;
    await database.stop();
  }
}

/** Of the bare loop's tickets: a prefix that no need has, so that it takes no number from the program. */
const PREFIX = 'ZZ';

async function bareLoop(site: Site, seconds: number): Promise<{ perSecond: number; statements: number }> {
  const offices = new Map(site.crowd.offices.map((office) => [office.id, office]));
  const lives: Life[] = [];
  for (const clerk of site.crowd.clerks)
    lives.push(await lifeOf(site, clerk, offices.get(clerk.officeId) as CrowdOffice));
  const clients = lives.map(
    () => new pg.Client({ ...site.database.owner, options: '-c role=samtjanst_app -c jit=off' }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  let number = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(
    lives.map(async (life, index) => {
      const client = clients[index] as pg.Client;
      while (performance.now() < until) {
        await live(client, life, number++);
        done++;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond: done / seconds, statements: lives[0]?.statements.length ?? 0 };
}

/** The statements of a life, of another ticket. */
async function live(client: pg.Client, life: Life, number: number): Promise<void> {
  const other = new Map<unknown, string>([
    [life.ticketId, randomUUID()],
    ...life.keys.map((key): [string, string] => [key, randomUUID()]),
  ]);
  for (const { values, ...statement } of life.statements) {
    const changed = values?.map((value) => other.get(value) ?? value);
    if (changed !== undefined && /insert into ticket as t/.test(statement.text)) {
      [changed[4], changed[5], changed[10]] = [PREFIX, number, randomUUID()];
    }
    if (changed !== undefined && /insert into queue_number/.test(statement.text)) changed[2] = PREFIX;
    const { rows } = await client.query({
      ...statement,
      ...(changed === undefined ? {} : { values: changed }),
    });
    if (/insert into visit \(/.test(statement.text)) other.set(life.visitId, rows[0].id);
  }
}
