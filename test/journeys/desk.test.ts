import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeQueue, type TestQueue } from '../../src/queue/test-queue.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { type Account, makeWorld, type World } from '../world.ts';

let world: World;
let queue: TestQueue;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
  server = await listen(world);
  browser = await launch();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await browser?.close();
  await server?.stop();
  await world?.close();
});

async function officer(email: Account, viewport: typeof DESKTOP, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
  contexts.push(context);
  return signedIn(context, server.url, email);
}

const desk = () => `${server.url}/ko/${queue.officeId}`;
const waits = (page: Page) => page.locator('.waits-number').allInnerTexts();

describe('officers at their desks', () => {
  it('see each other’s steps at once, and never call the same visitor', async () => {
    const alva = await officer('alva@example.se', DESKTOP, true);
    const bo = await officer('bo@example.se', PHONE, true);
    for (const [page, name] of [
      [alva, '1'],
      [bo, '2'],
    ] as const) {
      await page.goto(desk());
      await page.getByRole('radio', { name, exact: true }).check();
      await accessible(page, `choosing desk ${name}`);
      await page.getByRole('button', { name: 'Öppna disken' }).click();
      await page.getByRole('heading', { name: `Disk ${name}` }).waitFor();
    }
    await queue.ticket(queue.needs.identityCard);
    await queue.ticket(queue.needs.parents, { language: 'fi', interpreter: true });
    // Without anybody loading a page again.
    for (const page of [alva, bo]) await page.getByText('B 1').waitFor();
    expect(await waits(bo)).toEqual(['A 1', 'B 1']);
    expect(await bo.locator('.waits', { hasText: 'A 1' }).innerText()).toContain('Utanför dina uppdrag');
    await accessible(alva, 'those who wait');

    await alva.keyboard.press('n');
    await alva.getByText('A 1 är kallad.').waitFor();
    await bo.waitForFunction(() => document.querySelectorAll('.waits').length === 1);
    await bo.getByRole('button', { name: 'Kalla nästa' }).click();
    await bo.getByText('B 1 är kallad.').waitFor();
    await accessible(bo, 'a called visitor, on a phone');

    await alva.keyboard.press('s');
    await alva.waitForURL(/\/besok\//);
    await alva.getByLabel('Vad gäller det?').fill('id-kort');
    await alva.locator('#hits button').first().click();
    await alva.getByRole('heading', { name: /Id-kort/ }).waitFor();
    await accessible(alva, 'a visit beside the desk');
    // What the visitor wanted has to be seen to before it ends.
    await alva.getByRole('button', { name: /^Avsluta\s*A$/ }).click();
    await alva.getByText('Ett ärende saknar åtgärd').waitFor();
    expect(await alva.locator('.visitor-number').innerText()).toBe('A 1');
  });

  it.each([
    ['with script', DESKTOP, true],
    ['without script', DESKTOP, false],
    ['on a phone, without script', PHONE, false],
  ] as const)('serve, park, send on and undo: %s', async (how, viewport, script) => {
    const alva = await officer('alva@example.se', viewport, script);
    await queue.ticket(queue.needs.other);
    await alva.goto(desk());
    await alva.getByRole('button', { name: 'Öppna disken' }).click();
    const press = (name: RegExp) => alva.getByRole('button', { name }).first().click();
    await press(/^Kalla nästa/);
    await press(/^Är här/);
    await alva.getByRole('heading', { name: /^Besök/ }).waitFor();
    await press(/^Parkera/);
    await alva.getByText('Parkerad ·').waitFor();
    if (script) await accessible(alva, `a parked visitor, ${how}`);
    await press(/^Fortsätt/);
    await alva.getByRole('heading', { name: /^Besök/ }).waitFor();
    await press(/^Avsluta/);
    await alva.getByText('Ingen väntar.').first().waitFor();
    await press(/^Ångra: C 1 avslutad/);
    await alva.getByRole('heading', { name: /^Besök/ }).waitFor();
    await alva.getByText('Skicka vidare').first().click();
    await alva.getByLabel('Behov').selectOption({ label: 'Id-kort' });
    await alva.getByLabel('Meddelande till den som tar över').fill('har alla papper');
    await alva.locator('.send-on').getByRole('button', { name: 'Skicka vidare' }).click();
    await alva.waitForURL(/\/ko\//);
    expect(await waits(alva)).toEqual(['C 1']);
    expect(await alva.locator('.waits-need').innerText()).toContain('Id-kort');
    await press(/^Paus/);
    await press(/^Öppna igen/);
    await press(/^Stäng disken/);
    await alva.getByRole('heading', { name: 'Öppna din disk' }).waitFor();
  });
});
