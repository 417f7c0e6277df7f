import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, makeWorld, type World } from '../../test/world.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { reportActivity } from '../statistics/of-reports/query.server.ts';
import { addMatter } from './commands/add-matter.server.ts';
import { openContact } from './commands/open-contact.server.ts';
import { makePhoneSecret, phoneRings, setExtension } from './commands/phone.server.ts';
import { makePromise } from './commands/promise.server.ts';
import { recordAct } from './commands/record-act.server.ts';
import { sendReceipt } from './commands/send-receipt.server.ts';
import { PersonSchema } from './contact.ts';
import { ringing } from './presence.server.ts';
import { openVisits } from './queries.server.ts';
import { contextOf, look, receiveMail } from './test-contacts.ts';
import { workList } from './work-list.server.ts';

let world: World;
let alva: Context;
let haninge: number;
beforeAll(async () => {
  world = await makeWorld();
  alva = await contextOf(world, 'alva@example.se');
  haninge = world.ids.offices.haninge as number;
});
afterAll(() => world.close());

describe('the work list', () => {
  it('finds Swedish words in any of their forms, a reference as it was said, and nothing of another office', async () => {
    const open = (subject: string) => openContact(alva, { officeId: haninge, channel: 'phone', subject });
    const office = await open('När öppnar servicekontor i Åre?');
    await open('ÄNDRA adress');
    const found = async (search: string, ctx = alva, officeId = haninge) =>
      (await workList(ctx, { officeId, view: 'all', search, page: 1 })).rows.map(({ subject }) => subject);
    for (const search of [
      'servicekontoret',
      'SERVICEKONTOREN',
      'servicek',
      'åre',
      'öppna servicekontoret',
      office.reference.toLowerCase(),
    ])
      expect(await found(search), search).toEqual(['När öppnar servicekontor i Åre?']);
    for (const search of ['ändrar', 'adressen', 'adresser'])
      expect(await found(search), search).toEqual(['ÄNDRA adress']);
    for (const search of ['are', 'servicekontor ändra', '&|!', "' or 1=1", 'ZZZZ-ZZZZ'])
      expect(await found(search), search).toEqual([]);
    await open('Fo\u0308rskoleplats: tva\u030a anso\u0308kningar');
    for (const search of ['förskoleplatsen', 'fo\u0308rskoleplats', 'två ansökan'])
      expect(await found(search), search).toHaveLength(1);
    const cim = await contextOf(world, 'cim@example.se');
    const visby = world.ids.offices.visby as number;
    expect(await found('servicekontor', cim, visby)).toEqual([]);
    expect(await found(office.reference, cim, visby)).toEqual([]);
    await expect(found('servicekontor', cim, haninge)).rejects.toMatchObject({ code: 'forbidden' });
    const past = transaction(cim, (db) =>
      db.many(sql`select * from contacts_found(${haninge}, 'servicekontor', null, null, null, null, 0, 10)`),
    );
    expect(await past).toEqual([]);
  });

  it('shows those that wait in the order they came, and by channel, holder and authority', async () => {
    const first = await receiveMail(world, '<w1@example.se>', 'Första');
    await receiveMail(world, '<w2@example.se>', 'Andra');
    const rows = async (more: object) =>
      (await workList(alva, { officeId: haninge, view: 'open', page: 1, ...more })).rows.map(
        ({ subject }) => subject,
      );
    expect(await rows({ view: 'waiting' })).toEqual(['Första', 'Andra']);
    expect(await rows({ channel: 'email' })).toEqual(expect.arrayContaining(['Första', 'Andra']));
    expect(await rows({ channel: 'letter' })).toEqual([]);
    const principalId = world.ids.authorities[FK] as number;
    await addMatter(alva, first.id, { taskId: world.ids.tasks['parental-benefit'] as number, principalId });
    expect(await rows({ principalId })).toEqual(['Första']);
    expect(await rows({ principalId, search: 'första' })).toEqual(['Första']);
    expect(await rows({ view: 'mine', search: 'första' })).toEqual([]);
  });
});

