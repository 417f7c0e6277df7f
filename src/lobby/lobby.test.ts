import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { encode } from 'uqr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { addException } from '../hours/commands/exceptions.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { raiseAlarm } from '../queue/commands/alarm.server.ts';
import { callNext } from '../queue/commands/call.server.ts';
import { moveTicket } from '../queue/commands/move-ticket.server.ts';
import { noShow, startServing } from '../queue/commands/serve.server.ts';
import { ticketSecret } from '../queue/secret.server.ts';
import { makeQueue, makeQueueElsewhere, type TestQueue } from '../queue/test-queue.ts';
import { phoneCode } from './phone-code.server.ts';
import { browserOf, codeIn, enrolled, type TestBrowser } from './test-device.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterEach(() => world.close());

const CHIEF = 'chef@example.se';
const tickets = () =>
  inTransaction(world.database.pool, queue.alva.scope, (db) =>
    db.many<{
      number: number;
      source: string;
      language: string | null;
      right: boolean;
      calm: boolean;
      state: string;
    }>(sql`
      select number, source, language, language_right as right, calm, state from ticket order by ordinal`),
  );
/** Takes a ticket at a kiosk; the answer of the form. */
const take = (browser: TestBrowser, more: Record<string, string> = {}, base = '/kiosk') =>
  browser.post(`${base}/ta`, { needId: String(queue.needs.other), key: crypto.randomUUID(), ...more });
const secretIn = (answer: Response) =>
  /\/(?:nummer|plats)\/([\w-]{24})(?=$|\?)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';

