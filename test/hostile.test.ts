import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMails, owedAgreements } from '../src/copies/test-copies.ts';
import { makeFaults } from '../src/faults/test-faults.ts';
import { makeForms } from '../src/forms/test-forms.ts';
import { pdfTemplate } from '../src/platform/pdf/render.server.ts';
import { raiseAlarm } from '../src/queue/commands/alarm.server.ts';
import { makeQueue, makeStuck } from '../src/queue/test-queue.ts';
import { emptyDraft } from '../src/reports/draft.ts';
import { asOwner, sendCopy, sendReport } from '../src/supervision/test-desk.ts';
import { formsOf, linksOf, type PageForm, spoiledBodies, spoiledForm } from './hostile.ts';
import { ACCOUNTS, type Account, form, type Json, makeWorld, SKV, type World } from './world.ts';

// Whoever sends whatever: never a fault, always a sentence. Bounded by what it asks, not by the clock.

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await furnish(world);
});
afterAll(() => world.close());

const WHO: readonly (Account | null)[] = [null, ...(Object.keys(ACCOUNTS) as Account[])];
const SCRIPT = '<script>hostile()';

/** What is wrong with an answer; null when nothing is. */
async function wrong(answer: Response, what: string): Promise<string | null> {
  const type = answer.headers.get('content-type') ?? '';
  // A live stream has no end to read to.
  if (type.includes('event-stream')) {
    await answer.body?.cancel();
    return answer.status === 200 ? null : `${what}: ${answer.status}`;
  }
  const text = await answer.text();
  const said = `${what}: ${answer.status}`;
  if (answer.status >= 500) return `${said} ${text.slice(0, 200)}`;
  if (text.includes(SCRIPT) && type.includes('html')) return `${said} with the script`;
  if (answer.status < 400) return null;
  // Open311 has a form of its own for what is wrong.
  if (what.includes('/open311/') && !type.includes('html'))
    return /<description>[^<]|"description":"[^"]/.test(text) ? null : `${said} without a description`;
  if (type.includes('html')) return /<h1[^>]*>[^<]/.test(text) ? null : `${said} without a heading`;
  if (!type.includes('problem+json')) return `${said} as ${type}`;
  const { title, detail } = JSON.parse(text);
  return typeof title === 'string' && title !== '' && typeof detail === 'string' && detail !== ''
    ? null
    : `${said} without title and detail`;
}

const PATH_VALUES = ['1', '0', '-1', '2147483648', '1e3', 'x', '%00', '%ED%A0%80', "1'--", 'constructor'];
const QUERY_VALUES = [
  '',
  '-1',
  '99999999999999999999',
  'NaN',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01',
  '-271821-04-20',
  '%00',
  '%ED%A0%80',
  `"><${SCRIPT.slice(1)}`,
  'x'.repeat(3000),
  '__proto__',
  '1,2',
  crypto.randomUUID(),
];

