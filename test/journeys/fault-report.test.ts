import { beforeAll, describe, expect, it } from 'vitest';
import { GREY_JPEG, jpegWithExif, makeFaults } from '../../src/faults/test-faults.ts';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();
beforeAll(async () => {
  await makeFaults(site.world);
});

describe('a fault, from the one who sees it to the one who mends it and back', () => {
  it.each([
    ['on a phone without script', false],
    ['on a phone', true],
  ])('%s', async (how, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled, locale: 'sv-SE' });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    await page.goto(`${site.url}/felanmalan`);
    await check('where');
    await page.getByLabel('Kommun').selectOption({ label: 'Haninge' });
    await page.getByRole('button', { name: 'Visa kartan' }).click();
    const map = page.locator('input[type="image"]');
    await map.waitFor();
    await check('the map');
    // A point amid the kommun; each pointing comes closer and keeps the one before in sight.
    await map.click({ position: { x: 130, y: 90 } });
    await page.getByText('Platsen på kartan').waitFor();
    await page.getByLabel('Plats i ord').fill(`Stigen bakom skolan, ${how}`);
    await map.click({ position: { x: 160, y: 160 } });
    await page.waitForURL(/vy=2/);
    expect(await page.getByLabel('Plats i ord').inputValue()).toBe(`Stigen bakom skolan, ${how}`);
    await check('the place');
    await page.getByRole('button', { name: 'Fortsätt' }).first().click();
    await page.getByRole('heading', { name: 'Vad är det för fel?' }).waitFor();
    await check('the kinds');
    await page.getByLabel('Sök, till exempel lampa eller hål').fill('lampa');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page.getByRole('link', { name: /Belysning/ }).click();
    await page.getByRole('heading', { name: 'Berätta om felet' }).waitFor();
    await page.getByLabel('Hur många lampor?').selectOption({ label: 'En' });
    await page.getByLabel('Beskriv felet').fill('Lyktan är släckt sedan i går.');
    await page
      .getByLabel('Bild')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') });
    await page.getByRole('button', { name: 'Skicka anmälan' }).click();
    await page.getByRole('alert').getByText('ingen bild som går att läsa').waitFor();
    await check('what is wrong');
    expect(await page.getByLabel('Beskriv felet').inputValue()).toBe('Lyktan är släckt sedan i går.');
    await page
      .getByLabel('Bild')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpegWithExif(GREY_JPEG)) });
    await page.getByRole('button', { name: 'Skicka anmälan' }).click();
    await page.getByRole('heading', { name: 'Tack, anmälan är mottagen' }).waitFor();
    await check('thanks');
    const own = new URL(page.url()).pathname;
    const reference = own.split('/')[2]!;
    if (javaScriptEnabled)
      expect(
        await page.locator('img.fault-photo').evaluate((img) => (img as HTMLImageElement).naturalWidth),
      ).toBe(1);

    const staffContext = await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
    const staff = await signedIn(staffContext, site.url, 'samordnare.skv@example.se');
    await staff.goto(`${site.url}/felanmalningar?visa=new`);
    await accessible(staff, 'the list');
    await staff
      .getByRole('row', { name: new RegExp(reference) })
      .getByRole('link')
      .click();
    await accessible(staff, 'one report');
    await staff.getByRole('button', { name: 'Ta den' }).click();
    await staff.getByText('Påbörjad').first().waitFor();
    await staff.getByLabel('Till den som anmälde, och alla andra').fill('Ny lampa.');
    await staff.getByRole('button', { name: 'Avsluta' }).click();
    await staff.getByText('Åtgärdat, säger mottagaren').first().waitFor();

    await page.goto(site.url + own);
    await page.getByRole('heading', { name: 'Är felet åtgärdat?' }).waitFor();
    await check('closed');
    await page.getByLabel('Vad är kvar?').fill('Den blinkar.');
    await page.getByRole('button', { name: 'Nej, felet är kvar' }).click();
    await page.getByText('Anmälan är öppen igen, och mottagaren ser').waitFor();
    await staff.goto(`${site.url}/felanmalningar?visa=denied`);
    await staff.getByRole('row', { name: new RegExp(reference) }).waitFor();
    await page.goto(`${site.url}/felanmalan/${reference}`);
    expect(await page.content()).not.toContain('Den blinkar');
    await check('what everybody sees');

    // What a browser takes for XML without a mistake.
    const mistakes = await staff.evaluate(async (number) => {
      const answer = await fetch(`/open311/v2/requests/${number}.xml?jurisdiction_id=haninge.example.se`);
      const read = new DOMParser().parseFromString(await answer.text(), 'text/xml');
      return [
        read.querySelectorAll('parsererror').length,
        read.querySelector('service_request_id')?.textContent,
      ];
    }, reference);
    expect(mistakes).toEqual([0, reference]);
    await context.close();
    await staffContext.close();
  });
});