describe('a device', () => {
  it('is enrolled by a code that works once, and within the hour', async () => {
    const list = `/ko/${queue.officeId}/enheter`;
    const made = await world.as(CHIEF, list, form({ name: 'Vid dörren', kind: 'kiosk' }));
    const code = codeIn(await made.text());
    expect(code).toMatch(/^[A-Z0-9]{4} [A-Z0-9]{4}$/);
    expect(await (await world.as(CHIEF, list)).text()).not.toContain(code);
    expect((await browserOf(world).post('/enhet', { kod: 'AAAA AAAA' })).status).toBe(422);
    const kiosk = browserOf(world);
    const answer = await kiosk.post('/enhet', { kod: code.toLowerCase().replace(' ', '-') });
    expect(answer.headers.get('location')).toBe('/kiosk');
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/);
    expect((await kiosk.get('/kiosk')).status).toBe(200);
    expect((await browserOf(world).post('/enhet', { kod: code })).status).toBe(422);
    const late = codeIn(await (await world.as(CHIEF, list, form({ name: 'Sen', kind: 'board' }))).text());
    world.setNow('2026-11-18T10:31:00Z');
    const refused = await browserOf(world).post('/enhet', { kod: late });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('har använts eller har gått ut');
  });

  it('is made, given a code and withdrawn by the API, by who manages the office alone', async () => {
    const path = `/queues/${queue.officeId}/devices`;
    const made = await world.api(CHIEF, 'POST', path, { name: 'Vid dörren', kind: 'kiosk' });
    expect(made).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^\w{4} \w{4}$/) } });
    const taken = await world.api(CHIEF, 'POST', path, { name: 'Vid dörren', kind: 'board' });
    expect(taken).toMatchObject({ status: 422, body: { errors: [{ code: 'device-name-taken' }] } });
    const again = await world.api(CHIEF, 'POST', `${path}/${made.body.id}/code`);
    const browser = browserOf(world);
    expect((await browser.post('/enhet', { kod: made.body.code })).status).toBe(422);
    expect((await browser.post('/enhet', { kod: again.body.code })).headers.get('location')).toBe('/kiosk');
    expect((await world.api(CHIEF, 'GET', path)).body.devices).toMatchObject([
      { id: made.body.id, kind: 'kiosk', name: 'Vid dörren', codeExpiresAt: null, withdrawnAt: null },
    ]);
    for (const who of ['alva@example.se', 'tillsyn@example.se', null] as const)
      for (const [method, at] of [
        ['GET', path],
        ['POST', path],
        ['POST', `${path}/${made.body.id}/code`],
        ['DELETE', `${path}/${made.body.id}`],
      ] as const) {
        const body = method === 'POST' && at === path ? { name: 'Egen', kind: 'kiosk' } : undefined;
        expect((await world.api(who, method, at, body)).status, `${who} ${at}`).toBe(
          who === null ? 401 : 403,
        );
      }
    expect((await world.api(CHIEF, 'DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect((await browser.get('/kiosk')).status).toBe(403);
    expect((await world.api(CHIEF, 'DELETE', `${path}/${made.body.id}`)).status).toBe(409);
  });

  it('is nobody when it is withdrawn: at its next step, and in its stream', async () => {
    const { browser, id } = await enrolled(world, 'kiosk', 'Automaten');
    const stream = await browser.get('/kiosk/strom');
    const reader = stream.body?.getReader();
    const withdrawn = await world.as(CHIEF, `/ko/${queue.officeId}/enheter/${id}/dra-in`, form({}));
    expect(withdrawn.status).toBe(303);
    const page = await browser.get('/kiosk');
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('inte ansluten längre');
    expect((await take(browser)).status).toBe(403);
    expect((await browser.get('/kiosk/strom')).status).toBe(403);
    expect(await tickets()).toEqual([]);
    // The page that listens is told that something happened, asks, and is refused.
    const heard = new TextDecoder().decode((await reader?.read())?.value);
    expect(heard).toContain('event: queue');
    await reader?.cancel();
    const again = await world.as(CHIEF, `/ko/${queue.officeId}/enheter/${id}/kod`, form({}));
    expect(again.status).toBe(409);
  });

  it('is made by who manages the office, and nobody else', async () => {
    const list = `/ko/${queue.officeId}/enheter`;
    for (const who of ['alva@example.se', 'samordnare.skv@example.se'] as const) {
      expect((await world.as(who, list)).status).toBe(403);
      expect((await world.as(who, list, form({ name: 'x', kind: 'kiosk' }))).status).toBe(403);
    }
    expect((await world.as(CHIEF, `/ko/${world.ids.offices.visby}/enheter`)).status).toBe(403);
    const twice = await world.as(CHIEF, list, form({ name: 'En', kind: 'kiosk' }));
    expect(twice.status).toBe(200);
    expect((await world.as(CHIEF, list, form({ name: 'En', kind: 'kiosk' }))).status).toBe(422);
  });

  it('says that it is there, and how wrong its clock is', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const hourOff = Date.parse('2026-11-18T10:30:00Z');
    expect((await browser.post('/enhet/klocka', { nu: String(hourOff) })).status).toBe(204);
    const list = await (await world.as(CHIEF, `/ko/${queue.officeId}/enheter`)).text();
    expect(list).toContain('Klockan går 1 h 0 min före');
    expect(list).toContain('2026-11-18 10:30');
    // The time of a ticket is ours, whatever the kiosk's clock says.
    const answer = await take(browser);
    expect(answer.status).toBe(303);
    expect((await browserOf(world).post('/enhet/klocka', { nu: '1' })).status).toBe(403);
  });
});