describe('whatever is sent to the API', () => {
  it('is answered with what was asked or with a sentence', async () => {
    const { body: document } = await world.api(null, 'GET', '/openapi.json');
    const faults: (string | null)[] = [];
    let asked = 0;
    for (const [path, operations] of Object.entries(document.paths as Json))
      for (const [method, operation] of Object.entries(operations as Json) as [string, Json][]) {
        if (path === '/session') continue;
        const schema = operation.requestBody?.content?.['application/json']?.schema;
        const bodies: unknown[] = schema === undefined ? [undefined] : spoiledBodies(schema, document);
        const query = (operation.parameters ?? []).filter((each: Json) => each.in === 'query');
        for (const [turn, body] of bodies.entries())
          for (const who of rightful(path, turn)) {
            const address = filled(path, turn);
            const answer = await send(who, method, address, body);
            faults.push(
              await wrong(
                answer,
                `${method} ${address} as ${who} with ${JSON.stringify(body)?.slice(0, 300)}`,
              ),
            );
            asked += 1;
          }
        for (const [turn, who] of WHO.entries())
          for (const value of PATH_VALUES.filter((_, n) => (n + turn) % 3 === 0)) {
            const spoiled = path.replaceAll(/\{\w+\}/g, value);
            if (spoiled === path) continue;
            faults.push(await wrong(await send(who, method, spoiled, {}), `${method} ${spoiled} as ${who}`));
            asked += 1;
          }
        for (const { name } of query)
          for (const [turn, value] of QUERY_VALUES.entries()) {
            const who = WHO[1 + (turn % (WHO.length - 1))] ?? null;
            for (const each of [who, 'samordnare.skv@example.se'] as const) {
              const good = new URLSearchParams(
                query
                  .filter((q: Json) => q.required && q.name !== name)
                  .map((q: Json) => [q.name, q.schema?.enum?.[0] ?? '1']),
              );
              const address = `${filled(path, turn)}?${good}&${name}=${value}`;
              faults.push(await wrong(await send(each, method, address, undefined), `${address} as ${each}`));
              asked += 1;
            }
          }
      }
    expect(asked).toBeGreaterThan(1000);
    expect(faults.filter((each) => each !== null)).toEqual([]);
  }, 300_000);

  it('and is no JSON at all, is told so', async () => {
    for (const [path, operations] of Object.entries(
      (await world.api(null, 'GET', '/openapi.json')).body.paths as Json,
    ))
      for (const [method, operation] of Object.entries(operations as Json) as [string, Json][]) {
        if (operation.requestBody === undefined || path === '/session') continue;
        for (const [body, type] of [
          ['{', 'application/json'],
          ['[['.repeat(5000), 'application/json'],
          ['a=b', 'application/x-www-form-urlencoded'],
          ['--x', 'multipart/form-data; boundary=x'],
          ['\u0000', 'text/plain'],
        ]) {
          const answer = await world.as(rightful(path, 0)[0] ?? null, `/api${filled(path, 0)}`, {
            method: method.toUpperCase(),
            body: body ?? '',
            headers: { 'content-type': type ?? '' },
          });
          expect(answer.status, `${method} ${path} ${type}`).toBeGreaterThanOrEqual(400);
          expect(await wrong(answer, `${method} ${path} ${type}`)).toBeNull();
        }
      }
  });
});

describe('whatever is asked of a page', () => {
  it('is answered with a page', async () => {
    const faults: (string | null)[] = [];
    const seen = await crawl();
    const asked = new Set<string>();
    const patterns = new Set(
      world.app.routes
        .filter(({ method, path }) => method === 'GET' && !path.startsWith('/api') && path !== '/assets/*')
        .map(({ path }) => path),
    );
    for (const pattern of patterns)
      for (const [turn, who] of WHO.entries())
        for (const value of PATH_VALUES.filter((_, n) => (n + turn) % 3 === 0)) {
          const address = pattern.replaceAll(/:\w+(\{[^}]*\})?/g, value);
          if (address === pattern && asked.has(`${who} ${address}`)) continue;
          asked.add(`${who} ${address}`);
          faults.push(await wrong(await world.as(who, address), `${address} as ${who}`));
        }
    for (const [turn, [who, address]] of seen.addresses.entries()) {
      const names = new Set([...seen.queries, 'sida', 'dag'].filter((name) => name !== ''));
      const own = new URL(address, 'http://localhost').pathname;
      const known = seen.queriesOf.get(own.replaceAll(/\d+|[0-9a-f-]{36}/g, ':')) ?? names;
      for (const name of known)
        for (const value of QUERY_VALUES.filter((_, n) => (n + turn) % 4 === 0)) {
          const spoiled = new URLSearchParams(new URL(address, 'http://localhost').search);
          spoiled.delete(name);
          const spoiledAddress = `${own}?${spoiled}${spoiled.size === 0 ? '' : '&'}${name}=${value}&${name}=${value}`;
          faults.push(
            await wrong(await world.as(who, spoiledAddress), `${spoiledAddress.slice(0, 200)} as ${who}`),
          );
        }
    }
    expect(seen.addresses.length).toBeGreaterThan(60);
    expect(faults.filter((each) => each !== null)).toEqual([]);
  }, 300_000);

  it('and whatever is posted to it', async () => {
    const faults: (string | null)[] = [];
    const { forms } = await crawl();
    const last = (each: PageForm) => (each.action.startsWith('/konton') ? 1 : 0);
    for (const [who, each] of forms.toSorted(([, a], [, b]) => last(a) - last(b))) {
      for (const [what, fields] of spoiledForm(each))
        faults.push(
          await wrong(await world.as(who, each.action, form(fields)), `${each.action} as ${who}: ${what}`),
        );
      // Not a form at all, a file where a value is expected, and the same from who has no business there.
      const file = new FormData();
      for (const name of Object.keys(each.fields)) file.append(name, new File(['x'], 'a\r\nb.pdf'));
      for (const other of ['ingen@example.se', 'tillsyn@example.se', 'chef@example.se', null] as const)
        faults.push(
          await wrong(
            await world.as(other, each.action, form(each.fields)),
            `${each.action} of ${who} as ${other}`,
          ),
        );
      faults.push(
        await wrong(
          await world.as(who, each.action, { method: 'POST', body: file }),
          `${each.action}: files`,
        ),
        await wrong(await world.as(who, each.action, { method: 'POST', body: 'x' }), `${each.action}: text`),
        await wrong(await world.as(who, each.action, { method: 'POST' }), `${each.action}: nothing`),
      );
    }
    expect(forms.length).toBeGreaterThan(40);
    expect(faults.filter((each) => each !== null)).toEqual([]);
  }, 300_000);
});

