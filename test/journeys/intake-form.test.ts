import { beforeAll, describe, expect, it } from 'vitest';
import { makeForms, PDF } from '../../src/forms/test-forms.ts';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();
beforeAll(async () => {
  await makeForms(site.world);
});

describe('an application, from home to a decision', () => {
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
    await page.goto(`${site.url}/ansok`);
    await check('what can be applied for');
    await page.getByLabel('Kommun, myndighet').fill('Haninge');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page.getByRole('link', { name: 'Liten ansökan' }).click();
    await page.getByRole('heading', { name: 'Liten ansökan' }).waitFor();
    // What is asked only after an answer is there without script, and comes with the answer when there is one.
    expect(await page.getByLabel('Bilaga').isVisible()).toBe(!javaScriptEnabled);
    await page.getByRole('button', { name: 'Granska' }).click();
    await page.getByText('Något behöver rättas').waitFor();
    await check('what is wrong');
    await page.getByLabel('Namn').fill('Kim Provlund');
    await page.getByLabel('Ny', { exact: true }).check();
    await page
      .getByLabel('Bilaga')
      .setInputFiles({ name: 'intyg.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) });
    await page.getByRole('button', { name: 'Spara och fortsätt senare' }).click();
    const code = (await page.locator('.apply-code').textContent()) ?? '';
    await check('saved');
    await page.goto(`${site.url}/ansok/fortsatt`);
    await page.getByLabel('Kod').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Öppna' }).click();
    await page.getByText('intyg.pdf').waitFor();
    await page.getByRole('button', { name: 'Granska' }).click();
    await page.getByRole('heading', { name: 'Granska' }).waitFor();
    await check('review');
    await page.getByRole('button', { name: 'Skicka ansökan' }).click();
    await page.getByRole('heading', { name: 'Ansökan är skickad' }).waitFor();
    await check('receipt');
    const reference = (await page.locator('.receipt-reference strong').first().textContent()) ?? '';

    const staffContext = await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
    staffContext.setDefaultTimeout(10_000);
    const staff = await signedIn(staffContext, site.url, 'alva@example.se');
    await staff.goto(`${site.url}/ansokningar?referens=${reference}`);
    await staff.getByRole('heading', { name: 'Du får besluta här' }).waitFor();
    await staff.getByRole('button', { name: 'Ta hand om den' }).click();
    await staff.getByLabel('Skäl').fill('Underlaget visar att villkoren är uppfyllda.');
    await staff.getByRole('group', { name: 'Jag har sett efter' }).getByRole('checkbox').check();
    await accessible(staff, 'the application');
    await staff.getByRole('button', { name: 'Besluta' }).click();
    await staff.getByRole('heading', { name: 'Beslutet: Bifall' }).waitFor();
    await accessible(staff, 'the decision');

    await page.reload();
    await page.getByRole('heading', { name: 'Beslutet: Bifall' }).waitFor();
    await check('the decision to the person');
    await context.close();
    await staffContext.close();
  });
});
