import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { inTransaction, type Scope, type Sql, sql } from '../platform/database.server.ts';
import {
  ALVA,
  BO,
  decision,
  FK_COORDINATOR,
  IDENTITY_CARDS,
  matterFor,
  PARENTAL_BENEFITS,
  SKV_COORDINATOR,
} from './test-acts.ts';

// NOW of the small world is 2026-11-18. Försäkringskassan asks for competence in a way that warns, Skatteverket blocks.
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const asApp = (scope: Scope, statement: Sql) =>
  inTransaction(world.database.pool, scope, (db) => db.many<Record<string, unknown>>(statement));
const refusal = (scope: Scope, statement: Sql) =>
  asApp(scope, statement).then(
    (rows) => `taken: ${rows.length}`,
    (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
  );
const authority = (orgNumber: string) => world.ids.authorities[orgNumber] ?? 0;
const coordinator = (orgNumber: string): Scope => ({ actor: 'test', authorities: [authority(orgNumber)] });

const learnt = (officer: string, principal: string, task: string, from: string, to: string | null) => sql`
  insert into officer_competence (officer_id, principal_id, task_id, proof, obtained_on, valid)
  values (${world.ids.officers[officer]}, ${authority(principal)}, ${world.ids.tasks[task]}, 'Kursintyg', ${from}::date,
    daterange(${from}::date, ${to}::date, '[]'))
  returning id`;

/** Försäkringskassan's agreement, amended to ask for competence. */
const ask = async (competence: string | undefined, amends: number, from: string) => {
  const { rows } = await world.database.pool.query(
    "select id from authority_system where code = 'FK-ARENDE'",
  );
  return world.api(
    FK_COORDINATOR,
    'POST',
    `/agreements/${world.ids.agreements[PARENTAL_BENEFITS]}/versions`,
    {
      ...{ amends, from, to: null, decidedOn: from, summary: 'Kompetens', offices: 'all', competence },
      tasks: [
        {
          ...{
            taskId: world.ids.tasks['parental-benefit'],
            principalId: authority(FK),
            performerId: authority(SSC),
          },
          ...{
            exercisesAuthority: false,
            requiresPersonalData: true,
            listedSeparately: true,
            performersNamed: false,
          },
          ...{ catalogueCode: null, access: [rows[0].id], offices: 'all' },
        },
      ],
    },
  );
};
const look = { ...decision, level: 'personal-data', conditions: [] };
const act = async (who: typeof ALVA | typeof BO) =>
  world.api(who, 'POST', await matterFor(world, who, 'parental-benefit', FK), look);
const competenceOf = (body: { grounds: { code: string }[] }) =>
  body.grounds.find(({ code }) => code === 'competence') ?? null;

describe('competence in the registers', () => {
  it('is not asked for until the agreement asks', async () => {
    const answer = await act(ALVA);
    expect(answer.status).toBe(201);
    expect(competenceOf(answer.body)).toBeNull();
  });

  it('warns: the act is recorded, and its answer tells', async () => {
    expect((await ask('warns', 1, '2026-11-17')).status).toBe(201);
    const answer = await act(ALVA);
    expect(answer.status).toBe(201);
    expect(competenceOf(answer.body)).toMatchObject({
      holds: true,
      warns: true,
      reason: 'competence-missing',
    });
  });

  it('an amendment that does not speak of it keeps it, and says so', async () => {
    expect((await ask(undefined, 2, '2026-11-18')).status).toBe(201);
    const agreement = await world.api(
      FK_COORDINATOR,
      'GET',
      `/agreements/${world.ids.agreements[PARENTAL_BENEFITS]}`,
    );
    expect(agreement.body.versions.map((v: { competence: string }) => v.competence)).toEqual([
      'not-asked',
      'warns',
      'warns',
    ]);
    expect(agreement.body.basis).toBe('service-agreement');
  });

  it('blocks: no act without it; with it, the next', async () => {
    world.setNow('2026-11-19T10:00:00+01:00');
    expect((await ask('blocks', 3, '2026-11-19')).status).toBe(201);
    const refused = await act(BO);
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('competence-missing');
    await asApp(coordinator(FK), learnt('H-2', FK, 'parental-benefit', '2025-01-01', '2026-11-19'));
    const answer = await act(BO);
    expect(answer.status).toBe(201);
    expect(competenceOf(answer.body)).toMatchObject({ holds: true, warns: false, reason: 'ok' });
    // Its last day counts, the next does not.
    world.setNow('2026-11-20T10:00:00+01:00');
    const late = await act(BO);
    expect(late.status).toBe(409);
    expect(JSON.stringify(late.body)).toContain('competence-ended');
  });

  it('is given by the authority whose task it is, seen by it and by the employer, and by nobody else', async () => {
    const rows = sql`select proof from officer_competence`;
    const history = sql`select proof from officer_competence_history`;
    for (const seen of [rows, history]) {
      expect(await asApp(coordinator(FK), seen)).toHaveLength(1);
      expect(await asApp({ actor: 'test', employers: [authority(SSC)] }, seen)).toHaveLength(1);
      expect(await asApp(coordinator(SKV), seen)).toEqual([]);
      expect(await asApp({ actor: 'test' }, seen)).toEqual([]);
    }
    expect(await refusal(coordinator(SKV), learnt('H-1', FK, 'parental-benefit', '2026-01-01', null))).toBe(
      '42501',
    );
    expect(
      await refusal(
        { actor: 'test', employers: [authority(SSC)] },
        learnt('H-1', FK, 'parental-benefit', '2026-01-01', null),
      ),
    ).toBe('42501');
  });

  it('withdrawn it stays withdrawn; it is never changed or removed', async () => {
    const withdraw = (day: string) => sql`
      update officer_competence set withdrawn_on = ${day}::date, withdrawn_reason = 'Prov' returning id`;
    expect(await refusal(coordinator(SKV), withdraw('2026-11-01'))).toBe('taken: 0');
    expect(await refusal(coordinator(FK), withdraw('2026-11-01'))).toBe('taken: 1');
    expect(await refusal(coordinator(FK), withdraw('2026-12-01'))).toBe('a_withdrawn_competence_stays');
    expect(await refusal(coordinator(FK), sql`update officer_competence set proof = 'x' returning id`)).toBe(
      '42501',
    );
    expect(await refusal(coordinator(FK), sql`delete from officer_competence returning id`)).toBe('42501');
  });

  it('as known: before it was recorded nobody had it', async () => {
    const before = sql`select id from officer_competence_as_known('2000-01-01')`;
    expect(await asApp(coordinator(FK), before)).toEqual([]);
    const known = sql`select withdrawn_on from officer_competence_as_known(now())`;
    expect(await asApp(coordinator(FK), known)).toHaveLength(1);
  });

  it('Skatteverket’s agreement asks for nothing still', async () => {
    const agreement = await world.api(
      SKV_COORDINATOR,
      'GET',
      `/agreements/${world.ids.agreements[IDENTITY_CARDS]}`,
    );
    expect(agreement.body.versions).toMatchObject([{ competence: 'not-asked' }]);
  });
});