/** Who most likely may use an endpoint, so that what is sent gets past the door; one of the others beside them. */
function rightful(path: string, turn: number): (Account | null)[] {
  const desk = path.startsWith('/supervision');
  const author = /^\/report/.test(path);
  const officer =
    /^\/(visits|acts|tasks|applications)/.test(path) ||
    /^\/queues.*(tickets|call|desk$|desk\/state|alarms)/.test(path);
  const manager = /^\/queue/.test(path);
  const registers = /^\/(import|offices|officers|authorities|municipalities|registers)/.test(path);
  const first: Account = desk
    ? 'tillsyn@example.se'
    : path.includes('report-questions') || (manager && !officer)
      ? 'chef@example.se'
      : path.endsWith('/review')
        ? 'samordnare.skv@example.se'
        : author
          ? 'rapport.skv@example.se'
          : officer
            ? 'alva@example.se'
            : registers
              ? 'admin@example.se'
              : path.startsWith('/law')
                ? 'lag@example.se'
                : 'samordnare.skv@example.se';
  const other = WHO[turn % WHO.length] ?? null;
  return turn % 4 === 0 ? [first, other] : [first];
}

/** Records that there are, in the place of the ids in an address. */
const there: Record<string, string> = {};
function filled(path: string, turn: number): string {
  const room = path.split('/')[1] ?? '';
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'id') return there[room] ?? String(1 + (turn % 3));
    return there[name] ?? '1';
  });
}

