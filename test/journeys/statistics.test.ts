import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/platform/database.server.ts';
import { writeOpenFigures } from '../../src/statistics/open/refresh.server.ts';
import { bringVisits } from '../../src/statistics/test-views.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  world = await makeWorld();
  await bringVisits(world, [
    { office: 'haninge', day: '2025-10-01', count: 20 },
    { office: 'haninge', day: '2026-09-01', count: 12 },
    { office: 'haninge', day: '2026-10-01', count: 25 },
    { office: 'visby', day: '2025-10-05', count: 9 },
    { office: 'visby', day: '2026-10-05', count: 3 },
  ]);
  await inTransaction(world.database.pool, { registers: true }, (db) =>
    writeOpenFigures(db, world.services.clock()),
  );
  server = await listen(world);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

async function context(javaScriptEnabled: boolean): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
  made.setDefaultTimeout(10_000);
  return made;
}

describe('before a meeting', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('the area’s manager finds the month, its table and its file, %s', async (how, script) => {
    const made = await context(script);
    const page = await signedIn(made, server.url, 'omrade@example.se');
    const check = async (what: string) => {
      if (!script) return;
      for (const viewport of [PHONE, DESKTOP]) {
        await page.setViewportSize(viewport);
        await accessible(page, `${what}, ${how}, ${viewport.width} px`);
      }
    };
    await page.getByRole('link', { name: 'Statistik', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Statistik: Provområdet' }).waitFor();
    await check('overview');
    await page.getByRole('link', { name: 'Månad', exact: true }).click();
    await page.getByText('Oktober 2026: 28 besök').first().waitFor();
    const [first] = await page.getByRole('img', { name: /Januari till och med oktober/ }).all();
    expect(first).toBeDefined();
    await check('month');
    await tableOf(page, 'manader');
    await page.getByRole('link', { name: 'Öppna vyn' }).last().click();
    await page.locator('select[name="per"]').selectOption('office');
    await page.locator('input[name="ackumulerat"]').uncheck();
    await page.getByRole('button', { name: 'Visa', exact: true }).click();
    await page.getByRole('rowheader', { name: 'Servicekontoret i Visby' }).waitFor();
    await check('view');
    const href = await page.getByRole('link', { name: 'Excel' }).getAttribute('href');
    const file = await page.request.get(server.url + href);
    expect(file.status()).toBe(200);
    expect((await file.body()).subarray(0, 2).toString()).toBe('PK');
    await page.getByRole('link', { name: 'Skicka regelbundet' }).click();
    await page.getByRole('button', { name: 'Spara utskicket' }).click();
    await page.getByText('Utskicket är sparat').waitFor();
    await check('mailings');
    await made.close();
  });

  it('anybody reads the open figures, where what is too few is withheld', async () => {
    const made = await context(true);
    const page = await made.newPage();
    await page.goto(`${server.url}/oppna-siffror?period=2026-10`);
    await page.getByText('Alla 2 kontor').click();
    await page.getByRole('row', { name: /Visby.*döljs/ }).waitFor();
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      await accessible(page, `open figures, ${viewport.width} px`);
    }
    await made.close();
  });
});

/** The numbers behind a picture are one click away. */
async function tableOf(page: Page, id: string): Promise<void> {
  const figure = page.locator(`#${id}`);
  await figure.getByText('Siffrorna i en tabell').click();
  await figure.getByRole('rowheader', { name: 'oktober' }).waitFor();
}
