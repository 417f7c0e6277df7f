import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { shippedLaw } from '../../src/law/content.ts';
import { accessible, DESKTOP, servedToABrowser, signedIn } from '../browser.ts';
import type { Json } from '../world.ts';

const EDITOR = 'lag@example.se';

const site = servedToABrowser();

const VERIFIED = /Kontrollerad mot källan \d{1,2} \p{L}+ \d{4}/u;
const DAYS = /\d{4}-\d{2}-\d{2} – (\d{4}-\d{2}-\d{2}|tills vidare)/;

describe('a law editor keeps the catalogue', () => {
  it.each([
    ['with script', true, 'SA-2019-S8'],
    ['without script', false, 'SA-2019-S9'],
  ] as const)('%s', async (how, javaScriptEnabled, code) => {
    const context = await site.browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, EDITOR);
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };

    await page.getByRole('link', { name: 'Lagen' }).first().click();
    await page.getByRole('heading', { name: 'Regelverken' }).waitFor();
    // Also what is folded of the older ones.
    const regimes = await page.locator('main .timeline > li').allTextContents();
    expect(regimes).toHaveLength(shippedLaw.regimes.length);
    for (const { id, name, source } of shippedLaw.regimes) {
      const shown = regimes.find((text) => text.includes(id)) ?? '';
      expect(shown).toContain(name);
      expect(shown).toContain(source);
      expect(shown).toMatch(VERIFIED);
      expect(shown).toMatch(/Avtal slutna \d{4}-\d{2}-\d{2} – /);
    }
    await everyRow(page, 8, shippedLaw.lists);
    await check('the regimes');
    const current = shippedLaw.regimes.find(({ id }) => id === 'SA-2019');
    await page.getByRole('link', { name: `Alla bestämmelser: ${current?.name}` }).click();
    await page.getByRole('heading', { name: current?.name ?? '', level: 1 }).waitFor();
    expect(await page.locator('main').innerText()).toContain('5 § lagen (2019:212)');
    await check('a regime');

    const { body: before } = await site.world.api(EDITOR, 'GET', '/law/catalogue');
    await page.getByRole('link', { name: 'Listornas poster' }).click();
    await page.getByText(`${before.length} poster`).waitFor();
    await everyRow(page, before.length, before);
    await check('the items');

    // What the form lets through and the program does not: told in turn, and nothing that was typed is lost.
    await page.getByRole('link', { name: 'Ny post' }).click();
    await page.getByRole('heading', { name: 'Ny post' }).waitFor();
    const save = () => page.getByRole('button', { name: 'Spara posten' }).click();
    const typed: Record<string, string> = {
      Kod: 'S8!',
      Bestämmelse: '3 § 8 förordningen (2019:214)',
      Ordalydelse: 'ta emot anmälan om flyttning inom landet',
      'Uppgifternas koder': 'flyttning, finns-inte',
      'Första dag': '2026-01-01',
      'Sista dag': '2025-12-31',
      Källa: 'SFS 2025:999 (påhittad för prov)',
      'Kontrollerad mot källan': '2026-11-19',
      Anteckning: 'Bara på prov.',
    };
    const field = (label: string) => page.getByLabel(label, { exact: true });
    const type = async (label: string, text: string) => {
      typed[label] = text;
      await field(label).fill(text);
    };
    const kept = async () => {
      for (const [label, text] of Object.entries(typed))
        expect(await field(label).inputValue(), label).toBe(text);
      expect(await field('Regelverk').inputValue()).toBe('SA-2019');
      expect(await field('Lista').inputValue()).toBe('state');
      expect(await field('Åtgärd').inputValue()).toBe('receive');
      expect(await field('bara i enklare fall').isChecked()).toBe(true);
      expect(await field('bara gynnande beslut').isChecked()).toBe(false);
    };
    await check('the empty form');
    for (const [label, text] of Object.entries(typed)) await field(label).fill(text);
    await field('Regelverk').selectOption('SA-2019');
    await field('Lista').selectOption('state');
    await field('Åtgärd').selectOption('receive');
    await field('bara i enklare fall').check();
    const told = page.getByRole('alert').getByRole('listitem');
    await save();
    await page.getByRole('alert').waitFor();
    expect(await told.allInnerTexts()).toEqual([
      'Använd 3–30 bokstäver, siffror och bindestreck.',
      'Sista dagen ligger före den första.',
    ]);
    await kept();
    await check('the form with errors');

    await type('Kod', code);
    await type('Sista dag', '');
    await save();
    await told.getByText('Dagen har inte varit än.').waitFor();
    await kept();
    await type('Kontrollerad mot källan', '2026-11-17');
    await save();
    await told.getByText('De här uppgifterna finns inte i registret: flyttning, finns-inte.').waitFor();
    await kept();
    await check('the form with unknown tasks');
    expect((await site.world.api(EDITOR, 'GET', '/law/catalogue')).body).toHaveLength(before.length);
    await type('Uppgifternas koder', 'population-registration');
    await save();
    await page.getByText('Lydelse 1 är sparad och gäller från och med nu i alla prövningar.').waitFor();
    await page.getByRole('heading', { name: code, level: 1 }).waitFor();
    const shown = await page.locator('main').innerText();
    for (const text of [
      'ta emot anmälan om flyttning inom landet',
      '2026-01-01 – tills vidare',
      'SFS 2025:999 (påhittad för prov)',
      'Kontrollerad mot källan 17 november 2026',
      'bara i enklare fall',
      'Bara på prov.',
    ])
      expect(shown).toContain(text);
    await check('the new item');

    await page.getByRole('link', { name: 'Listornas poster' }).click();
    const row = page.locator('main tbody tr').filter({ hasText: code });
    expect(await row.innerText()).toMatch(
      /2026-01-01 – tills vidare[\s\S]*gäller[\s\S]*SFS 2025:999[\s\S]*Kontrollerad mot källan 17 november 2026/,
    );

    await row.getByRole('link', { name: code }).click();
    const end = page.locator('section').filter({ hasText: 'Sätt sista dag' });
    await end.getByLabel('Sista dag').fill('2025-12-31');
    await end.getByLabel('Källa').fill('SFS 2026:998 (påhittad för prov)');
    await end.getByLabel('Anteckning').fill('Upphävd på prov.');
    await end.getByRole('button', { name: 'Spara sista dag' }).click();
    await page
      .getByRole('alert')
      .getByText('Sista dagen kan inte ligga före den första, 2026-01-01.')
      .waitFor();
    expect(await end.getByLabel('Sista dag').inputValue()).toBe('2025-12-31');
    expect(await end.getByLabel('Källa').inputValue()).toBe('SFS 2026:998 (påhittad för prov)');
    expect(await end.getByLabel('Anteckning').inputValue()).toBe('Upphävd på prov.');
    await check('a last day before the first');
    await end.getByLabel('Sista dag').fill('2026-10-31');
    await end.getByRole('button', { name: 'Spara sista dag' }).click();
    await page.getByText('Sista dagen är sparad och gäller från och med nu i alla prövningar.').waitFor();
    const history = page.getByRole('region', { name: 'Vad som var känt när' }).locator('tbody tr');
    expect(await history.allInnerTexts()).toEqual([
      expect.stringMatching(
        /2026-01-01 – 2026-10-31[\s\S]*Källa: SFS 2026:998[\s\S]*Upphävd på prov\.[\s\S]*lag/,
      ),
      expect.stringMatching(/2026-01-01 – tills vidare[\s\S]*lag/),
    ]);
    await check('the ended item');

    await page.getByRole('link', { name: 'Listornas poster' }).click();
    await page.getByLabel('Tillstånd').selectOption('lapsed');
    await page.getByLabel('Regelverk').selectOption('SA-2019');
    await page.getByRole('button', { name: 'Visa' }).click();
    await row.getByText('upphört 2026-10-31').waitFor();
    expect(await row.innerText()).toContain('2026-01-01 – 2026-10-31');
    await page.getByLabel('Per den').fill('2026-10-31');
    await page.getByLabel('Tillstånd').selectOption('valid');
    await page.getByRole('button', { name: 'Visa' }).click();
    await row.getByText('gäller', { exact: true }).waitFor();
    await check('the items of a day');
    await context.close();
  });
});

/** Each row of the table on the page has its source, its dates and when it was verified; and all are there. */
async function everyRow(page: Page, count: number, entries: readonly Json[]): Promise<void> {
  const rows = await page.locator('main tbody tr').allInnerTexts();
  expect(rows).toHaveLength(count);
  expect(entries).toHaveLength(count);
  for (const row of rows) {
    expect(row).toMatch(DAYS);
    expect(row).toMatch(VERIFIED);
  }
  for (const { source } of entries) expect(rows.some((row) => row.includes(source))).toBe(true);
}