function send(who: Account | null, method: string, address: string, body: unknown) {
  const upper = method.toUpperCase();
  return world.as(who, `/api${address}`, {
    method: upper,
    headers: { 'content-type': 'application/json' },
    ...(upper === 'GET' || upper === 'DELETE' || body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Something of each kind, so that there is something to spoil. */
async function furnish({ api, ids }: World): Promise<void> {
  const owed = await owedAgreements(world, [
    { diaryNumber: 'K-1' },
    { diaryNumber: 'K-2' },
    { diaryNumber: 'K-3' },
  ]);
  const skv = ids.authorities[SKV];
  const card = ids.tasks['identity-card'];
  const made = async (who: Account, method: string, path: string, body?: unknown) => {
    const answer = await api(who, method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const visit = await made('alva@example.se', 'POST', '/visits', { officeId: ids.offices.haninge });
  const matter = await made('alva@example.se', 'POST', `/visits/${visit.id}/matters`, {
    taskId: card,
    authorityId: skv,
  });
  const moved = { taskId: ids.tasks['population-registration'], authorityId: skv };
  const given = await made('alva@example.se', 'POST', `/visits/${visit.id}/matters`, moved);
  const wish = { matterId: given.id, wants: 'Vill veta.', consent: 'given', reachBy: 'code' };
  await made('alva@example.se', 'POST', '/hand-overs', wish);
  const coordinator: Account = 'samordnare.skv@example.se';
  const agreement = ids.agreements['2019-00519-1.8'];
  const draft = await made(coordinator, 'POST', '/agreement-drafts', { authorityId: skv, amends: agreement });
  const batch = await made(coordinator, 'POST', '/mandate-batches', {
    parts: [
      {
        agreementId: agreement,
        principalId: skv,
        kind: 'commission',
        tasks: [{ taskId: card, level: 'authority' }],
        access: [],
      },
    ],
    officers: { by: 'performer' },
    from: '2027-01-01',
    to: null,
    signedByPrincipalOn: null,
    signedByOfficerOn: null,
  });
  await made(coordinator, 'POST', '/agreement-copies/sending', {
    copies: [{ agreementId: owed['K-1'], version: 1 }],
  });
  await makeMails(world);
  const mails = await made(coordinator, 'GET', '/mails');
  const report = await made('rapport.skv@example.se', 'POST', '/reports', { authorityId: skv, year: 2025 });
  await made('rapport.skv@example.se', 'POST', `/reports/${report.id}/office-requests`);
  const systems = await made(coordinator, 'GET', '/access-reconciliation');
  const mandates = await made(coordinator, 'GET', '/mandates');
  const desk = { copy: await sendCopy(world, '2019-00518-1.8'), report: await sendReport(world, 2019) };
  // What the desk was sent is made up: with a draft and a template that can be read.
  await asOwner(world, (client) =>
    client.query(`update report_template set source = $1 where sha256 = 't'`, [
      pdfTemplate('reports/pdf/annual-report.typ'),
    ]),
  );
  await asOwner(world, (client) =>
    client.query(`update annual_report set texts = $1 where id = $2`, [
      JSON.stringify(emptyDraft()),
      desk.report,
    ]),
  );
  await made('tillsyn@example.se', 'POST', '/supervision/deviations', {
    about: { kind: 'copy', agreementId: desk.copy, version: 1 },
    what: 'Avtalet nämner fel kontor.',
    provision: '2 § lagen (2019:212)',
  });
  await (await makeFaults(world)).report({ epost: 'kim@example.se' });
  const forms = await makeForms(world);
  const application = await forms.send(forms.slugs.card);
  await made('alva@example.se', 'POST', `/applications/${application.id}/take`);
  await forms.send(forms.slugs.state);
  const queue = await makeQueue(world);
  await makeStuck(queue);
  const ticket = await queue.ticket(queue.needs.other);
  await queue.openBoth().catch(() => {});
  const alarm = await raiseAlarm(queue.alva, queue.officeId);
  Object.assign(there, {
    ...{ office: String(queue.officeId), ticket: ticket.id, alarm: String(alarm) },
    ...{ need: String(queue.needs.parents), desk: String(queue.desks.floor), session: '1' },
    applications: application.id,
    forms: '1',
    visits: visit.id,
    matter: matter.id,
    agreements: String(agreement),
    agreement: String(owed['K-1']),
    'agreement-drafts': String(draft.id),
    'mandate-batches': String(batch.id),
    mails: mails.mails[0].id,
    reports: String(report.id),
    mandates: String(mandates.mandates[0].id),
    'access-reconciliation': String(systems[0].id),
    kind: 'systems',
    code: 'SA-2019-S1',
  });
}

interface Crawled {
  readonly addresses: [Account | null, string][];
  readonly forms: [Account | null, PageForm][];
  readonly queries: Set<string>;
  readonly queriesOf: Map<string, Set<string>>;
}

/** What each role comes to by following links, at most two pages of each kind, and the forms that it meets there. */
async function crawl(): Promise<Crawled> {
  const crawled: Crawled = { addresses: [], forms: [], queries: new Set(), queriesOf: new Map() };
  const kindOf = (address: string) =>
    address.replaceAll(/(?<==)[^&]*/g, '').replaceAll(/\/(\d+|[0-9a-f-]{36})(?=\/|$|\?)/g, '/:');
  const known = new Set<string>();
  const posted = new Set<string>();
  for (const who of WHO) {
    const queue = [
      '/',
      '/hitta',
      '/ansok',
      '/avtal',
      '/uppdrag',
      '/kopior',
      '/utskick',
      '/brevlador',
      '/rapporter',
      '/kammarkollegiet',
    ];
    const times = new Map<string, number>();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const answer = await world.as(who, next);
      if (!(answer.headers.get('content-type') ?? '').includes('html') || answer.status !== 200) continue;
      const html = await answer.text();
      if (!known.has(kindOf(next))) crawled.addresses.push([who, next]);
      known.add(kindOf(next));
      for (const { method, action, fields } of formsOf(html, next)) {
        if (method === 'get') {
          const pathname = new URL(action, 'http://localhost').pathname.replaceAll(/\d+|[0-9a-f-]{36}/g, ':');
          const names = crawled.queriesOf.get(pathname) ?? new Set();
          for (const name of Object.keys(fields)) names.add(name);
          crawled.queriesOf.set(pathname, names);
        } else if (!/^\/(logga-ut|sprak)/.test(action)) {
          const kind = `${kindOf(action)} ${Object.keys(fields).sort().join(' ')}`;
          if (!posted.has(kind)) crawled.forms.push([who, { method, action, fields }]);
          posted.add(kind);
        }
      }
      for (const link of linksOf(html, next)) {
        const kind = kindOf(link);
        const count = times.get(kind) ?? 0;
        if (count >= 2) continue;
        times.set(kind, count + 1);
        queue.push(link);
      }
    }
  }
  return crawled;
}