describe('a kiosk', () => {
  it('gives a ticket in two touches, in the language that was chosen', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const start = await (await browser.get('/kiosk?sprak=ar')).text();
    expect(start).toContain('<html lang="ar" dir="rtl">');
    // No name in Arabic: the English one, marked as such.
    expect(start).toContain('<span lang="en">Identity card</span>');
    expect(start).toContain('لا أريد أن أقول');
    const options = await (await browser.get(`/kiosk/behov/${queue.needs.other}?sprak=fi`)).text();
    expect(options).toContain('sinulla on oikeus');
    const answer = await take(browser, { language: 'fi', calm: 'on' });
    const shown = await (await browser.get(answer.headers.get('location') ?? '')).text();
    expect(shown).toContain('C 1');
    expect(shown).toContain('Du står först i kön');
    // Haninge is in the Finnish area: a right there.
    expect(await tickets()).toMatchObject([
      { number: 1, source: 'kiosk', language: 'fi', right: true, calm: true },
    ]);
  });

  it('is one ticket however often the button was pressed', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const key = crypto.randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => take(browser, { key })));
    expect(new Set(answers.map((each) => each.headers.get('location'))).size).toBe(1);
    expect((await tickets()).length).toBe(1);
  });

  it('follows the opening hours, and says when it opens', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    world.setNow('2026-11-18T16:00:00Z');
    const closed = await (await browser.get('/kiosk')).text();
    expect(closed).toContain('Kontoret är stängt');
    expect(closed).toMatch(/Öppnar torsdag 19 november.*10:00/);
    expect((await take(browser)).status).toBe(409);
    // A quarter of an hour before it opens, for who stands at the door.
    world.setNow('2026-11-19T08:46:00Z');
    expect((await take(browser)).status).toBe(303);
    await inTransaction(world.database.pool, { managedOffices: [queue.officeId] }, (db) =>
      db.run(
        sql`update queue_office set closed_early_at = '2026-11-19T09:00:00Z', closed_early_reason = 'elavbrott'`,
      ),
    );
    world.setNow('2026-11-19T09:30:00Z');
    const early = await (await browser.get('/kiosk')).text();
    expect(early).toContain('har stängt för dagen');
    expect(early).toContain('fredag 20 november');
    world.setNow('2026-11-20T09:30:00Z');
    expect(await (await browser.get('/kiosk')).text()).toContain('Vad vill du ha hjälp med?');
    // What the hours were is kept, until they are changed.
    await addException(queue.manager, queue.officeId, {
      ...{ period: { from: plainDate('2026-11-20'), to: plainDate('2026-11-20') }, hours: null },
      ...{ cause: 'training', reason: 'hela dagen' },
    });
    expect(await (await browser.get('/kiosk')).text()).toContain('Kontoret är stängt');
  });

  it('is held back when somebody plays with it, and telephones do not hold it back', async () => {
    const { browser, id } = await enrolled(world, 'kiosk', 'Automaten');
    const base = `/nummer/${await phoneCode(world.database.pool, { deviceId: id, officeId: queue.officeId }, world.services.clock())}`;
    const phone = browserOf(world);
    for (const at of [base, '/kiosk']) {
      const answers = [];
      for (let n = 0; n < 14; n++) answers.push(await take(at === base ? phone : browser, {}, at));
      expect(answers.filter(({ status }) => status === 303).length).toBe(12);
      const refused = answers.at(-1);
      expect(refused?.status).toBe(409);
      expect(await refused?.text()).toContain('Många nummer har tagits');
    }
    world.setNow('2026-11-18T09:31:01Z');
    expect((await take(browser)).status).toBe(303);
  });

  it('takes no priority and nothing made up', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const before = await take(browser, { priority: '3', priorityReason: 'jag vill', protected: 'on' });
    expect(before.status).toBe(303);
    const [ticket] = await inTransaction(world.database.pool, queue.alva.scope, (db) =>
      db.many<{ priority: number; protected: boolean }>(sql`select priority, protected from ticket`),
    );
    expect(ticket).toEqual({ priority: 0, protected: false });
    for (const wrong of [{ needId: '99999' }, { needId: 'x' }, { language: 'xx' }, { key: 'x' }])
      expect((await take(browser, wrong as unknown as Record<string, string>)).status).toBeGreaterThanOrEqual(
        400,
      );
    expect((await tickets()).length).toBe(1);
  });

  it('is not what nobody enrolled, nor what another kind of device is', async () => {
    expect((await browserOf(world).get('/kiosk')).headers.get('location')).toBe('/enhet');
    const { browser } = await enrolled(world, 'reception', 'Disken');
    expect((await browser.get('/kiosk')).headers.get('location')).toBe(`/ko/${queue.officeId}/reception`);
    expect((await browser.get(`/ko/${world.ids.offices.visby}/reception`)).status).toBe(303);
  });
});

