import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNAPPROVED } from '../src/agreements/test-acts.ts';
import { makePhoneSecret } from '../src/contacts/commands/phone.server.ts';
import { makeMails, owedAgreements, trialAgreement } from '../src/copies/test-copies.ts';
import { makeFaults } from '../src/faults/test-faults.ts';
import { makeForms, smallForm } from '../src/forms/test-forms.ts';
import { makeMailbox } from '../src/mail/test-mailbox.ts';
import { overflowIn } from '../src/overflow/test-overflow.ts';
import { addNeed } from '../src/queue/commands/configure.server.ts';
import { queueState } from '../src/queue/queries.server.ts';
import { makeQueue, makeQueueElsewhere, makeStuck, type TestQueue } from '../src/queue/test-queue.ts';
import { OFFICE_COMMENTS } from '../src/reports/office-answer.ts';
import { writtenDraft } from '../src/reports/test-world.ts';
import { sendCopy, sendReport } from '../src/supervision/test-desk.ts';
import { type Account, AF, form, type Json, makeWorld, SKV, type World } from './world.ts';

let world: World;
let trial: number;
beforeAll(async () => {
  world = await makeWorld();
  owed = await owedAgreements(world, [{ diaryNumber: 'K-1' }, { diaryNumber: 'K-2' }, UNAPPROVED]);
  trial = await trialAgreement(world, '1995-02-01');
  const visit = await world.api(ALVA, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const asked = { taskId: card(), authorityId: skv() };
  const matter = await world.api(ALVA, 'POST', `/visits/${visit.body.id}/matters`, asked);
  mistaken = { id: visit.body.id, matter: matter.body.id };
  const elsewhereAsked = { taskId: world.ids.tasks['population-registration'], authorityId: skv() };
  const followed = await world.api(ALVA, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  handedOver = (await world.api(ALVA, 'POST', `/visits/${followed.body.id}/matters`, elsewhereAsked)).body.id;
  const forms = await makeForms(world);
  application = (await forms.send(forms.slugs.card)).id;
  handedApplication = (await forms.send(forms.slugs.state)).id;
  cameBack = await handOverThatCameBack(elsewhereAsked);
  const o = await overflowIn(world);
  const helping = await o.rule({ kinds: ['letter'], promiseMinutes: undefined });
  const home = await o.mail('hem');
  helped = { there: await o.give(await o.mail('dit'), helping), home };
  await o.give(home, helping);
  queue = await makeQueue(world);
  await makePhoneSecret(queue.manager, queue.officeId);
  stuck = await makeStuck(queue);
  const other = await makeQueueElsewhere(world, queue);
  const sitting = await queueState(world.database.pool, queue.bo.scope, queue.officeId);
  const session = sitting.sessions.find(({ officerId }) => officerId === queue.bo.officerId)?.sessionId ?? 0;
  // One whom nobody at the office may call: it waits until it is moved.
  const nobodys = await addNeed(queue.manager, queue.officeId, {
    ...need('N'),
    tasks: [{ taskId: card() ?? 0, principalId: world.ids.authorities[AF] ?? 0, level: 'authority' }],
  });
  elsewhere = { ...other, session, waits: (await queue.ticket(nobodys)).id };
  const person = { email: 'kim@example.se', mayMail: true };
  const contact = { officeId: world.ids.offices.haninge, channel: 'phone', subject: 'Blankett', person };
  mailed = (await world.api(ALVA, 'POST', '/contacts', contact)).body.id;
  await makeMailbox(world, { host: '127.0.0.1', port: 1, user: 'kontakt@example.se', password: 'x' });
  const made = await makeFaults(world);
  const complaint = await world.as(
    null,
    '/synpunkter',
    form({
      ...{
        nyckel: crypto.randomUUID(),
        slag: 'complaint',
        till: String(made.bodies.haninge),
        ord: 'Lång kö.',
      },
      ...{ 'vill-ha-svar': 'ja', epost: '', webbplats: '' },
    }),
  );
  faults = {
    lamp: (await made.report()).reference,
    same: (await made.report()).reference,
    complaint: complaint.headers.get('location')!.split('/')[2]!,
    other: made.kind('NEDSKRAPNING'),
  };
  received = {
    copy: await sendCopy(world, '2019-00518-1.8'),
    report: await sendReport(world, 2019),
  };
});
afterAll(() => world.close());

interface Operation {
  readonly security?: unknown;
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

async function operations(): Promise<[method: string, path: string, Operation][]> {
  const { body } = await world.api(null, 'GET', '/openapi.json');
  expect(body.openapi).toMatch(/^3\.1\./);
  return Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, each]) =>
    Object.entries(each).map(([method, operation]): [string, string, Operation] => [
      method.toUpperCase(),
      path,
      operation,
    ]),
  );
}

/** What is answered without a session, and says so in the document. */
const FOR_ANYBODY = ['GET /open-figures/{dataset}'];

