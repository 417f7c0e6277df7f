import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessible, DESKTOP, launch, listen, signedIn } from '../browser.ts';
import { FK, type Json, makeWorld, PASSWORD, SKV, type World } from '../world.ts';

const ALVA = 'alva@example.se';
const COORDINATOR = 'samordnare.skv@example.se';
const TODAY = '2026-11-18';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launch();
});
// A withdrawal cannot be undone: each journey has a world of its own.
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

async function context(javaScriptEnabled: boolean): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
  made.setDefaultTimeout(10_000);
  contexts.push(made);
  return made;
}

const rows = (page: Page) => page.locator('main tbody tr');

describe('a coordinator withdraws a mandate while the officer serves a visitor', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('%s', async (how, script) => {
    const check = async (page: Page, what: string) => {
      if (script) await accessible(page, `${what}, ${how}`);
    };
    await servedBefore();
    const { visit, matter } = await openVisit('identity-card', SKV);
    const officer = await signedIn(await context(script), server.url, ALVA);
    const coordinator = await signedIn(await context(script), server.url, COORDINATOR);

    // The officer's page, with everything chosen for a decision and nothing sent yet.
    await officer.goto(`${server.url}/besok/${visit}`);
    const card = officer.locator('.matter').filter({ hasText: 'Id-kort' });
    const lit = card.locator('.step--lit');
    expect(await lit.count()).toBe(4);
    await card.getByRole('radio', { name: 'myndighetsutövning' }).check();
    await card.getByRole('radio', { name: 'kundarbetsplats med stöd' }).check();
    await card.getByRole('radio', { name: 'delvis löst' }).check();
    await card.getByLabel('Det är ett enklare fall').check();

    await coordinator.getByRole('link', { name: 'Avtal', exact: true }).first().click();
    await coordinator.getByRole('heading', { name: 'Avtal', level: 1 }).waitFor();
    expect(await rows(coordinator).count()).toBe(1);
    await check(coordinator, 'the agreements');
    await coordinator.getByRole('link', { name: 'Serviceavtal 2019-00519-1.8' }).click();
    await coordinator.getByRole('heading', { name: 'Version 1' }).waitFor();
    const agreement = await coordinator.locator('main').innerText();
    expect(agreement).toMatch(/Versioner\s+Version 1\s+2019-06-01 – tills vidare/i);
    expect(agreement).toContain('Id-kort');
    expect(agreement).toContain('Folkbokföring');
    expect(agreement).not.toContain('Försäkringskassan');
    await check(coordinator, 'the agreement');

    await coordinator.getByRole('link', { name: 'Åtgärder' }).click();
    await coordinator.getByRole('heading', { name: 'Åtgärder' }).waitFor();
    expect(await rows(coordinator).count()).toBe(1);
    expect(await rows(coordinator).innerText()).toMatch(
      /Alva Provlund[\s\S]*Id-kort[\s\S]*myndighetsutövning[\s\S]*2019-00519-1\.8, version 1[\s\S]*punkt SA-2019-S1, lydelse 1/,
    );
    await check(coordinator, 'the acts');

    await coordinator.getByRole('link', { name: 'Uppdrag', exact: true }).first().click();
    await coordinator.getByRole('heading', { name: 'Uppdrag', level: 1 }).waitFor();
    expect(await rows(coordinator).locator('th').allInnerTexts()).toEqual([
      expect.stringContaining('Alva Provlund'),
      expect.stringContaining('Cim Demovik'),
    ]);
    for (const row of await rows(coordinator).allInnerTexts())
      expect(row).toMatch(/Skatteverket[\s\S]*gäller/);
    await check(coordinator, 'the mandates');

    await coordinator.getByRole('link', { name: 'Alva Provlund' }).click();
    const reason = coordinator.getByLabel('Varför återkallas uppdraget?');
    await check(coordinator, 'the mandate');
    await reason.fill('   ');
    await coordinator.getByRole('button', { name: 'Återkalla genast' }).click();
    await coordinator.getByRole('alert').getByText('Fyll i fältet.').waitFor();
    await check(coordinator, 'a withdrawal without a reason');
    await reason.fill('Handläggaren byter tjänst.');
    await coordinator.getByRole('button', { name: 'Återkalla genast' }).click();
    await coordinator.getByText('Uppdraget är återkallat. Handläggarens nästa försök avvisas.').waitFor();
    const mandate = new URL(coordinator.url()).pathname;
    const history = coordinator.locator('main .timeline li');
    expect(await history.allInnerTexts()).toEqual([
      expect.stringContaining(
        `Återkallat från och med ${TODAY}: Handläggaren byter tjänst. (av samordnare.skv)`,
      ),
      expect.stringContaining('Registrerat: 2026-01-01 – 2026-12-31'),
    ]);
    expect(await coordinator.getByRole('button', { name: 'Återkalla genast' }).count()).toBe(0);
    await check(coordinator, 'the withdrawn mandate');

    // The officer's page still shows what held when it was opened.
    expect(await lit.count()).toBe(4);
    await card.getByRole('button', { name: 'Spara' }).click();
    const refusal = `Det sparades inte: du får inte göra det här. Uppdraget är återkallat från och med ${TODAY}.`;
    await officer.locator('.notice--wrong').getByText(refusal).waitFor();
    const why = /Uppdraget är återkallat från och med 2026-11-18\.\s+5 § lagen \(2019:212\)/;
    expect(await card.locator('.why').allInnerTexts()).toEqual([
      expect.stringMatching(why),
      expect.stringMatching(why),
    ]);
    expect(await card.getByLabel('kundarbetsplats med stöd').isChecked()).toBe(true);
    expect(await card.getByLabel('delvis löst').isChecked()).toBe(true);
    // No lower level is put in the place of the one that was refused.
    expect(await card.locator('input[name="level"]:checked:not([value="authority"])').count()).toBe(0);
    expect(await lit.count()).toBe(2);
    await check(officer, 'the refused decision');

    await officer.reload();
    await officer.getByText(refusal).waitFor();
    expect(await lit.count()).toBe(2);
    await officer.goto(`${server.url}/besok/${visit}`);
    expect(await lit.locator('.step-level').allInnerTexts()).toEqual([
      expect.stringContaining('vägledning'),
      expect.stringContaining('stöd i e-tjänst'),
    ]);
    expect(await card.getByRole('radio', { name: 'myndighetsutövning' }).count()).toBe(0);
    expect(await card.locator('.acts').count()).toBe(0);
    await check(officer, 'the unlit steps');
    await officer.goto(server.url + mandate);
    expect(await officer.locator('main').innerText()).toContain('Handläggaren byter tjänst.');

    for (const level of ['authority', 'personal-data']) {
      const act = { level, helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };
      const answer = await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, act);
      expect(answer.status).toBe(409);
      expect(answer.body.code).toBe('refused');
      expect(answer.body.grounds.filter((ground: Json) => !ground.holds)).toEqual([
        expect.objectContaining({
          code: 'mandate',
          reason: 'mandate-withdrawn',
          provision: expect.stringContaining('5 §'),
        }),
      ]);
    }
    expect((await world.api(ALVA, 'GET', `/visits/${visit}`)).body.matters[0].acts).toEqual([]);

    await coordinator.goto(`${server.url}/uppdrag?lage=withdrawn`);
    expect(await rows(coordinator).count()).toBe(1);
    expect(await rows(coordinator).innerText()).toMatch(/Alva Provlund[\s\S]*återkallat/);
  });

  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('by keyboard alone, %s', async (_how, script) => {
    const page = await (await context(script)).newPage();
    await page.goto(`${server.url}/logga-in`);
    await tabTo(page, page.getByLabel('E-postadress'));
    await page.keyboard.type(COORDINATOR);
    await tabTo(page, page.getByLabel('Lösenord'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Logga ut' }).waitFor();
    await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Uppdrag', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Uppdrag', level: 1 }).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Cim Demovik' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Uppdrag för Cim Demovik' }).waitFor();
    const reason = page.getByLabel('Varför återkallas uppdraget?');
    const withdraw = page.getByRole('button', { name: 'Återkalla genast' });

    await tabTo(page, reason);
    await page.keyboard.type(' ');
    await tabTo(page, withdraw);
    await page.keyboard.press('Enter');
    const told = page.getByRole('alert');
    await told.waitFor();
    // With script the news has the focus; without, it stands first. Its link leads to the field either way.
    if (script) await expect.poll(() => focused(told)).toBe(true);
    await tabTo(page, told.getByRole('link', { name: 'Fyll i fältet.' }));
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(reason)).toBe(true);
    await page.keyboard.type('Kontoret stänger.');
    await page.keyboard.press('Tab');
    expect(await focused(withdraw)).toBe(true);
    await page.keyboard.press('Enter');
    const done = page.getByText('Uppdraget är återkallat. Handläggarens nästa försök avvisas.');
    await done.waitFor();
    if (script) await expect.poll(() => focused(done)).toBe(true);
    expect(await page.locator('main .timeline li').first().innerText()).toContain('Kontoret stänger.');
  });

  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('and finds nothing at another authority’s addresses, %s', async (how, script) => {
    const page = await signedIn(await context(script), server.url, COORDINATOR);
    const theirs = await world.api('samordnare.fk@example.se', 'GET', '/mandates');
    expect(theirs.body.total).toBe(2);
    const mandate = theirs.body.mandates[0].id;
    for (const path of [
      `/avtal/${world.ids.agreements['2019-00518-1.8']}`,
      `/uppdrag/${mandate}`,
      '/avtal/999999',
      '/uppdrag/finns-inte',
    ]) {
      const answer = await page.goto(server.url + path);
      expect(answer?.status(), path).toBe(404);
      await page.getByRole('heading', { name: 'Det finns inget här' }).waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/Försäkringskassan|2019-00518|Provlund/);
    }
    if (script) await accessible(page, `the not-found page, ${how}`);
    const tried = await world.api(COORDINATOR, 'POST', `/mandates/${mandate}/withdrawal`, {
      reason: 'Inte min.',
    });
    expect(tried.status).toBe(404);
  });
});

