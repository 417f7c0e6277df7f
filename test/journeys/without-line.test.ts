import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn } from '../../src/lobby/test-device.ts';
import { inTransaction, sql } from '../../src/platform/database.server.ts';
import { callNext } from '../../src/queue/commands/call.server.ts';
import { setLineTimes } from '../../src/queue/line-times.server.ts';
import { LINE_TIMES } from '../../src/queue/rules/shares.ts';
import { makeQueue, type TestQueue } from '../../src/queue/test-queue.ts';
import { accessible, DESKTOP, launch, signedIn } from '../browser.ts';
import { form, makeWorld, NOW, type World } from '../world.ts';

// The line is really cut: browsers are taken off the network, and the server's listener is stopped. The waiting times are a
// tenth of the real ones.

let world: World;
let queue: TestQueue;
let browser: Browser;
let server: Server;
let url: string;
const listenOn = async (port: number) => {
  server = createServer(getRequestListener(world.app.fetch));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const stop = async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
beforeAll(async () => {
  setLineTimes({ ...LINE_TIMES, beat: 400, away: 800, begins: 1_600 });
  world = await makeWorld();
  // The world's day, but its clock goes: the browsers' clocks are days off, which is corrected.
  const began = Date.now();
  const start = Temporal.Instant.from(NOW);
  Object.assign(world.services, { clock: () => start.add({ milliseconds: Date.now() - began }) });
  queue = await makeQueue(world);
  await queue.openBoth();
  url = `http://127.0.0.1:${await listenOn(0)}`;
  browser = await launch();
});
afterAll(async () => {
  setLineTimes(LINE_TIMES);
  await browser?.close();
  await stop();
  await world?.close();
});

const shots = process.env.SHOTS;
const shot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};
const context = (width = DESKTOP.width, height = DESKTOP.height) =>
  browser.newContext({ viewport: { width, height }, locale: 'sv-SE' });

let made = 0;
async function kiosk(within: BrowserContext, kind: 'kiosk' | 'reception'): Promise<Page> {
  const answer = await world.as(
    'chef@example.se',
    `/ko/${queue.officeId}/enheter`,
    form({ name: `${kind} ${++made}`, kind }),
  );
  within.setDefaultTimeout(15_000);
  const page = await within.newPage();
  await page.goto(`${url}/enhet`);
  await page.getByLabel('Kod').fill(codeIn(await answer.text()));
  await page.getByRole('button', { name: 'Anslut' }).click();
  await page.waitForURL(/kiosk|reception/);
  await ready(page, 'samtjanst.nummer', 'blocks');
  return page;
}

async function desk(within: BrowserContext, email: 'alva@example.se' | 'bo@example.se'): Promise<Page> {
  const page = await signedIn(within, url, email);
  within.setDefaultTimeout(15_000);
  await page.goto(`${url}/ko/${queue.officeId}`);
  return page;
}

/** Until the browser keeps what it needs: the worker with the page, and the state. */
async function ready(page: Page, state: string, field: string): Promise<void> {
  const kept = () =>
    page.evaluate(
      async ([state = '', field = '']) => {
        // The page itself is kept last.
        const caught = await Promise.all(
          (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).at(-1)?.url),
        );
        const name = Object.keys(localStorage).find((name) => name.startsWith(state)) ?? state;
        const told = JSON.parse(localStorage.getItem(name) ?? '{}')[field]?.length > 0;
        const workers = await navigator.serviceWorker.getRegistrations();
        return (
          told &&
          workers.some(({ active }) => active !== null) &&
          caught.some((last) => last?.includes('/utan-kontakt'))
        );
      },
      [state, field],
    );
  await expect.poll(kept, { timeout: 15_000 }).toBe(true);
}

const events = () =>
  inTransaction(world.database.pool, { registers: true }, (db) =>
    db.many<{ label: string; kind: string; times: number; source: string }>(sql`
      select t.prefix || ' ' || t.number as label, t.source, e.kind, count(*) as times
      from queue_event e join ticket t on t.id = e.ticket_id group by 1, 2, 3 order by 1, 3`),
  );

/** What browsers that are gone still hold, the manager releases. */
async function released(): Promise<void> {
  const sessions = await inTransaction(world.database.pool, { registers: true }, (db) =>
    db.many<{ id: number }>(sql`select id from desk_session where closed_at is null`),
  );
  const reason = 'Webbläsaren är stängd';
  for (const { id } of sessions) {
    const path = `/ko/${queue.officeId}/ledning/disk/${id}/slapp`;
    expect((await world.as('chef@example.se', path, form({ reason }))).status).toBe(303);
  }
}

