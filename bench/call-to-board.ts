// From a call to the change on the wall, ten boards at one office: `node bench/call-to-board.ts` after a build. The boards are
// pages of a real browser on the same machine as server and database: a television has a processor of its own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoOfficer } from '../src/demonstration/accounts.ts';
import { startServer } from './http.ts';

const BOARDS = 10;
const CALLS = 60;

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-bench-'));
const server = await startServer(dir);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? (await sparticuz.executablePath()),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const officer = await signIn(demoOfficer.email);
  const manager = await signIn(
    DEMO_ACCOUNTS.find(({ email }) => email.startsWith('kontorschef'))?.email ?? '',
  );
  const { queues } = await ask(officer, 'GET', '/queues');
  const [{ officeId }] = queues;
  const { needs } = await ask(officer, 'GET', `/queues/${officeId}`);
  const boards = [];
  for (let board = 1; board <= BOARDS; board++) {
    const made = await fetch(`${server.url}/ko/${officeId}/enheter`, {
      method: 'POST',
      headers: { authorization: `Bearer ${manager}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ name: `Tavla ${board}`, kind: 'board' }),
    });
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
    await page.goto(`${server.url}/enhet`);
    await page.fill('[name=kod]', /device-code">([^<]+)</.exec(await made.text())?.[1] ?? '');
    await page.press('[name=kod]', 'Enter');
    await page.waitForSelector('.head');
    await page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const shown = document.querySelector('.call .number')?.textContent ?? '';
        seen[shown] ??= Date.now();
      }).observe(document.getElementById('board') as HTMLElement, { subtree: true, childList: true });
    });
    boards.push(page);
  }
  const [desk] = await freeDesks(officer, officeId);
  await ask(officer, 'PUT', `/queues/${officeId}/desk`, { deskId: desk });
  const answered: number[] = [];
  const shown: number[] = [];
  // The last need of the demonstration asks nothing of who calls.
  const needId = needs.at(-1).id;
  for (let call = 0; call < CALLS; call++) {
    await ask(officer, 'POST', `/queues/${officeId}/tickets`, { needId });
    const at = Date.now();
    const { ticket } = await ask(officer, 'POST', `/queues/${officeId}/call-next`, {});
    answered.push(Date.now() - at);
    const times = await Promise.all(
      boards.map((page) =>
        page
          .waitForFunction(
            (label) => (window as unknown as { seen: Record<string, number> }).seen[label],
            ticket.label,
          )
          .then((handle) => handle.jsonValue() as Promise<number>),
      ),
    );
    for (const time of times) shown.push(time - at);
    for (const step of ['start', 'finish'])
      await ask(officer, 'POST', `/queues/${officeId}/tickets/${ticket.id}/${step}`, {});
  }
  const quantile = (of: number[], share: number) =>
    of.sort((a, b) => a - b)[Math.ceil(of.length * share) - 1];
  const row = (name: string, of: number[]) => ({
    name,
    times: of.length,
    p50: quantile(of, 0.5),
    p95: quantile(of, 0.95),
    p99: quantile(of, 0.99),
  });
  console.log(`${CALLS} calls, ${BOARDS} boards at one office, milliseconds from the request:`);
  console.table([row('the officer has the answer', answered), row('it stands on a board', shown)]);
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(dir, { recursive: true, force: true });
}

async function signIn(email: string): Promise<string> {
  return (await ask(null, 'POST', '/session', { email, password: DEMO_PASSWORD })).token;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any shape
async function ask(token: string | null, method: string, address: string, body?: unknown): Promise<any> {
  const answer = await fetch(`${server.url}/api${address}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The desks that the page of the desk offers. */
async function freeDesks(token: string, officeId: number): Promise<number[]> {
  const page = await fetch(`${server.url}/ko/${officeId}`, { headers: { authorization: `Bearer ${token}` } });
  return [...(await page.text()).matchAll(/name="deskId" value="(\d+)"/g)].map(([, id]) => Number(id));
}
