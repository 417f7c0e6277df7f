import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMails, owedAgreements } from '../../src/copies/test-copies.ts';
import { sendDueMail } from '../../src/post/send-due-mail.server.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { type MailServer, startMailServer } from '../mail-server.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let mail: MailServer;
let browser: Browser;
let drop = false;
beforeAll(async () => {
  world = await makeWorld();
  server = await listen(world);
  mail = await startMailServer({ answer: () => (drop ? 'drop' : null) });
  await owedAgreements(
    world,
    ['DATOR', 'MOBIL', 'UTAN'].flatMap((how) => [
      { diaryNumber: `${how}-1`, signedOn: '2026-10-01', validFrom: '2026-10-01' },
      { diaryNumber: `${how}-2` },
      { diaryNumber: `${how}-3`, signedOn: '2020-02-03', validFrom: '2020-02-03' },
    ]),
  );
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await mail?.stop();
  await server?.stop();
  await world?.close();
});

/** What the background does. */
async function background() {
  await makeMails(world);
  await sendDueMail({
    pool: world.database.pool,
    mail: mail.settings(),
    clock: world.services.clock,
    ending: new AbortController().signal,
  });
}

describe('a coordinator sends copies to Kammarkollegiet', () => {
  it.each([
    ['with script', 'DATOR', DESKTOP, true],
    ['on a phone', 'MOBIL', PHONE, true],
    ['without script', 'UTAN', DESKTOP, false],
  ] as const)('%s', async (how, number, viewport, javaScriptEnabled) => {
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });
    const page = await signedIn(context, server.url, 'samordnare.skv@example.se');
    const check = async (what: string) => {
      if (javaScriptEnabled) await accessible(page, `${what}, ${how}`);
    };
    const choose = (n: number) => page.getByLabel(`Välj Serviceavtal ${number}-${n}, version 1`).check();
    await page.getByRole('link', { name: /^Kopior till Kammarkollegiet: \d+ att skicka/ }).click();
    await page.getByRole('heading', { name: 'Kopior till Kammarkollegiet' }).waitFor();
    await check('the late ones');

    await choose(3);
    await page.getByLabel('Skickades den').fill('2020-02-01');
    await page.getByRole('button', { name: 'Registrera valda som skickade' }).click();
    await page.getByRole('alert').getByText('Dagen ligger före den dag').waitFor();
    await check('a day that cannot be');
    await choose(3);
    await page.getByLabel('Skickades den').fill('2020-02-10');
    await page.getByRole('button', { name: 'Registrera valda som skickade' }).click();
    await page.getByText('En kopia är registrerad som skickad.').waitFor();

    await choose(1);
    await page.getByRole('button', { name: 'Skicka valda med e-post' }).click();
    await page.getByText('En kopia är på väg.').waitFor();
    await background();
    expect(mail.received.at(-1)?.mail.subject).toBe(`Kopia av avtal ${number}-1, version 1 – Skatteverket`);
    expect(mail.received.at(-1)?.mail.attachments[0]?.filename).toMatch(/\.pdf$/);
    await page.getByRole('link', { name: `Serviceavtal ${number}-1`, exact: true }).click();
    await page.getByLabel('Kammarkollegiets diarienummer').fill(`3.5-${number}-2026`);
    await check('a copy that is sent');
    await page.getByRole('button', { name: 'Registrera bekräftelsen' }).click();
    await page.getByText(`Kammarkollegiets dnr 3.5-${number}-2026`).waitFor();

    // The answer is lost: a person decides.
    await page.goto(`${server.url}/kopior?sok=${number}-2`);
    await page.getByRole('link', { name: `Serviceavtal ${number}-2`, exact: true }).click();
    await page.getByRole('button', { name: 'Skicka med e-post' }).click();
    await page.getByText('Handlingen görs.').waitFor();
    drop = true;
    await background();
    drop = false;
    await page.reload();
    await page.getByRole('link', { name: 'Ovisst om den kom fram' }).click();
    await page.getByText('Hela brevet lämnades till servern').waitFor();
    await check('an uncertain mail');
    await page.getByRole('button', { name: 'Det kom fram' }).click();
    await page.getByText('Någon har kontrollerat att det kom fram.').waitFor();
    await page.getByRole('link', { name: 'Utskick' }).last().click();
    await check('the outbox');
    await page.goto(`${server.url}/kopior?sok=${number}-2`);
    await page.getByText('Skickad').last().waitFor();
    await context.close();
  });
});