describe('the API and its document', () => {
  it('describe each other: every endpoint is in the document, and every one there answers', async () => {
    const documented = (await operations()).map(([method, path]) => `${method} ${path}`).sort();
    const served = world.app.routes
      .filter(
        ({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/openapi.json',
      )
      .map(({ method, path }) => `${method} ${path.slice(4).replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
    expect(documented).toEqual([...new Set(served)].sort());
    expect(documented.length).toBeGreaterThan(30);
  });

  it('says what each is for, and nobody gets past it without a session', async () => {
    for (const [method, path, operation] of await operations()) {
      expect(operation.summary, `${method} ${path}`).toBeTruthy();
      if (operation.security === undefined) {
        expect(`${method} ${path}`).toBe('POST /session');
        continue;
      }
      if (Array.isArray(operation.security) && operation.security.length === 0) {
        expect(FOR_ANYBODY).toContain(`${method} ${path}`);
        continue;
      }
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'id' || name === 'matter' ? crypto.randomUUID() : '1',
      );
      const answer = await world.api(
        null,
        method,
        filled,
        method === 'GET' || method === 'DELETE' ? undefined : {},
      );
      expect(answer.status, `${method} ${path}`).toBe(401);
      expect(answer.body.title.length).toBeGreaterThan(5);
    }
  });

  it('has open figures for anybody, from any site', async () => {
    const { status, body } = await world.api(null, 'GET', '/open-figures/riket');
    expect([status, body.licence]).toEqual([200, 'CC0-1.0']);
    expect((await world.as(null, '/api/open-figures/riket')).headers.get('access-control-allow-origin')).toBe(
      '*',
    );
    expect((await world.api(null, 'GET', '/open-figures/annat')).status).toBe(404);
  });

  it('is closed to an account without roles, whatever valid thing it asks', async () => {
    const asked: string[] = [];
    const open: string[] = [];
    const given: Given = {};
    for (const [endpoint, who, ask] of REQUESTS) {
      const [method = '', template = ''] = endpoint.split(' ');
      // What is ordered is made in the background.
      await makeMails(world);
      const { path = {}, query = {}, body } = ask(given);
      const filled = template.replaceAll(/\{(\w+)\}/g, (_, name) => String(path[name]));
      const address = `${filled}?${new URLSearchParams(query)}`;
      const stranger = await world.api('ingen@example.se', method, address, body);
      if (![403, 404].includes(stranger.status) && !FOR_ANYBODY.includes(endpoint))
        open.push(`${endpoint} answered ${stranger.status}`);
      // Who has the role is let in with the same request: it was the role that was missing, nothing else.
      const rightful = await send(who, method, address, body);
      expect(rightful.status, `${endpoint} as ${who}: ${rightful.text.slice(0, 300)}`).toBeLessThan(300);
      if (rightful.json) given[endpoint] = JSON.parse(rightful.text);
      asked.push(endpoint);
    }
    expect(open).toEqual([]);
    const documented = (await operations())
      .map(([method, path]) => `${method} ${path}`)
      .filter((endpoint) => !/ \/(session|me)$/.test(endpoint));
    expect([...new Set(asked)].toSorted()).toEqual(documented.toSorted());
  });
});

/** A diary of the authority, and a hand-over that its receiver gave back. */
async function handOverThatCameBack(task: Readonly<Record<string, unknown>>): Promise<string> {
  const pattern = { authorityId: String(skv()), name: 'Diariet', pattern: '{year}-{serial:5}-{class}' };
  await world.as(COORDINATOR, '/diarium/monster', form(pattern));
  const { body: at } = await world.api(ALVA, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const { body: matter } = await world.api(ALVA, 'POST', `/visits/${at.id}/matters`, task);
  const wish = { matterId: matter.id, wants: 'Vill veta.', consent: 'given', reachBy: 'code' };
  const { body: made } = await world.api(ALVA, 'POST', '/hand-overs', wish);
  const back = { step: 'return', reasonKind: 'other-authority', text: 'Inte vårt.' };
  await world.api(RECEIVER, 'POST', `/hand-overs/${made.id}/steps`, back);
  return made.id;
}

/** A hand-over that came back. */
let cameBack: string;

/** A matter that nothing has been done in. */
let handedOver: string;
/** Two that have come by web: one that Alva may decide, one that she may receive. */
let application: string;
let handedApplication: string;
let mistaken: { readonly id: string; readonly matter: string };

/** Agreements whose copies are owed, by diary number. */
let owed: Record<string, number>;

/** A contact whose person is answered by mail. */
let mailed: string;

/** Reports and a complaint, and another kind of fault of the same body. */
let faults: { lamp: string; same: string; complaint: string; other: number };
/** A mail at the office that helps, and one that it was given and that may be taken back. */
let helped: { readonly there: string; readonly home: string };
const areaManaged = () => ({ area: world.ids.areas.Provområdet ?? 0 });
const helpRule = () => ({
  ...{
    areaId: areaManaged().area,
    name: 'Visby hjälper',
    kinds: ['web'],
    afterMinutes: 30,
    firstDay: '2026-11-20',
  },
  ...{ fromOffices: [world.ids.offices.haninge], toOffices: [world.ids.offices.visby] },
});

/** A queue at the office. */
let queue: TestQueue;

/** A ticket that nobody ends, one that waits, and a queue at another office with an officer at its desk. */
let stuck: string;
let elsewhere: { office: number; need: number; session: number; waits: string };

/** What the desk has been sent. */
let received: { readonly copy: number; readonly report: number };

/** What the rightful have been answered so far, by endpoint. */
type Given = Record<string, Json>;
interface Request {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const ALVA: Account = 'alva@example.se';
const RECEIVER: Account = 'mottagare.skv@example.se';
const BO: Account = 'bo@example.se';
const AREA_MANAGER: Account = 'omrade@example.se';
const MANAGER_OF_BOTH: Account = 'bada@example.se';
const COORDINATOR: Account = 'samordnare.skv@example.se';
const AUTHOR: Account = 'rapport.skv@example.se';
const MANAGER: Account = 'chef@example.se';
const EDITOR: Account = 'lag@example.se';
const DESK: Account = 'tillsyn@example.se';
const ADMINISTRATOR: Account = 'admin@example.se';

const visit = (given: Given) => given['POST /visits'].id;
const agreement = () => world.ids.agreements['2019-00519-1.8'] ?? 0;
const system = (given: Given) => given['GET /access-reconciliation'][0].id;
const planned = (given: Given) => given['POST /agreements/{id}/plan'].id;
const draft = (given: Given) => given['POST /agreement-drafts'].id;
const decision = () => ({
  officer: String(world.ids.officers['H-1']),
  office: String(world.ids.offices.haninge),
  task: String(card()),
  authority: String(skv()),
  level: 'authority',
});
const haninge = () => ({ id: world.ids.offices.haninge ?? 0 });
const week = () => ({
  days: Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [day, { opens: '10:00', closes: '16:00', lunch: null }]),
  ),
  closedOnBridgeDays: false,
  summerWeeks: null,
});
const card = () => world.ids.tasks['identity-card'];
const skv = () => world.ids.authorities[SKV];
const report = (given: Given) => given['POST /reports'].id;
const line = () => ({ office: queue.officeId });
const inLine = (given: Given) => ({ ...line(), ticket: given['POST /queues/{office}/tickets'].id });
const waits = (_: Given) => ({ ...line(), ticket: elsewhere.waits });
const alarm = (given: Given) => ({ ...line(), alarm: given['POST /queues/{office}/alarms'].id });
const device = (given: Given) => ({ ...line(), device: given['POST /queues/{office}/devices'].id });
const need = (prefix: string) => ({
  ...{ names: { sv: 'Pension', en: 'Pension' }, prefix, rangeFrom: 1, rangeTo: 99 },
  ...{ usualMinutes: 8, waitLimitMinutes: 15 },
  tasks: [{ taskId: card(), principalId: skv(), level: 'authority' }],
});
const frozen = (given: Given) => ({ path: { id: report(given), version: 1 } });

/** A request of every endpoint that is right in every part, and who may make it. In an order in which each can be made. */
const asked = () => ({
  task: world.ids.tasks['population-registration'] as number,
  authority: world.ids.authorities[SKV] as number,
});
const REQUESTS: readonly (readonly [endpoint: string, who: Account, ask: (given: Given) => Request])[] = [
  [
    'GET /figures',
    ALVA,
    () => ({
      query: {
        ...{ matt: 'visits,matters', plats: `kontor-${world.ids.offices.haninge}`, per: 'month' },
        ...{ fran: '2026-01-01', till: '2026-11-18', jamfor: 'year-before' },
      },
    }),
  ],
  ['GET /measures', ALVA, () => ({})],
  ['GET /open-figures/{dataset}', ALVA, () => ({ path: { dataset: 'riket' } })],
  ['POST /visits', ALVA, () => ({ body: { officeId: world.ids.offices.haninge } })],
  [
    'POST /contacts',
    ALVA,
    () => ({ body: { officeId: world.ids.offices.haninge, channel: 'phone', subject: 'Id-kort' } }),
  ],
  ['GET /contacts', ALVA, () => ({ query: { office: String(world.ids.offices.haninge), search: 'kort' } })],
  ['POST /contacts/{id}/taking', ALVA, (given) => ({ path: { id: given['POST /contacts'].id }, body: {} })],
  [
    'POST /contacts/{id}/promises',
    ALVA,
    (given) => ({
      path: { id: given['POST /contacts'].id },
      body: { dueAt: '2026-11-19T15:00:00Z', what: 'Ringa' },
    }),
  ],
  ['GET /promises', ALVA, () => ({})],
  ['GET /questions', COORDINATOR, () => ({ query: { weeks: '13' } })],
  [
    'PUT /questions/{task}/{authority}/guidance',
    COORDINATOR,
    () => ({ path: asked(), body: { body: 'Visa e-tjänsten.', seen: 0 } }),
  ],
  ['GET /questions/{task}/{authority}/guidance', ALVA, () => ({ path: asked() })],
  [
    'POST /mapping-studies',
    'chef@example.se',
    () => ({
      body: {
        ...{ name: 'Två veckor', firstOn: '2026-11-16', lastOn: '2026-11-27' },
        officeIds: [world.ids.offices.haninge],
      },
    }),
  ],
  ['GET /mapping-studies', 'chef@example.se', () => ({})],
  [
    'PUT /contacts/{id}/mapping',
    ALVA,
    (given) => ({
      path: { id: given['POST /contacts'].id },
      body: { kind: 'guidance', extent: 'to-10', handling: 'solved', complexity: 'simple', suits: 'yes' },
    }),
  ],
  [
    'POST /phone/calls',
    'chef@example.se',
    () => ({ body: { officeId: world.ids.offices.haninge, extension: '1', callId: 'x' } }),
  ],
  ['GET /queues', ALVA, () => ({})],
  ['POST /queues/{office}/tickets', ALVA, () => ({ path: line(), body: { needId: queue.needs.other } })],
  ['GET /queues/{office}', ALVA, () => ({ path: line() })],
  ['PUT /queues/{office}/desk', ALVA, () => ({ path: line(), body: { deskId: queue.desks.one } })],
  ['PUT /queues/{office}/desk/state', ALVA, () => ({ path: line(), body: { state: 'open' } })],
  ['POST /queues/{office}/call-next', ALVA, () => ({ path: line(), body: {} })],
  [
    'POST /queues/{office}/tickets/{ticket}/redirect',
    ALVA,
    (given) => ({ path: inLine(given), body: { needId: queue.needs.other } }),
  ],
  ['POST /queues/{office}/tickets/{ticket}/call', ALVA, (given) => ({ path: inLine(given), body: {} })],
  [
    'POST /queues/{office}/tickets/{ticket}/time-not-real',
    ALVA,
    (given) => ({ path: inLine(given), body: { phase: 'waiting', reason: 'prov' } }),
  ],
  [
    'POST /queues/{office}/tickets/{ticket}/{step}',
    ALVA,
    (given) => ({ path: { ...inLine(given), step: 'no-show' }, body: {} }),
  ],
  [
    'POST /queues/{office}/tickets/{ticket}/change',
    ALVA,
    (given) => ({ path: waits(given), body: { calm: true, language: 'fi' } }),
  ],
  ['POST /queues/{office}/alarms', ALVA, () => ({ path: line() })],
  ['GET /queues/{office}/alarms', MANAGER, () => ({ path: line() })],
  ['POST /queues/{office}/alarms/{alarm}/acknowledgement', BO, (given) => ({ path: alarm(given) })],
  ['POST /queues/{office}/alarms/{alarm}/end', MANAGER, (given) => ({ path: alarm(given) })],
  [
    'POST /queues/{office}/alarms/{alarm}/incident',
    BO,
    (given) => ({ path: alarm(given), body: { incident: 'En person skrek.' } }),
  ],
  [
    'POST /queues/{office}/tickets/{ticket}/end',
    MANAGER,
    () => ({ path: { ...line(), ticket: stuck }, body: { reason: 'gick hem' } }),
  ],
  [
    'POST /queues/{office}/tickets/{ticket}/move',
    MANAGER_OF_BOTH,
    (given) => ({ path: waits(given), body: { toOfficeId: elsewhere.office, needId: elsewhere.need } }),
  ],
  ['DELETE /queues/{office}/desk', ALVA, () => ({ path: line() })],
  [
    'POST /queues/{office}/sessions/{session}/close',
    MANAGER,
    () => ({ path: { ...line(), session: elsewhere.session }, body: { reason: 'gick hem' } }),
  ],
  ['GET /hand-overs', ALVA, () => ({})],
  ['GET /forms', COORDINATOR, () => ({})],
  [
    'POST /forms',
    COORDINATOR,
    () => ({
      body: { authorityId: skv(), form: smallForm('identity-card', { code: 'av-program' }) },
    }),
  ],
  ['GET /forms/{id}', ALVA, (given) => ({ path: { id: given['POST /forms'].id } })],
  [
    'POST /forms/{id}/versions',
    COORDINATOR,
    (given) => ({
      path: { id: given['POST /forms'].id },
      body: { form: { ...smallForm('identity-card', { code: 'av-program' }), source: 'changed' } },
    }),
  ],
  ['GET /applications', ALVA, () => ({})],
  ['GET /applications/{id}', ALVA, () => ({ path: { id: application } })],
  ['POST /applications/{id}/take', ALVA, () => ({ path: { id: application } })],
  ['POST /applications/{id}/take', ALVA, () => ({ path: { id: handedApplication } })],
  [
    'POST /applications/{id}/decision',
    ALVA,
    () => ({
      path: { id: application },
      body: { decision: 'granted', reasons: 'Villkoren är uppfyllda.', conditions: ['simple-case'] },
    }),
  ],
  ['POST /applications/{id}/hand-over', ALVA, () => ({ path: { id: handedApplication }, body: {} })],
  [
    'POST /hand-overs',
    ALVA,
    () => ({
      body: { matterId: handedOver, wants: 'Vill veta.', consent: 'given', reachBy: 'code' },
    }),
  ],
  [
    'GET /hand-overs/{id}',
    'mottagare.skv@example.se',
    (given) => ({ path: { id: given['POST /hand-overs'].id } }),
  ],
  [
    'POST /hand-overs/{id}/steps',
    'mottagare.skv@example.se',
    (given) => ({ path: { id: given['POST /hand-overs'].id }, body: { step: 'accept' } }),
  ],
  [
    'POST /hand-overs/{id}/documents',
    ALVA,
    (given) => ({
      path: { id: given['POST /hand-overs'].id },
      body: { what: 'Hyresavtal', file: { name: 'avtal.pdf', content: btoa('%PDF-1.7 %%EOF') } },
    }),
  ],
  ['GET /hand-overs/{id}/documents', RECEIVER, (given) => ({ path: { id: given['POST /hand-overs'].id } })],
  [
    'GET /hand-overs/{id}/documents/{document}',
    RECEIVER,
    (given) => ({
      path: {
        id: given['POST /hand-overs'].id,
        document: given['GET /hand-overs/{id}/documents'][0].id,
      },
    }),
  ],
  ['GET /diaries', RECEIVER, () => ({})],
  [
    'POST /diary-entries',
    RECEIVER,
    (given) => ({
      body: {
        ...{ diaryId: given['GET /diaries'][0].id, class: '1.8', direction: 'received' },
        ...{
          datedOn: '2026-11-18',
          subject: 'Flyttanmälan',
          counterpartWithheld: true,
          subjectWithheld: false,
        },
      },
    }),
  ],
  ['GET /diary-entries', RECEIVER, () => ({})],
  [
    'PUT /diary-entries/{id}/withheld',
    RECEIVER,
    (given) => ({
      path: { id: given['POST /diary-entries'].id },
      body: { counterpart: true, subject: true },
    }),
  ],
  [
    'POST /hand-overs/{id}/diary-entry',
    RECEIVER,
    (given) => ({
      path: { id: given['POST /hand-overs'].id },
      body: { diaryId: given['GET /diaries'][0].id, class: '1.8' },
    }),
  ],
  [
    'PUT /receivers/{authority}',
    COORDINATOR,
    () => ({ path: { authority: skv() ?? 0 }, body: { delivery: 'here' } }),
  ],
  ['GET /receivers/{authority}', COORDINATOR, () => ({ path: { authority: skv() ?? 0 } })],
  [
    'POST /hand-overs/{id}/rerouting',
    ALVA,
    () => ({
      path: { id: cameBack },
      body: {
        ...{ taskId: world.ids.tasks['parental-benefit'], principalId: world.ids.authorities['202100-5521'] },
        ...{ wants: 'Vill veta.', consent: 'given', reachBy: 'code' },
      },
    }),
  ],
  ['GET /queue-area', MANAGER, () => ({})],
  ['GET /queues/{office}/lead', MANAGER, () => ({ path: line() })],
  [
    'PUT /queues/{office}/needs/{need}/paused',
    MANAGER,
    () => ({ path: { ...line(), need: queue.needs.parents }, body: { paused: true } }),
  ],
  [
    'POST /queues/{office}/closed-early',
    MANAGER,
    () => ({ path: line(), body: { reason: 'strömavbrott', cause: 'premises', waiting: 'send-home' } }),
  ],
  ['DELETE /queues/{office}/closed-early', MANAGER, () => ({ path: line() })],
  ['PUT /queues/{office}', MANAGER, () => ({ path: line() })],
  ['GET /queues/{office}/settings', MANAGER, () => ({ path: line() })],
  [
    'PUT /queues/{office}/settings',
    MANAGER,
    () => ({ path: line(), body: { keepOvernight: true, returnWithinMinutes: 10, ticketsAMinute: 8 } }),
  ],
  ['POST /queues/{office}/needs', MANAGER, () => ({ path: line(), body: need('P') })],
  [
    'PUT /queues/{office}/needs/{need}',
    MANAGER,
    (given) => ({ path: { ...line(), need: given['POST /queues/{office}/needs'].id }, body: need('Q') }),
  ],
  [
    'PUT /queues/{office}/needs',
    MANAGER,
    (given) => ({ path: line(), body: { needs: [given['POST /queues/{office}/needs'].id] } }),
  ],
  [
    'DELETE /queues/{office}/needs/{need}',
    MANAGER,
    (given) => ({ path: { ...line(), need: given['POST /queues/{office}/needs'].id } }),
  ],
  [
    'POST /queues/{office}/desks',
    MANAGER,
    () => ({
      path: line(),
      body: { name: 'Skärmen', kind: 'remote', link: 'https://video.example.se/rum', stepFree: true },
    }),
  ],
  [
    'PUT /queues/{office}/desks/{desk}',
    MANAGER,
    (given) => ({
      path: { ...line(), desk: given['POST /queues/{office}/desks'].id },
      body: { name: 'Skärm 1', link: null },
    }),
  ],
  [
    'DELETE /queues/{office}/desks/{desk}',
    MANAGER,
    (given) => ({ path: { ...line(), desk: given['POST /queues/{office}/desks'].id } }),
  ],
  [
    'POST /queues/{office}/devices',
    MANAGER,
    () => ({ path: line(), body: { name: 'Vid dörren', kind: 'kiosk' } }),
  ],
  ['GET /queues/{office}/devices', MANAGER, () => ({ path: line() })],
  ['POST /queues/{office}/devices/{device}/code', MANAGER, (given) => ({ path: device(given) })],
  ['DELETE /queues/{office}/devices/{device}', MANAGER, (given) => ({ path: device(given) })],
  ['GET /offices/{id}/hours', ALVA, () => ({ path: haninge() })],
  [
    'PUT /offices/{id}/hours/week',
    MANAGER,
    () => ({ path: haninge(), body: { from: '2027-01-04', week: week() } }),
  ],
  [
    'DELETE /offices/{id}/hours/weeks/{row}',
    MANAGER,
    (given) => ({ path: { ...haninge(), row: given['PUT /offices/{id}/hours/week'].id } }),
  ],
  [
    'POST /offices/{id}/hours/exceptions',
    MANAGER,
    () => ({
      path: haninge(),
      body: { period: { from: '2027-02-02', to: '2027-02-02' }, hours: null, cause: 'training' },
    }),
  ],
  [
    'DELETE /offices/{id}/hours/exceptions/{row}',
    MANAGER,
    (given) => ({ path: { ...haninge(), row: given['POST /offices/{id}/hours/exceptions'].id } }),
  ],
  [
    'POST /offices/{id}/hours/languages',
    MANAGER,
    () => ({
      path: haninge(),
      body: { language: 'fi', weekday: 2, span: { from: '13:00', to: '15:00' }, from: '2026-12-01' },
    }),
  ],
  [
    'PUT /offices/{id}/hours/languages/{row}/last-day',
    MANAGER,
    (given) => ({
      path: { ...haninge(), row: given['POST /offices/{id}/hours/languages'].id },
      body: { lastDay: '2027-06-30' },
    }),
  ],
  [
    'PUT /offices/{id}/visit-facts',
    MANAGER,
    () => ({
      path: haninge(),
      body: {
        address: { street: 'Provgatan 1', postcode: '136 40', town: 'Haninge' },
        ...{ directionsSv: 'Ingång från torget.', directionsEn: null, stepFree: true, languages: ['en'] },
      },
    }),
  ],
  ['GET /offices/{id}/visit-facts', ALVA, () => ({ path: haninge() })],
  ['GET /tasks', ALVA, () => ({ query: { q: 'leg' } })],
  [
    'POST /visits/{id}/matters',
    ALVA,
    (given) => ({ path: { id: visit(given) }, body: { taskId: card(), authorityId: skv() } }),
  ],
  [
    'POST /visits/{id}/matters/{matter}/acts',
    ALVA,
    (given) => ({
      path: { id: visit(given), matter: given['POST /visits/{id}/matters'].id },
      body: { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] },
    }),
  ],
  ['DELETE /visits/{id}/matters/{matter}', ALVA, () => ({ path: mistaken })],
  ['GET /visits/{id}', ALVA, (given) => ({ path: { id: visit(given) } })],
  ['POST /visits/{id}/closing', ALVA, (given) => ({ path: { id: visit(given) } })],
  ['GET /acts', COORDINATOR, () => ({})],
  [
    'GET /decisions',
    ALVA,
    () => ({
      query: {
        officer: String(world.ids.officers['H-1']),
        office: String(world.ids.offices.haninge),
        task: String(card()),
        authority: String(skv()),
        level: 'authority',
      },
    }),
  ],
  [
    'POST /mandate-batches',
    COORDINATOR,
    () => ({
      body: {
        parts: [
          {
            agreementId: agreement(),
            principalId: skv(),
            kind: 'commission',
            tasks: [{ taskId: card(), level: 'authority' }],
            access: [],
          },
        ],
        officers: { by: 'performer' },
        from: '2027-01-01',
        to: null,
        signedByPrincipalOn: null,
        signedByOfficerOn: null,
      },
    }),
  ],
  ['GET /mandate-batches/{id}', COORDINATOR, (given) => ({ path: given['POST /mandate-batches'] })],
  ['POST /mandate-batches/{id}/run', COORDINATOR, (given) => ({ path: given['POST /mandate-batches'] })],
  [
    'POST /competences',
    COORDINATOR,
    () => ({
      body: {
        officerId: world.ids.officers['H-1'],
        principalId: skv(),
        taskId: card(),
        proof: 'Intyg',
        obtainedOn: '2026-01-01',
        from: '2026-01-01',
        to: null,
      },
    }),
  ],
  ['GET /competences', COORDINATOR, () => ({ query: { state: 'valid' } })],
  [
    'POST /competence-files',
    COORDINATOR,
    () => ({
      body: {
        principalId: skv(),
        csv: 'officer,task,proof,obtainedOn,from,to\nV-1,identity-card,Intyg,2026-01-01,,',
      },
    }),
  ],
  ...['changes', 'where', 'when'].map((part): (typeof REQUESTS)[number] => [
    `GET /decisions/${part}`,
    ALVA,
    () => ({ query: decision() }),
  ]),
  [
    'GET /decisions/who',
    ALVA,
    () => {
      const { officer: _, ...query } = decision();
      return { query };
    },
  ],
  [
    'GET /decisions/what',
    ALVA,
    () => ({ query: { officer: decision().officer, office: decision().office } }),
  ],
  ['GET /coverage', COORDINATOR, () => ({})],
  ['GET /falling-away', COORDINATOR, () => ({ query: { agreement: String(agreement()) } })],
  ['GET /reports', AUTHOR, () => ({})],
  ['POST /reports', AUTHOR, () => ({ body: { authorityId: skv(), year: 2025 } })],
  ['GET /reports/{id}', AUTHOR, (given) => ({ path: { id: report(given) } })],
  [
    'PUT /reports/{id}',
    AUTHOR,
    (given) => ({
      path: { id: report(given) },
      body: { revision: given['GET /reports/{id}'].revision, ...writtenDraft() },
    }),
  ],
  ['POST /reports/{id}/office-requests', AUTHOR, (given) => ({ path: { id: report(given) } })],
  ['GET /report-questions', MANAGER, () => ({})],
  [
    'PUT /report-questions/{id}/answer',
    MANAGER,
    (given) => ({
      path: { id: given['GET /report-questions'][0].requestId },
      body: {
        after: 0,
        comments: Object.fromEntries(OFFICE_COMMENTS.map((item) => [item, ''])),
        corrections: { surplusAccess: null, fullTimeEquivalents: null, visitors: null },
      },
    }),
  ],
  [
    'POST /reports/{id}/office-answers',
    AUTHOR,
    (given) => ({
      path: { id: report(given) },
      body: { answers: [given['PUT /report-questions/{id}/answer'].id] },
    }),
  ],
  [
    'POST /reports/{id}/submission',
    AUTHOR,
    (given) => ({
      path: { id: report(given) },
      body: { revision: given['PUT /reports/{id}'].revision },
    }),
  ],
  ['DELETE /reports/{id}/submission', AUTHOR, (given) => ({ path: { id: report(given) } })],
  [
    'POST /reports/{id}/submission',
    AUTHOR,
    (given) => ({
      path: { id: report(given) },
      body: { revision: given['PUT /reports/{id}'].revision },
    }),
  ],
  ['GET /reports/{id}/review', COORDINATOR, (given) => ({ path: { id: report(given) } })],
  [
    'POST /reports/{id}/review',
    COORDINATOR,
    (given) => ({
      path: { id: report(given) },
      body: { sha256: given['GET /reports/{id}/review'].sha256, verdict: 'approve', note: '' },
    }),
  ],
  [
    'POST /reports/{id}/versions',
    AUTHOR,
    (given) => ({
      path: { id: report(given) },
      body: { revision: given['PUT /reports/{id}'].revision },
    }),
  ],
  ['GET /reports/{id}/versions/{version}', AUTHOR, frozen],
  ['POST /reports/{id}/versions/{version}/comparison', AUTHOR, frozen],
  ['GET /reports/{id}/versions/{version}/content.json', AUTHOR, frozen],
  ['GET /reports/{id}/versions/{version}/archive.pdf', AUTHOR, frozen],
  ['GET /reports/{id}/versions/{version}/reading.pdf', AUTHOR, frozen],
  [
    'PUT /offices/{id}/last-day',
    ADMINISTRATOR,
    () => ({ path: { id: world.ids.offices.visby }, body: { reason: 'Beslut' } }),
  ],
  [
    'PUT /officers/{id}/last-day',
    ADMINISTRATOR,
    () => ({ path: { id: world.ids.officers['V-1'] }, body: { reason: 'Beslut' } }),
  ],
  ['GET /access-reconciliation', COORDINATOR, () => ({})],
  ['GET /access-reconciliation/officers', COORDINATOR, () => ({ query: { code: 'H-1' } })],
  ['GET /access-reconciliation/{id}', COORDINATOR, (given) => ({ path: { id: system(given) } })],
  [
    'POST /access-reconciliation/{id}/lists',
    COORDINATOR,
    (given) => ({
      path: { id: system(given) },
      body: { takenOn: '2026-11-17', officers: [{ officer: 'H-1' }, { officer: 'X-9' }] },
    }),
  ],
  [
    'POST /access-reconciliation/{id}/requests',
    COORDINATOR,
    (given) => ({ path: { id: system(given) }, body: { officers: ['X-9'] } }),
  ],
  [
    'POST /reports/{id}/versions/{version}/dispatches',
    AUTHOR,
    (given) => ({ ...frozen(given), body: { how: 'mail' } }),
  ],
  [
    'PUT /reports/{id}/versions/{version}/receipt',
    AUTHOR,
    (given) => ({ ...frozen(given), body: { diaryNumber: '4.1-1/2026', receivedOn: '2026-11-18' } }),
  ],
  ['GET /report-duties', AUTHOR, () => ({ query: { year: '2025' } })],
  ['GET /agreements', COORDINATOR, () => ({})],
  ['GET /agreements/{id}', COORDINATOR, () => ({ path: { id: agreement() } })],
  [
    'POST /agreements/{id}/approval',
    COORDINATOR,
    () => ({
      path: { id: owed[UNAPPROVED.diaryNumber] ?? 0 },
      body: { approvedOn: '2008-09-01', decision: 'Regeringen, Fi2008/1' },
    }),
  ],
  [
    'POST /agreements/{id}/versions/{version}/approval',
    COORDINATOR,
    () => ({
      path: { id: trial, version: 2 },
      body: { approvedOn: '1996-02-01', decision: 'Regeringen, Fi1996/3' },
    }),
  ],
  [
    'POST /agreements/{id}/approval/revocation',
    COORDINATOR,
    () => ({
      path: { id: owed[UNAPPROVED.diaryNumber] ?? 0 },
      body: { revokedOn: '2026-11-18', decision: 'Regeringen, Fi2026/2' },
    }),
  ],
  ['GET /mandates', COORDINATOR, () => ({})],
  ...(['POST /mandate-renewals', 'POST /mandate-signatures'] as const).map(
    (endpoint): (typeof REQUESTS)[number] => [
      endpoint,
      COORDINATOR,
      (given) => ({
        body: {
          mandateIds: [given['GET /mandates'].mandates[0].id],
          ...(endpoint === 'POST /mandate-renewals' ? { to: null } : {}),
          signedByPrincipalOn: '2026-11-01',
          signedByOfficerOn: null,
        },
      }),
    ],
  ),
  ['DELETE /mandate-batches/{id}', COORDINATOR, (given) => ({ path: given['POST /mandate-renewals'] })],
  ['GET /mandates/{id}', COORDINATOR, (given) => ({ path: { id: given['GET /mandates'].mandates[0].id } })],
  [
    'POST /mandates',
    COORDINATOR,
    (given) => ({
      body: {
        officerId: world.ids.officers['H-2'],
        agreementId: agreement(),
        principalId: skv(),
        kind: 'commission',
        from: '2026-11-01',
        to: '2026-11-30',
        signedByPrincipalOn: '2026-10-20',
        signedByOfficerOn: '2026-10-21',
        tasks: [{ taskId: card(), level: 'authority' }],
        access: given['GET /agreements/{id}'].tasks
          .filter((task: Json) => task.taskId === card())
          .flatMap((task: Json) => task.access.map((system: Json) => system.id)),
      },
    }),
  ],
  [
    'POST /mandates/{id}/withdrawal',
    COORDINATOR,
    (given) => ({ path: { id: given['POST /mandates'].id }, body: { reason: 'Slutar.' } }),
  ],
  [
    'POST /agreements/{id}/versions',
    COORDINATOR,
    (given) => ({
      path: { id: agreement() },
      body: {
        amends: 1,
        from: '2026-12-01',
        to: null,
        decidedOn: '2026-11-17',
        summary: 'Ingen ändring i sak.',
        offices: 'all',
        tasks: given['GET /agreements/{id}'].tasks.map(
          ({ task: _, catalogueItem: catalogueCode, access, ...same }: Json) => ({
            ...same,
            catalogueCode,
            access: access.map((system: Json) => system.id),
          }),
        ),
      },
    }),
  ],
  ['POST /agreement-drafts', COORDINATOR, () => ({ body: { authorityId: skv(), amends: agreement() } })],
  ['GET /agreement-drafts', COORDINATOR, () => ({})],
  ['GET /agreement-drafts/{id}', COORDINATOR, (given) => ({ path: { id: draft(given) } })],
  [
    'PUT /agreement-drafts/{id}',
    COORDINATOR,
    (given) => ({
      path: { id: draft(given) },
      body: {
        revision: 1,
        content: {
          ...given['GET /agreement-drafts/{id}'].content,
          from: '2026-12-15',
          decidedOn: '2026-11-17',
          summary: 'Ingen ändring i sak.',
        },
      },
    }),
  ],
  [
    'POST /agreement-drafts/{id}/rebase',
    COORDINATOR,
    (given) => ({ path: { id: draft(given) }, body: { revision: 2 } }),
  ],
  ['GET /agreement-drafts/{id}/history', COORDINATOR, (given) => ({ path: { id: draft(given) } })],
  [
    'POST /agreement-drafts/{id}/conclusion',
    COORDINATOR,
    (given) => ({ path: { id: draft(given) }, body: { revision: 2 } }),
  ],
  [
    'POST /agreements/{id}/plan',
    COORDINATOR,
    () => ({ path: { id: agreement() }, body: { plannedOn: '2027-01-01', title: 'Etapp 2' } }),
  ],
  [
    'PUT /agreements/{id}/plan/{step}',
    COORDINATOR,
    (given) => ({
      path: { id: agreement(), step: planned(given) },
      body: { plannedOn: '2027-02-01', title: 'Etapp 2, senare', offices: [world.ids.offices.visby] },
    }),
  ],
  ['GET /agreements/{id}/plan', COORDINATOR, () => ({ path: { id: agreement() } })],
  [
    'POST /agreements/{id}/plan/{step}/draft',
    COORDINATOR,
    (given) => ({ path: { id: agreement(), step: planned(given) } }),
  ],
  [
    'POST /agreements/{id}/plan/{step}/state',
    COORDINATOR,
    (given) => ({ path: { id: agreement(), step: planned(given) }, body: { state: 'done' } }),
  ],
  [
    'POST /agreements/{id}/checklist',
    COORDINATOR,
    () => ({
      path: { id: agreement() },
      body: { list: 'joining', authorityId: skv(), title: 'Skyltar på kontoren' },
    }),
  ],
  [
    'POST /agreements/{id}/checklist/done',
    COORDINATOR,
    (given) => ({
      path: { id: agreement() },
      body: {
        list: 'joining',
        authorityId: skv(),
        item: String(given['POST /agreements/{id}/checklist'].id),
      },
    }),
  ],
  [
    'GET /agreements/{id}/checklist',
    COORDINATOR,
    () => ({ path: { id: agreement() }, query: { list: 'joining' } }),
  ],
  [
    'POST /agreements/{id}/ending',
    COORDINATOR,
    () => ({
      path: { id: agreement() },
      body: { lastDay: '2027-01-31', reason: 'Myndigheten lämnar.', mandates: 'cut' },
    }),
  ],
  ['GET /agreement-copies', COORDINATOR, () => ({})],
  [
    'POST /agreement-copies/sending',
    COORDINATOR,
    () => ({ body: { copies: [{ agreementId: owed['K-1'], version: 1 }] } }),
  ],
  [
    'GET /agreement-copies/{agreement}/{version}',
    COORDINATOR,
    () => ({ path: { agreement: owed['K-1'] ?? 0, version: 1 } }),
  ],
  [
    'GET /agreement-copies/{agreement}/{version}/document.pdf',
    COORDINATOR,
    () => ({ path: { agreement: owed['K-1'] ?? 0, version: 1 } }),
  ],
  [
    'POST /agreement-copies/sent',
    COORDINATOR,
    () => ({
      body: { copies: [{ agreementId: owed['K-2'], version: 1 }], sentOn: '2026-11-18', how: null },
    }),
  ],
  [
    'POST /agreement-copies/{agreement}/{version}/acknowledgement',
    COORDINATOR,
    () => ({
      path: { agreement: owed['K-2'] ?? 0, version: 1 },
      body: { diaryNumber: '3.5-1-2026', on: '2026-11-18' },
    }),
  ],
  ['GET /mailboxes', ADMINISTRATOR, () => ({})],
  ['GET /contacts/{id}/mails', ALVA, () => ({ path: { id: mailed } })],
  [
    'POST /contacts/{id}/mails',
    ALVA,
    () => ({
      path: { id: mailed },
      body: { to: 'kim@example.se', body: 'Hej', textId: crypto.randomUUID() },
    }),
  ],
  ['GET /faults', COORDINATOR, () => ({})],
  ['GET /faults/{reference}', COORDINATOR, () => ({ path: { reference: faults.lamp } })],
  [
    'PUT /faults/{reference}/work',
    COORDINATOR,
    () => ({ path: { reference: faults.lamp }, body: { expectedOn: '2026-11-25' } }),
  ],
  [
    'POST /faults/{reference}/notes',
    COORDINATOR,
    () => ({ path: { reference: faults.lamp }, body: { words: 'Beställd', public: false } }),
  ],
  [
    'POST /faults/{reference}/transfer',
    COORDINATOR,
    () => ({ path: { reference: faults.lamp }, body: { categoryId: faults.other } }),
  ],
  [
    'POST /faults/{reference}/closing',
    COORDINATOR,
    () => ({ path: { reference: faults.lamp }, body: { kind: 'fixed' } }),
  ],
  [
    'POST /faults/{reference}/duplicate',
    COORDINATOR,
    () => ({ path: { reference: faults.same }, body: { of: faults.lamp } }),
  ],
  ['GET /complaints', COORDINATOR, () => ({})],
  ['GET /complaints/{reference}', COORDINATOR, () => ({ path: { reference: faults.complaint } })],
  [
    'POST /complaints/{reference}/answers',
    COORDINATOR,
    () => ({ path: { reference: faults.complaint }, body: { words: 'Vi beklagar.', after: 0 } }),
  ],
  ['GET /mails', COORDINATOR, () => ({})],
  ['GET /mails/{id}', COORDINATOR, (given) => ({ path: { id: given['GET /mails'].mails[0].id } })],
  [
    'POST /mails/{id}/decisions',
    COORDINATOR,
    (given) => ({ path: { id: given['GET /mails'].mails[0].id }, body: { decision: 'cancel' } }),
  ],
  ['GET /supervision/inbox', DESK, () => ({})],
  ['GET /supervision/copies/{id}/{version}', DESK, () => ({ path: { id: received.copy, version: 1 } })],
  ['GET /supervision/reports/{id}/{version}', DESK, () => ({ path: { id: received.report, version: 1 } })],
  [
    'POST /supervision/copies/{id}/{version}/registration',
    DESK,
    () => ({ path: { id: received.copy, version: 1 }, body: { diaryNumber: '9.1-1-2026' } }),
  ],
  [
    'POST /supervision/reports/{id}/{version}/registration',
    DESK,
    () => ({ path: { id: received.report, version: 1 }, body: { diaryNumber: '9.1-2-2026' } }),
  ],
  [
    'POST /supervision/copies/{id}/{version}/rules',
    DESK,
    () => ({ path: { id: received.copy, version: 1 } }),
  ],
  [
    'POST /supervision/reports/{id}/{version}/rules',
    DESK,
    () => ({ path: { id: received.report, version: 1 } }),
  ],
  ['POST /supervision/rules', DESK, () => ({})],
  [
    'POST /supervision/reports/{id}/{version}/missing-items',
    DESK,
    () => ({ path: { id: received.report, version: 1 }, body: { item: 'finances', note: '' } }),
  ],
  ['GET /supervision/government-reports', DESK, () => ({})],
  [
    'POST /supervision/government-reports/{year}/drafts',
    DESK,
    () => ({
      path: { year: 2026 },
      body: { revision: 0, texts: { summary: 'Kort.', activity: '', deviations: 'Inga.', proposals: '' } },
    }),
  ],
  ['GET /supervision/government-reports/{year}', DESK, () => ({ path: { year: 2026 } })],
  ['GET /supervision/government-reports/{year}/comparison', DESK, () => ({ path: { year: 2026 } })],
  [
    'POST /supervision/government-reports/{year}/versions',
    DESK,
    (given) => ({
      path: { year: 2026 },
      body: { revision: given['POST /supervision/government-reports/{year}/drafts'].revision },
    }),
  ],
  [
    'GET /supervision/government-reports/{year}/versions/{version}',
    DESK,
    () => ({ path: { year: 2026, version: 1 } }),
  ],
  [
    'GET /supervision/government-reports/{year}/versions/{version}/report.pdf',
    DESK,
    () => ({ path: { year: 2026, version: 1 } }),
  ],
  [
    'POST /supervision/deviations',
    DESK,
    () => ({
      body: {
        about: { kind: 'copy', agreementId: received.copy, version: 1 },
        what: 'Avtalet nämner fel kontor.',
        provision: '2 § lagen (2019:212)',
      },
    }),
  ],
  ['GET /supervision/deviations', DESK, () => ({})],
  [
    'POST /supervision/deviations/{id}/decision',
    DESK,
    (given) => ({
      path: { id: given['POST /supervision/deviations'].id },
      body: { was: 'suggested', state: 'confirmed' },
    }),
  ],
  ['GET /supervision/advice', DESK, () => ({})],
  [
    'POST /supervision/advice',
    DESK,
    () => ({
      body: {
        askedBy: 'Haninge kommun',
        askedOn: '2026-10-01',
        question: 'Får avtalet omfatta parkeringstillstånd?',
        answer: 'Ja.',
        givenOn: '2026-10-02',
        provisions: ['3 § 4 lagen (2019:212)'],
      },
    }),
  ],
  ['GET /supervision/advice/{id}', DESK, (given) => ({ path: { id: given['POST /supervision/advice'].id } })],
  [
    'POST /supervision/advice/{id}/correction',
    DESK,
    (given) => ({
      path: { id: given['POST /supervision/advice'].id },
      body: {
        askedBy: 'Haninge kommun',
        askedOn: '2026-10-01',
        question: 'Får avtalet omfatta parkeringstillstånd?',
        answer: 'Ja, som kommunens uppgift.',
        givenOn: '2026-10-03',
        provisions: ['3 § 4 lagen (2019:212)'],
      },
    }),
  ],
  ['GET /agreements/{id}/comparison', COORDINATOR, () => ({ path: { id: agreement() } })],
  [
    'GET /agreements/{id}/versions/{version}/agreement.pdf',
    COORDINATOR,
    () => ({ path: { id: agreement(), version: 2 } }),
  ],
  [
    'POST /agreements/{id}/versions/{version}/signed-copies',
    COORDINATOR,
    () => ({
      path: { id: agreement(), version: 2 },
      body: { fileName: 'avtal.pdf', content: Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64') },
    }),
  ],
  ['GET /agreements/{id}/signed-copies', COORDINATOR, () => ({ path: { id: agreement() } })],
  [
    'GET /agreements/{id}/signed-copies/{copy}',
    COORDINATOR,
    (given) => ({ path: { id: agreement(), copy: given['GET /agreements/{id}/signed-copies'][0].id } }),
  ],
  ['GET /law/regimes', EDITOR, () => ({})],
  ['GET /law/catalogue', EDITOR, () => ({})],
  [
    'POST /law/catalogue',
    EDITOR,
    () => ({
      body: {
        code: 'SA-2019-S9',
        regimeId: 'SA-2019',
        sphere: 'state',
        provision: '3 § 9 förordningen (2019:214)',
        action: 'decide',
        text: 'i enklare fall besluta om anstånd med att lämna inkomstdeklaration',
        tasks: ['income-tax'],
        conditions: ['simple-case'],
        valid: { from: '2026-01-01', to: null },
        source: 'SFS 2025:999 (påhittad för prov)',
        verifiedOn: '2026-11-01',
      },
    }),
  ],
  [
    'POST /law/catalogue/{code}/{version}/last-day',
    EDITOR,
    () => ({
      path: { code: 'SA-2019-S9', version: 1 },
      body: { lastDay: '2026-10-31', source: 'SFS 2026:998 (påhittad för prov)' },
    }),
  ],
  ['GET /areas', AREA_MANAGER, () => ({})],
  ['GET /areas/{area}/help-rules', AREA_MANAGER, () => ({ path: areaManaged() })],
  ['POST /help-rules/preview', AREA_MANAGER, () => ({ body: helpRule() })],
  ['POST /help-rules', AREA_MANAGER, () => ({ body: helpRule() })],
  [
    'PUT /help-rules/{rule}',
    AREA_MANAGER,
    (given) => ({ path: { rule: given['POST /help-rules'].id }, body: { ...helpRule(), afterMinutes: 60 } }),
  ],
  [
    'DELETE /help-rules/{rule}',
    AREA_MANAGER,
    (given) => ({ path: { rule: given['PUT /help-rules/{rule}'].id } }),
  ],
  ['GET /areas/{area}/help', AREA_MANAGER, () => ({ path: areaManaged() })],
  ['POST /areas/{area}/help', AREA_MANAGER, () => ({ path: areaManaged() })],
  ['GET /areas/{area}/help-effect', AREA_MANAGER, () => ({ path: areaManaged() })],
  [
    'POST /contacts/{id}/send-back',
    'cim@example.se',
    () => ({ path: { id: helped.there }, body: { why: 'Det är ert.' } }),
  ],
  ['POST /contacts/{id}/take-back', ALVA, () => ({ path: { id: helped.home } })],
  ['GET /offices', ADMINISTRATOR, () => ({})],
  ['GET /officers', ADMINISTRATOR, () => ({})],
  ['GET /authorities', ADMINISTRATOR, () => ({})],
  ['GET /municipalities', ADMINISTRATOR, () => ({})],
  ['GET /registers/tasks', ADMINISTRATOR, () => ({})],
  ['GET /import', ADMINISTRATOR, () => ({})],
  [
    'POST /import/{kind}',
    ADMINISTRATOR,
    () => ({
      path: { kind: 'systems' },
      body: [{ code: 'SKV-PROV', authority: SKV, name: 'Ett system till' }],
    }),
  ],
];

/** As `world.api`, for answers that may be no JSON. */
async function send(who: Account, method: string, path: string, body: unknown) {
  const answer = await world.as(who, `/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = text !== '' && (answer.headers.get('content-type') ?? '').includes('json');
  return { status: answer.status, text, json };
}
