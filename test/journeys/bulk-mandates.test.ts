import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('a coordinator issues many mandates', () => {
  it.each([
    ['with script', '2027-01-01', '2027-06-30', DESKTOP, true],
    ['on a phone', '2027-07-01', '2027-12-31', PHONE, true],
    ['without script', '2028-01-01', '2028-12-31', DESKTOP, false],
  ] as const)('%s', async (how, from, to, viewport, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'samordnare.skv@example.se');
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.getByRole('link', { name: 'Uppdrag' }).first().click();
    await page.getByRole('link', { name: 'Utfärda flera' }).click();
    await check('the operations');
    await page.getByRole('link', { name: 'Börja' }).click();
    await page.getByRole('checkbox', { name: /2019-00519-1.8/ }).check();
    await check('which agreements');
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('radio', { name: /Allt som avtalet omfattar/ }).check();
    await page.getByRole('radio', { name: 'Enligt en fil' }).check();
    const choose = (codes: string) =>
      page.getByLabel('Fil med handläggare').setInputFiles({
        name: 'handläggare.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`officer\n${codes}`),
      });
    await choose('H-1\nH-2\nH-99\n');
    await page.getByLabel('Första dag').fill(from);
    await page.getByLabel('Sista dag').fill(to);
    await page.getByLabel('Undertecknat av myndigheten').fill('2026-11-02');
    await check('the terms');
    await page.getByRole('button', { name: 'Visa vad som händer' }).click();
    await page.getByText('En rad i filen kan inte läsas. Ingenting är sparat').waitFor();
    await page.getByText('Ingen handläggare har den koden.').waitFor();
    await check('what is wrong in the file');
    await choose('H-1\nH-2\n');
    await page.getByRole('button', { name: 'Visa vad som händer' }).click();
    await page.getByRole('heading', { name: 'Förhandsvisning: Nya uppdrag' }).waitFor();
    await page.getByText('2 av 2 kan få uppdrag.').first().waitFor();
    await check('the preview');
    await page.getByRole('button', { name: 'Utfärda 2 uppdrag' }).click();
    await page.getByRole('heading', { name: 'Rapport: Nya uppdrag' }).waitFor();
    await page.getByText('2 av 2 fick uppdrag.').first().waitFor();
    await check('the report');
    if (javaScriptEnabled) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Hämta rapporten som CSV' }).click();
      expect((await download).suggestedFilename()).toMatch(/^uppdrag-.*\.csv$/);
    }
    await page.getByRole('link', { name: 'Väntar på underskrift' }).click();
    await check('those that wait');
    const box = page.getByRole('checkbox', { name: new RegExp(`Bo Exempelström.*${from}`) });
    await box.check();
    await page.getByLabel('Undertecknat av handläggarna').fill('2026-11-03');
    await page.getByRole('button', { name: 'Spara underskrifterna' }).click();
    await page.getByText('Underskrift sparad för 1 uppdrag.').waitFor();
    expect(await box.count()).toBe(0);
    await page.getByRole('link', { name: 'Förnya', exact: true }).click();
    await check('what ends');
    await page.getByLabel('Går ut inom').fill('3000');
    await page.getByRole('button', { name: 'Visa', exact: true }).click();
    await page.getByRole('link', { name: /Skatteverket: / }).click();
    await check('which to renew');
    await page.getByRole('link', { name: 'Kompetens', exact: true }).click();
    await check('competence');
    await page.getByRole('link', { name: 'Registrera kompetens' }).click();
    await page.getByLabel('Handläggare', { exact: true }).fill('H-1');
    await page.getByLabel('Uppgift', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Bevis').fill('Intyg');
    await page.getByLabel('Nådd den').fill('2026-01-01');
    await page
      .getByLabel('Räknas från')
      .fill(`2026-0${from === '2027-01-01' ? 1 : from === '2027-07-01' ? 2 : 3}-01`);
    await check('one competence');
    await page.getByRole('button', { name: 'Registrera', exact: true }).click();
    await page.getByText('1 sparade.').waitFor();
    await check('the list of competence');
    await context.close();
  });
});
