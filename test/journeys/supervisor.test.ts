import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyContent, sendCopy, sendReport } from '../../src/supervision/test-desk.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

describe('Kammarkollegiet follows up', () => {
  it.each([
    ['with script', DESKTOP, true],
    ['on a phone', PHONE, true],
    ['without script', DESKTOP, false],
  ] as const)(
    '%s',
    async (how, viewport, javaScriptEnabled) => {
      world = await makeWorld();
      server = await listen(world);
      const content = copyContent(world, { signedOn: '2026-10-01', decidedOn: '2026-10-01' });
      await sendCopy(world, '2019-00519-1.8', {
        content: { ...content, valid: { from: '2026-10-01', to: null } },
      });
      await sendReport(world, 2025);
      const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
      const page = await signedIn(context, server.url, 'tillsyn@example.se');
      const check = async (what: string) => {
        if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
      };
      const desk = page.getByRole('navigation', { name: 'Kammarkollegiets uppföljning' });

      await page.goto(`${server.url}/kammarkollegiet`);
      await check('the inbox');
      await page.getByRole('link', { name: 'Avtal 2019-00519-1.8, version 1' }).click();
      await page.getByText('Uppgiften är inte särskilt redovisad i avtalet.').waitFor();
      await check('a copy');
      await page.getByLabel('Kammarkollegiets diarienummer').fill('9.1-1234-2026');
      await page.getByRole('button', { name: 'Diarieför' }).click();
      await page.getByText('ta ställning till dem nedan').waitFor();
      await check('a registered copy');
      await page.getByRole('link', { name: /inte särskilt redovisad/ }).click();
      await page.getByRole('button', { name: 'Avfärda' }).click();
      await page.getByText('Skriv varför förslaget avfärdas.').first().waitFor();
      await check('a deviation, without a reason');
      await page.getByRole('button', { name: 'Fastställ' }).click();
      await page.getByText('Ställningstagandet är sparat.').waitFor();
      await check('a decided deviation');

      await desk.getByRole('link', { name: 'Inkommet' }).click();
      await page.getByRole('link', { name: 'Årsrapport 2025, version 1' }).click();
      await check('a report');
      await page.getByLabel('Bedömning av finansiella konsekvenser').selectOption('no');
      await page.getByRole('button', { name: 'Spara bedömningen' }).click();
      await page.getByText('Bedömningen är sparad.').waitFor();
      await check('a judged report');

      await desk.getByRole('link', { name: 'Myndigheter' }).click();
      await check('the authorities');
      await page.getByRole('link', { name: 'Skatteverket' }).click();
      await page.getByRole('heading', { name: 'Skatteverket' }).waitFor();
      await check('an authority');
      await desk.getByRole('link', { name: 'Avvikelser' }).click();
      await check('the deviations');

      await desk.getByRole('link', { name: 'Råd och vägledning' }).click();
      await page.getByLabel('Från vilken myndighet').fill('Haninge kommun');
      await page.getByLabel('Frågan ställdes').fill('2026-10-01');
      await page.getByLabel('Frågan', { exact: true }).fill('Får avtalet omfatta parkeringstillstånd?');
      await page.getByLabel('Svaret', { exact: true }).fill('Ja, som kommunens uppgift.');
      await page.getByRole('button', { name: 'Anteckna' }).click();
      await page.getByText('Rådet är antecknat.').waitFor();
      await check('advice');

      await desk.getByRole('link', { name: 'Rapport till regeringen' }).click();
      await check('the reports to the Government');
      await page.getByRole('link', { name: 'Öppna rapporten för 2026' }).click();
      await page.getByLabel('Sammanfattning').fill('Uppföljningen visar en avvikelse.');
      await page.getByRole('button', { name: 'Spara och fastställ' }).click();
      await page.getByText('Sparat, men inte fastställt.').first().waitFor();
      await check('what is missing');
      await page.getByLabel('Vad som inte stämmer').fill('En uppgift är inte särskilt redovisad.');
      await page.getByRole('button', { name: 'Spara och fastställ' }).click();
      await page.getByText('Version 1', { exact: true }).waitFor();
      await check('the frozen report');
      expect(await page.getByRole('link', { name: 'PDF, Version 1' }).count()).toBe(1);
      if (process.env.SHOTS !== undefined) {
        const pages = [
          '',
          '/avtal/1/1',
          '/rapporter/1/1',
          '/myndigheter/1',
          '/avvikelser',
          '/regeringen/2026',
          '/rad',
        ];
        for (const [index, path] of pages.entries()) {
          await page.goto(`${server.url}/kammarkollegiet${path}`);
          await page.screenshot({
            path: `${process.env.SHOTS}/${how.replaceAll(' ', '-')}-${index}.png`,
            fullPage: true,
          });
        }
      }
      await context.close();
      await server.stop();
      await world.close();
    },
    120_000,
  );
});
