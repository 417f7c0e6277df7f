import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneCode } from '../../src/lobby/phone-code.server.ts';
import { codeIn } from '../../src/lobby/test-device.ts';
import { callChosen } from '../../src/queue/commands/call.server.ts';
import { noShow } from '../../src/queue/commands/serve.server.ts';
import { queueState } from '../../src/queue/queries.server.ts';
import { makeQueue, type TestQueue } from '../../src/queue/test-queue.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { form, makeWorld, type World } from '../world.ts';

let world: World;
let queue: TestQueue;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
  server = await listen(world);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

const TOUCH = { width: 1080, height: 1400 };
const shots = process.env.SHOTS;
const shot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
};
/** A browser that an office's manager has made a device. */
async function device(kind: 'kiosk' | 'reception', name: string, context: BrowserContext): Promise<Page> {
  const made = await world.as('chef@example.se', `/ko/${queue.officeId}/enheter`, form({ name, kind }));
  const code = codeIn(await made.text());
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/enhet`);
  await page.getByLabel('Kod').fill(code);
  await page.getByRole('button', { name: 'Anslut' }).click();
  await page.waitForURL(/kiosk|reception/);
  return page;
}

describe('a kiosk', () => {
  it.each([
    ['in Swedish', 'Svenska', 'Något annat', 'Ta nummer', 'Ditt nummer', true],
    ['in Arabic', 'العربية', 'Something else', 'خذ رقماً', 'رقمك', true],
    ['without script', 'Suomi', 'Något annat', 'Ota vuoronumero', 'Vuoronumerosi', false],
  ] as const)('gives a ticket %s', async (how, language, need, take, yours, javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: TOUCH, javaScriptEnabled, locale: 'sv-SE' });
    const page = await device('kiosk', `Automaten ${how}`, context);
    const check = async (what: string) => {
      await shot(page, `${what} ${how}`);
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await check('kiosk');
    await page.getByRole('link', { name: language, exact: true }).click();
    await check('kiosk language');
    // What is to be touched is large, and in the lower two thirds for who asks for it.
    const box = await page.getByRole('link', { name: need, exact: true }).boundingBox();
    expect(box?.height).toBeGreaterThan(80);
    await page.getByRole('link', { name: need, exact: true }).click();
    await check('options');
    await page.getByRole('button', { name: take }).click();
    await page.getByRole('heading', { name: yours }).waitFor();
    expect(await page.locator('.lobby-number').textContent()).toMatch(/^C \d+$/);
    await check('ticket');
    await context.close();
  });

  it('has its controls in the lower two thirds on request, and what is chosen then is forgotten', async () => {
    const context = await browser.newContext({ viewport: TOUCH, locale: 'sv-SE' });
    const page = await device('kiosk', 'Låg automat', context);
    await page.getByRole('link', { name: 'Sänk knapparna' }).click();
    await page.getByRole('link', { name: 'Höj knapparna' }).waitFor();
    for (const link of await page.locator('main a, header a').all())
      expect((await link.boundingBox())?.y).toBeGreaterThan(TOUCH.height / 3 - 1);
    await shot(page, 'kiosk low');
    await accessible(page, 'the low kiosk');
    // Nobody has touched it for a minute.
    await page.clock.install();
    await page.reload();
    await page.clock.runFor(60_000);
    await page.getByRole('link', { name: 'Sänk knapparna' }).waitFor();
    await context.close();
  });

  it('is turned away at once, where it stands, when it is withdrawn', async () => {
    const context = await browser.newContext({ viewport: TOUCH, locale: 'sv-SE' });
    const page = await device('kiosk', 'Stulen', context);
    const list = await (await world.as('chef@example.se', `/ko/${queue.officeId}/enheter`)).text();
    const id = /\/enheter\/(\d+)">Stulen</.exec(list)?.[1];
    await world.as('chef@example.se', `/ko/${queue.officeId}/enheter/${id}/dra-in`, form({}));
    await page
      .getByRole('heading', { name: 'Den här enheten är inte ansluten längre' })
      .waitFor({ timeout: 30_000 });
    await context.close();
  });
});

describe('a telephone', () => {
  it('takes a ticket before the kiosk, follows it, and is called', async () => {
    const kiosk = await device('kiosk', 'Vid disken', await browser.newContext({ viewport: TOUCH }));
    // What the camera would read, as the kiosk's page was made with it.
    const list = await (await world.as('chef@example.se', `/ko/${queue.officeId}/enheter`)).text();
    const deviceId = Number(/\/enheter\/(\d+)">Vid disken</.exec(list)?.[1]);
    const code = await phoneCode(
      world.database.pool,
      { deviceId, officeId: queue.officeId },
      world.services.clock(),
    );
    await kiosk.getByRole('img', { name: 'Ta nummer med din mobil' }).waitFor();
    await kiosk.context().close();

    const context = await browser.newContext({ viewport: PHONE, locale: 'en-GB' });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.goto(`${server.url}/nummer/${code}`);
    await accessible(page, 'needs on a phone');
    await shot(page, 'phone needs');
    await page.getByRole('link', { name: 'Parental benefit' }).click();
    await page.getByLabel('A calm place').check();
    await accessible(page, 'options on a phone');
    await shot(page, 'phone options');
    await page.getByRole('button', { name: 'Take a ticket' }).click();
    await page.getByText('You are first in line').waitFor();
    await accessible(page, 'my place');
    await shot(page, 'phone place');
    await queue.openBoth();
    const mine = (await queueState(world.database.pool, queue.bo.scope, queue.officeId)).tickets.find(
      ({ needId }) => needId === queue.needs.parents,
    );
    await callChosen(queue.bo, queue.officeId, mine?.id ?? '', { reason: 'en lugn plats är ledig' });
    await page.getByText('Come to desk 2 now').waitFor();
    expect(await page.title()).toBe('Come to desk 2 now');
    await accessible(page, 'my call');
    await shot(page, 'phone call');
    await noShow(queue.bo, queue.officeId, mine?.id ?? '');
    await page.getByRole('button', { name: 'I am here now' }).click();
    await page.getByText('You are first in line').waitFor();
    await page.getByText('Leave the line').first().click();
    await page.getByRole('button', { name: 'Yes, leave the line' }).click();
    await page.getByText('You have left the line.').waitFor();
    await accessible(page, 'left');
    await context.close();
  });
});

describe('the reception', () => {
  it.each([true, false])('registers a visitor in two key presses (script: %s)', async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, server.url, 'alva@example.se');
    await page.goto(`${server.url}/reception`);
    const given = page.locator('.reception-number');
    const numbers = new Set(['']);
    for (let visitors = 1; visitors <= 2; visitors++) {
      // The page is there when its field has the focus; the address is the same for both visitors.
      await page.locator('input[name=behov]:focus').waitFor({ timeout: 30_000 });
      await page.keyboard.press('b');
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => numbers.add((await given.allTextContents()).join().trim()).size, {
          timeout: 30_000,
        })
        .toBe(visitors + 1);
    }
    for (const number of [...numbers].slice(1)) expect(number).toMatch(/^B \d+$/);
    await shot(page, `reception ${javaScriptEnabled}`);
    if (javaScriptEnabled) await accessible(page, 'the reception');
    await page.getByRole('button', { name: 'Skriv ut igen' }).first().click();
    await page.locator('.paper--shown').waitFor();
    await shot(page, `paper ${javaScriptEnabled}`);
    if (javaScriptEnabled) await accessible(page, 'the paper');
    await context.close();
  });
});

describe('the manager', () => {
  it('makes a device and reads its code aloud', async () => {
    const context = await browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
    const page = await signedIn(context, server.url, 'chef@example.se');
    await page.goto(`${server.url}/enheter`);
    await accessible(page, 'the devices');
    await page.getByLabel('Namn').fill('Kiosken i hallen');
    await page.getByLabel('Nummerautomat', { exact: true }).check();
    await page.getByRole('button', { name: 'Skapa enhet' }).click();
    await page.getByRole('heading', { name: 'Kod för Kiosken i hallen' }).waitFor();
    await accessible(page, 'the code');
    await shot(page, 'devices');
    await page.getByRole('link', { name: 'Kiosken i hallen' }).click();
    await page.getByLabel('Nätverksskrivare (ESC/POS)').check();
    await page.getByLabel('Adress').fill('169.254.169.254');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('som en skrivare kan ha').first().waitFor();
    await accessible(page, 'a device');
    await shot(page, 'device');
    await context.close();
  });
});