describe('who counts visitors', () => {
  it('counts visits, and matters by whatever channel', async () => {
    const principalId = world.ids.authorities[FK] as number;
    const taskId = world.ids.tasks['parental-benefit'] as number;
    const done = async (channel: 'visit' | 'phone', helpForm: 'desk' | 'remote') => {
      const { id } = await openContact(alva, { officeId: haninge, channel });
      const matter = await addMatter(alva, id, { taskId, principalId });
      return recordAct(alva, id, matter, { level: 'guidance', helpForm, outcome: 'solved', conditions: [] });
    };
    expect(await done('visit', 'desk')).toMatchObject({ ok: true });
    expect(await done('phone', 'remote')).toMatchObject({ ok: true });
    await expect(done('phone', 'desk')).rejects.toMatchObject({
      errors: [{ field: 'helpForm', code: 'other-channel' }],
    });
    await expect(done('visit', 'remote')).rejects.toMatchObject({ code: 'invalid' });
    const year = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
    const activity = await inTransaction(world.database.pool, { authorities: [principalId] }, (db) =>
      reportActivity(db, principalId, year),
    );
    expect(activity).toEqual([{ officeId: haninge, visits: 1, matters: 2, served: true }]);
    const performer = await look(world, (db) =>
      db.one<{ id: number }>(sql`select employer_id as id from officer limit 1`),
    );
    const performed = await inTransaction(world.database.pool, { authorities: [performer.id] }, (db) =>
      db.many(sql`select visits from performed_visits_at_offices(${performer.id}, 2026)`),
    );
    expect(performed).toEqual([{ visits: 1 }]);
    const shown = await openVisits(alva, haninge);
    const visits = await look(world, (db) =>
      db.one<{ n: number }>(
        sql`select count(*) as n from visit where channel = 'visit' and closed_at is null`,
      ),
    );
    expect(shown).toHaveLength(visits.n);
    // An act cannot say that it was done at a visit when it was not.
    const claimed = look(world, (db) =>
      db.run(sql`
        insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, level, help_form, outcome, acted_on)
        select matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, 'signpost', 'desk', outcome, acted_on from act
        where channel = 'phone'`),
    );
    await expect(claimed).rejects.toMatchObject({ constraint: 'act_has_its_contacts_channel' });
  });
});

it('two calls that are written in two windows are two contacts', async () => {
  const idOf = async () =>
    /name="contactId" value="([^"]+)"/.exec(
      await (await world.as('alva@example.se', '/kontakter/ny')).text(),
    )?.[1] ?? '';
  const call = async (contactId: string, subject: string) => {
    const fields = { contactId, officeId: String(haninge), channel: 'phone', subject };
    await world.as('alva@example.se', '/kontakter/ny/utkast', form(fields));
    return () => world.as('alva@example.se', '/kontakter/ny', form(fields));
  };
  const first = await call(await idOf(), 'Den första som ringer');
  const second = await call(await idOf(), 'Den andra som ringer');
  const opened = [(await first()).headers.get('location'), (await second()).headers.get('location')];
  expect(opened[0]).toMatch(/^\/kontakter\/[0-9a-f-]{36}$/);
  expect(opened[1]).toMatch(/^\/kontakter\/[0-9a-f-]{36}$/);
  expect(opened[1]).not.toBe(opened[0]);
});

