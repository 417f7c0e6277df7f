import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { openContact } from './commands/open-contact.server.ts';
import { keepPromise, makePromise, movePromise } from './commands/promise.server.ts';
import { contextOf, look } from './test-contacts.ts';
import { watchPromises } from './watch-promises.server.ts';

let world: World;
let alva: Context;
let officeId: number;
beforeAll(async () => {
  world = await makeWorld();
  alva = await contextOf(world, 'alva@example.se');
  officeId = world.ids.offices.haninge ?? 0;
});
afterAll(() => world.close());

const due = (text: string) => Temporal.Instant.from(text);
const watch = (now: string) => {
  world.setNow(now);
  return watchPromises({
    pool: world.database.pool,
    clock: () => world.services.clock(),
    origin: 'https://samtjanst.example.se',
  });
};
const mails = (about: string) =>
  look(world, (db) =>
    db.many<{ key: string; to: string[]; subject: string; body: string; officeId: number }>(sql`
      select mail_key as key, recipients as to, subject, body, office_id as "officeId" from outgoing_mail
      where about = ${about} order by queued_at`),
  );
const contact = (person?: { email: string }) =>
  openContact(
    alva,
    { officeId, channel: 'phone', subject: 'Bostadsbidrag' },
    person === undefined ? null : { ...person, mayMail: true, protected: false },
  );

it('warns by mail before a promise breaks and when it has, each once, and in the morning', async () => {
  // Wednesday 18 November 2026, 10.30 in Sweden.
  const { id, reference } = await contact();
  const what = 'Ringa om hemligheten';
  const promise = await makePromise(alva, id, { dueAt: due('2026-11-18T13:00:00Z'), what });
  const kept = await makePromise(alva, id, { dueAt: due('2026-11-18T13:00:00Z'), what });
  const moved = await makePromise(alva, id, { dueAt: due('2026-11-18T13:00:00Z'), what });
  await watch('2026-11-18T11:59:00Z');
  expect(await mails('promise')).toEqual([]);
  await keepPromise(alva, kept, { how: 'phone' });
  await movePromise(alva, moved, { dueAt: due('2026-11-20T13:00:00Z'), why: 'Väntar på svar' });
  for (const at of ['2026-11-18T12:00:00Z', '2026-11-18T12:01:00Z', '2026-11-18T12:59:00Z']) await watch(at);
  const soon = await mails('promise');
  expect(soon.map(({ key, to }) => [key, to])).toEqual([[`promise:${promise}:soon`, ['alva@example.se']]]);
  expect(soon[0]).toMatchObject({ subject: `Löfte senast 2026-11-18 14:00: ${reference}`, officeId });
  expect(soon[0]?.body).not.toContain(what);
  for (const at of ['2026-11-18T13:00:00Z', '2026-11-19T05:59:00Z']) await watch(at);
  const broken = (await mails('promise')).slice(1);
  expect(broken.map(({ key }) => key)).toEqual([`promise:${promise}:broken`]);
  // Who has to keep it, and who manages the office; no colleague.
  expect(broken[0]?.to).toEqual(expect.arrayContaining(['alva@example.se', 'chef@example.se']));
  expect(broken[0]?.to).not.toContain('bo@example.se');
  const morning = (await mails('promises')).filter(({ key }) => key.endsWith('2026-11-19'));
  expect(morning).toEqual([]);
  for (const at of ['2026-11-19T06:00:00Z', '2026-11-19T14:00:00Z']) await watch(at);
  const day = (await mails('promises')).filter(({ key }) => key.endsWith('2026-11-19'));
  expect(day).toMatchObject([
    { to: ['alva@example.se'], subject: 'Löften 2026-11-19: 0 att hålla, 1 brutna' },
  ]);
  // Saturday: nobody is there.
  await watch('2026-11-21T09:00:00Z');
  expect((await mails('promises')).filter(({ key }) => key.endsWith('2026-11-21'))).toEqual([]);
  world.setNow('2026-11-18T09:30:00Z');
});

it('warns of a promise for soon when half its time has passed', async () => {
  const { id } = await contact();
  const before = (await mails('promise')).length;
  await makePromise(alva, id, { dueAt: due('2026-11-18T09:50:00Z'), what: 'Ringa' });
  await watch('2026-11-18T09:39:00Z');
  expect((await mails('promise')).length).toBe(before);
  await watch('2026-11-18T09:40:00Z');
  expect((await mails('promise')).length).toBe(before + 1);
  world.setNow('2026-11-18T09:30:00Z');
});

it('mails the receipt by itself to who has said yes, and it says what came of the promise', async () => {
  const { id, reference } = await contact({ email: 'prov@example.se' });
  const at = Temporal.Instant.from('2026-11-19T15:00:00Z');
  const promise = await makePromise(alva, id, { dueAt: at, what: 'Vi ringer' });
  const sent = (await mails('contact')).filter(({ to }) => to[0] === 'prov@example.se');
  expect(sent.map(({ body }) => body.includes('Senast 19 november 2026 16:00: Vi ringer'))).toEqual([
    false,
    true,
  ]);
  expect(sent.every(({ body, officeId: of }) => body.includes(reference) && of === officeId)).toBe(true);
  const page = async () => (await world.as('alva@example.se', `/kontakter/${id}/kvitto`)).text();
  world.setNow('2026-11-19T15:01:00Z');
  expect(await page()).toContain('inte hållet än: vi är sena');
  await keepPromise({ ...alva, clock: () => at.add({ minutes: 30 }) }, promise, { how: 'phone' });
  expect(await page()).toContain('hållet 19 november 2026 16:30, senare än vi lovade');
  world.setNow('2026-11-18T09:30:00Z');
  const anonymous = await contact();
  await makePromise(alva, anonymous.id, { dueAt: at, what: 'Vi ringer' });
  expect((await mails('contact')).filter(({ body }) => body.includes(anonymous.reference))).toEqual([]);
});
