import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('a visitor finds an office before coming', () => {
  it.each([
    ['on a phone without script', PHONE, false, 'sv-SE'],
    ['on a phone', PHONE, true, 'sv-SE'],
    ['on a desktop, in English', DESKTOP, true, 'en-GB'],
  ] as const)('%s', async (how, viewport, javaScriptEnabled, locale) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const sv = locale === 'sv-SE';
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.goto(`${site.url}/hitta`);
    await check('the finder');
    expect(await page.getByRole('button', { name: sv ? 'Nära mig' : 'Near me' }).count()).toBe(
      javaScriptEnabled ? 1 : 0,
    );
    await page.getByLabel(sv ? 'Ort eller postnummer' : 'Place or postcode').fill('visbi');
    await page.getByLabel(sv ? 'Vad behöver du hjälp med?' : 'What do you need help with?').selectOption({
      label: sv ? 'Jag är ny i Sverige' : 'I am new in Sweden',
    });
    await page.getByRole('button', { name: sv ? 'Visa kontor' : 'Show offices' }).click();
    await page.getByRole('heading', { name: sv ? 'Kontor nära Visby' : 'Offices near Visby' }).waitFor();
    await check('what was found');
    // The tip above the list: where one comes farther.
    await page.getByText(sv ? 'Närmast där du kommer längst' : 'Nearest where you get farthest').waitFor();
    await page
      .getByRole('heading', { level: 3 })
      .getByRole('link', { name: 'Servicekontoret i Visby' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Servicekontoret i Visby' }).waitFor();
    await page.getByText(sv ? 'till 12:00' : 'until 12:00').waitFor();
    await page.getByText(sv ? 'Jag är ny i Sverige' : 'I am new in Sweden').waitFor();
    await check('the office with what was asked for');
    await page
      .getByText(sv ? 'Du kommer längre på ett annat kontor' : 'You get farther at another office')
      .first()
      .getByRole('link', { name: 'Servicekontoret i Haninge' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Servicekontoret i Haninge' }).waitFor();
    await page.getByText(sv ? 'till 16:00' : 'until 16:00').waitFor();
    await check('the other office');
    await page.getByRole('link', { name: sv ? 'Alla kontor' : 'All offices' }).click();
    await page.getByLabel(sv ? 'Ort eller postnummer' : 'Place or postcode').fill('ingenstans');
    await page.getByRole('button', { name: sv ? 'Visa kontor' : 'Show offices' }).click();
    await page.getByText(sv ? 'Vi hittar inte ”ingenstans”' : 'We cannot find “ingenstans”').waitFor();
    await check('nothing found');
    await context.close();
  });

  it('by where the phone is, rounded, and only when asked', async () => {
    const context = await site.browser.newContext({
      viewport: PHONE,
      locale: 'sv-SE',
      geolocation: { latitude: 57.64123, longitude: 18.29654 },
      permissions: ['geolocation'],
    });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.goto(`${site.url}/hitta?uppgift=move`);
    expect(new URL(page.url()).searchParams.has('nara')).toBe(false);
    await page.getByRole('button', { name: 'Nära mig' }).click();
    await page.getByRole('heading', { name: 'Kontor nära din plats' }).waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      uppgift: 'move',
      nara: '57.64,18.30',
    });
    expect(await page.getByRole('heading', { level: 3 }).first().textContent()).toBe(
      'Servicekontoret i Visby',
    );
    await context.close();
  });
});

describe('its manager says how it is found', () => {
  it.each([
    ['with script', DESKTOP, true],
    ['on a phone without script', PHONE, false],
  ] as const)('%s', async (how, viewport, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'chef@example.se');
    await page.getByRole('link', { name: 'Öppettider' }).first().click();
    await page.getByRole('link', { name: 'Adress, trappsteg och språk' }).click();
    if (javaScriptEnabled) await accessible(page, `the form, ${how}`);
    await page.getByLabel('Gata och nummer').fill('Provgatan 1');
    await page.getByLabel('Postnummer').fill('1364');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Skriv fem siffror, till exempel 136 40.').first().waitFor();
    await page.getByLabel('Postnummer').fill('13640');
    await page.getByLabel('Postort').fill('Haninge');
    await page.getByLabel('Vägbeskrivning på svenska').fill(`Ingång från torget, ${how}.`);
    await page.getByLabel('Ja', { exact: true }).check();
    await page.getByLabel('finska').check();
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Sparat.').waitFor();
    if (javaScriptEnabled) await accessible(page, `saved, ${how}`);
    await page.getByRole('link', { name: 'Sidan som besökare ser' }).click();
    await page.getByText(`Ingång från torget, ${how}.`).waitFor();
    await page.getByText('Utan trappsteg från gatan till disken.').waitFor();
    await page.getByRole('link', { name: 'Ändra öppettider' }).click();
    await page.getByRole('heading', { name: 'Öppettider, Servicekontoret i Haninge' }).waitFor();
    await context.close();
  });
});
