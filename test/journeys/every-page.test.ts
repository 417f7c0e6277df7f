import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveMail } from '../../src/contacts/test-contacts.ts';
import { makeFaults } from '../../src/faults/test-faults.ts';
import { makeForms } from '../../src/forms/test-forms.ts';
import { overflowIn } from '../../src/overflow/test-overflow.ts';
import { endAlarm, raiseAlarm } from '../../src/queue/commands/alarm.server.ts';
import { makeQueue, makeStuck } from '../../src/queue/test-queue.ts';
import { accessible, DESKTOP, launch, listen, PHONE, signedIn } from '../browser.ts';
import { type Account, form, makeWorld, type World } from '../world.ts';

let world: World;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  world = await makeWorld();
  world.services.demonstration = true;
  await servedVisit();
  await receiveMail(world, '<walk@example.se>');
  const o = await overflowIn(world);
  await o.give(await o.mail('<walk-helped@example.se>'), await o.rule());
  await (await makeFaults(world)).report();
  await handedOver();
  const forms = await makeForms(world);
  await forms.send(forms.slugs.state);
  const queue = await makeQueue(world);
  await makeStuck(queue);
  await queue.ticket(queue.needs.identityCard);
  await endAlarm(queue.bo, queue.officeId, await raiseAlarm(queue.alva, queue.officeId));
  await raiseAlarm(queue.bo, queue.officeId);
  const board = { name: 'Väggen', kind: 'board' };
  await world.api('chef@example.se', 'POST', `/queues/${queue.officeId}/devices`, board);
  const report = await world.api('rapport.skv@example.se', 'POST', '/reports', {
    authorityId: world.ids.authorities['202100-5448'],
    year: 2025,
  });
  await world.api('rapport.skv@example.se', 'POST', `/reports/${report.body.id}/office-requests`);
  server = await listen(world);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.close();
});

/** What each role must be able to reach by links alone, from its start page. */
const REACHES: Readonly<Partial<Record<Account, readonly string[]>>> = {
  'alva@example.se': [
    ...[
      '/kontakter',
      '/kontakter/ny',
      '/kontakter/:id',
      '/kontakter/:id/kvitto',
      '/kontakter/mallar',
      '/loften',
    ],
    ...['/statistik', '/statistik/manad', '/statistik/visa', '/statistik/jag', '/statistik/matt/:code'],
    ...['/fragor', '/kartlaggning', '/kartlaggning/vardag'],
    ...['/ansokningar', '/ansokningar/:id', '/blanketter', '/blanketter/:id'],
    ...['/besok', '/avtal', '/avtal/:id', '/uppdrag', '/uppdrag/:id', '/fraga-lagen', '/lagen'],
  ],
  'samordnare.skv@example.se': [
    '/avtal',
    '/avtal/:id',
    '/avtal/utkast',
    '/uppdrag',
    '/uppdrag/:id',
    '/uppdrag/nytt',
    '/atgarder',
    '/fragor',
    '/kopior',
    '/kopior/:id/:id',
    '/blanketter/ny',
    '/utskick',
    '/register',
    '/felanmalningar',
    '/felanmalningar/:ref',
    '/felanmalningar/synpunkter',
    '/felanmalningar/installningar',
    '/felanmalan/:ref',
  ],
  'mottagare.skv@example.se': ['/overlamningar', '/overlamningar/:id', '/diarium', '/diarium/202100-5448'],
  'rapport.skv@example.se': ['/rapporter', '/rapporter/:id', '/rapporter/:id/kontoren', '/avtal'],
  'chef@example.se': [
    '/kartlaggning/ny',
    '/loften',
    '/telefoni',
    '/overlamningar/jav',
    '/kontakta/haninge',
    '/enheter',
    '/brevlador',
    '/reception',
    '/rapporter/kontor',
    '/rapporter/kontor/:id',
    '/kontorstider/:id/ar/:id',
    '/kontorstider/:id/vecka',
    '/kontorstider/:id/undantag',
    '/kontorstider/:id/sprak',
    '/kontorstider/:id/hitta-hit',
    '/kontor/haninge',
    '/hitta',
    '/ko/:id',
    '/ko/:id/ledning',
    '/ko/:id/larm',
    '/ko/:id/installningar',
    '/ko/:id/installningar/behov/nytt',
    '/ko/:id/installningar/behov/:id',
    '/ko/:id/installningar/disk/ny',
    '/ko/:id/installningar/disk/:id',
    '/ko/:id/nummer/:id',
  ],
  'omrade@example.se': ['/ko/omrade', '/samverkan', '/samverkan/regler/ny', '/samverkan/regler/:id'],
  'tillsyn@example.se': [
    '/kammarkollegiet',
    '/kammarkollegiet/myndigheter',
    '/kammarkollegiet/avvikelser',
    '/kammarkollegiet/regeringen',
    '/kammarkollegiet/rad',
    '/utskick',
  ],
  'lag@example.se': [
    '/lagen',
    '/lagen/regelverk/:code',
    '/lagen/poster',
    '/lagen/poster/:code',
    '/lagen/poster/ny',
  ],
  'admin@example.se': [
    '/brevlador',
    '/brevlador/ny',
    '/register',
    '/register/kontor',
    '/register/handlaggare',
    '/register/besokssiffror',
    '/import',
    '/konton',
    '/konton/nytt',
    '/rapporter/skyldighet',
  ],
};

