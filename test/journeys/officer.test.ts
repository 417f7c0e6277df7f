import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('an officer serves a visitor', () => {
  it.each([
    ['with script', DESKTOP, true],
    ['with script, on a phone', PHONE, true],
    ['without script', DESKTOP, false],
  ] as const)('%s', async (_how, viewport, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'alva@example.se');
    await page.getByRole('button', { name: 'Nytt besök' }).click();
    await page.getByText('Inga ärenden än.').waitFor();

    for (const [word, task] of [
      ['leg', 'Id-kort'],
      ['föräldra', 'Föräldrapenning'],
    ] as const) {
      await page.getByLabel('Vad gäller det?').fill(word);
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Sök', exact: true }).click();
      await page.getByRole('button', { name: task }).first().click();
      await page.getByRole('heading', { name: task }).first().waitFor();
    }
    const card = page.locator('.matter').filter({ hasText: 'Id-kort' });
    await expect.poll(() => card.locator('.step--lit').count()).toBe(4);
    expect(await card.locator('.ladder').innerText()).toMatch(
      /2019-00519-1\.8, version 1[\s\S]*5 § lagen \(2019:212\)/,
    );
    const benefit = page.locator('.matter').filter({ hasText: 'Föräldrapenning' });
    expect(await benefit.locator('.step--lit').count()).toBe(3);
    expect(await benefit.innerText()).toContain('Avtalet omfattar inte det för den här uppgiften.');

    await card.getByRole('radio', { name: 'myndighetsutövning' }).check();
    await card.getByRole('radio', { name: 'vid disk' }).check();
    await card.getByRole('radio', { name: 'löst här' }).check();
    await card.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Det sparades inte: bekräfta villkoren').waitFor();
    expect(await card.getByLabel('vid disk').isChecked()).toBe(true);
    await card.getByLabel('Det är ett enklare fall').check();
    await card.getByRole('button', { name: 'Spara' }).click();
    await card.locator('.acts').getByText('löst här').waitFor();

    await page.getByRole('button', { name: 'Avsluta besöket' }).click();
    await page.getByText('Ange vad som gjordes i varje ärende').waitFor();
    await benefit.getByRole('radio', { name: 'vägledning' }).check();
    await benefit.getByRole('radio', { name: 'egen mobil eller dator' }).check();
    await benefit.getByRole('radio', { name: 'delvis löst' }).check();
    await benefit.getByRole('button', { name: 'Spara' }).click();
    await benefit.locator('.acts').getByText('delvis löst').waitFor();
    await page.getByRole('button', { name: 'Avsluta besöket' }).click();
    await page.getByRole('heading', { name: 'Besök', exact: true }).waitFor();
    await context.close();
  });

  it('by keyboard alone', async () => {
    const context = await site.browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
    const page = await signedIn(context, site.url, 'alva@example.se');
    await page.getByRole('button', { name: 'Nytt besök' }).press('Enter');
    await page.getByText('Inga ärenden än.').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('vab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Vård av barn' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('föräldrap');
    await page.keyboard.press('Enter');
    const card = page.locator('.matter').filter({ hasText: 'Föräldrapenning' });
    await card.waitFor();
    await card.locator('input[name="level"]').first().focus();
    await page.keyboard.press('2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card.locator('.acts').getByText('vägledning · egen mobil eller dator').waitFor();
    await context.close();
  });

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)('on pages without an accessibility violation: %s', async (_name, viewport) => {
    for (const locale of ['sv-SE', 'en-GB']) {
      const context = await site.browser.newContext({
        viewport,
        locale,
        extraHTTPHeaders: { 'accept-language': locale },
      });
      const page = await context.newPage();
      await page.goto(`${site.url}/logga-in`);
      await accessible(page, '/logga-in');
      const value = await session('bo@example.se');
      await context.addCookies([{ name: 'samtjanst.session_token', value, url: site.url }]);
      const visit = await site.world.api('bo@example.se', 'POST', '/visits', {
        officeId: site.world.ids.offices.haninge,
      });
      await site.world.api('bo@example.se', 'POST', `/visits/${visit.body.id}/matters`, {
        taskId: site.world.ids.tasks['identity-card'],
        authorityId: site.world.ids.authorities['202100-5448'],
      });
      for (const path of [
        '/besok',
        `/besok/${visit.body.id}`,
        `/besok/${visit.body.id}?sok=pension`,
        '/finns-inte',
      ]) {
        await page.goto(site.url + path);
        await accessible(page, `${path} ${locale}`);
      }
      await context.close();
    }
  });
});

async function session(email: string): Promise<string> {
  const context = await site.world.services.auth.$context;
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: false });
  return `${(await context.internalAdapter.createSession(found?.user.id ?? '')).token}.x`;
}
