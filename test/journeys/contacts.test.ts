import { describe, expect, it } from 'vitest';
import { look, receiveMail } from '../../src/contacts/test-contacts.ts';
import { sql } from '../../src/platform/database.server.ts';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

const ALVA = 'alva@example.se';

describe('an officer at the telephone', () => {
  it('with the keyboard alone: three keys to a contact, a draft that is kept, a promise, an end', async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, ALVA);
    await page.goto(`${site.url}/kontakter`);
    await accessible(page, 'the work list');
    await page.keyboard.press('n');
    await page.waitForURL('**/kontakter/ny*');
    await page.getByRole('radio', { name: 'Telefon' }).waitFor();
    await accessible(page, 'a new contact');
    await page.keyboard.press('1');
    await page.keyboard.type('När öppnar servicekontoret?');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'När öppnar servicekontoret?', level: 1 }).waitFor();
    const address = page.url();

    await page.keyboard.press('a');
    await page.keyboard.type('Vill komma på lördag');
    await page.getByText('Utkast sparat').waitFor();
    await page.reload();
    expect(await page.getByLabel('Svar eller anteckning').inputValue()).toBe('Vill komma på lördag');
    await page.getByLabel('Svar eller anteckning').press('Control+Enter');
    await page.locator('.said-body').getByText('Vill komma på lördag').waitFor();
    expect(await page.getByLabel('Svar eller anteckning').inputValue()).toBe('');

    await page.keyboard.press('?');
    await page.getByText('lova att återkomma', { exact: true }).waitFor();
    await accessible(page, 'a contact');
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Lova', exact: true }).click();
    // Wednesday and two working days.
    await page.getByText('senast 2026-11-20 16:00').waitFor();

    await page.keyboard.press('n');
    await page.waitForURL('**/kontakter/ny*');
    await page.keyboard.press('1');
    await page.keyboard.type('Ett annat samtal');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ett annat samtal', level: 1 }).waitFor();
    await page.keyboard.press('j');
    await page.waitForURL(address);

    await page.goto(`${site.url}/loften`);
    await accessible(page, 'promises');
    await page.getByRole('link', { name: /När öppnar servicekontoret/ }).click();
    await page.getByRole('button', { name: 'Avsluta kontakten' }).click();
    await page.getByText('Kontakten har ett löfte som inte är hållet.').waitFor();
    await page.getByText('Håll löftet').first().click();
    await page.getByLabel('och avsluta kontakten').check();
    await page.getByRole('button', { name: 'Håll löftet' }).click();
    await page.getByText('Utfall: löst här.').waitFor();
    await page.goto(`${address}/kvitto`);
    await accessible(page, 'the receipt');
    await context.close();
  });

  it('sees a colleague in the same contact, and is told who was first to take it', async () => {
    const { id } = await receiveMail(site.world, '<both@example.se>', 'Till er båda');
    const alva = await signedIn(
      await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' }),
      site.url,
      ALVA,
    );
    const bo = await signedIn(
      await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' }),
      site.url,
      'bo@example.se',
    );
    await alva.goto(`${site.url}/kontakter/${id}`);
    await bo.goto(`${site.url}/kontakter/${id}`);
    await bo.getByText('också kontakten framme nu').waitFor();
    await alva.keyboard.press('t');
    await alva.getByText('du har den').waitFor();
    await bo.keyboard.press('t');
    await bo.getByText('Alva Provlund hann före och har kontakten nu.').waitFor();
    await alva.context().close();
    await bo.context().close();
  });

  it('works without script, on a phone too: take, keep a draft, a template, answer and close', async () => {
    const { id } = await receiveMail(site.world, '<noscript@example.se>', 'Utan skript');
    const context = await site.browser.newContext({
      viewport: PHONE,
      javaScriptEnabled: false,
      locale: 'sv-SE',
    });
    const page = await signedIn(context, site.url, ALVA);
    await page.goto(`${site.url}/kontakter/mallar`);
    await page.getByLabel('Namn').fill('Öppettider');
    await page.getByLabel('Text').fill('Vi har öppet 10–16.');
    await page.getByRole('button', { name: 'Lägg till' }).click();
    await page.goto(`${site.url}/kontakter`);
    await page.getByRole('button', { name: 'Ta Utan skript' }).click();
    await page.getByRole('heading', { name: 'Utan skript' }).waitFor();
    await page.getByLabel('Svar eller anteckning').fill('Hej!');
    await page.getByRole('button', { name: 'Spara utkast' }).click();
    expect(await page.getByLabel('Svar eller anteckning').inputValue()).toBe('Hej!');
    await page.getByLabel('Mall', { exact: true }).selectOption('Öppettider');
    await page.getByRole('button', { name: 'Hämta mallen' }).click();
    expect(await page.getByLabel('Svar eller anteckning').inputValue()).toBe('Hej!\n\nVi har öppet 10–16.');
    await page.getByRole('button', { name: /Svara direkt och avsluta/ }).click();
    await page.getByText('Utfall: löst här.').waitFor();
    const kept = await look(site.world, (db) =>
      db.many(sql`select direction, body from contact_text where visit_id = ${id} order by at, id`),
    );
    expect(kept.at(-1)).toEqual({ direction: 'out', body: 'Hej!\n\nVi har öppet 10–16.' });
    await context.close();
  });

  it('helps at a distance with the ladder of a visit, and the address of another office’s contact shows nothing', async () => {
    const context = await site.browser.newContext({ viewport: PHONE, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, ALVA);
    await page.goto(`${site.url}/kontakter/ny`);
    await page.getByLabel('Vad gäller det?').fill('Föräldrapenning');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await page.getByRole('heading', { name: 'Föräldrapenning', level: 1 }).waitFor();
    await page.getByLabel('Vad gäller det?').fill('föräldra');
    await page.locator('button.hit').first().click();
    const matter = page.locator('.matter');
    await matter.getByRole('radio', { name: 'löst här' }).check();
    await matter.getByRole('button', { name: 'Spara' }).click();
    await matter.getByText('på distans').waitFor();
    await accessible(page, 'a contact on a phone');
    const cim = await site.world.as('cim@example.se', new URL(page.url()).pathname);
    expect(cim.status).toBe(404);
    await context.close();
  });
});

describe('anybody', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('writes to an office %s and gets a reference', async (_how, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled, locale: 'en-GB' });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    await page.goto(`${site.url}/kontor/haninge`);
    await page.getByRole('link', { name: 'Write to the office' }).click();
    if (javaScriptEnabled) await accessible(page, 'the public form');
    await page.getByLabel('What is it about?').fill('Opening hours');
    await page.getByLabel('Your message').fill('Are you open on Saturday?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you, we have your message' }).waitFor();
    expect(await page.locator('.receipt-reference strong').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await context.close();
  });
});