describe('a ticket by telephone', () => {
  it('is for who stands before the device: its code changes, expires, and cannot be made up', async () => {
    const { browser, id } = await enrolled(world, 'kiosk', 'Automaten');
    const { pool } = world.database;
    const letIn = { deviceId: id, officeId: queue.officeId };
    const code = await phoneCode(pool, letIn, world.services.clock());
    expect(await (await browser.get('/kiosk')).text()).toContain('Ta nummer med din mobil');
    const phone = browserOf(world);
    expect(await (await phone.get(`/nummer/${code}?sprak=so`)).text()).toContain('Maxaa lagaa caawiyaa?');
    const answer = await take(phone, {}, `/nummer/${code}`);
    expect(answer.headers.get('location')).toMatch(/^\/plats\/[\w-]{24}\?sprak=sv$/);
    expect((await phone.get(answer.headers.get('location') ?? '')).status).toBe(200);
    expect(await tickets()).toMatchObject([{ source: 'phone' }]);
    const spoiled = [
      code.replace(/^(\d+)-(\d+)/, (_, office, device) => `${office}-${Number(device) + 1}`),
      `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`,
      code.replace(/-([0-9a-z]+)-(?=[\w-]{24}$)/, '-zzzzzz-'),
    ];
    for (const wrong of spoiled) expect((await phone.get(`/nummer/${wrong}`)).status).toBe(410);
    world.setNow('2026-11-18T09:42:00Z');
    expect((await phone.get(`/nummer/${code}`)).status).toBe(410);
    expect((await take(phone, {}, `/nummer/${code}`)).status).toBe(410);
    expect(await phoneCode(pool, letIn, world.services.clock())).not.toBe(code);
    const fresh = await phoneCode(pool, letIn, world.services.clock());
    await world.as(CHIEF, `/ko/${queue.officeId}/enheter/${id}/dra-in`, form({}));
    expect((await phone.get(`/nummer/${fresh}`)).status).toBe(410);
  });
});

