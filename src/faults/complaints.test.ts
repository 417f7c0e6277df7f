import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, SSC, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { makeFaults } from './test-faults.ts';
import { warnOfAnswers } from './warn-of-answers.server.ts';

let world: World;
let faults: Awaited<ReturnType<typeof makeFaults>>;
const SKV = 'samordnare.skv@example.se';
const FK = 'samordnare.fk@example.se';
beforeAll(async () => {
  world = await makeWorld();
  faults = await makeFaults(world);
});
afterAll(() => world.close());

const rows = <Row>(query: ReturnType<typeof sql>) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));
const fieldsOf = (more: Readonly<Record<string, string>> = {}) => ({
  nyckel: crypto.randomUUID() as string,
  slag: 'complaint',
  till: String(faults.bodies.haninge),
  ord: 'Jag fick vänta en timme.',
  'vill-ha-svar': 'ja',
  epost: 'kim@example.se',
  webbplats: '',
  ...more,
});
/** Writes one, and gives the addresses that its author and its authority have then. */
async function complain(more: Readonly<Record<string, string>> = {}) {
  const made = await world.as(null, '/synpunkter', form(fieldsOf(more)));
  expect(made.status).toBe(303);
  const own = made.headers.get('location')!.split('?')[0]!;
  const [, , reference, secret] = own.split('/') as [string, string, string, string];
  return { own, reference, secret, staff: `/felanmalningar/synpunkter/${reference}` };
}
const read = async (account: Account | null, path: string) => (await world.as(account, path)).text();
/** Answers as the page does: after what it shows. */
async function answer(staff: string, svar: string) {
  const efter = /name="efter" value="(\d+)"/.exec(await read(SKV, staff))![1]!;
  return world.as(SKV, staff, form({ svar, efter }));
}

