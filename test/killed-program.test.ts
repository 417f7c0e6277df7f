import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { importFile } from '../src/imports/import-file.server.ts';
import { swedishDay } from '../src/kernel/plain-date.ts';
import { writtenDraft } from '../src/reports/test-world.ts';
import { type Program, startProgram, temporaryDirectory } from './program.ts';
import { FK, type Json, makeWorld, PASSWORD, SKV, SSC, type World } from './world.ts';

/** Officers of the operation that is killed under way, and those of them who can get no mandate. */
const OFFICERS = 2_000;
const ELSEWHERE = 25;
const AGREEMENT = '2019-00519-1.8';

const today = swedishDay(Temporal.Now.instant());
const dir = temporaryDirectory();
let world: World;
let owner: pg.Client;
let program: Program | undefined;

beforeAll(async () => {
  world = await makeWorld();
  owner = new pg.Client(world.database.owner);
  await owner.connect();
  const officers = Array.from({ length: OFFICERS }, (_, at) => ({
    code: `K-${at}`,
    name: `Kim Provlund ${at}`,
    employer: at < ELSEWHERE ? FK : SSC,
    homeOffice: 'haninge',
    fullTimeShare: 1,
    employedFrom: '2020-01-01',
  }));
  const ctx = { pool: world.database.pool, actor: { userId: 'system' }, role: 'system' as const };
  const taken = await importFile(
    { ...ctx, clock: () => Temporal.Now.instant() },
    { kind: 'officers', fileName: 'officers.json', format: 'json', content: JSON.stringify(officers) },
  );
  expect(taken).toMatchObject({ ok: true });
});
afterAll(async () => {
  await program?.end('SIGTERM');
  await owner?.end();
  await world?.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const skv = () => world.ids.authorities[SKV] ?? 0;
const between = (least: number, most: number) => least + Math.random() * (most - least);

async function start(): Promise<Program> {
  const host = encodeURIComponent(inject('postgres'));
  const url = `postgresql://postgres@localhost/${world.database.owner.database}?host=${host}`;
  program = await startProgram(dir, ['--empty'], { DATABASE_URL: url, SMTP_URL: '' });
  return program;
}

/** Ends the program at once, and waits until PostgreSQL has let go of what it was doing. */
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

/** A request to the program; null when it died before it had answered. */
async function call(method: string, path: string, session: string, body?: unknown) {
  try {
    const answer = await fetch(`${program?.url}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Json };
  } catch {
    return null;
  }
}
async function done(method: string, path: string, session: string, body?: unknown): Promise<Json> {
  const answer = await call(method, path, session, body);
  expect(answer?.status, JSON.stringify(answer?.body)).toBeLessThan(300);
  return answer?.body;
}
async function signIn(email: string): Promise<string> {
  return (await done('POST', '/session', '', { email, password: PASSWORD })).token;
}

describe('the program, killed', () => {
  it('in the middle of issuing mandates: nothing half issued, and the operation is finished exactly once', async () => {
    await start();
    const session = await signIn('samordnare.skv@example.se');
    const { rows: systems } = await owner.query("select id from authority_system where code = 'SKV-FOLK'");
    const { id } = await done('POST', '/mandate-batches', session, {
      parts: [
        {
          agreementId: world.ids.agreements[AGREEMENT],
          principalId: skv(),
          kind: 'commission',
          tasks: [{ taskId: world.ids.tasks['population-registration'], level: 'personal-data' }],
          access: [systems[0].id],
        },
      ],
      officers: { by: 'codes', codes: Array.from({ length: OFFICERS }, (_, at) => `K-${at}`) },
      from: today,
      to: null,
      signedByPrincipalOn: today,
      signedByOfficerOn: today,
    });
    const issued = async () => ({
      ...(await one('select state, rows_done as "rowsDone" from mandate_batch where id = $1', id)),
      ...(await one(
        `select count(*)::int as mandates, count(distinct m.officer_id)::int as officers from mandate m
         join officer o on o.id = m.officer_id where o.code like 'K-%'`,
      )),
      ...(await one(
        'select count(*) filter (where outcome is not null)::int as outcomes from mandate_batch_row where batch_id = $1',
        id,
      )),
      ...(await one(
        `select count(*)::int as events from event where kind = 'mandate-issued'
        and details ->> 'batchId' = $1`,
        id,
      )),
    });
    const nothing = { mandates: 0, officers: 0, outcomes: 0, events: 0 };
    const given = OFFICERS - ELSEWHERE;
    const all = { state: 'done', mandates: given, officers: given, outcomes: OFFICERS, events: given };

    // First when it is seen to be under way, then at any moment of being taken up again.
    const order = call('POST', `/mandate-batches/${id}/run`, session);
    await expect
      .poll(async () => (await issued()).rowsDone, { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(0);
    await kill();
    expect([null, 202]).toContain((await order)?.status ?? null);
    expect(await issued()).toMatchObject({ state: 'ordered', ...nothing });
    for (let again = 0; again < 3; again++) {
      await start();
      await sleep(between(0, 500));
      await kill();
      const now = await issued();
      expect(now).toMatchObject(now.state === 'ordered' ? nothing : all);
    }

    await start();
    await expect
      .poll(async () => (await call('GET', `/mandate-batches/${id}`, session))?.body.state, {
        timeout: 20_000,
      })
      .toBe('done');
    expect(await issued()).toMatchObject(all);
    const report = await done('GET', `/mandate-batches/${id}`, session);
    expect(report).toMatchObject({ rows: OFFICERS, rowsDone: OFFICERS, issued: given, failure: null });
    // It tells that it was interrupted, and of everybody who got none, and why.
    expect(report.starts).toBeGreaterThan(1);
    const without = await done('GET', `/mandate-batches/${id}?outcome=not-issued`, session);
    expect(without.total).toBe(ELSEWHERE);
    expect(without.outcomes[0].reasons[0].code).toBe('officer-of-another-employer');
    // Asked for once more by who saw no answer: nothing more happens.
    await done('POST', `/mandate-batches/${id}/run`, session);
    expect(await issued()).toMatchObject(all);
    await kill();
  });

  it('while agreements are concluded: each is there whole, with the copy that it owes, or not at all', async () => {
    await start();
    const session = await signIn('samordnare.skv@example.se');
    const drafts = new Map<number, string>();
    for (let at = 0; at < 24; at++) {
      const { id } = await done('POST', '/agreement-drafts', session, { authorityId: skv(), amends: null });
      const diaryNumber = `KILL-${at}`;
      await done('PUT', `/agreement-drafts/${id}`, session, { revision: 1, content: content(diaryNumber) });
      drafts.set(id, diaryNumber);
    }
    const acknowledged = new Map<number, number>();
    const open = () => [...drafts.keys()].filter((id) => !acknowledged.has(id));
    /** Each draft against what is stored of it. */
    const whole = async () => {
      for (const [id, diaryNumber] of drafts) {
        const draft = await one(
          'select state, agreement_id as agreement from agreement_draft where id = $1',
          id,
        );
        const stored = await one(
          `select count(*)::int as agreements, min(a.id) as id,
             (select count(*)::int from agreement_version v where v.agreement_id = min(a.id)) as versions,
             (select count(*)::int from agreement_task t where t.agreement_id = min(a.id)) as tasks,
             (select count(*)::int from agreement_contact c where c.agreement_id = min(a.id)) as contacts,
             (select count(*)::int from agreement_copy c where c.agreement_id = min(a.id) and c.owed) as copies,
             (select count(*)::int from event e where e.kind = 'agreement-concluded'
               and e.subject_id = min(a.id)::text) as events
           from agreement a where a.diary_number = $1`,
          diaryNumber,
        );
        if (draft.state === 'concluded') {
          const parts = { agreements: 1, versions: 1, tasks: 1, contacts: 1, copies: 1, events: 1 };
          expect(stored).toEqual({ ...parts, id: draft.agreement });
        } else expect(stored.agreements).toBe(0);
        if (acknowledged.has(id)) expect(stored.id).toBe(acknowledged.get(id));
        else if (draft.state === 'concluded') acknowledged.set(id, draft.agreement);
      }
    };
    const conclude = async (queue: number[]) => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const answer = await call('POST', `/agreement-drafts/${id}/conclusion`, session, { revision: 2 });
        if (answer === null) return;
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
        acknowledged.set(id, answer.body.agreementId);
      }
    };
    for (let round = 0; round < 3; round++) {
      const queue = open();
      const work = Promise.all([conclude(queue), conclude(queue), conclude(queue)]);
      await sleep(between(5, 150));
      await kill();
      await work;
      await whole();
      await start();
    }
    await conclude(open());
    expect(acknowledged.size).toBe(drafts.size);
    await whole();
    await kill();
  });

  it('while a report is frozen: no version, or one with both PDFs that comes out the same', async () => {
    await start();
    const author = await signIn('rapport.skv@example.se');
    const coordinator = await signIn('samordnare.skv@example.se');
    const year = Number(today.slice(0, 4)) - 1;
    const { id } = await done('POST', '/reports', author, { authorityId: skv(), year });
    const report = () => done('GET', `/reports/${id}`, author);
    await done('PUT', `/reports/${id}`, author, { revision: (await report()).revision, ...writtenDraft() });
    await done('POST', `/reports/${id}/submission`, author, { revision: (await report()).revision });
    const { sha256 } = await done('GET', `/reports/${id}/review`, coordinator);
    await done('POST', `/reports/${id}/review`, coordinator, { sha256, verdict: 'approve', note: '' });
    const { revision } = await report();
    const stored = async () => ({
      ...(await one(
        `select count(*)::int as versions, count(*) filter (where octet_length(archive_pdf) > 1000
           and octet_length(reading_pdf) > 1000)::int as whole from annual_report_version where report_id = $1`,
        id,
      )),
      ...(await one('select revision from annual_report where id = $1', id)),
      ...(await one(
        "select count(*)::int as steps from report_event where report_id = $1 and kind = 'frozen'",
        id,
      )),
    });
    const none = { versions: 0, whole: 0, steps: 0, revision };
    const frozen = { versions: 1, whole: 1, steps: 1, revision: revision + 1 };
    for (let round = 0; round < 3; round++) {
      const answer = call('POST', `/reports/${id}/versions`, author, { revision });
      await sleep(between(50, 1_000));
      await kill();
      const now = await stored();
      expect(now).toEqual((await answer)?.status === 201 || now.versions === 1 ? frozen : none);
      await start();
    }
    const last = await call('POST', `/reports/${id}/versions`, author, { revision });
    // Had a killed one come that far, this one is told so.
    expect([201, 409]).toContain(last?.status);
    await kill();
    expect(await stored()).toEqual(frozen);
    await start();
    const again = await done('POST', `/reports/${id}/versions/1/comparison`, author);
    expect(again).toEqual({ content: true, archive: true, reading: true });
  });
});

function content(diaryNumber: string) {
  const { ids } = world;
  return {
    name: `Serviceavtal ${diaryNumber}`,
    diaryNumber,
    signedOn: today,
    regimeId: null,
    governmentDirected: false,
    approvedOn: null,
    termEndsOn: null,
    decidedOn: null,
    from: today,
    to: null,
    summary: '',
    parties: [skv(), ids.authorities[SSC]],
    offices: 'all',
    tasks: [
      {
        taskId: ids.tasks['income-tax'],
        principalId: skv(),
        performerId: ids.authorities[SSC],
        exercisesAuthority: false,
        requiresPersonalData: false,
        listedSeparately: false,
        performersNamed: false,
        catalogueCode: null,
        access: [],
        offices: 'all',
      },
    ],
    firstAnswerDays: 2,
    finalAnswerDays: 10,
    noticeMonths: 6,
    contacts: [{ authorityId: skv(), function: 'Avtalsansvarig', email: 'avtal@example.se', phone: '' }],
  };
}
