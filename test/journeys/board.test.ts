import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeIn } from '../../src/lobby/test-device.ts';
import { announceAgain, callNext } from '../../src/queue/commands/call.server.ts';
import { leave, putBack } from '../../src/queue/commands/send-on.server.ts';
import { finish, startServing } from '../../src/queue/commands/serve.server.ts';
import { undo } from '../../src/queue/commands/undo.server.ts';
import { queueState } from '../../src/queue/queries.server.ts';
import { makeQueue, type TestQueue } from '../../src/queue/test-queue.ts';
import { accessible, launch, signedIn } from '../browser.ts';
import { form, makeWorld, type World } from '../world.ts';

let browser: Browser;
let world: World;
let queue: TestQueue;
let server: Server;
let context: BrowserContext;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  world = await makeWorld();
  world.services.beat = 400;
  queue = await makeQueue(world);
  server = await serve(0);
});
afterEach(async () => {
  await context?.close();
  await stop();
  await world.close();
});

const serve = (port: number) =>
  new Promise<Server>((resolve) => {
    const made = createServer(getRequestListener(world.app.fetch));
    made.listen(port, '127.0.0.1', () => resolve(made));
  });
const port = () => (server.address() as AddressInfo).port;
const stop = () =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const WALL = { width: 1920, height: 1080 };