describe('a telephone that rings', () => {
  it('is shown to whom it rings and to nobody else, by any way there is', async () => {
    const chef = await contextOf(world, 'chef@example.se');
    const bo = await contextOf(world, 'bo@example.se');
    const secret = await makePhoneSecret(chef, haninge);
    await setExtension(chef, haninge, alva.actor.officer?.id as number, '4711');
    await setExtension(chef, haninge, bo.actor.officer?.id as number, '4712');
    const ring = (key: string | null, extension: string, callId: string = crypto.randomUUID()) =>
      world.app.request('http://localhost/api/phone/calls', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ extension, caller: '070-174 06 05', callId }),
      });
    const answers = await Promise.all([
      ring(secret, '4711', 'one'),
      ring(secret, '4711', 'one'),
      ring(secret, '9999'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await ring(null, '4711')).status).toBe(401);
    expect((await ring('x'.repeat(43), '4711')).status).toBe(401);
    const calls = await look(world, (db) => db.many(sql`select number from phone_call`));
    expect(calls).toEqual([]);
    const everywhere = async (email: Parameters<World['as']>[0]) => {
      const pages = [
        '/kontakter',
        '/kontakter/ny',
        '/kontakter/puls',
        '/loften',
        '/telefoni',
        '/besok',
        '/ko',
      ];
      const texts = await Promise.all(pages.map(async (path) => (await world.as(email, path)).text()));
      return texts.filter((text) => text.includes('0701740605')).length;
    };
    expect(await everywhere('alva@example.se')).toBe(4);
    for (const email of [
      'bo@example.se',
      'cim@example.se',
      'chef@example.se',
      'bada@example.se',
      'omrade@example.se',
      'analytiker@example.se',
      'admin@example.se',
    ] as const)
      expect(await everywhere(email), email).toBe(0);
    const mine = await transaction(alva, (db) => db.many<{ id: string }>(sql`select id from phone_call`));
    expect(mine).toHaveLength(1);
    // Opened, the number stands on the contact's page for her alone, and is not noted of the person.
    const { id } = await openContact(alva, { officeId: haninge, channel: 'phone', callId: mine[0]?.id });
    expect(await (await world.as('alva@example.se', `/kontakter/${id}`)).text()).toContain('0701740605');
    expect(await (await world.as('bo@example.se', `/kontakter/${id}`)).text()).not.toContain('0701740605');
    expect(
      await look(world, (db) => db.many(sql`select * from contact_person where visit_id = ${id}`)),
    ).toEqual([]);
    expect(await everywhere('alva@example.se')).toBe(0);
    const audited = await look(world, (db) =>
      db.many(sql`select from event where details::text like '%701740605%'`),
    );
    expect(audited).toEqual([]);
  });

  it('opens the contact of who calls, however the number is written', async () => {
    const chef = await contextOf(world, 'chef@example.se');
    const secret = await makePhoneSecret(chef, haninge);
    await setExtension(chef, haninge, alva.actor.officer?.id as number, '4711');
    for (const [noted, caller] of [
      ['0701740601', '+46701740601'],
      ['+46 (0)70-174 06 02', '0701740602'],
      ['+47 22 17 40 60', '+4722174060'],
    ] as const) {
      const person = PersonSchema.parse({ phone: noted });
      const { id } = await openContact(alva, { officeId: haninge, channel: 'phone' }, person);
      const call = { extension: '4711', caller, callKey: crypto.randomUUID() };
      expect(await phoneRings(world.database.pool, sha256(secret), call, world.services.clock())).toBe(true);
      expect((await ringing(alva)).find(({ number }) => number === caller)?.contact?.id).toBe(id);
    }
  });
});

