import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../src/demonstration/accounts.ts';
import { type Program, startProgram, temporaryDirectory } from './program.ts';

const dir = temporaryDirectory();
const dirs = [dir];
let program: Program;
beforeAll(async () => {
  program = await startProgram(dir);
});
afterAll(async () => {
  await program?.end('SIGTERM');
  for (const each of dirs) fs.rmSync(each, { recursive: true, force: true });
});

describe('the program with its demonstration network', () => {
  it('says where it is and which accounts there are', () => {
    expect(program.said()).toContain(program.url);
    for (const { email } of DEMO_ACCOUNTS) expect(program.said()).toContain(email);
  });

  it.each(DEMO_ACCOUNTS)('lets $email in', async ({ email, role }) => {
    const me = await call('GET', '/me', await token(email));
    expect(me.body.assignments.map((each: { role: string }) => each.role)).toEqual([role]);
  });

  it('answers who searches for ten thousand letters', async () => {
    const answer = await fetch(`${program.url}/hitta?plats=${encodeURIComponent('å'.repeat(10_000))}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<h1');
  });

  it('loses no acknowledged act when it is killed, and starts again without help', async () => {
    let acknowledged = 0;
    for (const victim of ['program', 'postgres'] as const) {
      const session = await token('alva@example.se');
      const { visit, matter } = await visitWithMatter(session);
      const ids: string[] = [];
      let down = false;
      const writers = Array.from({ length: 4 }, async () => {
        while (!down) {
          const act = { level: 'guidance', helpForm: 'own-device', outcome: 'solved' };
          const answer = await call('POST', `/visits/${visit}/matters/${matter}/acts`, session, act).catch(
            () => null,
          );
          if (answer?.status === 201) ids.push(answer.body.id);
          else down = true;
        }
      });
      await expect.poll(() => ids.length, { timeout: 20_000 }).toBeGreaterThan(40);
      if (victim === 'program') await program.end('SIGKILL');
      else {
        process.kill(
          Number(fs.readFileSync(path.join(dir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0]),
          'SIGKILL',
        );
        await Promise.all(writers);
        await program.end('SIGKILL');
      }
      down = true;
      await Promise.all(writers);
      program = await startProgram(dir);
      const again = await call('GET', `/visits/${visit}`, await token('alva@example.se'));
      const kept = new Set(again.body.matters[0].acts.map((each: { id: string }) => each.id));
      expect(ids.filter((id) => !kept.has(id))).toEqual([]);
      acknowledged += ids.length;
    }
    expect(acknowledged).toBeGreaterThan(80);
  });

  it('ends with the signal, and PostgreSQL with it', async () => {
    await program.end('SIGTERM');
    await expect.poll(() => fs.existsSync(path.join(dir, 'pg18', 'postmaster.pid'))).toBe(false);
    program = await startProgram(dir);
  });
});

describe('other ways to start', () => {
  it('--empty: no demonstration, and the first administrator is made with the code from the terminal', async () => {
    const mine = temporaryDirectory();
    dirs.push(mine);
    const empty = await startProgram(mine, ['--empty']);
    try {
      expect(empty.said()).not.toContain('example.se');
      const code = empty.said().match(/kod=([0-9a-f]+)/)?.[1] ?? '';
      expect((await fetch(empty.url, { redirect: 'manual' })).headers.get('location')).toBe('/forsta-start');
      const make = (withCode: string) =>
        fetch(`${empty.url}/forsta-start`, {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: empty.url },
          body: new URLSearchParams({
            code: withCode,
            name: 'Ada',
            email: 'ada@example.se',
            password: 'ett långt lösenord',
          }),
        });
      expect((await make('0000000000')).status).toBe(422);
      const made = await make(code);
      expect(made.status).toBe(303);
      expect(made.headers.getSetCookie().join()).toContain('samtjanst.session_token');
      expect((await make(code)).headers.get('location')).toBe('/logga-in');
    } finally {
      await empty.end('SIGTERM');
    }
  });

  it('DATABASE_URL: that PostgreSQL, and none of its own', async () => {
    const host = inject('postgres');
    const admin = new pg.Client({ host, user: 'postgres', database: 'postgres' });
    await admin.connect();
    await admin.query('create database elsewhere');
    const mine = temporaryDirectory();
    dirs.push(mine);
    const url = `postgresql://postgres@localhost/elsewhere?host=${encodeURIComponent(host)}`;
    const there = await startProgram(mine, ['--empty'], { DATABASE_URL: url });
    try {
      expect(fs.readdirSync(mine)).toEqual([]);
      const { rows } = await admin.query(
        "select count(*)::int as n from pg_stat_activity where datname = 'elsewhere'",
      );
      expect(rows[0].n).toBeGreaterThan(0);
    } finally {
      await there.end('SIGTERM');
      await admin.query('drop database elsewhere with (force)');
      await admin.end();
    }
  });

  it('says what is wrong with a setting, a taken port or a command', async () => {
    const run = (args: string[], env: NodeJS.ProcessEnv) => {
      try {
        execFileSync(process.execPath, ['bin/samtjanst.mjs', ...args], {
          env: { ...process.env, ...env },
          stdio: 'pipe',
        });
        return { code: 0, said: '' };
      } catch (error) {
        const { status, stderr, stdout } = error as { status: number; stderr: Buffer; stdout: Buffer };
        return { code: status, said: `${stdout}${stderr}` };
      }
    };
    expect(run(['serve'], { PORT: 'tre' })).toMatchObject({ code: 1, said: expect.stringContaining('PORT') });
    expect(run(['serve'], { DATABASE_URL: 'någonstans' })).toMatchObject({
      code: 1,
      said: expect.stringContaining('DATABASE_URL'),
    });
    expect(run(['dansa'], {})).toMatchObject({ code: 2, said: expect.stringContaining('samtjanst help') });
    const taken = new URL(program.url).port;
    expect(run(['serve'], { DATA_DIR: dir })).toMatchObject({
      code: 1,
      said: expect.stringContaining(`Another process uses ${dir}`),
    });
    const mine = temporaryDirectory();
    dirs.push(mine);
    expect(run(['serve', '--empty'], { PORT: taken, DATA_DIR: mine })).toMatchObject({
      code: 1,
      said: expect.stringContaining(`Port ${taken} is taken`),
    });
  });
});

async function call(method: string, path: string, session?: string, body?: unknown) {
  const answer = await fetch(`${program.url}/api${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function token(email: string): Promise<string> {
  const answer = await call('POST', '/session', undefined, { email, password: DEMO_PASSWORD });
  expect(answer.status).toBe(201);
  return answer.body.token;
}

async function visitWithMatter(session: string) {
  const me = await call('GET', '/me', session);
  const visit = await call('POST', '/visits', session, { officeId: me.body.assignments[0].officeId });
  const [task] = (await call('GET', '/tasks?q=pension', session)).body;
  const matter = await call('POST', `/visits/${visit.body.id}/matters`, session, task);
  return { visit: visit.body.id as string, matter: matter.body.id as string };
}
