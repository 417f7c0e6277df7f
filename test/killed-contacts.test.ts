import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Program, startProgram, temporaryDirectory } from './program.ts';
import { type Json, makeWorld, PASSWORD, SKV, type World } from './world.ts';

/** Contacts that are taken from opening to an accepted hand-over while the program is killed. */
const CONTACTS = 40;
const KILLS = 3;

const dir = temporaryDirectory();
let world: World;
let owner: pg.Pool;
let program: Program | undefined;
let receiver: Server;
/** What came to the authority's own system: the id of each delivery, as often as it came. */
const arrived: string[] = [];

beforeAll(async () => {
  world = await makeWorld();
  owner = new pg.Pool({ ...world.database.owner, max: 4 });
  receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      arrived.push(String(request.headers['samtjanst-id']));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  await owner.query(
    `insert into receiver_setting (authority_id, delivery, webhook_url, webhook_secret, changed_at, changed_by)
     select $1, 'webhook', $2, 'en hemlighet av proven', now(), id from account_user limit 1`,
    [world.ids.authorities[SKV], `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`],
  );
});
afterAll(async () => {
  await program?.end('SIGTERM');
  receiver?.close();
  await owner?.end();
  await world?.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const host = encodeURIComponent(inject('postgres'));
  const url = `postgresql://postgres@localhost/${world.database.owner.database}?host=${host}`;
  program = await startProgram(dir, ['--empty'], { DATABASE_URL: url, SMTP_URL: '' });
}
async function kill(): Promise<void> {
  await program?.end('SIGKILL');
  program = undefined;
  const left = `select count(*)::int as n from pg_stat_activity where datname = current_database()
    and xact_start is not null and pid <> pg_backend_pid()`;
  await expect.poll(async () => (await one(left)).n, { timeout: 20_000, interval: 20 }).toBe(0);
}
async function one(statement: string, ...values: unknown[]): Promise<Json> {
  return (await owner.query(statement, values)).rows[0];
}

/** A request; null when the program died before it had answered. */
async function call(method: string, path: string, session: string, body: unknown) {
  try {
    const answer = await fetch(`${program?.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Json };
  } catch {
    return null;
  }
}
async function signIn(email: string): Promise<string> {
  const answer = await call('POST', '/api/session', '', { email, password: PASSWORD });
  expect(answer?.status).toBe(201);
  return answer?.body.token;
}

/** A contact on its way: what a client knows of it. Its ids are the client's own, so that it may ask again. */
interface OnItsWay {
  readonly contactId: string;
  readonly promiseId: string;
  readonly handOverId: string;
  readonly acceptKey: string;
  matterId: string | null;
  drafted: boolean;
  acknowledged: 'nothing' | 'contact' | 'promise' | 'matter' | 'hand-over' | 'accepted';
}

/** Goes on with one until it is accepted, or the program dies. What was not acknowledged is asked again with the same ids. */
async function goOn(one: OnItsWay, alva: string, skv: string): Promise<void> {
  const { offices, tasks, authorities } = world.ids;
  const ask = async (path: string, session: string, body: unknown, most = 299) => {
    const answer = await call('POST', path, session, body);
    if (answer === null) throw new Died();
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThanOrEqual(most);
    return answer;
  };
  const opened = { officeId: offices.haninge, channel: 'phone', subject: 'Flytt', contactId: one.contactId };
  if (one.acknowledged === 'nothing') {
    await ask('/api/contacts', alva, opened);
    one.acknowledged = 'contact';
  }
  if (one.acknowledged === 'contact') {
    const dueAt = nextMonday();
    await ask(`/api/contacts/${one.contactId}/promises`, alva, {
      dueAt,
      what: 'Ringa',
      promiseId: one.promiseId,
    });
    one.acknowledged = 'promise';
  }
  if (one.acknowledged === 'promise') {
    await saveDraft(one, alva);
    const asked = { taskId: tasks['population-registration'], authorityId: authorities[SKV] };
    // A matter has no id of the client's: asked again, it is said to be there.
    await ask(`/api/visits/${one.contactId}/matters`, alva, asked, 409);
    const there = await owner.query('select id from matter where visit_id = $1', [one.contactId]);
    one.matterId = there.rows[0].id;
    one.acknowledged = 'matter';
  }
  if (one.acknowledged === 'matter') {
    const wish = { wants: 'Vill veta.', consent: 'given', reachBy: 'code', id: one.handOverId };
    await ask('/api/hand-overs', alva, { ...wish, matterId: one.matterId });
    one.acknowledged = 'hand-over';
  }
  if (one.acknowledged === 'hand-over') {
    await ask(`/api/hand-overs/${one.handOverId}/steps`, skv, { step: 'accept', key: one.acceptKey });
    one.acknowledged = 'accepted';
  }
}
class Died extends Error {}

/** What the officer has typed so far, as the page's script saves it. */
async function saveDraft(one: OnItsWay, session: string): Promise<void> {
  const answer = await fetch(`${program?.url}/kontakter/${one.contactId}/utkast`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}`, 'x-draft': '1', origin: program?.url ?? '' },
    body: new URLSearchParams({ body: `Utkast ${one.contactId}` }),
  }).catch(() => null);
  if (answer === null) throw new Died();
  expect(answer.status).toBe(204);
  one.drafted = true;
}

function nextMonday(): string {
  const today = Temporal.Now.plainDateISO('Europe/Stockholm');
  // Some Mondays are holidays: of the next ones, the first that is not one is taken by who asks; March has none.
  const march = Temporal.PlainDate.from({ year: today.year + (today.month >= 3 ? 1 : 0), month: 3, day: 3 });
  const monday = march.add({ days: (8 - march.dayOfWeek) % 7 });
  return monday.toZonedDateTime({ timeZone: 'Europe/Stockholm', plainTime: '12:00' }).toInstant().toString();
}

