import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, SKV } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { recordAct } from '../contacts/commands/record-act.server.ts';
import { sql } from '../platform/database.server.ts';
import { handDocument } from './commands/documents.server.ts';
import { reroute } from './commands/reroute.server.ts';
import { step } from './commands/step.server.ts';
import { asAccount } from './commands/take-step.server.ts';
import { handOverView, shownHandOver } from './hand-over-view.server.ts';
import { listHandOvers } from './list.server.ts';
import { type HandOvers, makeHandOvers, problem } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const ALVA = 'alva@example.se' as const;
const BO = 'bo@example.se' as const;
const MANAGER = 'chef@example.se' as const;
const COORDINATOR = 'samordnare.skv@example.se' as const;
const act = { level: 'guidance', helpForm: 'desk', outcome: 'solved', conditions: [] as never[] } as const;

async function declared() {
  const visitId = await world.visit();
  const made = await world.offered('population-registration', SKV, {}, visitId);
  const [first, second] = await world.receivers(SKV, 2);
  if (first === undefined || second === undefined) throw new Error('two receivers');
  await step(asAccount(first), made.id, { step: 'accept' });
  await handDocument(asAccount(first), made.id, { what: 'Intyg', file: null });
  const stands = await step(asAccount(first), made.id, { step: 'conflict', text: 'Min bror.' });
  expect([stands.state, stands.responsible]).toEqual(['offered', 'receiver']);
  return { ...made, visitId, first, second };
}