/** Press at the kiosk's kept page; the number that it shows. */
async function press(page: Page, need: string): Promise<string> {
  await page.locator('[data-language="sv"]').getByRole('button', { name: need }).click();
  await page.locator('[data-language="sv"] [data-part="given"]').waitFor();
  const label = (await page.locator('[data-language="sv"] [data-number]').textContent()) ?? '';
  await page
    .locator('[data-language="sv"] [data-part="given"]')
    .getByRole('button', { name: 'Klar' })
    .click();
  return label;
}

describe('when the line is down', () => {
  it('a kiosk goes on, over reloads, and hands in each number once', async () => {
    const within = await context(1080, 1400);
    const page = await kiosk(within, 'kiosk');
    await page.getByRole('link', { name: 'Något annat' }).click();
    await within.setOffline(true);
    // What was under way when the line went becomes a number at once.
    await page.getByRole('button', { name: 'Ta nummer' }).click();
    await page.locator('[data-language="sv"] [data-part="given"]').waitFor();
    const labels = [(await page.locator('[data-language="sv"] [data-number]').textContent()) ?? ''];
    await shot(page, 'kiosk-given');
    await accessible(page, 'the kiosk without line');
    await page.reload();
    labels.push(await press(page, 'Något annat'));
    await page.goto(`${url}/kiosk`);
    await shot(page, 'kiosk-needs');
    labels.push(await press(page, 'Föräldrapenning'));
    expect(new Set(labels).size).toBe(3);
    await within.setOffline(false);
    await page.waitForURL(`${url}/kiosk`);
    await page.getByRole('link', { name: 'Något annat' }).waitFor();
    await expect
      .poll(async () =>
        (await events()).filter(({ source, kind }) => source === 'offline' && kind === 'issued'),
      )
      .toEqual(labels.toSorted().map((label) => ({ label, source: 'offline', kind: 'issued', times: 1 })));
    await within.close();
  });

  it('a kiosk that was withdrawn meanwhile gives no more numbers when the line is back', async () => {
    const within = await context(1080, 1400);
    const page = await kiosk(within, 'kiosk');
    await within.setOffline(true);
    await page.reload();
    await press(page, 'Något annat');
    const [device] = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.many<{ id: number }>(sql`select id from device order by id desc limit 1`),
    );
    const path = `/ko/${queue.officeId}/enheter/${device?.id}/dra-in`;
    expect((await world.as('chef@example.se', path, form({}))).status).toBe(303);
    await within.setOffline(false);
    await page.getByRole('heading', { name: /inte ansluten längre/ }).waitFor();
    await within.close();
  });

  it('an officer who was signed out meanwhile signs in, and what was done is handed in', async () => {
    await queue.ticket(queue.needs.other);
    const within = await context();
    const alva = await desk(within, 'alva@example.se');
    await ready(alva, 'samtjanst.disk', 'share');
    await within.setOffline(true);
    await alva.waitForURL(/utan-kontakt/);
    const call = alva.getByRole('button', { name: /^Kalla/ });
    await expect.poll(() => call.first().isEnabled()).toBe(true);
    const cookies = await within.cookies();
    await within.clearCookies();
    await call.first().click();
    await alva.getByRole('button', { name: 'Är här' }).click();
    await alva.getByRole('button', { name: 'Avsluta' }).click();
    await within.setOffline(false);
    await alva.waitForURL(/logga-in/);
    expect((await events()).filter(({ kind }) => kind === 'finished')).toEqual([]);
    await within.addCookies(cookies);
    await alva.goto(`${url}/ko/${queue.officeId}`);
    const finished = async () => (await events()).filter(({ kind }) => kind === 'finished').length;
    await expect.poll(finished).toBe(1);
    await within.close();
    await released();
  });

  it('one desk calls its own, the other never gets them, and nobody is called twice', async () => {
    for (let n = 0; n < 6; n++) await queue.ticket(queue.needs.other);
    const within = await context();
    const alva = await desk(within, 'alva@example.se');
    await ready(alva, 'samtjanst.disk', 'share');
    await within.setOffline(true);
    // At once, before anybody can know that the line is down.
    const bo = [(await callNext(queue.bo, queue.officeId)).ticket?.id];
    await alva.waitForURL(/utan-kontakt/);
    const calls = alva.getByRole('button', { name: /^Kalla/ });
    await expect.poll(() => calls.first().isEnabled()).toBe(true);
    await alva.reload();
    await shot(alva, 'desk-offline');
    await accessible(alva, 'the desk without line');
    await calls.first().click();
    await alva.getByRole('button', { name: 'Är här' }).click();
    await alva.reload();
    await shot(alva, 'desk-serving');
    await alva.getByRole('button', { name: 'Avsluta' }).click();
    await calls.first().click();
    await alva.getByRole('button', { name: 'Kom inte' }).click();
    expect(bo[0]).toBeDefined();
    await within.setOffline(false);
    await alva.waitForURL(`${url}/ko/${queue.officeId}`);
    const all = await events();
    expect(all.filter(({ kind, times }) => kind === 'called' && times > 1)).toEqual([]);
    expect(all.filter(({ kind }) => kind === 'called')).toHaveLength(4);
    expect(all.filter(({ kind }) => kind === 'finished')).toHaveLength(2);
    expect(all.filter(({ kind }) => kind === 'missed')).toHaveLength(1);
    // Who goes away gives back.
    await alva.goto(`${url}/besok`);
    await within.close();
  });

  it('the server away: kiosk, reception and two desks go on, and all of it is there afterwards', async () => {
    const before = await events();
    await released();
    const own = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.many<{ id: string }>(sql`select id from ticket where state = 'called'`),
    );
    for (const { id } of own)
      await world.as('bo@example.se', `/ko/${queue.officeId}/nummer/${id}/no-show`, form({}));
    for (let n = 0; n < 4; n++) await queue.ticket(queue.needs.other);
    const contexts = [await context(1080, 1400), await context(), await context(), await context()] as const;
    const front = await kiosk(contexts[0], 'kiosk');
    const reception = await kiosk(contexts[1], 'reception');
    const desks = [await desk(contexts[2], 'alva@example.se'), await desk(contexts[3], 'bo@example.se')];
    for (const page of desks) await ready(page, 'samtjanst.disk', 'share');
    const { port } = new URL(url);
    await stop();
    await front.reload();
    await reception.reload();
    const labels = [await press(front, 'Något annat')];
    await reception.getByLabel('Språk', { exact: true }).selectOption('fi');
    await reception.getByLabel('Går före').selectOption('1');
    await reception.getByRole('button', { name: 'Något annat' }).click();
    // A priority needs its reason, and what is typed is no key for a number.
    await reception.locator('[name="priorityReason"]:focus').waitFor();
    await reception.keyboard.type('aebc');
    await reception.getByRole('button', { name: 'Något annat' }).click();
    await reception.locator('[data-part="given"]').waitFor();
    labels.push((await reception.locator('[data-number]').textContent()) ?? '');
    await shot(reception, 'reception-offline');
    await accessible(reception, 'the reception without line');
    let called = 0;
    for (const page of desks) {
      await page.waitForURL(/utan-kontakt/);
      const call = page.getByRole('button', { name: /^Kalla/ });
      await expect.poll(() => call.first().isEnabled()).toBe(true);
      for (let left = await call.count(); left > 0; left--) {
        await call.first().click();
        await page.getByRole('button', { name: 'Är här' }).click();
        await page.getByRole('button', { name: 'Avsluta' }).click();
        called += 1;
      }
    }
    await listenOn(Number(port));
    for (const page of desks) await page.waitForURL(`${url}/ko/${queue.officeId}`);
    await front.waitForURL(`${url}/kiosk`);
    await reception.waitForURL(`${url}/ko/${queue.officeId}/reception`);
    // The kept page stands at the same address: handed in is what the browser no longer keeps.
    const kept = (page: Page) =>
      page.evaluate(() => JSON.parse(localStorage.getItem('samtjanst.nummer') ?? '{}').given?.length);
    for (const page of [front, reception]) await expect.poll(() => kept(page), { timeout: 15_000 }).toBe(0);
    const all = await events();
    const count = (list: typeof all, kind: string) =>
      list.filter((each) => each.kind === kind).reduce((sum, { times }) => sum + times, 0);
    expect(called).toBeGreaterThan(3);
    for (const kind of ['called', 'started', 'finished'])
      expect(count(all, kind) - count(before, kind), kind).toBe(called);
    expect(all.filter(({ kind, times }) => kind === 'called' && times > 1)).toEqual([]);
    for (const label of labels)
      expect(all).toContainEqual({ label, source: 'offline', kind: 'issued', times: 1 });
    for (const each of contexts) await each.close();
  });
}, 120_000);
