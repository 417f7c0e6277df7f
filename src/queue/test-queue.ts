import { type Account, FK, SKV, type World } from '../../test/world.ts';
import type { Actor } from '../access/actor.ts';
import { type Context, scopeOf } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { type AtDesk, callNext } from './commands/call.server.ts';
import { addDesk, addNeed, openQueue } from './commands/configure.server.ts';
import { openDesk } from './commands/desk-session.server.ts';
import { issueTicket } from './commands/issue-ticket.server.ts';
import { startServing } from './commands/serve.server.ts';
import { IssueSchema } from './schemas.ts';
import type { Ticket } from './ticket.ts';

/** A queue at the world's office in Haninge: three needs, three desks. */
export interface TestQueue {
  readonly officeId: number;
  readonly needs: { readonly identityCard: number; readonly parents: number; readonly other: number };
  readonly desks: { readonly one: number; readonly two: number; readonly floor: number };
  /** Alva may issue identity cards and help parents; Bo may help parents. */
  readonly alva: AtDesk;
  readonly bo: AtDesk;
  /** Who manages the office. */
  readonly manager: Context;
  /** A ticket, as the reception gives it. */
  ticket(needId: number, more?: object): Promise<Ticket>;
  /** Alva at desk 1 and Bo at desk 2. */
  openBoth(): Promise<void>;
}

export async function makeQueue(world: World): Promise<TestQueue> {
  const { pool } = world.database;
  const { ids } = world;
  const officeId = ids.offices.haninge as number;
  const clock = () => world.services.clock();
  const manager = { pool, clock, requestId: 'test', actor: await actorOf(world, 'chef@example.se') };
  await openQueue(manager, officeId);
  const need = (
    names: [string, string],
    prefix: string,
    rangeFrom: number,
    tasks: [string, string, 'personal-data' | 'authority'][],
  ) =>
    addNeed(manager, officeId, {
      names: { sv: names[0], en: names[1] },
      prefix,
      rangeFrom,
      rangeTo: rangeFrom + 98,
      usualMinutes: 10,
      waitLimitMinutes: 20,
      tasks: tasks.map(([task, authority, level]) => ({
        taskId: ids.tasks[task] as number,
        principalId: ids.authorities[authority] as number,
        level,
      })),
    });
  const needs = {
    identityCard: await need(['Id-kort', 'Identity card'], 'A', 1, [['identity-card', SKV, 'authority']]),
    parents: await need(['Föräldrapenning', 'Parental benefit'], 'B', 1, [
      ['parental-benefit', FK, 'personal-data'],
    ]),
    other: await need(['Något annat', 'Something else'], 'C', 1, []),
  };
  const desks = {
    one: await addDesk(manager, officeId, { name: '1', kind: 'desk' }),
    two: await addDesk(manager, officeId, { name: '2', kind: 'desk', calm: true }),
    floor: await addDesk(manager, officeId, { name: 'Golvet', kind: 'floor' }),
  };
  const officer = async (email: Account): Promise<AtDesk> => {
    const actor = await actorOf(world, email);
    return {
      pool,
      clock,
      scope: scopeOf(actor),
      actor: actor.userId,
      role: 'officer',
      officerId: (actor.officer as NonNullable<Actor['officer']>).id,
    };
  };
  const alva = await officer('alva@example.se');
  const bo = await officer('bo@example.se');
  return {
    ...{ officeId, needs, desks, alva, bo, manager },
    ticket: async (needId, more = {}) =>
      (await issueTicket(alva, officeId, IssueSchema.parse({ needId, ...more }), { source: 'reception' }))
        .ticket,
    openBoth: async () => {
      await openDesk(alva, officeId, { deskId: desks.one, needs: [], languages: [] });
      await openDesk(bo, officeId, { deskId: desks.two, needs: [], languages: [] });
    },
  };
}

/** A ticket that Bo serves at desk 2 and does not end. */
export async function makeStuck(queue: TestQueue): Promise<string> {
  const { bo, officeId, desks, needs } = queue;
  const { id } = await queue.ticket(needs.other);
  await openDesk(bo, officeId, { deskId: desks.two, needs: [], languages: [] });
  await callNext(bo, officeId);
  await startServing(bo, officeId, id);
  return id;
}

/** A queue with one need at the world's office in Visby. */
export async function makeQueueElsewhere(
  world: World,
  { manager }: TestQueue,
): Promise<{ office: number; need: number }> {
  const admin = { ...manager, actor: await actorOf(world, 'admin@example.se') };
  const office = world.ids.offices.visby as number;
  await openQueue(admin, office);
  const need = await addNeed(admin, office, {
    ...{ names: { sv: 'Allt', en: 'Everything' }, prefix: 'V', rangeFrom: 1, rangeTo: 99 },
    ...{ usualMinutes: 10, waitLimitMinutes: 20, tasks: [] },
  });
  return { office, need };
}

/** An account of the world as the program knows who asks. */
export async function actorOf(world: World, email: Account): Promise<Actor> {
  const { id } = await inTransaction(world.database.pool, { registers: true }, (db) =>
    db.one<{ id: string }>(sql`select id from account_user where email = ${email}`),
  );
  const actor = await actorOfAccount(world.database.pool, id);
  if (actor === null) throw new Error(`no account: ${email}`);
  return actor;
}