/** Kinds of pages that some role's walk has looked at. */
const looked = new Set<string>();

describe('every page that a role can reach by links', () => {
  it.each(Object.keys(REACHES) as Account[])(
    'is accessible and fits the screen, and none is a fault: %s',
    async (account) => {
      const context = await browser.newContext({ viewport: DESKTOP, locale: 'sv-SE' });
      const page = await signedIn(context, server.url, account);
      const seen = new Set<string>();
      const waiting = ['/'];
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        // A kind of page that an earlier role was shown too is only asked for again; the start page is everybody's own.
        const fresh = path === '/' || !looked.has(kindOf(path));
        looked.add(kindOf(path));
        const answer = fresh ? await page.goto(server.url + path) : await page.request.get(server.url + path);
        expect(answer?.status(), path).toBe(200);
        const links = linksIn((await answer?.text()) ?? '');
        for (const viewport of fresh ? [DESKTOP, PHONE] : []) {
          await page.setViewportSize(viewport);
          await accessible(page, `${path} at ${viewport.width} px as ${account}`);
        }
        for (const link of links) {
          const kind = kindOf(link);
          if (
            seen.has(kind) ||
            /\.(pdf|json|csv|xlsx|rdf|ttl|jsonld)$|\/export$|^\/import\/exempel|^\/api\//.test(kind)
          )
            continue;
          seen.add(kind);
          waiting.push(link.split('#')[0] ?? '/');
        }
      }
      for (const expected of REACHES[account] ?? []) expect([...seen]).toContain(expected);
      await context.close();
    },
    240_000,
  );
});

/** Where a reader can go from a page. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\s[^>]*>/g)].flatMap(([tag]) => {
    const [, href] = /\shref="(\/[^"]*)"/.exec(tag) ?? [];
    return href === undefined || /\shidden\b/.test(tag) ? [] : [href.replaceAll('&amp;', '&')];
  });
}

/** Pages of one kind are looked at once. */
function kindOf(link: string): string {
  const path = link.split(/[?#]/)[0] ?? '/';
  return path
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/:id')
    .replace(/^\/statistik\/matt\/[\w-]+/, '/statistik/matt/:code')
    .replace(/\/\d+(?=\/|$)/g, '/:id')
    .replace(/\/[2-9A-Z]{4}-[2-9A-Z]{4}(?=\/|$)/g, '/:ref')
    .replace(/\/[A-Z]{2,4}-\d{4}(-[A-Z]\d+[a-z]?)?(?=\/|$)/g, '/:code');
}

/** One hand-over, and a diary of the authority that it goes to. */
async function handedOver(): Promise<void> {
  const officer: Account = 'alva@example.se';
  const visit = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const matter = await world.api(officer, 'POST', `/visits/${visit.body.id}/matters`, {
    taskId: world.ids.tasks['population-registration'],
    authorityId: world.ids.authorities['202100-5448'],
  });
  const asked = {
    matterId: matter.body.id,
    wants: 'Vill veta om flytten.',
    consent: 'given',
    reachBy: 'code',
  };
  expect((await world.api(officer, 'POST', '/hand-overs', asked)).status).toBe(201);
  const pattern = { authorityId: String(world.ids.authorities['202100-5448']), name: 'Diariet' };
  const diary = form({ ...pattern, pattern: '{year}-{serial:5}-{class}' });
  expect((await world.as('samordnare.skv@example.se', '/diarium/monster', diary)).status).toBe(303);
}

async function servedVisit(): Promise<void> {
  const officer: Account = 'alva@example.se';
  const visit = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const matter = await world.api(officer, 'POST', `/visits/${visit.body.id}/matters`, {
    taskId: world.ids.tasks['identity-card'],
    authorityId: world.ids.authorities['202100-5448'],
  });
  const act = { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };
  const done = await world.api(
    officer,
    'POST',
    `/visits/${visit.body.id}/matters/${matter.body.id}/acts`,
    act,
  );
  expect(done.status).toBe(201);
}