describe('a conflict of interest (R12: 16–18 §§ förvaltningslagen)', () => {
  it('bars that person from every step, and from reading the thread, in the database too', async () => {
    const { id, first, second } = await declared();
    for (const asked of [{ step: 'accept' }, { step: 'note', text: 'x' }] as const)
      expect((await problem(step(asAccount(first), id, asked))).code).toBe('not-found');
    expect((await problem(handOverView(first, id))).facts.reason).toBe('conflict-of-interest');
    const shown = await shownHandOver(first, id);
    expect(shown).toMatchObject({ is: 'barred', barred: { authority: 'Skatteverket' } });
    expect(Object.keys(shown)).toEqual(['is', 'barred']);
    const counts = await transaction(first, (db) =>
      db.one(sql`select (select count(*) from hand_over where id = ${id}) as rows,
        (select count(*) from hand_over_event where hand_over_id = ${id}) as events,
        (select count(*) from hand_over_message where hand_over_id = ${id}) as messages,
        (select count(*) from hand_over_document where hand_over_id = ${id}) as documents`),
    );
    expect(counts).toEqual({ rows: 0, events: 0, messages: 0, documents: 0 });
    const list = await listHandOvers(first, { filter: 'all', today: '2026-11-18' as never, page: 1 });
    expect(list.rows.map((row) => row.id)).not.toContain(id);
    const { officeId, principalId } = await handOverView(second, id);
    await expect(
      transaction(first, (db) =>
        db.run(sql`insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state)
          values (${id}, 99, ${officeId}, ${principalId}, now(), 'noted', 'receiver', 'own-side', ${first.actor.userId}, 'offered')`),
      ),
    ).rejects.toMatchObject({ constraint: 'nobody_with_a_conflict_of_interest' });
    expect((await step(asAccount(second), id, { step: 'accept' })).state).toBe('accepted');
  });

  it('is declared at the desk in a matter that is not handed over, and bars what comes of it', async () => {
    const visitId = await world.visit();
    const matterId = await world.matter('population-registration', SKV, visitId);
    const said = await world.as(ALVA, `/overlamningar/jav/${matterId}`, form({ text: 'Min syster.' }));
    expect(said.status).toBe(303);
    expect(said.headers.get('location')).toBe(`/besok/${visitId}#arende-${matterId}`);
    // Sent twice it is one.
    expect((await world.as(ALVA, `/overlamningar/jav/${matterId}`, form({ text: '' }))).status).toBe(303);
    const shown = await (await world.as(ALVA, `/besok/${visitId}`)).text();
    expect(shown).toContain('Du har anmält jäv i ärendet');
    expect((await problem(recordAct(await world.ctx(ALVA), visitId, matterId, act))).facts.reason).toBe(
      'conflict-of-interest',
    );
    expect((await recordAct(await world.ctx(BO), visitId, matterId, act)).ok).toBe(true);
    const other = await world.as('cim@example.se', `/overlamningar/jav/${matterId}`, form({ text: '' }));
    expect(other.status).toBe(404);
  });

  it('is lifted at the desk by who manages the office, with a reason, before the matter is handed over', async () => {
    const visitId = await world.visit();
    const matterId = await world.matter('population-registration', SKV, visitId);
    await world.as(ALVA, `/overlamningar/jav/${matterId}`, form({ text: 'Min granne, tror jag.' }));
    const list = await (await world.as(MANAGER, '/overlamningar/jav')).text();
    expect(list).toContain('Min granne, tror jag.');
    const [, conflictId = ''] =
      new RegExp(`jav/${matterId}/hav".*?name="conflictId" value="(\\d+)"`, 's').exec(list) ?? [];
    const lift = (account: typeof ALVA | typeof BO | typeof MANAGER | typeof COORDINATOR, text: string) =>
      world.as(account, `/overlamningar/jav/${matterId}/hav`, form({ conflictId, text }));
    for (const account of [ALVA, BO, COORDINATOR] as const) {
      expect((await lift(account, 'Nej.')).status, account).toBe(403);
      expect((await world.as(account, '/overlamningar/jav')).status, account).toBe(403);
    }
    const wordless = await lift(MANAGER, ' ');
    expect(wordless.status).toBe(422);
    expect((await lift(MANAGER, 'Det var en annan med samma namn.')).status).toBe(303);
    expect((await lift(MANAGER, 'En gång till.')).status).toBe(409);
    expect((await recordAct(await world.ctx(ALVA), visitId, matterId, act)).ok).toBe(true);
    expect(await (await world.as(MANAGER, '/overlamningar/jav')).text()).toContain(
      'Det var en annan med samma namn.',
    );
    // Handed over, it is lifted where the authority sees it.
    const handed = await declared();
    await world.as(ALVA, `/overlamningar/jav/${handed.matterId}`, form({ text: '' }));
    const after = await (await world.as(MANAGER, '/overlamningar/jav')).text();
    expect(after).toContain(`href="/overlamningar/${handed.id}"`);
    expect(after).not.toContain(`/overlamningar/jav/${handed.matterId}/hav`);
  });

  it('bars an officer from acts in the matter; a colleague does them', async () => {
    const { id, visitId, matterId } = await declared();
    const alva = await world.ctx(ALVA);
    await step(asAccount(alva), id, { step: 'conflict', text: '' });
    const barred = await problem(recordAct(alva, visitId, matterId, { ...act, conditions: [] }));
    expect(barred.facts.reason).toBe('conflict-of-interest');
    const bo = await world.ctx(BO);
    expect((await recordAct(bo, visitId, matterId, { ...act, conditions: [] })).ok).toBe(true);
  });

  it('is lifted by who answers for that side, with a reason, and then stays to be read', async () => {
    const { id, first, second } = await declared();
    const coordinator = await world.ctx(COORDINATOR);
    const shown = await shownHandOver(coordinator, id);
    if (shown.is === 'barred') throw new Error('the coordinator is not barred');
    const [conflict] = shown.conflicts;
    expect(conflict).toMatchObject({ reason: 'Min bror.', mayLift: true, liftedAt: null });
    const lift = { step: 'lift-conflict', conflictId: conflict?.id ?? 0, text: 'Det var en namne.' } as const;
    // Not by a colleague, not by the other side, not by who declared it.
    const colleague = await problem(step(asAccount(second), id, lift));
    const manager = await problem(world.step(MANAGER, id, lift));
    expect([colleague.code, manager.code]).toEqual(['forbidden', 'not-found']);
    expect((await problem(step(asAccount(first), id, lift))).code).toBe('not-found');
    await step(asAccount(coordinator), id, lift);
    expect((await problem(step(asAccount(coordinator), id, lift))).facts.reason).toBe('conflict-is-lifted');
    expect((await step(asAccount(first), id, { step: 'accept' })).state).toBe('accepted');
    const after = await shownHandOver(coordinator, id);
    expect(after).toMatchObject({
      is: 'open',
      conflicts: [{ reason: 'Min bror.', liftedWhy: 'Det var en namne.', mayLift: false }],
    });
    await expect(
      transaction(coordinator, (db) =>
        db.run(sql`update conflict_of_interest set lifted_why = 'annat' where id = ${conflict?.id}`),
      ),
    ).rejects.toMatchObject({ constraint: 'what_was_lifted_stays' });
    // Declared again, it bars again.
    await step(asAccount(first), id, { step: 'conflict', text: '' });
    expect((await shownHandOver(first, id)).is).toBe('barred');
  });

  it('is read with its reason by its own side alone', async () => {
    const { id } = await declared();
    const shown = await shownHandOver(await world.ctx(ALVA), id);
    expect(shown).toMatchObject({ is: 'open', conflicts: [] });
    expect(JSON.stringify(shown)).not.toContain('Min bror');
  });

  it('of an officer bars from what goes on from it, and the manager lifts it', async () => {
    const visitId = await world.visit();
    const { id } = await world.offered('population-registration', SKV, {}, visitId);
    await world.step(ALVA, id, { step: 'conflict', text: 'Min granne.' });
    const back = { step: 'return', reasonKind: 'other-authority', text: 'Till Försäkringskassan.' } as const;
    await world.step('mottagare.skv@example.se', id, back);
    const { matterId: _, ...wish } = { ...world.wish, matterId: '' };
    const to = {
      taskId: world.ids.tasks['parental-benefit'] ?? 0,
      principalId: world.ids.authorities[FK] ?? 0,
      ...wish,
    };
    expect((await problem(reroute(await world.ctx(ALVA), id, to))).code).toBe('not-found');
    const made = await reroute(await world.ctx(BO), id, to);
    expect((await shownHandOver(await world.ctx(ALVA), made.id)).is).toBe('barred');
    const shown = await shownHandOver(await world.ctx(MANAGER), made.id);
    const conflictId = shown.is === 'open' ? (shown.conflicts[0]?.id ?? 0) : 0;
    await world.step(MANAGER, made.id, { step: 'lift-conflict', conflictId, text: 'Har flyttat.' });
    expect((await shownHandOver(await world.ctx(ALVA), made.id)).is).toBe('open');
  });
});