/** A television of the office: enrolled by the code that the manager gives. `before` runs in it before any page's script. */
async function television({
  javaScriptEnabled = true,
  before,
}: {
  readonly javaScriptEnabled?: boolean;
  readonly before?: () => void;
} = {}): Promise<Page> {
  const made = await world.as(
    'chef@example.se',
    `/ko/${queue.officeId}/enheter`,
    form({ name: 'Tavlan', kind: 'board' }),
  );
  context = await browser.newContext({ viewport: WALL, javaScriptEnabled, locale: 'sv-SE' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port()}/enhet`);
  await page.getByLabel('Kod').fill(codeIn(await made.text()));
  if (before !== undefined) await page.addInitScript(before);
  await page.getByRole('button', { name: 'Anslut' }).click();
  await page.getByRole('heading', { name: 'Servicekontoret i Haninge' }).waitFor();
  return page;
}

/** A voice that notes what it is to say and then has said it; headless browsers have none. */
function giveVoice() {
  const said: string[] = [];
  class Utterance {
    onend: (() => void) | null = null;
    lang = '';
    readonly text: string;
    constructor(text: string) {
      this.text = text;
    }
  }
  Object.assign(window, { said, SpeechSynthesisUtterance: Utterance });
  Object.defineProperty(window, 'speechSynthesis', {
    value: {
      getVoices: () => [{ lang: 'sv-SE' }, { lang: 'en-GB' }],
      cancel: () => {},
      speak: (utterance: Utterance) => {
        said.push(`${utterance.lang.slice(0, 2)}: ${utterance.text}`);
        setTimeout(() => utterance.onend?.(), 20);
      },
    },
  });
  Object.defineProperty(HTMLMediaElement.prototype, 'play', {
    value(this: HTMLMediaElement) {
      setTimeout(() => this.onended?.(new Event('ended')), 5);
    },
  });
}
const saidBy = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

const number = (page: Page) => page.locator('.call .number').innerText();
const earlier = (page: Page) => page.locator('.calls li').allInnerTexts();
async function called(who = queue.alva) {
  const { ticket } = await callNext(who, queue.officeId);
  if (ticket === null) throw new Error('nobody was called');
  return ticket;
}
async function served(who = queue.alva) {
  const { id } = await called(who);
  await startServing(who, queue.officeId, id);
  await finish(who, queue.officeId, id);
}

describe('the board on the wall', () => {
  it('shows who is called and where to, at every shape of screen, and nothing about anybody', async () => {
    const page = await television();
    await accessible(page, 'an empty board');
    await queue.openBoth();
    await queue.ticket(queue.needs.other, { language: 'fi', priority: 1, priorityReason: 'svårt att stå' });
    await queue.ticket(queue.needs.parents, { protected: true });
    for (let tickets = 0; tickets < 6; tickets++) await queue.ticket(queue.needs.other);
    await served();
    await served(queue.bo);
    for (let visitors = 0; visitors < 3; visitors++) await served();
    await called();
    await expect.poll(() => number(page)).toBe('C 5');
    expect(await page.locator('.call .desk').innerText()).toMatch(/^Disk 1\s+Desk 1$/);
    await expect.poll(() => earlier(page)).toHaveLength(4);
    const need = page.locator('.need').filter({ hasText: 'Något annat' });
    await expect.poll(() => need.innerText()).toMatch(/Something else\s+Väntar\s*2\s*\d+–\d+ min/);
    // The same number as anybody's, and no word of what staff know.
    const everything = await page.content();
    expect(everything).toContain('B 1');
    expect(everything).not.toMatch(/svårt|finska|Alva|Bo Exempel|skydd/i);
    for (const [width, height] of [
      [1920, 1080],
      [1024, 768],
      [1080, 1920],
      [2560, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await accessible(page, `the board at ${width}x${height}`);
      for (const part of ['.call .number', '.call .desk', '.calls li >> nth=3', '.need >> nth=2']) {
        const box = await page.locator(part).boundingBox();
        const inside =
          box !== null && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height;
        expect(inside, `${part} at ${width}x${height}: ${JSON.stringify(box)}`).toBe(true);
      }
      // To be read at eight metres: capitals of a fifteenth of the shorter side.
      const size = await page
        .locator('.calls .number')
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      expect(size * 0.66).toBeGreaterThan(Math.min(width, height) / 17);
    }
  });

  it('says calls one after the other, an announcement again, and nothing that was undone', async () => {
    const page = await television({ before: giveVoice });
    await queue.openBoth();
    for (let tickets = 0; tickets < 5; tickets++) await queue.ticket(queue.needs.parents);
    const [first, second] = [await called(), await called(queue.bo)];
    await expect.poll(() => saidBy(page)).toEqual(['sv: Nummer B 1, disk 1', 'sv: Nummer B 2, disk 2']);
    expect(await number(page)).toBe('B 2');
    const pulse = page.locator('.now.is-new');
    expect(await pulse.evaluate((element) => getComputedStyle(element).animationIterationCount)).toBe('3');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await pulse.evaluate((element) => getComputedStyle(element).animationName)).toBe('none');

    await announceAgain(queue.alva, queue.officeId, first.id);
    await expect.poll(async () => (await saidBy(page)).length).toBe(3);
    expect((await saidBy(page))[2]).toBe('sv: Nummer B 1, disk 1');
    expect(await number(page)).toBe('B 1');
    expect(await earlier(page)).toHaveLength(1);

    await undo(queue.bo, queue.officeId, second.id);
    await expect.poll(() => earlier(page)).toEqual([]);
    await putBack(queue.alva, queue.officeId, first.id);
    await page.getByText('Ingen är kallad än').waitFor();
    await leave(queue.alva, queue.officeId, first.id);
    await called(queue.bo);
    await expect.poll(async () => (await saidBy(page)).length).toBe(4);
    expect((await saidBy(page))[3]).toBe('sv: Nummer B 2, disk 2');
  });

  it('asks to be touched for sound only where the browser demands it', async () => {
    // Somebody has touched it where it was enrolled: it may sound.
    const enrolled = await television();
    await enrolled.waitForLoadState();
    expect(await enrolled.locator('#sound').isVisible()).toBe(false);
    // It was turned on this morning, and nobody has touched it.
    const page = await context.newPage();
    await page.goto(enrolled.url());
    const button = page.getByRole('button', { name: 'Tryck här för ljud' });
    await button.waitFor();
    await accessible(page, 'a board that may not sound');
    await button.click();
    await expect.poll(() => button.isVisible()).toBe(false);
  });

  it('works on an old television: no EventSource, no fetch, nothing newer than ES5', async () => {
    const page = await television({
      before: () => {
        const lacks = window as unknown as Record<string, unknown>;
        for (const name of [
          'EventSource',
          'fetch',
          'speechSynthesis',
          'IntersectionObserver',
          'URLSearchParams',
        ])
          delete lacks[name];
        Object.defineProperty(HTMLMediaElement.prototype, 'play', { value: () => undefined });
      },
    });
    expect(await page.evaluate(() => [typeof window.EventSource, typeof window.fetch])).toEqual([
      'undefined',
      'undefined',
    ]);
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    await called();
    await expect.poll(() => number(page)).toBe('C 1');
  });

  it('is whole without script, and asks for itself again', async () => {
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    await called();
    const page = await television({ javaScriptEnabled: false });
    expect(await number(page)).toBe('C 1');
    expect(await page.locator('noscript').innerHTML()).toMatch(/http-equiv="refresh" content="\d+"/);
  });

  it('says that it has lost its line, and is right again by itself with what happened meanwhile', async () => {
    const page = await television({ before: giveVoice });
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    await called();
    await expect.poll(() => number(page)).toBe('C 1');
    const at = port();
    await stop();
    const lost = page.getByRole('alert');
    await lost.waitFor();
    expect(await lost.innerText()).toMatch(
      /^Ingen kontakt sedan \d\d\.\d\d – lyssna efter personalen\. Det som visas är mindre än en minut gammalt\./,
    );
    await accessible(page, 'a board without contact');
    // While nobody hears: one is served, another is called.
    await startServing(queue.alva, queue.officeId, (await onDesk()).id);
    await finish(queue.alva, queue.officeId, (await onDesk()).id);
    await queue.ticket(queue.needs.other);
    await called();
    server = await serve(at);
    await expect.poll(() => number(page), { timeout: 15_000 }).toBe('C 2');
    await expect.poll(() => lost.isVisible()).toBe(false);
    expect(await saidBy(page)).toContain('sv: Nummer C 2, disk 1');
  });

  it('says when the office opens when it is closed, and nothing else', async () => {
    world.setNow('2026-11-18T20:30:00Z');
    const page = await television();
    await page.getByText('Öppnar i morgon 10.00', { exact: true }).waitFor();
    expect(await page.locator('.line').isVisible()).toBe(false);
    await accessible(page, 'the board of a closed office');
    await page.setViewportSize({ width: 1080, height: 1920 });
    await accessible(page, 'the board of a closed office, upright');
  });

  it('is nothing to a device that is withdrawn, and to nobody else', async () => {
    const page = await television();
    for (const path of ['/tavla/nu', '/tavla/strom'])
      expect((await world.as('alva@example.se', path)).status).toBe(403);
    expect((await world.as(null, '/tavla')).headers.get('location')).toBe('/enhet');
    const list = await (await world.as('chef@example.se', `/ko/${queue.officeId}/enheter`)).text();
    const [, device] = /enheter\/(\d+)"/.exec(list) ?? [];
    await world.as('chef@example.se', `/ko/${queue.officeId}/enheter/${device}/dra-in`, form({}));
    await page.getByRole('heading', { name: 'Den här enheten är inte ansluten längre' }).waitFor();
  });

  it('is shown to staff of the office as a preview without sound, and not to others', async () => {
    context = await browser.newContext({ viewport: WALL, locale: 'sv-SE' });
    const page = await signedIn(context, `http://127.0.0.1:${port()}`, 'alva@example.se');
    await page.goto(`http://127.0.0.1:${port()}/ko/${queue.officeId}/tavla`);
    await page.getByText('Ingen är kallad än').waitFor();
    await accessible(page, 'the preview of the board');
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    await called();
    await expect.poll(() => number(page)).toBe('C 1');
    expect(await page.locator('#board').getAttribute('data-chime')).toBeNull();
    for (const path of ['tavla', 'tavla/nu'])
      expect((await world.as('cim@example.se', `/ko/${queue.officeId}/${path}`)).status).toBe(403);
  });
});

async function onDesk() {
  const { tickets } = await queueState(world.database.pool, queue.alva.scope, queue.officeId);
  const mine = tickets.find(({ officerId }) => officerId === queue.alva.officerId);
  if (mine === undefined) throw new Error('nobody is at the desk');
  return mine;
}
