import { describe, expect, it } from 'vitest';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';

const site = servedToABrowser();

describe('a matter is handed over, answered and followed', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)(
    '%s',
    async (how, javaScriptEnabled) => {
      const open = (viewport: typeof DESKTOP) =>
        site.browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
      const check = async (page: Awaited<ReturnType<typeof signedIn>>, what: string) => {
        if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
      };
      // The desk: a visit, a matter, handed over.
      const desk = await signedIn(await open(DESKTOP), site.url, 'alva@example.se');
      const visit = await site.world.api('alva@example.se', 'POST', '/visits', {
        officeId: site.world.ids.offices.haninge,
      });
      await site.world.api('alva@example.se', 'POST', `/visits/${visit.body.id}/matters`, {
        taskId: site.world.ids.tasks['population-registration'],
        authorityId: site.world.ids.authorities['202100-5448'],
      });
      await desk.goto(`${site.url}/besok/${visit.body.id}`);
      await desk.getByRole('link', { name: 'Lämna över till Skatteverket' }).click();
      await check(desk, 'handing over');
      await desk.getByLabel('Vad vill personen?').fill('Vill veta om flytten är registrerad.');
      await desk.getByLabel('Personen samtycker').check();
      await desk.getByRole('button', { name: 'Lämna över' }).click();
      await desk.getByRole('heading', { name: 'Överlämnat' }).waitFor();
      await check(desk, 'the receipt');
      const [reference = '', code = ''] = await desk.locator('.hand-over-secret').allTextContents();
      expect(reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);

      // The authority: accepts, asks.
      const receiver = await signedIn(await open(DESKTOP), site.url, 'mottagare.skv@example.se');
      await receiver.goto(`${site.url}/overlamningar`);
      await check(receiver, 'the inbox');
      await receiver.getByRole('link', { name: new RegExp(reference) }).click();
      await receiver.getByText('senast fredag 20 november (2 arbetsdagar)').waitFor();
      await check(receiver, 'the hand-over');
      await receiver.getByRole('button', { name: 'Ta emot ärendet' }).click();
      await receiver.getByText('hos handläggare').first().waitFor();
      await receiver.locator('summary', { hasText: 'Fråga kontoret' }).click();
      await receiver.locator('#ask-text').fill('Vilken lägenhet?');
      await receiver.locator('#steg-ask').getByRole('button').click();
      await receiver.getByText('fråga till kontoret').first().waitFor();
      expect(await receiver.locator('.hand-over-now').textContent()).toContain('Servicekontoret i Haninge');

      await desk.getByRole('link', { name: 'Till överlämningen' }).click();
      await desk.locator('#answer-back-text').fill('1102.');
      await desk.locator('#steg-answer-back').getByRole('button').click();
      await desk.getByText('hos handläggare').first().waitFor();
      await check(desk, 'the desk’s side');
      await receiver.reload();
      await receiver.locator('#answer-final-text').fill('Flytten är registrerad från den 1 november.');
      await receiver.locator('#steg-answer-final').getByRole('button').click();
      await receiver.getByText('besvarad').first().waitFor();

      // The person: a wrong code first, then the answer, and that it was not solved.
      const person = await (await open(PHONE)).newPage();
      await person.goto(`${site.url}/folj`);
      await check(person, 'following');
      await person.getByLabel('Referens').fill(reference.toLowerCase());
      await person.getByLabel('Kod').fill('22222-22222');
      await person.getByRole('button', { name: 'Visa mitt ärende' }).click();
      await person.getByText('Referensen och koden stämmer inte').waitFor();
      await person.getByLabel('Kod').fill(code.replace('-', ' '));
      await person.getByRole('button', { name: 'Visa mitt ärende' }).click();
      await person.getByText('Flytten är registrerad från den 1 november.').waitFor();
      expect(await person.content()).not.toContain('Vilken lägenhet?');
      await check(person, 'the person’s page');
      await person.locator('summary', { hasText: 'Nej, inte än' }).click();
      await person.getByLabel('Vad är kvar?').fill('Fel lägenhetsnummer.');
      await person.getByRole('button', { name: 'Öppna ärendet igen' }).click();
      await person.getByText('Ärendet är öppnat igen').first().waitFor();
      await person.getByRole('button', { name: 'In English' }).click();
      await person.getByText('The matter is open again').waitFor();
      await receiver.reload();
      await receiver.getByText('Fel lägenhetsnummer.').waitFor();
      await check(receiver, 'reopened');
    },
    120_000,
  );
});
