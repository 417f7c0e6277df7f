import type { Browser, BrowserContext } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callNext } from '../../src/queue/commands/call.server.ts';
import { startServing } from '../../src/queue/commands/serve.server.ts';
import { queueState } from '../../src/queue/queries.server.ts';
import { makeQueue, makeQueueElsewhere, type TestQueue } from '../../src/queue/test-queue.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let queue: TestQueue;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
  server = await listen(world);
  browser = await launch();
});
afterEach(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

const context = (viewport: typeof DESKTOP, javaScriptEnabled = true): Promise<BrowserContext> =>
  browser.newContext({ viewport, javaScriptEnabled, locale: 'sv-SE' });

describe('the manager leads a day', () => {
  it.each([
    ['with script', DESKTOP, true],
    ['on a phone', PHONE, true],
    ['without script', DESKTOP, false],
  ] as const)('%s', async (how, viewport, script) => {
    const { needs, officeId, alva } = queue;
    // Nobody at an open desk may serve the identity card: Bo has no mandate for it, and Alva is not there yet.
    await queue.openBoth();
    const { id } = await queue.ticket(needs.other);
    await callNext(alva, officeId);
    await startServing(alva, officeId, id);
    const page = await signedIn(await context(viewport, script), server.url, 'chef@example.se');
    const check = async (what: string) => {
      if (script) await accessible(page, `${what}, ${how}`);
    };
    world.setNow('2026-11-18T09:32:00Z');
    await page.goto(`${server.url}/ko`);
    await page.getByRole('heading', { name: 'Leda kön, Servicekontoret i Haninge' }).waitFor();
    await check('leading');

    // A desk is closed: who was there waits again, and nobody is left who may take an identity card.
    await page.getByText('Stäng disk 1').first().click();
    const closing = page.locator('form', { has: page.getByRole('button', { name: 'Stäng disk 1' }) });
    await closing.getByLabel('Skäl').fill('gick hem sjuk 19811218-9876');
    await closing.getByRole('button').click();
    await page.getByText('Skälet ser ut att innehålla ett personnummer.').waitFor();
    await page.getByText('Stäng disk 1').first().click();
    await closing.getByLabel('Skäl').fill('gick hem sjuk');
    await closing.getByRole('button').click();
    await page.getByText('Disken är stängd. De som var där är tillbaka i kön.').waitFor();
    await queue.ticket(needs.identityCard);
    if (!script) await page.reload();
    await page.getByText('Ingen öppen disk får ta emot A 1.').waitFor();
    await check('nobody may');

    await page.getByRole('button', { name: 'Pausa Id-kort' }).click();
    await page.getByText('Inga fler nummer ges ut för behovet.').waitFor();
    await page.getByRole('button', { name: 'Öppna Id-kort' }).click();
    await page.getByText('Nummer ges ut igen.').waitFor();

    // Closed early, and the public page says so.
    await page.getByText('Stäng kontoret för dagen').click();
    const close = page.locator('.lead-close');
    await close.getByLabel('Skäl').fill('vattenläcka');
    await close.getByLabel('får veta att de behöver gå').check();
    await check('closing');
    await close.getByRole('button', { name: 'Stäng nu' }).click();
    await page.getByText('De som väntade får veta att de behöver gå.').waitFor();
    await page.getByText('Kontoret stängde 10:32: vattenläcka.').waitFor();
    expect((await queueState(world.database.pool, alva.scope, officeId)).tickets).toEqual([]);
    await page.getByRole('button', { name: 'Öppna igen' }).click();
    await page.getByText('Kontoret är öppet igen.').waitFor();

    // A need is added, with what is wrong told at its field.
    await page.getByRole('link', { name: 'Inställningar' }).click();
    await page.getByRole('link', { name: 'Lägg till behov' }).click();
    await page.getByLabel('Svenska').fill('Pension');
    await page.getByLabel('Engelska').fill('Pension');
    await page.getByLabel('Bokstav före numret').fill('C');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Ett annat behov med samma bokstav har redan de numren.').first().waitFor();
    await check('a need refused');
    expect(await page.getByLabel('Svenska').inputValue()).toBe('Pension');
    await page.getByLabel('Bokstav före numret').fill('P');
    await page.getByLabel('Uppgift 1', { exact: true }).selectOption({ label: 'Skatteverket: Id-kort' });
    await page.getByLabel('Nivå, uppgift 1').selectOption({ label: 'myndighetsutövning' });
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Sparat.').waitFor();
    await page.getByRole('cell', { name: '1 handläggare' }).first().waitFor();
    await page.getByRole('button', { name: 'Flytta upp Pension' }).click();
    await page.getByText('Sparat.').waitFor();
    await page.getByRole('link', { name: 'Pension' }).click();
    await page.getByRole('button', { name: 'Avsluta behovet' }).click();
    await page.getByText('Behov avslutat').waitFor();

    await page.getByRole('link', { name: 'Lägg till disk' }).click();
    await page.getByLabel('Namn eller nummer').fill('Skärmen');
    await page.getByLabel('Slag').selectOption({ label: 'På distans' });
    await page.getByLabel('Länk till videomöte').fill('http://video.example.se');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Skriv en hel adress som börjar med https://.').first().waitFor();
    await page.getByLabel('Länk till videomöte').fill('https://video.example.se/rum');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('På distans, video').waitFor();
    await page.getByLabel('Minuter att komma tillbaka efter ett missat rop').fill('5');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Hela kön ändrad').waitFor();
    await check('settings');
  });
});

describe('a call for help', () => {
  it('is silent, reaches the colleague at once, and is written down', async () => {
    await queue.openBoth();
    const alva = await signedIn(await context(DESKTOP), server.url, 'alva@example.se');
    const bo = await signedIn(await context(PHONE), server.url, 'bo@example.se');
    const chief = await signedIn(await context(DESKTOP), server.url, 'chef@example.se');
    await bo.goto(`${server.url}/ko/${queue.officeId}`);
    await chief.goto(`${server.url}/ko/${queue.officeId}/ledning`);
    await alva.goto(`${server.url}/ko/${queue.officeId}`);
    await queue.ticket(queue.needs.other);
    await queue.ticket(queue.needs.other);
    // Twice, also while writing, and what is written stays; once is nothing.
    await alva.getByText('Kalla före').click();
    const field = alva.getByLabel('Varför före de andra?');
    await field.fill('besökaren är');
    await alva.keyboard.press('F9');
    await alva.keyboard.press('F9');
    await bo.getByText('Alva Provlund behöver hjälp, disk 1').waitFor();
    await chief.getByText('Alva Provlund behöver hjälp, disk 1').waitFor();
    expect(await field.inputValue()).toBe('besökaren är');
    await accessible(bo, 'an alarm on a phone');
    await accessible(chief, 'an alarm');
    await bo.getByRole('button', { name: 'Jag kommer' }).click();
    await alva.getByText('Bo Exempelström kommer.').waitFor();
    await alva.getByRole('button', { name: 'Avsluta larmet' }).click();
    await alva.getByText('Skriv vad som hände', { exact: true }).click();
    const note = alva.getByLabel(/Inget om vem personen är/);
    await note.fill('Personen 811218-9876 skrek.');
    await alva.getByRole('button', { name: 'Spara' }).click();
    await alva.getByText('Texten ser ut att innehålla ett personnummer.').waitFor();
    await accessible(alva, 'a note refused');
    await note.fill('En person skrek och slog i disken.');
    await alva.getByRole('button', { name: 'Spara' }).click();
    await alva.getByText('Sparat.').waitFor();
    await chief.getByRole('link', { name: 'Larm och händelser' }).click();
    await chief.getByText('En person skrek och slog i disken. (Alva Provlund)').waitFor();
  });
});

describe('several offices', () => {
  it('stand in rows, and a visitor goes from one to the other', async () => {
    await makeQueueElsewhere(world, queue);
    const { id } = await queue.ticket(queue.needs.other);
    world.setNow('2026-11-18T10:01:00Z');
    const page = await signedIn(await context(PHONE), server.url, 'bada@example.se');
    await page.goto(`${server.url}/ko`);
    await page.getByRole('heading', { name: 'Kontorens köer' }).waitFor();
    await page.getByText('31 min').waitFor();
    await page.getByText('ingen disk öppen').waitFor();
    await accessible(page, 'the area on a phone');
    await page.goto(`${server.url}/ko/${queue.officeId}/nummer/${id}`);
    await accessible(page, 'a ticket');
    await page.getByLabel('Går före').selectOption({ label: '15 minuter' });
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Ange varför besökaren går före.').first().waitFor();
    await page.getByLabel('Kontor och behov').selectOption({ label: 'Servicekontoret i Visby: Allt' });
    await page.getByRole('button', { name: 'Flytta' }).click();
    await page.getByText('Besökaren har nu nummer V 1 på Servicekontoret i Visby.').waitFor();
  });
});
