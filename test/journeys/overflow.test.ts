import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOverflow, type OverflowWorld } from '../../src/overflow/test-overflow.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';

let o: OverflowWorld;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  o = await makeOverflow();
  server = await listen(o.world);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await o?.world.close();
});

const HANINGE = 'Servicekontoret i Haninge';
const VISBY = 'Servicekontoret i Visby';

describe('offices that help each other', () => {
  it('by a rule that is tried and saved, a mail is answered elsewhere, another comes back, and the effect is seen', async () => {
    await o.mail('första');
    await o.mail('andra');
    o.world.setNow('2026-11-18T10:30:00Z');
    const context = (viewport: typeof DESKTOP) => browser.newContext({ viewport, locale: 'sv-SE' });
    const cim = await signedIn(await context(PHONE), server.url, 'cim@example.se');
    const lead = await signedIn(await context(DESKTOP), server.url, 'omrade@example.se');
    for (const page of [cim, lead]) page.setDefaultTimeout(15_000);
    await lead.getByRole('link', { name: 'Samverkan' }).first().click();
    await lead.getByText('Inga regler än').waitFor();
    await accessible(lead, 'no rules yet');
    await lead.getByRole('link', { name: 'Ny regel' }).click();
    await lead.getByLabel('Namn').fill('Visby hjälper Haninge');
    const side = (name: string) => lead.getByRole('group', { name });
    await side('Det som väntar i').getByLabel(HANINGE).check();
    await side('får besvaras i').getByLabel(HANINGE).check();
    await lead.getByLabel('Har väntat, öppna minuter').fill('20');
    await lead.getByRole('button', { name: 'Visa vad som skulle flyttas' }).click();
    await lead.getByText('Ett kontor kan inte hjälpa sig självt.').first().waitFor();
    await accessible(lead, 'a rule that is wrong');
    await side('får besvaras i').getByLabel(HANINGE).uncheck();
    await side('får besvaras i').getByLabel(VISBY).check();
    await lead.getByRole('button', { name: 'Visa vad som skulle flyttas' }).click();
    await lead.getByText('Med regeln skulle 2 kontakter flyttas nu.').waitFor();
    await accessible(lead, 'what would move');
    expect(await lead.content()).not.toContain('Prov Provsson');
    await lead.getByRole('button', { name: 'Spara' }).click();
    await lead.getByText('2 kontakter flyttas inom en halv minut.').waitFor();
    await lead.getByRole('button', { name: 'Flytta nu' }).click();
    await lead.getByText('2 kontakter flyttades.').waitFor();

    await cim.goto(`${server.url}/kontakter`);
    expect(await cim.getByText(`från ${HANINGE}`).count()).toBe(2);
    await cim.getByRole('link', { name: 'Ärende första' }).click();
    await cim.getByText(`Ni hjälper ${HANINGE}.`).waitFor();
    await accessible(cim, 'a contact of another office, on a phone');
    await cim.getByRole('button', { name: 'Ta kontakten', exact: true }).click();
    await cim.getByLabel('Svar eller anteckning').fill('Så här gör du.');
    await cim.getByRole('button', { name: /^Svara direkt/ }).click();
    await cim.goto(`${server.url}/kontakter`);
    await cim.getByRole('link', { name: 'Ärende andra' }).click();
    await cim.getByText('Skicka tillbaka').first().click();
    await cim.getByLabel('Varför går den tillbaka?').fill('Ni känner personen.');
    await cim.getByRole('button', { name: 'Skicka tillbaka' }).click();
    await cim.getByText('Ni skickade tillbaka den').waitFor();

    const alva = await signedIn(await context(DESKTOP), server.url, 'alva@example.se');
    await alva.goto(`${server.url}/kontakter`);
    await alva.getByRole('link', { name: 'Ärende andra' }).click();
    await alva.getByText(`Kom tillbaka från ${VISBY}: Ni känner personen.`).waitFor();
    await alva.goto(`${server.url}/kontakter?visa=all`);
    await alva.getByRole('link', { name: 'Ärende första' }).click();
    await alva.getByText('Så här gör du.').waitFor();
    await accessible(alva, 'a contact that another office answered');

    await lead.goto(`${server.url}/samverkan`);
    await lead.getByText('skickad tillbaka').waitFor();
    await accessible(lead, 'the effect');
    expect(await lead.locator('.figures').innerText()).toMatch(
      /flyttade\s+2\s+besvarade\s+1\s+i tid\s+1\s+kom tillbaka\s+1/,
    );
  });
});