describe('my place', () => {
  const place = async (secret: string, phone = browserOf(world)) =>
    (await phone.get(`/plats/${secret}`)).text();

  it('is told from the first to the last, with a way back after a missed call', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    await take(browser);
    const secret = secretIn(await take(browser));
    expect(await place(secret)).toContain('Du är nummer 2 i kön');
    await queue.openBoth();
    const { alva, officeId } = queue;
    const first = (await callNext(alva, officeId)).ticket;
    await startServing(alva, officeId, first?.id ?? '');
    expect(await place(secret)).toContain('Du står först i kön');
    const mine = (await callNext(queue.bo, officeId)).ticket;
    expect(await place(secret)).toContain('Kom nu till disk 2');
    await noShow(queue.bo, officeId, mine?.id ?? '');
    expect(await place(secret)).toContain('Kom tillbaka inom 15 minuter');
    const phone = browserOf(world);
    expect((await phone.post(`/plats/${secret}/tillbaka`, {})).status).toBe(303);
    expect(await place(secret)).toContain('Du står först i kön');
    const left = { key: crypto.randomUUID() };
    expect((await phone.post(`/plats/${secret}/lamna`, left)).status).toBe(303);
    expect((await phone.post(`/plats/${secret}/lamna`, left)).status).toBe(303);
    expect(await place(secret)).toContain('Du har lämnat kön.');
    expect((await phone.post(`/plats/${secret}/tillbaka`, {})).status).toBe(409);
    expect((await phone.get(`/plats/${secret}/strom`)).status).toBe(204);
  });

  it('cannot be left while somebody helps, and not come back to too late', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const secret = secretIn(await take(browser));
    await queue.openBoth();
    const called = (await callNext(queue.alva, queue.officeId)).ticket;
    await startServing(queue.alva, queue.officeId, called?.id ?? '');
    const refused = await browserOf(world).post(`/plats/${secret}/lamna`, {});
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Du får hjälp nu');
    const missing = secretIn(await take(browser));
    const next = (await callNext(queue.bo, queue.officeId)).ticket;
    await noShow(queue.bo, queue.officeId, next?.id ?? '');
    world.setNow('2026-11-18T09:46:00Z');
    expect(await place(missing)).toContain('Ta ett nytt nummer, eller fråga personalen');
    expect((await browserOf(world).post(`/plats/${missing}/tillbaka`, {})).status).toBe(409);
  });

  it("of yesterday says so, and takes no step in today's queue", async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    const secret = secretIn(await take(browser));
    world.setNow('2026-11-19T09:30:00Z');
    expect(await place(secret)).toContain('Numret gällde 18 november');
    expect((await browserOf(world).post(`/plats/${secret}/lamna`, {})).status).toBe(409);
    expect((await browser.get(`/kiosk/nummer/${secret}`)).status).toBe(303);
    expect((await take(browser)).status).toBe(303);
    expect(await place(secret)).toContain('Numret gällde 18 november');
    expect((await tickets()).map(({ state }) => state)).toEqual(['left', 'waiting']);
  });

  it('is nobody else’s: a secret that is not one leads nowhere', async () => {
    for (const wrong of ['x', 'A'.repeat(24), '../x'])
      expect((await browserOf(world).get(`/plats/${encodeURIComponent(wrong)}`)).status).toBe(404);
    const stream = await browserOf(world).get(`/plats/${'A'.repeat(24)}/strom`);
    expect(stream.status).toBe(204);
  });
});

describe('a visitor whose ticket is moved to another office', () => {
  it('is led to the new one from the telephone page', async () => {
    const { office, need } = await makeQueueElsewhere(world, queue);
    const { id } = await queue.ticket(queue.needs.other);
    const page = `/plats/${await ticketSecret(world.database.pool, id)}`;
    const shown = async (path: string) => (await (await world.as(null, path)).text()).replaceAll(/\s+/g, ' ');
    expect(await shown(page)).not.toContain('gäller nu på');
    const both = { ...queue.alva, scope: { ...queue.alva.scope, offices: [queue.officeId, office] } };
    await moveTicket(both, queue.officeId, id, { toOfficeId: office, needId: need });
    const moved = await shown(page);
    expect(moved).toContain('Ditt nummer gäller nu på Servicekontoret i Visby. Där är du V 1.');
    expect(moved).not.toContain('Du har lämnat kön');
    const link = /class="lobby-take" href="([^"]+)"/.exec(moved)?.[1] ?? '';
    expect(await shown(link)).toMatch(/Servicekontoret i Visby[\s\S]*V 1[\s\S]*Du står först i kön/);
    expect(await shown(`${page}?sprak=ar`)).toContain('رقمك الآن في');
  });
});

