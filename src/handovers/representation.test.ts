import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, SKV } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { recordAct } from '../contacts/commands/record-act.server.ts';
import { lookUpRepresentation, noteRepresentation } from '../contacts/commands/representation.server.ts';
import { visitView } from '../contacts/queries.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { offer } from './commands/offer.server.ts';
import { handOverView } from './hand-over-view.server.ts';
import { type HandOvers, makeHandOvers, problem } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const ALVA = 'alva@example.se' as const;
const RECEIVER = 'mottagare.skv@example.se' as const;
const power = {
  ...({ kind: 'power-of-attorney', name: 'Ombud Provlund', covers: 'task', powers: '' } as const),
  proof: 'fullmakt i original',
  from: plainDate('2026-01-01'),
};
const act = () => ({ level: 'guidance', helpForm: 'desk', outcome: 'solved', conditions: [] }) as const;

async function matterWith(more: Partial<typeof power & { to: ReturnType<typeof plainDate> }> = {}) {
  const alva = await world.ctx(ALVA);
  const visitId = await world.visit();
  const matterId = await world.matter('population-registration', SKV, visitId);
  const id = await noteRepresentation(alva, visitId, matterId, { ...power, ...more });
  const record = () => recordAct(alva, visitId, matterId, { ...act(), conditions: [], representationId: id });
  return { alva, visitId, matterId, id, record };
}

describe('what rests on a representation (14–15 §§ förvaltningslagen)', () => {
  it('is done while it holds and covers the matter, and says by whom', async () => {
    const { alva, visitId, matterId, id, record } = await matterWith();
    expect((await record()).ok).toBe(true);
    const made = await offer(alva, { ...world.wish, matterId, representationId: id });
    const { events } = await handOverView(await world.ctx(RECEIVER), made.id);
    expect(events[0]?.represented).toBe('Ombud Provlund');
    const [matter] = (await visitView(alva, visitId)).matters;
    expect(matter?.acts[0]?.represented).toBe('Ombud Provlund');
  });

  it.each([
    ['has ended', { to: plainDate('2026-11-17') }, 'representation-ended', '2026-11-17'],
    ['has not begun', { from: plainDate('2026-11-19') }, 'representation-not-begun', '2026-11-19'],
    [
      'is for something else',
      { covers: 'other' as never, powers: 'bilen' as never },
      'representation-elsewhere',
      null,
    ],
  ] as const)('is refused when it %s, in the database too', async (_, more, reason, day) => {
    const { alva, visitId, matterId, id, record } = await matterWith(more);
    expect((await problem(record())).facts).toEqual({ reason, name: 'Ombud Provlund', day });
    const offered = offer(alva, { ...world.wish, matterId, representationId: id });
    expect((await problem(offered)).facts.reason).toBe(reason);
    const stored = await transaction(alva, (db) =>
      db.one(sql`select (select count(*) from act where matter_id = ${matterId}) as acts,
        (select count(*) from hand_over where matter_id = ${matterId}) as hand_overs`),
    );
    expect(stored).toEqual({ acts: 0, hand_overs: 0 });
    const straight = transaction(alva, (db) =>
      db.run(sql`
        insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, level, help_form, outcome,
          acted_at, acted_on, representation_id)
        select id, visit_id, task_id, principal_id, office_id, added_by, 'officer', 'signpost', 'desk', 'left',
          '2026-11-18T09:30:00Z', '2026-11-18', ${id} from matter where id = ${matterId}`),
    );
    await expect(straight).rejects.toMatchObject({ constraint: 'rests_on_a_representation_that_holds' });
    const page = await world.as(
      ALVA,
      `/besok/${visitId}/arenden/${matterId}/atgarder`,
      form({ level: 'guidance', helpForm: 'desk', outcome: 'solved', representationId: String(id) }),
    );
    expect(page.status).toBe(409);
    expect(await page.text()).toContain('Ombud Provlund');
  });

  it('never on one of another matter', async () => {
    const { id } = await matterWith();
    const other = await matterWith();
    const asked = { ...act(), conditions: [], representationId: id };
    const wrong = recordAct(other.alva, other.visitId, other.matterId, asked);
    expect((await problem(wrong)).code).toBe('not-found');
  });

  it('stops when it is looked up and found to have ended; every look-up is kept', async () => {
    const { alva, visitId, matterId, id } = await matterWith();
    const made = await offer(alva, { ...world.wish, matterId, representationId: id });
    await world.step(RECEIVER, made.id, { step: 'accept' });
    await world.step(RECEIVER, made.id, { step: 'look-up', representationId: id, found: 'holds', text: '' });
    await world.step(RECEIVER, made.id, { step: 'answer-first', text: 'Vi tittar.', representationId: id });
    const unsaid = { representationId: id, found: 'ended', text: '' } as const;
    expect((await problem(lookUpRepresentation(alva, visitId, matterId, unsaid))).errors).toEqual([
      { field: 'text', code: 'reason-too-short' },
    ]);
    await lookUpRepresentation(alva, visitId, matterId, { ...unsaid, text: 'Återkallad per telefon.' });
    const answer = { step: 'answer-final', text: 'Klart.', representationId: id } as const;
    expect((await problem(world.step(RECEIVER, made.id, answer))).facts).toEqual({
      ...{ reason: 'representation-ended', name: 'Ombud Provlund', day: '2026-11-18' },
    });
    await world.step(RECEIVER, made.id, { step: 'answer-final', text: 'Klart.' });
    const view = await handOverView(await world.ctx(RECEIVER), made.id);
    expect(view.representations).toMatchObject([
      {
        endedOn: '2026-11-18',
        endedWhy: 'Återkallad per telefon.',
        lookedUp: [
          { found: 'holds', by: 'alva' },
          { found: 'holds', by: 'mottagare.skv' },
          { found: 'ended', note: 'Återkallad per telefon.' },
        ],
      },
    ]);
    const page = await (await world.as(RECEIVER, `/overlamningar/${made.id}`)).text();
    expect(page).toContain('har upphört');
  });

  it('is noted and looked up from the page of a contact, and seen by no other authority', async () => {
    const { visitId, matterId, id } = await matterWith();
    const address = `/besok/${visitId}/arenden/${matterId}/foretradare`;
    const said = { kind: 'god-man', name: 'God Mansson', covers: 'authority', proof: 'registerutdrag' };
    const noted = await world.as(ALVA, address, form({ ...said, from: '2026-02-01' }));
    expect(noted.status).toBe(303);
    const wrong = await world.as(ALVA, address, form({ ...said, from: '2026-02-01', to: '2026-01-01' }));
    expect(wrong.status).toBe(422);
    const looked = await world.as(
      ALVA,
      `${address}/uppslag`,
      form({ representationId: String(id), found: 'not-found', text: 'Inte i registret.' }),
    );
    expect(looked.status).toBe(303);
    const page = await (await world.as(ALVA, `/besok/${visitId}`)).text();
    expect(page).toContain('God Mansson');
    expect(page).toContain('Inte i registret.');
    for (const who of ['cim@example.se', 'mottagare.fk@example.se'] as const) {
      const seen = await transaction(await world.ctx(who), (db) =>
        db.many(sql`select r.id from representation r left join representation_lookup l on l.representation_id = r.id
          where r.matter_id = ${matterId}`),
      );
      expect(seen).toEqual([]);
    }
  });
});