it('killed again and again: nothing acknowledged is lost, nothing is there twice, no deadline forgotten', async () => {
  await start();
  const [alva, skv] = [await signIn('alva@example.se'), await signIn('mottagare.skv@example.se')];
  const all: OnItsWay[] = Array.from({ length: CONTACTS }, () => ({
    ...{
      contactId: crypto.randomUUID(),
      promiseId: crypto.randomUUID(),
      handOverId: crypto.randomUUID(),
      acceptKey: crypto.randomUUID(),
    },
    ...{ matterId: null, drafted: false, acknowledged: 'nothing' },
  }));
  const work = async () => {
    const queue = all.filter(({ acknowledged }) => acknowledged !== 'accepted');
    const worker = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await goOn(next, alva, skv);
    };
    const ended = await Promise.allSettled([worker(), worker(), worker(), worker()]);
    for (const each of ended)
      if (each.status === 'rejected' && !(each.reason instanceof Died)) throw each.reason;
  };
  const stands = ({ contactId, handOverId }: OnItsWay) =>
    one(
      `select (select count(*)::int from visit where id = $1::uuid) as contacts,
         (select count(*)::int from promise where visit_id = $1::uuid) as promises,
         (select count(*)::int from matter where visit_id = $1::uuid) as matters,
         (select count(*)::int from act where visit_id = $1::uuid) as acts,
         (select count(*)::int from contact_draft where visit_id = $1::uuid and content->>'body' = 'Utkast ' || $1::text) as drafts,
         (select count(*)::int from hand_over where id = $2) as "handOvers",
         (select count(*)::int from hand_over_event where hand_over_id = $2 and kind = 'offered') as offered,
         (select count(*)::int from hand_over_event where hand_over_id = $2 and kind = 'accepted') as accepted,
         (select count(*)::int from hand_over_delivery where hand_over_id = $2) as deliveries,
         (select count(*)::int from event where subject_id = $1::text and kind = 'contact-opened') as "opened"`,
      contactId,
      handOverId,
    );
  const ORDER = ['nothing', 'contact', 'promise', 'matter', 'hand-over', 'accepted'] as const;
  for (let round = 0; round < KILLS; round += 1) {
    const busy = work();
    await sleep(100 + Math.random() * 400);
    await kill();
    await busy;
    for (const each of all) {
      const now = await stands(each);
      const at = ORDER.indexOf(each.acknowledged);
      const told = `${each.acknowledged}: ${JSON.stringify(now)}`;
      // What was acknowledged is there; what was not is there whole or not at all.
      expect(now.contacts, told).toBeGreaterThanOrEqual(at >= 1 ? 1 : 0);
      expect(now.opened, told).toBe(now.contacts);
      expect(now.promises, told).toBeGreaterThanOrEqual(at >= 2 ? 1 : 0);
      expect(now.drafts, told).toBeGreaterThanOrEqual(each.drafted ? 1 : 0);
      expect(now.matters, told).toBeGreaterThanOrEqual(at >= 3 ? 1 : 0);
      expect(now.handOvers, told).toBeGreaterThanOrEqual(at >= 4 ? 1 : 0);
      expect([now.offered, now.acts, now.deliveries], told).toEqual(Array(3).fill(now.handOvers));
      expect(now.accepted, told).toBeGreaterThanOrEqual(at >= 5 ? 1 : 0);
    }
    await start();
  }
  await work();
  for (const each of all) {
    expect(each.acknowledged).toBe('accepted');
    expect(await stands(each)).toEqual({
      ...{ contacts: 1, opened: 1, promises: 1, drafts: 1, matters: 1, acts: 1 },
      ...{ handOvers: 1, offered: 1, accepted: 1, deliveries: 1 },
    });
  }

  // Every deadline has passed, and the program dies while it tells of it: each is told of once.
  await owner.query(`update hand_over set due_on = current_date - 10, first_answer_due = current_date - 10,
    final_answer_due = current_date - 5`);
  await owner.query(
    `update promise set promised_at = now() - interval '2 days', due_at = now() - interval '1 day'`,
  );
  await kill();
  for (let round = 0; round < 2; round += 1) {
    await start();
    await sleep(20 + Math.random() * 250);
    await kill();
  }
  // Who was killed while it sent holds its lease a while: that time has passed.
  await owner.query(
    `update hand_over_delivery set claimed_until = null, next_at = now() where state = 'waiting'`,
  );
  await start();
  const told = () =>
    one(`select (select count(*)::int from hand_over_event where kind = 'escalated') as escalated,
      (select count(distinct hand_over_id)::int from hand_over_event where kind = 'escalated') as late,
      (select count(*)::int from outgoing_mail where about = 'hand-over' and mail_key like '%:escalate:%') as mails,
      (select count(*)::int from outgoing_mail where about = 'promise' and mail_key like '%:broken') as broken,
      (select count(*)::int from hand_over_delivery where state <> 'delivered') as waiting`);
  await expect
    .poll(
      async () => {
        const { escalated, broken, waiting } = await told();
        return escalated === CONTACTS && broken === CONTACTS && waiting === 0;
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
  expect(await told()).toMatchObject({ escalated: CONTACTS, late: CONTACTS, mails: CONTACTS });
  // All came to the authority's system, under one id each, however often the program died while it sent.
  const ids = (await owner.query('select id from hand_over_delivery order by id')).rows.map(({ id }) => id);
  expect([...new Set(arrived)].sort()).toEqual(ids);
  expect(ids).toHaveLength(CONTACTS);
}, 120_000);