/** Presses Tab until the element has the focus; never touches the pointer. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await focused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

function focused(target: Locator): Promise<boolean> {
  return target.evaluate(
    (element) => document.activeElement !== document.body && document.activeElement === element,
  );
}

async function openVisit(task: string, authority: string) {
  const visit = await world.api(ALVA, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const matter = await world.api(ALVA, 'POST', `/visits/${visit.body.id}/matters`, {
    taskId: world.ids.tasks[task],
    authorityId: world.ids.authorities[authority],
  });
  expect(matter.status).toBe(201);
  return { visit: visit.body.id as string, matter: matter.body.id as string };
}

/** A decision in Skatteverket's name, and guidance in Försäkringskassan's that its coordinator must not see. */
async function servedBefore(): Promise<void> {
  for (const [task, authority, level] of [
    ['identity-card', SKV, 'authority'],
    ['parental-benefit', FK, 'guidance'],
  ] as const) {
    const { visit, matter } = await openVisit(task, authority);
    const done = await world.api(ALVA, 'POST', `/visits/${visit}/matters/${matter}/acts`, {
      ...{ level, helpForm: 'desk', outcome: 'solved' },
      conditions: level === 'authority' ? ['simple-case'] : [],
    });
    expect(done.status).toBe(201);
    expect((await world.api(ALVA, 'POST', `/visits/${visit}/closing`)).status).toBe(204);
  }
}
