import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AF, FK, form, SKV } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { closeVisit } from '../contacts/commands/close-visit.server.ts';
import { openContact } from '../contacts/commands/open-contact.server.ts';
import { receiveMail } from '../contacts/test-contacts.ts';
import { sql } from '../platform/database.server.ts';
import { offer } from './commands/offer.server.ts';
import { reroute } from './commands/reroute.server.ts';
import { findFollowed, followedView } from './follow.server.ts';
import { handOverView } from './hand-over-view.server.ts';
import { type HandOvers, makeHandOvers, problem } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const ALVA = 'alva@example.se' as const;
const RECEIVER = 'mottagare.skv@example.se' as const;
const task = (code: string, authority: string) => ({
  taskId: world.ids.tasks[code] ?? 0,
  principalId: world.ids.authorities[authority] ?? 0,
});
const to = (code: string, authority: string) => ({ ...world.wish, ...task(code, authority) });
const back = { step: 'return', reasonKind: 'other-authority', text: 'Det är Försäkringskassans.' } as const;
const find = (reference: string, code: string) =>
  findFollowed(world.pool, { reference, code }, crypto.randomUUID(), world.services.clock());

describe('a hand-over is offered from any contact', () => {
  it.each(['phone', 'letter', 'visit'] as const)('%s', async (channel) => {
    const alva = await world.ctx(ALVA);
    const { id } = await openContact(alva, {
      officeId: world.ids.offices.haninge ?? 0,
      channel,
      subject: 'Flytt',
    });
    const matterId = await addMatter(alva, id, task('population-registration', SKV));
    const made = await offer(alva, { ...world.wish, matterId });
    expect(await handOverView(await world.ctx(RECEIVER), made.id)).toMatchObject({ state: 'offered' });
    const acts = await transaction(alva, (db) =>
      db.many(sql`select outcome, channel, help_form as form from act where matter_id = ${matterId}`),
    );
    expect(acts).toEqual([
      { outcome: 'handed-over', channel, form: channel === 'visit' ? 'desk' : 'remote' },
    ]);
    const page = await (await world.as(ALVA, `/overlamningar/ny?arende=${matterId}`)).text();
    expect(page).toContain(channel === 'visit' ? `/besok/${id}#` : `/kontakter/${id}#`);
  });

  it('a mail that nobody had taken, which is then theirs who handed it over', async () => {
    const alva = await world.ctx(ALVA);
    const { id } = await receiveMail(world, 'hand-over-mail');
    const matterId = await addMatter(alva, id, task('parental-benefit', FK));
    await offer(alva, { ...world.wish, matterId });
    const [contact] = await transaction(alva, (db) =>
      db.many<{ takenBy: number }>(sql`select taken_by as "takenBy" from visit where id = ${id}`),
    );
    expect(contact?.takenBy).toBe(alva.actor.officer?.id);
  });
});

describe('what came back goes on', () => {
  it('with its thread, reference and code, after the visit was closed', async () => {
    const alva = await world.ctx(ALVA);
    const visitId = await world.visit();
    const from = await world.offered('population-registration', SKV, {}, visitId);
    await closeVisit(alva, visitId);
    await world.step(RECEIVER, from.id, back);
    const id = crypto.randomUUID();
    const asked = { ...to('parental-benefit', FK), id };
    const both = await Promise.allSettled([reroute(alva, from.id, asked), reroute(alva, from.id, asked)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect((await reroute(alva, from.id, asked)).repeated).toBe(true);
    const [old, next] = [await handOverView(alva, from.id), await handOverView(alva, id)];
    expect([old.state, old.reroutedTo?.id, old.reference]).toEqual(['rerouted', id, from.reference]);
    expect(next).toMatchObject({
      ...{ state: 'offered', responsible: 'receiver', reference: from.reference, visitId },
      continues: { id: from.id },
    });
    // The person's code opens what it is now, with what has happened before.
    expect(await find(from.reference, from.code)).toEqual({ is: 'found', id });
    const followed = await followedView(world.pool, id);
    expect(followed.authority).toBe('Försäkringskassan');
    expect(followed.events.map(({ kind, authority }) => [kind, authority])).toEqual([
      ['offered', 'Skatteverket'],
      ['returned', 'Skatteverket'],
      ['rerouted', 'Skatteverket'],
      ['offered', 'Försäkringskassan'],
    ]);
    // The new authority sees nothing of the former one's.
    const fk = await world.ctx('mottagare.fk@example.se');
    expect((await problem(handOverView(fk, from.id))).code).toBe('not-found');
    expect((await handOverView(fk, id)).continues).toBeNull();
    // Nothing else enters the closed visit.
    expect((await problem(addMatter(alva, visitId, task('income-tax', SKV)))).code).toBe('visit-closed');
    const straight = transaction(alva, (db) =>
      db.run(sql`insert into matter (visit_id, office_id, task_id, principal_id, added_by, goes_on_from)
        values (${visitId}, ${world.ids.offices.haninge}, ${world.ids.tasks['income-tax']}, ${world.ids.authorities[SKV]},
          ${alva.actor.officer?.id}, ${from.id})`),
    );
    await expect(straight).rejects.toMatchObject({ constraint: 'visit_is_open' });
  });

  it('once, and only what came back, and not to where it came from', async () => {
    const alva = await world.ctx(ALVA);
    const { id } = await world.offered('population-registration', SKV);
    const early = await problem(reroute(alva, id, to('parental-benefit', FK)));
    expect(early.facts.reason).toBe('not-in-this-state');
    await world.step(RECEIVER, id, back);
    const same = await problem(reroute(alva, id, to('population-registration', SKV)));
    expect(same.facts.reason).toBe('goes-to-itself');
    const receiver = await problem(reroute(await world.ctx(RECEIVER), id, to('parental-benefit', FK)));
    expect(receiver.code).toBe('forbidden');
    const tried = await Promise.allSettled([
      reroute(alva, id, to('parental-benefit', FK)),
      reroute(await world.ctx('bo@example.se'), id, to('jobseeker-registration', AF)),
    ]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const there = await transaction(alva, (db) =>
      db.many(sql`select id from hand_over where continues = ${id}`),
    );
    expect(there).toHaveLength(1);
  });

  it('from its own page, without script', async () => {
    const { id, reference } = await world.offered('population-registration', SKV);
    await world.step(RECEIVER, id, back);
    expect(await (await world.as(ALVA, `/overlamningar/${id}`)).text()).toContain(
      `/overlamningar/${id}/vidare`,
    );
    const found = await (await world.as(ALVA, `/overlamningar/${id}/vidare?sok=föräldrapenning`)).text();
    const { taskId, principalId } = task('parental-benefit', FK);
    expect(found).toContain(`vidare?uppgift=${taskId}&amp;myndighet=${principalId}`);
    const given = { taskId: String(taskId), principalId: String(principalId), wants: 'Vill veta mer.' };
    const lacks = await world.as(ALVA, `/overlamningar/${id}/vidare`, form({ ...given, reachBy: 'code' }));
    expect(lacks.status).toBe(422);
    expect(await lacks.text()).toContain('Vill veta mer.');
    const sent = await world.as(
      ALVA,
      `/overlamningar/${id}/vidare`,
      form({ ...given, reachBy: 'code', consent: 'given' }),
    );
    expect(sent.status).toBe(303);
    const next = await (await world.as(ALVA, sent.headers.get('location') ?? '')).text();
    expect(next).toContain('Skickat vidare till Försäkringskassan');
    expect(next).toContain(reference);
  });
});
