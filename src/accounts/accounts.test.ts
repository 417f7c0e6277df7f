import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ADMIN = 'admin@example.se';
const SKV = '202100-5448';
const base = { name: 'Dag Provsson', email: 'dag@example.se', password: 'ett långt lösenord' };

async function one<T>(
  query: Parameters<Parameters<typeof inTransaction>[2]>[0] extends infer D ? (db: D) => Promise<T> : never,
) {
  return inTransaction(world.database.pool, { registers: true }, query as never) as Promise<T>;
}
const userId = (email: string) =>
  one<string>(
    async (db) => (await db.one<{ id: string }>(sql`select id from account_user where email = ${email}`)).id,
  );
const openRole = (email: string, role: string) =>
  one<number>(
    async (db) =>
      (
        await db.one<{ id: number }>(sql`
          select r.id from role_assignment r join account_user u on u.id = r.user_id
          where u.email = ${email} and r.role = ${role} and r.ended_at is null`)
      ).id,
  );
const add = (fields: Record<string, string>) => world.as(ADMIN, '/konton/nytt', form({ ...base, ...fields }));

describe('accounts', () => {
  it('are for administrators alone', async () => {
    const id = await userId('bo@example.se');
    const role = await openRole('bo@example.se', 'officer');
    for (const who of ['alva@example.se', 'lag@example.se', 'samordnare.skv@example.se'] as const) {
      for (const path of ['/konton', '/konton/nytt', `/konton/${id}`])
        expect((await world.as(who, path)).status, path).toBe(403);
      for (const path of [
        'nytt',
        `${id}/roller`,
        `${id}/roller/${role}/avsluta`,
        `${id}/sessioner/avsluta`,
      ]) {
        const answer = await world.as(who, `/konton/${path}`, form({ ...base, role: 'administrator' }));
        expect(answer.status, path).toBe(403);
      }
    }
    expect((await world.as('bo@example.se', '/besok')).status).toBe(200);
  });

  it('are listed with their roles, and found by a word', async () => {
    const page = await (await world.as(ADMIN, '/konton?sok=samordnare')).text();
    expect(page).toContain('samordnare.skv@example.se');
    expect(page).toContain('Myndighetssamordnare, Skatteverket');
    expect(page).not.toContain('alva@example.se');
    expect(await (await world.as(ADMIN, '/konton?sok=h-1')).text()).toContain('alva@example.se');
  });

  it('are made with officer and first role in one, and can sign in', async () => {
    const made = await add({ role: 'coordinator', authorityId: String(world.ids.authorities[SKV]) });
    expect(made.status).toBe(303);
    const page = await (await world.as(ADMIN, made.headers.get('location') ?? '')).text();
    expect(page).toContain('Kontot är skapat');
    const session = await world.api(null, 'POST', '/session', { email: base.email, password: base.password });
    expect(session.status).toBe(201);
    const event = await one<{ kind: string }[]>((db) =>
      db.many(
        sql`select kind from event e join account_user u on u.id = e.subject_id where u.email = ${base.email} order by e.id`,
      ),
    );
    expect(event.map(({ kind }) => kind)).toEqual(['account-created', 'role-assigned']);
  });

  it('tell each field that is wrong, keep what was given, and never the password', async () => {
    const answer = await add({ name: '', email: 'inte en adress', password: 'kort' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    for (const field of ['name', 'email', 'password']) expect(page).toContain(`href="#${field}"`);
    expect(page).toContain('value="inte en adress"');
    expect(page).not.toContain('"kort"');
    expect(await (await add({ email: 'BO@example.se' })).text()).toContain('redan ett konto');
  });

  it('leave nothing behind when the role or the officer cannot be', async () => {
    const email = 'egil@example.se';
    const wrong: readonly [Record<string, string>, string][] = [
      [{ role: 'coordinator' }, 'Välj vilken'],
      [{ role: 'officer', officerCode: 'H-1' }, 'Välj kontor'],
      [{ role: 'officer', officeId: String(world.ids.offices.visby) }, 'kräver att kontot är kopplat'],
      [{ role: 'administrator', officeId: String(world.ids.offices.visby) }, 'gäller inte ett kontor'],
      [{ role: 'law-editor', authorityId: String(world.ids.authorities[SKV]) }, 'gäller inte en myndighet'],
      [{ role: 'coordinator', authorityId: '999999' }, 'Välj ett av alternativen'],
      [{ authorityId: String(world.ids.authorities[SKV]) }, 'Fyll i fältet'],
      [{ officerCode: 'FINNS-INTE' }, 'Koden finns inte'],
      [{ officerCode: 'H-1' }, 'har redan ett konto'],
      [{ role: 'king' }, 'Välj ett av alternativen'],
    ];
    for (const [fields, says] of wrong) {
      const answer = await add({ email, ...fields });
      expect(answer.status, says).toBe(422);
      expect(await answer.text(), says).toContain(says);
    }
    const left = await one((db) => db.maybe(sql`select from account_user where email = ${email}`));
    expect(left).toBeUndefined();
  });
});

describe('roles', () => {
  it('hold from the next request and are gone at the next request', async () => {
    const id = await userId('ingen@example.se');
    const who = 'ingen@example.se';
    expect((await world.as(who, '/register')).status).toBe(403);
    expect((await world.as(ADMIN, `/konton/${id}/roller`, form({ role: 'law-editor' }))).status).toBe(303);
    expect((await world.as(who, '/register')).status).toBe(200);
    const role = await openRole(who, 'law-editor');
    const end = () => world.as(ADMIN, `/konton/${id}/roller/${role}/avsluta`, form({}));
    expect((await end()).status).toBe(303);
    expect((await world.as(who, '/register')).status).toBe(403);
    expect((await end()).status).toBe(409);
    expect(await (await world.as(ADMIN, `/konton/${id}`)).text()).toContain('Avslutade roller');
  });

  it('are ended only where they belong', async () => {
    const [id, role] = [await userId('ingen@example.se'), await openRole('bo@example.se', 'officer')];
    expect((await world.as(ADMIN, `/konton/${id}/roller/${role}/avsluta`, form({}))).status).toBe(404);
    expect((await world.as(ADMIN, `/konton/finns-inte/roller`, form({ role: 'law-editor' }))).status).toBe(
      404,
    );
  });

  it('leave nobody without an administrator', async () => {
    const own = await userId(ADMIN);
    const role = await openRole(ADMIN, 'administrator');
    const refused = await world.as(ADMIN, `/konton/${own}/roller/${role}/avsluta`, form({}));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Du kan inte avsluta din egen administratörsroll');
    // Two who end each other's at the same time: one wins.
    const other = await userId('lag@example.se');
    await world.as(ADMIN, `/konton/${other}/roller`, form({ role: 'administrator' }));
    const others = await openRole('lag@example.se', 'administrator');
    const answers = await Promise.all([
      world.as(ADMIN, `/konton/${other}/roller/${others}/avsluta`, form({})),
      world.as('lag@example.se', `/konton/${own}/roller/${role}/avsluta`, form({})),
    ]);
    const done = answers.filter(({ status }) => status === 303);
    expect(done.length).toBe(1);
    const left = await one<{ count: number }>((db) =>
      db.one(
        sql`select count(*) as count from role_assignment where role = 'administrator' and ended_at is null`,
      ),
    );
    expect(left.count).toBe(1);
    if (answers[1]?.status === 303)
      await world.as('lag@example.se', `/konton/${own}/roller`, form({ role: 'administrator' }));
  });
});

describe('sessions and officers', () => {
  it('ends every session of a person', async () => {
    const id = await userId('cim@example.se');
    expect((await world.as('cim@example.se', '/besok')).status).toBe(200);
    expect((await world.as(ADMIN, `/konton/${id}/sessioner/avsluta`, form({}))).status).toBe(303);
    expect((await world.as('cim@example.se', '/besok')).status).toBe(302);
  });

  it('connects an account to an officer once', async () => {
    const id = await userId('rapport.skv@example.se');
    const connect = (officerCode: string) =>
      world.as(ADMIN, `/konton/${id}/handlaggare`, form({ officerCode }));
    expect((await connect('')).status).toBe(422);
    expect(await (await connect('H-1')).text()).toContain('har redan ett konto');
  });
});