describe('a comment or complaint', () => {
  it('is one, sent twice; has a day by which it is answered; and its answer is read with the link', async () => {
    const fields = fieldsOf();
    const [one, two] = [
      await world.as(null, '/synpunkter', form(fields)),
      await world.as(null, '/synpunkter', form(fields)),
    ].map((made) => made.headers.get('location')!.split('?')[0]!);
    expect(two).toBe(one);
    // Ten working days from Wednesday 18 November 2026.
    expect(await read(null, one!)).toContain('2 december 2026');
    const reference = one!.split('/')[2]!;
    expect(await read(null, `/synpunkter/${reference}`)).not.toContain('vänta en timme');
    const staff = `/felanmalningar/synpunkter/${reference}`;
    expect((await world.as(FK, staff)).status).toBe(404);
    expect((await world.as(SKV, staff, form({ svar: '' }))).status).toBe(422);
    const answers = await Promise.all([
      world.as(SKV, staff, form({ svar: 'Vi beklagar.' })),
      world.as(SKV, staff, form({ svar: 'Vi beklagar också.' })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    // What the second wrote is still in its form.
    expect(await refused.text()).toMatch(/skrivits något mer[\s\S]*<textarea[^>]*>Vi beklagar/);
    expect(await read(null, one!)).toContain('Vi beklagar');
    expect(await read(null, `/synpunkter/${reference}`)).not.toContain('Vi beklagar');
  });

  it('is answered within the days that its authority has set, from then on', async () => {
    const set = (dagar: string) =>
      world.as(
        SKV,
        `/felanmalningar/installningar/${faults.bodies.haninge}/svarstid`,
        form({ dagar, kontakt: 'Växeln' }),
      );
    const before = await complain();
    expect((await set('0')).status).toBe(422);
    expect((await set('5')).status).toBe(303);
    // Five working days from Wednesday 18 November 2026.
    expect(await read(null, (await complain()).own)).toContain('25 november 2026');
    expect(await read(null, before.own)).toContain('2 december 2026');
    expect(await read(null, '/open311/v2/discovery.xml')).toContain('Växeln');
    expect((await set('10')).status).toBe(303);
  });

  it('goes on: its author writes back, the authority owes an answer anew, and gives it', async () => {
    const { own, staff, reference } = await complain();
    expect((await answer(staff, 'Vi beklagar.')).status).toBe(303);
    expect(await read(SKV, staff)).toContain('Besvarad');
    expect((await world.as(null, own, form({ ord: ' ' }))).status).toBe(422);
    world.setNow('2026-11-23T09:30:00Z');
    expect((await world.as(null, own, form({ ord: 'Det var inte svar på min fråga.' }))).status).toBe(303);
    // Ten working days from Monday 23 November 2026.
    expect(await read(null, own)).toContain('7 december 2026');
    const page = await read(SKV, staff);
    for (const says of ['Vi beklagar.', 'inte svar på min fråga', 'Väntar på svar'])
      expect(page).toContain(says);
    expect((await answer(staff, 'Nu har vi läst igen.')).status).toBe(303);
    expect(await read(null, own)).toContain('Nu har vi läst igen.');
    const mails = await rows<{ body: string }>(sql`
      select body from outgoing_mail where about = 'complaint' and subject like ${`%${reference}%`} order by queued_at`);
    expect(mails.filter(({ body }) => body.includes('Nu har vi läst igen.'))).toHaveLength(1);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is written in by nobody else: not with another secret, not by its number, and not for ever', async () => {
    const { own, reference, secret } = await complain();
    const other = (await complain()).secret;
    expect((await world.as(null, `/synpunkter/${reference}/${other}`, form({ ord: 'x' }))).status).toBe(404);
    expect((await world.as(null, `/synpunkter/${reference}`, form({ ord: 'x' }))).status).toBe(404);
    expect(await read(null, own)).not.toContain('<p class="fault-words">x</p>');
    for (let n = 0; n < 20; n += 1)
      await rows(sql`
        select complaint_author_writes(c.reference, c.secret_hash, 'mer', now(), '2026-12-01') from complaint c
        where c.reference = ${reference}`);
    const full = await world.as(null, own, form({ ord: 'ännu mer' }));
    expect(full.status).toBe(422);
    expect(await full.text()).toContain('ännu mer');
    for (const statement of [
      sql`update complaint_message set words = 'x'`,
      sql`delete from complaint_message`,
      sql`update complaint set words = 'x'`,
    ])
      await expect(
        inTransaction(world.database.pool, { authorities: [faults.bodies.haninge] }, (db) =>
          db.run(statement),
        ),
      ).rejects.toThrow(/permission denied/);
    expect(secret).toMatch(/^[\w-]{22}$/);
  });

  it('has a secret link that its mail carries, and the outbox does not show', async () => {
    const { own, secret, reference } = await complain();
    const [mail] = await rows<{ id: string; body: string }>(
      sql`select id, body from outgoing_mail where subject like ${`%${reference}%`}`,
    );
    expect(mail!.body).toContain(own);
    const page = await read(SKV, `/utskick/${mail!.id}`);
    expect(page).toContain(`/synpunkter/${reference}/…`);
    expect(page).not.toContain(secret);
    const { body } = await world.api(SKV, 'GET', `/mails/${mail!.id}`);
    expect(JSON.stringify(body)).not.toContain(secret);
    // Nor does that of a fault report.
    const report = await faults.report({ epost: 'kim@example.se' });
    const [received] = await rows<{ id: string }>(
      sql`select id from outgoing_mail where subject like ${`%${report.reference}%`}`,
    );
    expect(await read(SKV, `/utskick/${received!.id}`)).not.toContain(report.secret);
  });

  it('whose answer did not arrive by mail says so to who answers', async () => {
    const { staff, reference } = await complain();
    await answer(staff, 'Vi beklagar.');
    expect(await read(SKV, staff)).not.toContain('kom inte fram');
    await rows(sql`
      update outgoing_mail set state = 'failed', last_error = '550 User unknown' where about = 'complaint'
        and subject like ${`Svar%${reference}`} returning id`);
    const page = await read(SKV, staff);
    for (const says of ['Mejlet till kim@example.se kom inte fram', '550 User unknown'])
      expect(page).toContain(says);
    const report = await faults.report({ epost: 'lo@example.se' });
    await rows(sql`
      update outgoing_mail set state = 'failed', last_error = 'no such user' where subject like ${`%${report.reference}%`} returning id`);
    expect(await read(SKV, `/felanmalningar/${report.reference}`)).toContain(
      'Mejlet till lo@example.se kom inte fram',
    );
  });

  it('is warned of before its day and once it is late, once each, to who leads the authority', async () => {
    const { reference, staff } = await complain();
    const warn = async (now: string) => {
      world.setNow(now);
      const { pool } = world.database;
      const { clock } = world.services;
      await Promise.all([1, 2].map(() => warnOfAnswers({ pool, clock, origin: 'http://localhost' })));
      return rows<{ recipients: string[]; subject: string; body: string }>(sql`
        select recipients, subject, body from outgoing_mail where mail_key ~ '^complaint-(due|late):' and body like ${`%${reference}%`}
        order by queued_at`);
    };
    expect(await warn('2026-11-27T09:00:00Z')).toEqual([]);
    const [due, ...none] = await warn('2026-11-30T09:00:00Z');
    expect(none).toEqual([]);
    expect(due!.recipients).toEqual([SKV]);
    for (const says of ['2 december 2026', staff]) expect(due!.body).toContain(says);
    expect(await read(SKV, '/felanmalningar/synpunkter')).toContain('inom två arbetsdagar');
    expect(await read(SKV, '/')).toContain('att besvara snart');
    expect(await warn('2026-12-02T22:00:00Z')).toHaveLength(1);
    const late = await warn('2026-12-03T09:00:00Z');
    expect(late).toHaveLength(2);
    expect(late[1]!.body).toContain('skulle ha besvarats');
    expect(await read(SKV, '/felanmalningar/synpunkter')).toContain('redan ha besvarats');
    expect((await answer(staff, 'Förlåt.')).status).toBe(303);
    expect(await warn('2026-12-10T09:00:00Z')).toHaveLength(2);
    world.setNow('2026-11-18T09:30:00Z');
  });
});

describe('the menu', () => {
  it('has fault reports and complaints for an office’s people when its operator has any to receive', async () => {
    const shows = async (account: 'alva@example.se' | 'chef@example.se' | typeof SKV, path: string) =>
      (await read(account, path)).includes('href="/felanmalningar"');
    const all = async () => [
      await shows('alva@example.se', '/overlamningar'),
      await shows('chef@example.se', '/overlamningar'),
      await shows(SKV, '/overlamningar'),
    ];
    expect(await all()).toEqual([false, false, true]);
    await complain({ till: String(world.ids.authorities[SSC]) });
    expect(await all()).toEqual([true, true, true]);
  });
});
