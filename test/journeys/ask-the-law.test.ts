import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  world = await makeWorld();
  server = await listen(world);
  browser = await launch();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

async function coordinator(viewport: typeof DESKTOP, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
  contexts.push(context);
  return signedIn(context, server.url, 'samordnare.skv@example.se');
}

async function ask(page: Page, open: string, level: string): Promise<void> {
  await page.goto(`${server.url}/fraga-lagen`);
  await page.getByLabel('Vad vill du veta?').selectOption({ label: open });
  await page.getByLabel('Handläggare', { exact: true }).fill('H-2');
  await page.getByLabel('Kontor').selectOption({ label: 'Servicekontoret i Haninge' });
  await page.getByLabel('Uppgift').selectOption({ label: 'Id-kort' });
  await page.getByLabel('Nivå').selectOption({ label: level });
  await page.getByRole('button', { name: 'Fråga' }).click();
  await page.locator('#answer').waitFor();
}

describe('a coordinator asks the law', () => {
  it.each([
    ['on a desktop, with script', DESKTOP, true],
    ['on a phone, with script', PHONE, true],
    ['on a desktop, without script', DESKTOP, false],
  ] as const)('%s', async (how, viewport, script) => {
    const page = await coordinator(viewport, script);
    const check = async (what: string) => {
      if (script) await accessible(page, `${what}, ${how}`);
    };
    await ask(page, 'Får handläggaren?', 'myndighetsutövning');
    expect(await page.locator('#answer').innerText()).toMatch(/^Nej, Bo Exempelström får i dag/);
    const remedies = page.getByRole('region', { name: 'Det här skulle ge ett ja' });
    expect(await remedies.innerText()).toContain('Utfärda ett personligt uppdrag för Bo Exempelström');
    expect(await remedies.innerText()).toContain('samordnaren hos Skatteverket');
    const part = page.locator('details', { hasText: 'Platsen och anställningen' }).last();
    expect(await part.locator('.ground').first().isVisible()).toBe(false);
    await part.locator('summary').click();
    expect(await part.locator('.ground').first().isVisible()).toBe(true);
    await check('the answer');

    await remedies.getByRole('link', { name: /stöd i e-tjänst/ }).click();
    expect(await page.locator('#answer').innerText()).toMatch(/^Ja, Bo Exempelström får i dag/);

    await ask(page, 'Vem får?', 'myndighetsutövning');
    expect(await page.locator('#answer').innerText()).toContain('2 handläggare får');
    await check('who may');
    await page.getByRole('link', { name: 'Alva Provlund (H-1)' }).click();
    expect(await page.locator('#answer').innerText()).toMatch(/^Ja, Alva Provlund/);
    await page.getByLabel('Vad vill du veta?').selectOption({ label: 'När får handläggaren?' });
    await page.getByRole('button', { name: 'Fråga' }).click();
    await page.getByText('2026-01-01 – 2026-12-31').waitFor();
    await check('when she may');

    await page.goto(`${server.url}/tackning?niva=authority`);
    const table = page.getByRole('region', { name: /Uppgifter och kontor: myndighetsutövning/ });
    expect(await table.locator('tbody tr', { hasText: 'Id-kort' }).innerText()).toMatch(
      /1\s+får[\s\S]*inte avtalat/,
    );
    await check('the coverage');
    await page.goto(`${server.url}/avtal/${world.ids.agreements['2019-00519-1.8']}`);
    await page.getByRole('link', { name: 'Vad faller bort om det upphör?' }).click();
    await page.getByRole('heading', { name: /Om det upphör/ }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Ingen kvar');
    await check('what falls away');
  });
});
