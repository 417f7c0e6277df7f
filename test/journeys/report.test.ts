import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  world = await makeWorld();
  server = await listen(world);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

describe('an author writes the annual report', () => {
  it.each([
    ['with script', 2025, DESKTOP, true],
    ['on a phone', 2024, PHONE, true],
    ['without script', 2023, DESKTOP, false],
  ] as const)('%s', async (how, year, viewport, javaScriptEnabled) => {
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, server.url, 'rapport.skv@example.se');
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.getByRole('link', { name: 'Årsrapporter' }).first().click();
    await check('the list');
    await page.getByRole('button', { name: `Börja rapporten för ${year}` }).click();
    await page.getByRole('heading', { name: `Verksamhetsrapport ${year} – Skatteverket` }).waitFor();
    await check('the report');

    await page.getByLabel('Kontaktperson').fill('Karin Öberg');
    await page.getByRole('button', { name: 'Spara och fastställ' }).click();
    await page.getByText('Sparat, men inte fastställt.').waitFor();
    await check('what is missing');
    expect(await page.getByLabel('Kontaktperson').inputValue()).toBe('Karin Öberg');

    await page.getByLabel('Adress').fill('Skatteverket\n171 94 Solna');
    await page.getByLabel('E-post').fill('karin.oberg@example.se');
    await page.getByLabel('Telefon').fill('08-465 00 00');
    await page.getByLabel('Hur har myndigheten arbetat med avtalen?').fill('Vid alla kontor.');
    await page.getByLabel('Vilka finansiella konsekvenser').fill('Inga.');
    await page.getByLabel('Hur bidrar verksamheten?').fill('Kortare väntan.');
    await page.getByText('Rätta: Besök').click();
    const visits = page.locator('[id="corrections.visitors"]');
    await visits.getByLabel('Rättad uppgift').fill('1 234');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await page.getByText('Besök, skäl till rättelsen: Fyll i fältet.').waitFor();
    await visits.getByLabel('Skäl till rättelsen').fill('Räknat för hand.');
    await page.getByRole('button', { name: 'Spara och fastställ' }).click();
    await page.getByRole('heading', { name: 'Version 1' }).waitFor();
    await check('the version');
    await page.getByRole('button', { name: 'Ta fram igen och jämför' }).click();
    await page.getByText('Identiskt:').waitFor();
    if (javaScriptEnabled) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'PDF för arkiv' }).click();
      expect((await download).suggestedFilename()).toBe(
        `verksamhetsrapport-${year}-skatteverket-v1-arkiv.pdf`,
      );
    }
    await page.getByRole('link', { name: `Rapporten för ${year}` }).click();
    await page.getByText('rättad till 1 234').waitFor();
    await check('the frozen report');
    await context.close();
  });
});
