import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('a manager keeps the hours of the office', () => {
  it.each([
    ['with script', '2027', DESKTOP, true],
    ['on a phone', '2028', PHONE, true],
    ['without script', '2029', DESKTOP, false],
  ] as const)('%s', async (how, year, viewport, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'chef@example.se');
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.getByRole('link', { name: 'Öppettider' }).first().click();
    await page.getByRole('heading', { name: 'Öppettider, Servicekontoret i Haninge' }).waitFor();
    await page.getByText('Öppet till 16:00').waitFor();
    await check('the office');

    // A planned week that departs from the type: told with its source, then asked for a reason, then saved.
    await page.getByRole('link', { name: 'Ändra veckan' }).click();
    await check('the week');
    await page.getByLabel('Första dag').fill(`${year}-02-01`);
    await page.getByLabel('Öppnar, fredag').fill('11:00');
    await page.getByLabel('Stänger, fredag').fill('10:00');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Stänger innan det öppnar.').first().waitFor();
    await check('a fault');
    await page.getByLabel('Stänger, fredag').fill('16:00');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Öppnar senare eller stänger tidigare än typens normala tider: fredag.').waitFor();
    expect(await page.getByText('Källa: Statens servicecenter, Typkontor').count()).toBeGreaterThan(0);
    await check('a breach');
    await page.getByRole('button', { name: 'Spara ändå' }).click();
    await page.getByText('Ange skäl.').first().waitFor();
    await page.getByLabel('Skäl').fill('Utbildning varje fredag morgon');
    await page.getByRole('button', { name: 'Spara ändå' }).click();
    await page.getByText('Sparat.').waitFor();
    await check('the planned week');

    // A klämdag closed.
    const bridge = { '2027': '2027-05-07', '2028': '2028-05-26', '2029': '2029-05-11' }[year];
    await page.getByRole('link', { name: 'Lägg in avvikande dagar' }).click();
    await check('an exception');
    await page.getByLabel('Första dag').fill(bridge);
    await page.getByLabel('Skäl').fill('Ingen personal');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText(`${bridge} är en klämdag.`).waitFor();
    await page.getByRole('button', { name: 'Spara ändå' }).click();
    await page.getByText('Sparat.').waitFor();

    await page.getByRole('link', { name: 'Lägg in tid på ett språk' }).click();
    await check('hours in a language');
    await page.getByLabel('Språk').selectOption({ label: 'finska' });
    await page.getByLabel('Veckodag').selectOption({ label: 'onsdag' });
    await page.getByLabel('Från').fill('13.00');
    await page.getByLabel('Till', { exact: true }).fill('15.00');
    await page.getByLabel('Första dag').fill('2026-12-01');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Rättighet: kommunen hör till språkets förvaltningsområde').waitFor();
    await check('with everything');

    await page.getByRole('link', { name: 'Årskalender' }).click();
    await page.getByRole('heading', { name: 'Kalender 2026' }).waitFor();
    await page.getByText('Midsommarafton').waitFor();
    await check('the year');
    await page.goBack();
    await page.getByRole('button', { name: `Dra tillbaka ${bridge}` }).click();
    await page.getByText('Avvikande dagar tillbakadragna').first().waitFor();
    await page.getByRole('button', { name: 'Avsluta i dag' }).click();
    await page.getByText('Inga särskilda tider på andra språk.').waitFor();
    await page.getByRole('button', { name: `Dra tillbaka veckan från ${year}-02-01` }).click();
    await page.getByText('Inga egna veckor.').waitFor();
    await context.close();
  });

  it.each([
    ['on a desktop', DESKTOP],
    ['on a phone', PHONE],
  ] as const)('and a visitor reads them without signing in, %s', async (how, viewport) => {
    const context = await site.browser.newContext({ viewport, locale: 'sv-SE' });
    const page = await context.newPage();
    await page.goto(`${site.url}/kontor/haninge`);
    await page.getByText('till 16:00').waitFor();
    await accessible(page, `the public page, ${how}`);
    await context.close();
  });
});