describe('a call for help', () => {
  it('is seen and answered at the reception, by a device too, and by nobody who waits', async () => {
    const { browser } = await enrolled(world, 'reception', 'Receptionen');
    const { browser: kiosk } = await enrolled(world, 'kiosk', 'Vid dörren');
    const id = await raiseAlarm(queue.alva, queue.officeId);
    const page = `/ko/${queue.officeId}/reception`;
    const calls = 'Alva Provlund behöver hjälp';
    const shown = await (await browser.get(page)).text();
    expect(shown).toContain(calls);
    expect(shown).not.toContain('Avsluta larmet');
    expect(await (await world.as(CHIEF, page)).text()).toContain(calls);
    expect(await (await kiosk.get('/kiosk')).text()).not.toContain(calls);
    const come = `${page}/larm/${id}/kommer`;
    expect((await kiosk.post(come, {})).headers.get('location')).toBe('/kiosk');
    expect((await browser.post(come, {})).status).toBe(303);
    expect(await (await browser.get(page)).text()).toContain('Receptionen kommer.');
    expect(await (await world.as('bo@example.se', `/ko/${queue.officeId}/larm`)).text()).toContain(
      'Receptionen kommer.',
    );
    const ended = await world.as(CHIEF, `/ko/${queue.officeId}/larm/${id}/avsluta`, form({}));
    expect(ended.headers.get('location')).toBe(`/ko/${queue.officeId}/larm?gjort=slut`);
    expect(await (await browser.get(page)).text()).not.toContain(calls);
    expect(await (await browser.post(come, {})).text()).toContain('Någon har redan avslutat larmet.');
  });
});

describe('the reception', () => {
  const give = (fields: Record<string, string>) =>
    world.as('alva@example.se', `/ko/${queue.officeId}/reception`, form(fields));

  it('gives a ticket for a letter, with how the visitor needs to be met', async () => {
    expect((await give({ behov: 'c' })).status).toBe(303);
    expect((await give({ behov: 'B', language: 'fi', interpreter: 'on' })).status).toBe(303);
    const shown = await (await world.as('alva@example.se', `/ko/${queue.officeId}/reception?sok=b1`)).text();
    expect(shown).toContain('<strong>B 1</strong>');
    expect(shown).not.toContain('<strong>C 1</strong>');
    expect((await give({ behov: 'Z' })).status).toBe(422);
    expect((await give({ behov: '' })).status).toBe(422);
    const withoutReason = await give({ behov: 'C', priority: '2' });
    expect(withoutReason.status).toBe(422);
    expect(await withoutReason.text()).toContain('Ange varför besökaren går före');
    const told = await give({ behov: 'C', protected: 'on', language: 'fi' });
    expect(told.status).toBe(422);
    expect((await give({ behov: 'C', priority: '2', priorityReason: 'Litet barn' })).status).toBe(303);
    expect((await give({ behov: 'C', protected: 'on' })).status).toBe(303);
  });

  it('is the office’s own people’s and its device’s', async () => {
    const path = `/ko/${queue.officeId}/reception`;
    for (const who of ['cim@example.se', 'samordnare.skv@example.se'] as const) {
      expect((await world.as(who, path)).status).toBe(403);
      expect((await world.as(who, path, form({ behov: 'C' }))).status).toBe(403);
    }
    const { browser } = await enrolled(world, 'reception', 'Disken');
    expect((await browser.post(path, { behov: 'C' })).status).toBe(303);
    expect((await browser.get(path)).status).toBe(200);
  });
});

/** Whether the picture on the paper is the square of an address, whichever of its masks the printer's program has chosen. */
function squareIn(bytes: Buffer, address: string): boolean {
  const at = bytes.indexOf(Buffer.from([0x1d, 0x38, 0x4c])) + 13;
  const width = bytes.readUInt16LE(at);
  const black = (x: number, y: number) => {
    const byte = bytes[at + 4 + y * Math.ceil(width / 8) + (x >> 3)] ?? 0;
    return ((byte >> (7 - (x & 7))) & 1) === 1;
  };
  return [0, 1, 2, 3, 4, 5, 6, 7].some((maskPattern) => {
    const { data, size } = encode(address, { ecc: 'M', boostEcc: false, border: 0, maskPattern });
    return (
      size * 6 === width && data.every((row, y) => row.every((on, x) => on === black(x * 6 + 3, y * 6 + 3)))
    );
  });
}