describe('the public form', () => {
  const send = (fields: Record<string, string>) => world.as(null, '/kontakta/haninge', form(fields));
  const good = () => ({
    key: crypto.randomUUID(),
    subject: 'Öppettider',
    body: 'Har ni öppet?',
    language: 'en',
  });
  const stored = () =>
    look(world, (db) => db.one<{ n: number }>(sql`select count(*) as n from visit where channel = 'web'`));

  it('gives a reference, once for the same form, and waits for an officer', async () => {
    const fields = { ...good(), email: 'Någon@example.se', mayMail: '1' };
    expect((await send(fields)).status).toBe(422);
    const right = { ...fields, email: 'nagon@example.se' };
    const [first, second] = [await send(right), await send(right)];
    expect([first.status, second.status]).toEqual([303, 303]);
    const address = first.headers.get('location') ?? '';
    expect(second.headers.get('location')).toBe(address);
    expect(address).toMatch(/^\/kontakta\/haninge\/tack\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await (await world.as(null, address)).text()).toContain(address.slice(-9));
    expect(await stored()).toEqual({ n: 1 });
    const mails = await look(world, (db) =>
      db.many<{ body: string; officeId: number }>(sql`
        select body, office_id as "officeId" from outgoing_mail where recipients = '{nagon@example.se}'`),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      officeId: haninge,
      body: expect.stringContaining(`Your reference: ${address.slice(-9)}`),
    });
    for (const email of ['samordnare.ssc@example.se', 'tillsyn@example.se', 'cim@example.se'] as const) {
      const seen = await transaction(await contextOf(world, email), (db) =>
        db.many(sql`select from outgoing_mail where about = 'contact'`),
      );
      expect(seen, email).toEqual([]);
    }
  });

  it('can say for whom it is written: shown to the officer as said, and resting on nothing', async () => {
    const fields = { ...good(), subject: 'För mamma', whom: 'Astrid Provsson', asWhat: 'power-of-attorney' };
    const half = await send({ ...fields, asWhat: '' });
    expect(half.status).toBe(422);
    expect(await half.text()).toContain('value="Astrid Provsson"');
    expect((await send({ ...fields, key: crypto.randomUUID(), asWhat: 'kung' })).status).toBe(422);
    const sent = await send(fields);
    expect(sent.status).toBe(303);
    const reference = sent.headers.get('location')?.slice(-9);
    const { id } = await look(world, (db) =>
      db.one<{ id: string }>(sql`select id from visit where reference = ${reference}`),
    );
    const page = await (await world.as('alva@example.se', `/kontakter/${id}`)).text();
    expect(page).toContain('Säger sig skriva för Astrid Provsson, som ombud med fullmakt.');
    expect(page).toContain('Det är inte kontrollerat.');
    const kept = await transaction(await contextOf(world, 'cim@example.se'), (db) =>
      db.many(sql`select from contact_asks_for`),
    );
    expect(kept).toEqual([]);
    const noted = await look(world, (db) => db.many(sql`select from representation`));
    expect(noted).toEqual([]);
  });

  it('stores nothing of a robot, of what is wrong, or of too many', async () => {
    const before = await stored();
    for (const fields of [
      { ...good(), webbplats: 'https://example.se' },
      { ...good(), subject: '' },
      { ...good(), body: ' ' },
      { ...good(), key: 'x' },
      { ...good(), body: 'x'.repeat(20_001) },
    ])
      expect((await send(fields)).status).toBe(422);
    expect(await stored()).toEqual(before);
    expect((await world.as(null, '/kontakta/finns-inte')).status).toBe(404);
    expect((await world.as(null, '/kontakta/haninge/tack/x')).status).toBe(404);
    const answers = [];
    let last: Response | undefined;
    for (let n = 0; n < 25; n += 1) {
      last = await send(good());
      answers.push(last.status);
    }
    expect(last?.headers.get('retry-after')).toBe('600');
    expect(await last?.text()).toContain('Försök igen om 10 minuter, kl. ');
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(answers.slice(0, 10).every((status) => status === 303)).toBe(true);
  });
});

describe('the receipt', () => {
  it('is mailed to who said yes, and again when something else is promised', async () => {
    const { id, reference } = await receiveMail(world, '<r@example.se>');
    await sendReceipt(alva, id, 'https://kontor.example.se');
    await sendReceipt(alva, id, 'https://kontor.example.se');
    // Promising mails it by itself; an officer's own asks how it was as well.
    await makePromise(alva, id, { dueAt: Temporal.Instant.from('2026-11-19T15:00:00Z'), what: 'Vi ringer' });
    await sendReceipt(alva, id, 'https://kontor.example.se');
    const mails = await look(world, (db) =>
      db.many<{ body: string }>(
        sql`select body from outgoing_mail where about_id = ${id} order by queued_at`,
      ),
    );
    expect(mails.map(({ body }) => body.includes('Senast 19 november 2026 16:00: Vi ringer'))).toEqual([
      false,
      true,
      true,
    ]);
    expect(mails.every(({ body }) => body.includes(reference))).toBe(true);
    const anonymous = await openContact(alva, { officeId: haninge, channel: 'phone' });
    await expect(sendReceipt(alva, anonymous.id, 'https://kontor.example.se')).rejects.toMatchObject({
      facts: { reason: 'no-mail-address' },
    });
  });
});
