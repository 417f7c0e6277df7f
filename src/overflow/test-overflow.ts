import { makeWorld, type World } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { openContact } from '../contacts/commands/open-contact.server.ts';
import { makePromise } from '../contacts/commands/promise.server.ts';
import { receiveContact } from '../contacts/commands/receive-contact.server.ts';
import { contextOf, look } from '../contacts/test-contacts.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { moveContact } from './commands/move.server.ts';
import { makeRule } from './commands/set-rule.server.ts';
import { RuleSchema } from './rule.ts';
import { moveWhatIsDue } from './run.server.ts';

/** The small world with its two offices in one area; in Haninge work Alva and Bo, in Visby Cim. */
export interface OverflowWorld {
  readonly world: World;
  readonly alva: Context;
  readonly bo: Context;
  readonly cim: Context;
  readonly lead: Context;
  readonly haninge: number;
  readonly visby: number;
  readonly areaId: number;
  /** A mail to Haninge that waits; with a matter, somebody had said what it is about and put it back. */
  mail(
    key: string,
    more?: { task?: 'identity-card' | 'parental-benefit' | 'population-registration'; protected?: boolean },
  ): Promise<string>;
  /** A call that Alva answered with a promise; due by an instant. */
  promise(dueAt: string, phone?: string | null): Promise<{ contactId: string; promiseId: string }>;
  /** A rule from Haninge to Visby. Returns its id. */
  rule(more?: Readonly<Record<string, unknown>>): Promise<number>;
  /** Gives a mail that waits to Visby, due or not. Returns the contact there. */
  give(visitId: string, ruleId: number): Promise<string>;
  /** Moves what is due, as the job does. */
  run(): Promise<void>;
  /** Who works at Visby is signed in, so that somebody is there. */
  signIn(): Promise<void>;
  /** The newest move of a contact, and null without one. */
  moveOf(visitId: string): Promise<{
    id: string;
    movedVisitId: string;
    state: string;
    toOffice: number;
    why: string | null;
  } | null>;
}

export async function makeOverflow(): Promise<OverflowWorld> {
  return overflowIn(await makeWorld());
}

/** The same in a world that is there. */
export async function overflowIn(world: World): Promise<OverflowWorld> {
  const { pool } = world.database;
  const [haninge, visby] = [world.ids.offices.haninge as number, world.ids.offices.visby as number];
  const areaId = world.ids.areas.Provområdet as number;
  const clock = () => world.services.clock();
  const [alva, bo, cim, lead] = await Promise.all(
    (['alva', 'bo', 'cim', 'omrade'] as const).map((name) => contextOf(world, `${name}@example.se`)),
  );
  if (alva === undefined || bo === undefined || cim === undefined || lead === undefined)
    throw new Error('no account');
  const taskOf = {
    'identity-card': '202100-5448',
    'population-registration': '202100-5448',
    'parental-benefit': '202100-5521',
  };
  return {
    ...{ world, alva, bo, cim, lead, haninge, visby, areaId },
    mail: async (key, more = {}) => {
      const { id } = await inTransaction(pool, { actor: 'system', offices: [haninge] }, (db) =>
        receiveContact(db, {
          ...{
            officeId: haninge,
            channel: 'email',
            key,
            subject: `Ärende ${key}`,
            body: 'Hej! Hur gör jag?',
            actor: 'system',
          },
          at: clock(),
          person: {
            name: 'Prov Provsson',
            email: 'prov@example.se',
            mayMail: true,
            protected: more.protected ?? false,
          },
        }),
      );
      if (more.task !== undefined)
        await addMatter(alva, id, {
          taskId: world.ids.tasks[more.task] as number,
          principalId: world.ids.authorities[taskOf[more.task]] as number,
        });
      return id;
    },
    promise: async (dueAt, phone = '0701740605') => {
      const person =
        phone === null ? null : { name: 'Prov Provsson', phone, mayMail: false, protected: false };
      const contact = {
        officeId: haninge,
        channel: 'phone',
        subject: 'Ring om pass',
        body: 'Vill veta mer.',
      } as const;
      const { id } = await openContact(alva, contact, person);
      return {
        contactId: id,
        promiseId: await makePromise(alva, id, {
          dueAt: Temporal.Instant.from(dueAt),
          what: 'Ringa tillbaka',
        }),
      };
    },
    rule: (more = {}) =>
      makeRule(
        lead,
        RuleSchema.parse({
          ...{ areaId, name: 'Visby hjälper Haninge', fromOffices: [haninge], toOffices: [visby] },
          ...{
            kinds: ['promise', 'email', 'web', 'letter'],
            afterMinutes: 30,
            promiseMinutes: 60,
            firstDay: '2026-11-18',
            ...more,
          },
        }),
      ),
    give: async (visitId, ruleId) => {
      const move = {
        ruleId,
        mostAtOnce: 200,
        kind: 'email',
        visitId,
        fromOffice: haninge,
        toOffice: visby,
      } as const;
      const officerId = cim.actor.officer?.id ?? 0;
      if ((await moveContact(pool, clock, 'system', { ...move, officerId, waitedMinutes: 60 })) === null)
        throw new Error('it did not move');
      return look(world, async (db) => {
        const { id } = await db.one<{ id: string }>(
          sql`select moved_visit_id as id from overflow_move where visit_id = ${visitId} and ended_at is null`,
        );
        return id;
      });
    },
    run: () => moveWhatIsDue(pool, clock),
    signIn: async () => {
      await world.as('cim@example.se', '/kontakter');
    },
    moveOf: (visitId) =>
      look(
        world,
        async (db) =>
          (await db.maybe<{
            id: string;
            movedVisitId: string;
            state: string;
            toOffice: number;
            why: string | null;
          }>(sql`
          select id, moved_visit_id as "movedVisitId", state, to_office as "toOffice", why from overflow_move
          where visit_id = ${visitId} order by moved_at desc limit 1`)) ?? null,
      ),
  };
}

export { look };