describe('a printer', () => {
  let printer: Server;
  const printed: Buffer[] = [];
  const listening = async () => {
    printed.length = 0;
    printer = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (part: Buffer) => parts.push(part));
      socket.on('end', () => printed.push(Buffer.concat(parts)));
    });
    await new Promise<void>((resolve) => printer.listen(0, '127.0.0.1', resolve));
    return (printer.address() as AddressInfo).port;
  };
  const set = (id: number, fields: Record<string, string>) =>
    world.as(CHIEF, `/ko/${queue.officeId}/enheter/${id}/skrivare`, form(fields));
  const until = async (there: () => Promise<boolean>) => {
    for (let n = 0; n < 400 && !(await there()); n++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await there()).toBe(true);
  };

  it('is sent ESC/POS with the letters å, ä and ö of code page 865', async () => {
    const port = await listening();
    const { browser, id } = await enrolled(world, 'kiosk', 'Automaten');
    await inTransaction(world.database.pool, { managedOffices: [queue.officeId] }, (db) =>
      db.run(
        sql`update queue_need set names = '{"sv": "Något äldre ö {code}|~", "en": "Something"}' where id = ${queue.needs.other}`,
      ),
    );
    expect((await set(id, { printing: 'network', host: '127.0.0.1', port: String(port) })).status).toBe(303);
    const answer = await take(browser);
    await until(async () => printed.length === 1);
    const [bytes = Buffer.alloc(0)] = printed;
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]));
    expect(bytes.includes(Buffer.from([0x1b, 0x74, 0x05]))).toBe(true);
    const need = Buffer.concat([
      ...[
        Buffer.from('N'),
        Buffer.from([0x86]),
        Buffer.from('got '),
        Buffer.from([0x84]),
        Buffer.from('ldre '),
      ],
      ...[Buffer.from([0x94]), Buffer.from(' {code}|~')],
    ]);
    expect(bytes.includes(need)).toBe(true);
    expect(bytes.includes(Buffer.from('C 1'))).toBe(true);
    expect(squareIn(bytes, `http://localhost/plats/${secretIn(answer)}`)).toBe(true);
    expect(bytes.includes(Buffer.from([0x1d, 0x56]))).toBe(true);
    const shown = async () => (await browser.get(`/kiosk/nummer/${secretIn(answer)}`)).text();
    await until(async () => (await shown()).includes('Ta din lapp.'));
    printer.close();
  });

  it('that does not answer loses no ticket: visitor and staff are told', async () => {
    const port = await listening();
    await new Promise((resolve) => printer.close(resolve));
    const { browser, id } = await enrolled(world, 'kiosk', 'Automaten');
    await set(id, { printing: 'network', host: '127.0.0.1', port: String(port) });
    const answer = await take(browser);
    expect(answer.status).toBe(303);
    const shown = async () => (await browser.get(answer.headers.get('location') ?? '')).text();
    await until(async () => (await shown()).includes('Skrivaren fungerar inte'));
    const list = await (await world.as(CHIEF, `/ko/${queue.officeId}/enheter`)).text();
    expect(list).toContain('En lapp gick inte att skriva ut i dag');
    expect(list).toContain('Skrivaren svarar inte på den porten');
  });

  it('is where the manager has set it, and nowhere that no printer is', async () => {
    const { id } = await enrolled(world, 'kiosk', 'Automaten');
    for (const [host, port] of [
      ['169.254.169.254', '9100'],
      ['0.0.0.0', '9100'],
      ['300.1.1.1', '9100'],
      ['1', '9100'],
      ['http://x', '9100'],
      ['a b', '9100'],
      ['', '9100'],
      ['printer.example.se', '22'],
      ['printer.example.se', '70000'],
      ['printer.example.se', 'x'],
    ] as const)
      expect((await set(id, { printing: 'network', host, port })).status, `${host}:${port}`).toBe(422);
    expect((await set(id, { printing: 'network', host: 'Printer.example.se', port: '9100' })).status).toBe(
      303,
    );
    expect((await set(id, { printing: 'none' })).status).toBe(303);
  });
});
