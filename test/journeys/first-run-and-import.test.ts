import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../../src/access/auth.server.ts';
import { createApp } from '../../src/app.server.ts';
import { servicesOf } from '../../src/serve.server.ts';
import { accessible, DESKTOP, launch, listen } from '../browser.ts';
import { testDatabase } from '../harness.ts';
import { SSC, type World } from '../world.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const ADMIN = { name: 'Ada Provlund', email: 'ada@example.se', password: 'ett-långt-lösenord' };
const OFFICER = { name: 'Olle Demovik', email: 'olle@example.se', password: 'ett-annat-lösenord' };

const OFFICES = [
  'code,name,type,operator,municipality,locality,latitude,longitude,openFrom',
  `haninge,Servicekontoret i Haninge,medium,${SSC},0136,Haninge,59.168,18.145,2019-06-01`,
  `visby,Servicekontoret i Visby,small,${SSC},0980,Visby,57.641,18.296,2019-06-01`,
];
const OFFICERS = [
  'code,name,employer,homeOffice,fullTimeShare,employedFrom',
  `H-1,${OFFICER.name},${SSC},haninge,1,2020-01-01`,
];

/** An installation that was begun empty: law and reference registers, and no account. */
async function emptyInstallation() {
  const database = await testDatabase();
  const auth = createAuth(database.libraryPool, {
    baseUrl: 'http://localhost',
    secret: 'a secret of the tests, 32 characters',
  });
  const services = await servicesOf(database, auth);
  const app = createApp(services);
  const server = await listen({ app } as World);
  return {
    url: server.url,
    code: services.firstRunCode,
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}

describe('the first administrator', () => {
  it.each([
    ['with script', true],
    ['without script', false],
  ] as const)('begins, imports registers and lets an officer in: %s', async (how, javaScriptEnabled) => {
    const { url, code, close } = await emptyInstallation();
    const open = async () => {
      const context = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled, locale: 'sv-SE' });
      context.setDefaultTimeout(10_000);
      return context;
    };
    const context = await open();
    const others = await open();
    try {
      const page = await context.newPage();
      const check = async (what: string, on = page) => {
        if (javaScriptEnabled) await accessible(on, `${what}, ${how}`);
      };
      expect(code).toMatch(/^[0-9a-f]{10}$/);
      for (const path of ['/', '/logga-in', '/besok', '/lagen', '/konton', '/import', '/finns-inte']) {
        await page.goto(url + path);
        expect(new URL(page.url()).pathname, path).toBe('/forsta-start');
      }
      expect((await fetch(`${url}/api/me`)).status).toBe(401);
      await check('the first start');

      await page.getByLabel('Kod från terminalen').fill('0000000000');
      await page.getByLabel('Namn').fill(ADMIN.name);
      await page.getByLabel('E-postadress').fill(ADMIN.email);
      await page.getByLabel('Lösenord').fill('kort');
      await page.getByRole('button', { name: 'Skapa administratör' }).click();
      await page.getByRole('alert').getByText('Lösenordet behöver minst 12 tecken.').waitFor();
      await page.getByLabel('Lösenord').fill(ADMIN.password);
      await page.getByRole('button', { name: 'Skapa administratör' }).click();
      await page
        .getByRole('alert')
        .getByText('Koden stämmer inte. Kopiera den från terminalen där programmet startades.')
        .waitFor();
      expect(await page.getByLabel('Namn').inputValue()).toBe(ADMIN.name);
      expect(await page.getByLabel('E-postadress').inputValue()).toBe(ADMIN.email);
      expect(await page.getByLabel('Lösenord').inputValue()).toBe('');
      await check('a wrong code');
      // The terminal prints an address with the code in it.
      await page.goto(`${url}/forsta-start?kod=${code}`);
      expect(await page.getByLabel('Kod från terminalen').inputValue()).toBe(code);
      await page.getByLabel('Namn').fill(ADMIN.name);
      await page.getByLabel('E-postadress').fill(ADMIN.email);
      await page.getByLabel('Lösenord').fill(ADMIN.password);
      await page.getByRole('button', { name: 'Skapa administratör' }).click();
      await page.getByRole('heading', { name: ADMIN.name }).waitFor();
      await check('the start of the administrator');
      const late = await others.newPage();
      await late.goto(`${url}/forsta-start?kod=${code}`);
      expect(new URL(late.url()).pathname).toBe('/logga-in');

      // The second office lies in no municipality, and nowhere in Sweden: not even the first is stored.
      const wrong = [...OFFICES];
      wrong[2] = wrong[2]!.replace('0980', '9999').replace('57.641', '12.5');
      await page.getByRole('link', { name: 'Import' }).first().click();
      await page.getByText('Inga filer är inlästa än.').waitFor();
      await check('the import');
      await upload(page, 'Kontor', 'kontor.csv', wrong);
      await page.getByRole('heading', { name: 'Filen lästes inte in' }).waitFor();
      expect(await page.locator('main').innerText()).toContain('kontor.csv (Kontor): 2 fel.');
      const problems = (await page.locator('main tbody tr').allInnerTexts()).map((row) => row.split('\t'));
      expect(problems.map(([line, column]) => `${line} ${column}`).toSorted()).toEqual([
        'Rad 3 latitude',
        'Rad 3 municipality',
      ]);
      expect(problems.flat().join('\n')).toContain(
        '”9999” är ingen kommunkod. Skriv fyra siffror, till exempel 0136.',
      );
      await check('a refused file');
      await page.goto(`${url}/register/kontor`);
      expect(await page.locator('main').innerText()).not.toContain('Servicekontoret i Haninge');

      await page.getByRole('link', { name: 'Import' }).first().click();
      await upload(page, 'Kontor', 'kontor.csv', OFFICES);
      await imported(page, '2 rader sparade: Kontor.');
      await check('an imported file');
      await page.getByRole('link', { name: 'Läs in en fil till' }).click();
      await upload(page, 'Handläggare', 'handlaggare.csv', OFFICERS);
      await imported(page, '1 rader sparade: Handläggare.');
      await page.getByRole('link', { name: 'Läs in en fil till' }).click();
      await page.getByRole('region', { name: 'Inlästa filer' }).waitFor();
      expect(await page.getByRole('region', { name: 'Inlästa filer' }).locator('tbody tr').count()).toBe(2);

      await page.getByRole('link', { name: 'Konton' }).first().click();
      await page.getByRole('link', { name: 'Nytt konto' }).click();
      await page.getByLabel('Namn').fill(OFFICER.name);
      await page.getByLabel('E-postadress').fill(OFFICER.email);
      await page.getByLabel('Lösenord').fill(OFFICER.password);
      await page.getByLabel('Handläggarens kod').fill('H-2');
      await page.getByLabel('Första rollen').selectOption('Servicehandläggare');
      await page.getByRole('button', { name: 'Skapa kontot' }).click();
      await page
        .getByRole('alert')
        .getByText('En servicehandläggare har rollen vid ett kontor. Välj kontor.')
        .waitFor();
      expect(await page.getByLabel('Handläggarens kod').inputValue()).toBe('H-2');
      expect(await page.getByLabel('Första rollen').inputValue()).toBe('officer');
      await check('an account without an office');
      await page.getByLabel('Kontor', { exact: true }).selectOption('Servicekontoret i Haninge');
      await page.getByLabel('Lösenord').fill(OFFICER.password);
      await page.getByRole('button', { name: 'Skapa kontot' }).click();
      await page.getByRole('alert').getByText('Koden finns inte i registret över handläggare.').waitFor();
      await page.getByLabel('Handläggarens kod').fill('H-1');
      await page.getByLabel('Lösenord').fill(OFFICER.password);
      await page.getByRole('button', { name: 'Skapa kontot' }).click();
      await page.getByText('Kontot är skapat.').waitFor();
      const account = await page.locator('main').innerText();
      expect(account).toContain(`${OFFICER.name}, H-1`);
      expect(account).toMatch(/Servicehandläggare\s+Servicekontoret i Haninge/);
      await check('the new account');

      const officer = late;
      await officer.getByLabel('E-postadress').fill(OFFICER.email);
      await officer.getByLabel('Lösenord').fill('inte-det-lösenordet');
      await officer.getByRole('button', { name: 'Logga in' }).click();
      await officer.getByRole('alert').getByText('Det gick inte att logga in').waitFor();
      await officer.getByLabel('Lösenord').fill(OFFICER.password);
      await officer.getByRole('button', { name: 'Logga in' }).click();
      await officer.getByRole('button', { name: 'Nytt besök' }).click();
      await officer.getByText('Inga ärenden än.').waitFor();
      expect(await officer.locator('main').innerText()).toContain('Servicekontoret i Haninge');
      await check('the first visit', officer);
      expect((await officer.goto(`${url}/konton`))?.status()).toBe(403);
    } finally {
      await context.close();
      await others.close();
      await close();
    }
  });
});

async function upload(page: Page, kind: string, name: string, lines: readonly string[]): Promise<void> {
  await page.getByLabel('Vad filen innehåller').selectOption(kind);
  await page.getByLabel('Fil', { exact: true }).setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\n')}\n`),
  });
  await page.getByRole('button', { name: 'Kontrollera och läs in' }).click();
}

/** At once, or after the page that shows how far it has come. */
async function imported(page: Page, what: string): Promise<void> {
  await page.getByRole('heading', { name: 'Filen är inläst' }).waitFor();
  expect(await page.locator('main').innerText()).toContain(what);
}
