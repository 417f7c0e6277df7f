import { expect } from 'vitest';
import { SKV, type World } from '../../test/world.ts';

export const ALVA = 'alva@example.se';
export const BO = 'bo@example.se';
export const SKV_COORDINATOR = 'samordnare.skv@example.se';
export const FK_COORDINATOR = 'samordnare.fk@example.se';
export const IDENTITY_CARDS = '2019-00519-1.8';
export const PARENTAL_BENEFITS = '2019-00518-1.8';

export const decision = {
  level: 'authority',
  helpForm: 'desk',
  outcome: 'solved',
  conditions: ['simple-case'],
} as const;

/** A visit in Haninge with one matter; where its acts are posted. */
export async function matterFor(
  world: World,
  who: typeof ALVA | typeof BO,
  task: string = 'identity-card',
  authority: string = SKV,
): Promise<string> {
  const visit = await world.api(who, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  expect(visit.status).toBe(201);
  const matter = await world.api(who, 'POST', `/visits/${visit.body.id}/matters`, {
    taskId: world.ids.tasks[task],
    authorityId: world.ids.authorities[authority],
  });
  expect(matter.status).toBe(201);
  return `/visits/${visit.body.id}/matters/${matter.body.id}/acts`;
}

/** The id of an officer's mandate under an agreement, whoever may see it. */
export async function mandateOf(world: World, officer: string, diaryNumber: string): Promise<number> {
  const client = await world.database.pool.connect();
  try {
    await client.query("begin; select set_config('app.registers', 'on', true)");
    const { rows } = await client.query(
      `select m.id from mandate m join officer o on o.id = m.officer_id join agreement a on a.id = m.agreement_id
       where o.code = $1 and a.diary_number = $2 order by m.id desc`,
      [officer, diaryNumber],
    );
    return rows[0].id;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** A row of an imported file: an agreement under lagen (2004:543) in its original wording, which waits for its approval. */
export const UNAPPROVED = {
  diaryNumber: 'R-2008',
  signedOn: '2008-05-01',
  validFrom: '2008-05-01',
  termEndsOn: '2030-12-31',
  performersNamed: true,
} as const;
