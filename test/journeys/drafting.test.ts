import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

const COORDINATOR = 'samordnare.skv@example.se';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launch();
});
beforeEach(async () => {
  world = await makeWorld();
  server = await listen(world);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await server?.stop();
  await world?.close();
});
afterAll(() => browser?.close());

async function coordinator(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
  contexts.push(context);
  return signedIn(context, server.url, COORDINATOR);
}

const panel = (page: Page) => page.locator('#requirements');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Presses a button that posts, and waits for the page that comes. */
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), button(page, name).click()]);
}

describe('a coordinator drafts, concludes, amends and ends an agreement', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('%s', async (how, script) => {
    const page = await coordinator(script);
    const check = async (what: string) => {
      if (!script) return;
      await accessible(page, `${what}, ${how}`);
      await page.setViewportSize(PHONE);
      await accessible(page, `${what} on a phone, ${how}`);
      await page.setViewportSize(DESKTOP);
    };

    await page.goto(`${server.url}/avtal`);
    await page.getByRole('link', { name: 'Utkast och nya avtal' }).click();
    await page.getByRole('heading', { name: 'Utkast', level: 1 }).waitFor();
    await check('no drafts');
    await press(page, 'Nytt avtal');
    expect(await panel(page).innerText()).toMatch(/Minst|minst två parter/);
    await check('an empty draft');

    await page.getByLabel('Namn', { exact: true }).fill('Serviceavtal om id-kort');
    await page.getByLabel('Diarienummer').fill('2026-00100-1.8');
    await page.getByLabel('Undertecknas').fill('2026-11-10');
    await page.getByLabel('Välj myndighet').selectOption({ label: 'Statens servicecenter' });
    await press(page, 'Lägg till part');
    await page.getByLabel('Gäller från och med').fill('2026-12-01');
    await page.getByRole('radio', { name: 'Alla kontor' }).check();
    await press(page, 'Lägg till uppgift');
    await page.getByLabel('Ansvarig', { exact: true }).selectOption({ label: 'Skatteverket' });
    await page.getByLabel('Utförs av').selectOption({ label: 'Statens servicecenter' });
    await page.getByLabel('Uppgift', { exact: true }).selectOption({ label: 'Id-kort' });
    await page.getByLabel('innebär myndighetsutövning').check();
    await page.getByLabel('kräver tillgång till personuppgifter').check();
    if (!script) await press(page, 'Spara utkastet');
    await panel(page).getByText('Redovisa den särskilt').waitFor();
    expect(await panel(page).innerText()).toMatch(
      /3 saker återstår[\s\S]*2 § andra stycket lagen \(2019:212\)[\s\S]*Passande poster: SA-2019-S1/,
    );

    await press(page, 'Ingå avtalet');
    await page.getByText('Avtalet ingicks inte. Det här återstår:').waitFor();
    await check('a draft that is not ready');
    await page.getByLabel('redovisas särskilt').check();
    await page.getByLabel('Post i lagens lista').fill('SA-2019-S1');
    await page.getByLabel('Folkbokföring').check();
    if (script) await panel(page).getByText('Allt som krävs finns med. Avtalet kan ingås.').waitFor();
    await page.getByLabel('Första svar').fill('2');
    await page.getByLabel('Slutligt svar').fill('10');
    await press(page, 'Lägg till kontakt');
    await page.getByLabel('Funktion').fill('Avtalsansvarig');
    await page.getByLabel('E-post').fill('avtal@example.se');
    await press(page, 'Spara utkastet');
    expect(await panel(page).innerText()).toContain('Allt som krävs finns med. Avtalet kan ingås.');
    await check('a draft that is ready');
    await press(page, 'Ingå avtalet');
    await page.getByRole('heading', { name: 'Serviceavtal om id-kort', level: 1 }).waitFor();
    const agreement = page.url();
    const said = await page.locator('main').innerText();
    expect(said).toMatch(/10 arbetsdagar[\s\S]*Avtalsansvarig, avtal@example\.se/);
    expect(said).toMatch(
      /Avtalet ingicks, version 1, från och med 2026-12-01\s+[\d\- :]+ · samordnare\.skv · Skatteverket/,
    );
    await check('the concluded agreement');

    await press(page, 'Börja en ändring');
    expect(await page.getByLabel('Post i lagens lista').inputValue()).toBe('SA-2019-S1');
    await page.getByLabel('Ändringen beslutades').fill('2026-11-15');
    await page.getByLabel('Gäller från och med').fill('2027-03-01');
    await page.getByLabel('I korthet').fill('Snabbare svar.');
    await page.getByLabel('Slutligt svar').fill('5');
    await press(page, 'Besluta ändringen');
    await page.getByText('Avtalet ändrades, version 2, från och med 2027-03-01').waitFor();

    await page.getByRole('link', { name: 'Plan för kommande steg' }).click();
    await page.getByLabel('Vad som händer').fill('Etapp 2');
    await page.getByLabel('Dag', { exact: true }).fill('2027-06-01');
    await press(page, 'Lägg till steg');
    await page.getByRole('heading', { name: 'Etapp 2' }).waitFor();
    await check('the plan');
    await page.goto(`${agreement}/checklista?lista=leaving`);
    await press(page, 'Klart: Uppgifter och handlingar är återlämnade');
    await page.getByText('klart 2026-11-18 av samordnare.skv').waitFor();
    await check('the checklist');

    await page.goto(`${agreement}/avsluta`);
    await page.getByLabel('Sista dag').fill('2027-12-31');
    await press(page, 'Visa vad som faller bort');
    await page.getByText('Det här faller bort efter 31 december 2027').waitFor();
    await check('what falls away');
    await page.getByLabel('Varför avslutas avtalet?').fill('Kontoret flyttar.');
    await press(page, 'Avsluta avtalet');
    await page.getByRole('alert').waitFor();
    await page.getByRole('radio', { name: 'Korta dem till sista dagen' }).check();
    await press(page, 'Avsluta avtalet');
    await page.getByText('Avtalet avslutades, sista dag 2027-12-31: Kontoret flyttar.').waitFor();
    await page.goto(`${agreement}/checklista?lista=leaving`);
    expect(await page.locator('main').innerText()).toMatch(/Sista dagen är bestämd\s+klart/);
  });
});
