import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('an author writes the annual report', () => {
  it.each([
    ['with script', 2025, DESKTOP, true],
    ['on a phone', 2024, PHONE, true],
    ['without script', 2023, DESKTOP, false],
  ] as const)('%s', async (how, year, viewport, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'rapport.skv@example.se');
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.getByRole('link', { name: 'Årsrapporter' }).first().click();
    await check('the list');
    await page
      .getByRole('button', { name: new RegExp(`(Börja rapporten|Skriv en frivillig) för ${year}`) })
      .click();
    await page.getByRole('heading', { name: `Verksamhetsrapport ${year} – Skatteverket` }).waitFor();
    await check('the report');

    await page.getByLabel('Kontaktperson').fill('Karin Öberg');
    await page.getByRole('button', { name: 'Spara och lämna för granskning' }).click();
    await page.getByText('Sparat, men inte lämnat för granskning.').waitFor();
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
    await page.getByRole('button', { name: 'Spara och lämna för granskning' }).click();
    await page.getByText('Lämnad för granskning av').first().waitFor();
    await check('handed over');

    // The office's part: asked, answered by its manager, taken in; what was handed over has changed by that.
    await page.getByRole('link', { name: 'Kontorens svar' }).click();
    await page.getByRole('button', { name: 'Fråga kontoren' }).click();
    await page.getByText('inget svar').first().waitFor();
    const office = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const manager = await signedIn(office, site.url, 'chef@example.se');
    await manager.getByRole('link', { name: 'Frågor till kontoret' }).first().click();
    await manager.getByRole('link', { name: `Skatteverket ${year}`, exact: true }).click();
    await manager.getByLabel('Besök: rätt siffra').fill('77');
    await manager.getByRole('button', { name: 'Lämna svaret' }).click();
    await manager.getByText('Besök: skäl: Fyll i fältet.').waitFor();
    await manager.getByLabel('Besök: skäl').fill('Kön var ur drift.');
    await manager.getByRole('button', { name: 'Lämna svaret' }).click();
    await manager.getByText('Svaret är lämnat.').waitFor();
    if (javaScriptEnabled) await accessible(manager, `the office's part, ${how}`);
    await office.close();
    await page.reload();
    await page.getByRole('button', { name: 'Infoga svaren' }).click();
    await page.getByText('infogat', { exact: true }).waitFor();
    await check('the offices’ answers');
    await page.getByRole('link', { name: `Rapporten för ${year}` }).click();
    await page.getByText('Rapporten har ändrats sedan den lämnades').waitFor();
    await page.getByRole('button', { name: 'Spara och lämna för granskning' }).click();
    await page.getByText('Lämnad för granskning av').first().waitFor();

    const other = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const reviewer = await signedIn(other, site.url, 'samordnare.skv@example.se');
    const review = async (verdict: string, note: string) => {
      await reviewer.goto(`${site.url}/rapporter`);
      await reviewer.getByRole('link', { name: `Skatteverket ${year}`, exact: true }).click();
      await reviewer.getByRole('radio', { name: verdict }).check();
      await reviewer.getByLabel('Anteckning').fill(note);
      if (javaScriptEnabled) await accessible(reviewer, `the review, ${how}`);
      await reviewer.getByRole('button', { name: 'Spara' }).click();
      await reviewer.getByText('Beskedet är sparat.').waitFor();
    };
    await review('Skicka tillbaka', 'Nämn Haninge.');
    await page.reload();
    await page.getByText('Nämn Haninge.').first().waitFor();
    await page.getByLabel('Hur har myndigheten arbetat med avtalen?').fill('Vid alla kontor, även Haninge.');
    await page.getByRole('button', { name: 'Spara och lämna för granskning' }).click();
    await review('Godkänn', '');
    await page.reload();
    await page.getByRole('button', { name: 'Fastställ', exact: true }).click();
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
    await page.getByRole('button', { name: 'Skicka med e-post' }).click();
    await page.getByText('i utkorgen').waitFor();
    await page.getByLabel('Mottagarens diarienummer').fill(`4.1-${year}/2026`);
    await page.getByRole('button', { name: 'Spara mottagandet' }).click();
    await page.getByText(`dnr 4.1-${year}/2026`).waitFor();
    await check('the sent version');
    await page.getByRole('link', { name: `Rapporten för ${year}` }).click();
    await page.getByText('rättad till 1 234').waitFor();
    await page.getByText('mottagen', { exact: true }).first().waitFor();
    await check('the frozen report');

    // A supplement goes the same way, and says what it supplements.
    await page.getByLabel('Övriga upplysningar').fill('Ett tillägg.');
    await page.getByRole('button', { name: 'Spara och lämna för granskning' }).click();
    await review('Godkänn', 'Bra.');
    await page.reload();
    await page.getByLabel('Vad kompletterar den nya versionen?').fill('Övriga upplysningar.');
    await page.getByRole('button', { name: 'Fastställ', exact: true }).click();
    await page.getByText('Kompletterar version 1: Övriga upplysningar.').waitFor();
    await other.close();
    await context.close();
  });
});
