import { type Account, makeWorld, type World } from '../../test/world.ts';
import { assignRole, recordAccount } from '../access/accounts.server.ts';
import type { Context } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { openVisit } from '../contacts/commands/open-visit.server.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Offered, offer } from './commands/offer.server.ts';
import { step } from './commands/step.server.ts';
import { asAccount, type Stands } from './commands/take-step.server.ts';
import type { Offer, StepAsked } from './schemas.ts';

/** What a command was refused with; throws when nothing was refused, or it broke. */
export const problem = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error) => (error instanceof Problem ? error : Promise.reject(error)),
  );

/** The small world, with what it takes to hand over in it. Visits are Alva's, in Haninge. */
export interface HandOvers extends World {
  readonly pool: Pool;
  readonly wish: Omit<Offer, 'matterId'>;
  ctx(who: Account): Promise<Context>;
  visit(): Promise<string>;
  matter(task: string, authority: string, visitId?: string): Promise<string>;
  offered(
    task: string,
    authority: string,
    more?: Partial<Offer>,
    visitId?: string,
  ): Promise<Offered & { matterId: string }>;
  step(who: Account, id: string, asked: StepAsked): Promise<Stands>;
  /** So many accounts more that receive for an authority. */
  receivers(authority: string, count: number): Promise<Context[]>;
  /** Days for answers in the newest version of an agreement. */
  terms(diaryNumber: string, first: number, final: number): Promise<void>;
}

export async function makeHandOvers(): Promise<HandOvers> {
  return handOversIn(await makeWorld());
}

/** The same in a world that is there. */
export async function handOversIn(world: World): Promise<HandOvers> {
  const { pool } = world.database;
  const clock = () => world.services.clock();
  const contexts = new Map<string, Context>();
  const ofId = async (userId: string): Promise<Context> => {
    const actor = await actorOfAccount(pool, userId);
    if (actor === null) throw new Error(`no account ${userId}`);
    return { pool, actor, clock, requestId: 'test' };
  };
  const ctx = async (who: Account) => {
    const known = contexts.get(who);
    if (known !== undefined) return known;
    const { id } = await inTransaction(pool, { registers: true }, (db) =>
      db.one<{ id: string }>(sql`select id from account_user where email = ${who}`),
    );
    const made = await ofId(id);
    contexts.set(who, made);
    return made;
  };
  const alva = await ctx('alva@example.se');
  const visit = () => openVisit(alva, world.ids.offices.haninge ?? 0);
  const matter = async (task: string, authority: string, visitId?: string) =>
    addMatter(alva, visitId ?? (await visit()), {
      taskId: world.ids.tasks[task] ?? 0,
      principalId: world.ids.authorities[authority] ?? 0,
    });
  const wish: Omit<Offer, 'matterId'> = {
    wants: 'Vill veta om flytten är registrerad.',
    done: 'Visat e-tjänsten.',
    consent: 'given',
    reachBy: 'code',
    reach: '',
    department: '',
    postImprobable: false,
  };
  return {
    ...world,
    pool,
    wish,
    ctx,
    visit,
    matter,
    offered: async (task, authority, more = {}, visitId) => {
      const matterId = await matter(task, authority, visitId);
      return { ...(await offer(alva, { ...wish, matterId, ...more })), matterId };
    },
    step: async (who, id, asked) => step(asAccount(await ctx(who)), id, asked),
    receivers: async (authority, count) => {
      const made: Context[] = [];
      for (let n = 0; n < count; n += 1) {
        const email = `m-${crypto.randomUUID()}@example.se`;
        const userId = await inTransaction(pool, { registers: true }, async (db) => {
          const id = await recordAccount(db, { email, name: email.slice(0, 12), passwordHash: 'x' });
          const authorityId = world.ids.authorities[authority] ?? 0;
          await assignRole(db, id, { role: 'receiver', authorityId }, 'system');
          return id;
        });
        made.push(await ofId(userId));
      }
      return made;
    },
    terms: async (diaryNumber, first, final) => {
      await inTransaction(pool, { registers: true }, (db) =>
        db.run(sql`
          insert into agreement_version_terms (agreement_id, version, first_answer_days, final_answer_days)
          select agreement_id, max(version), ${first}, ${final} from agreement_version
          where agreement_id = ${world.ids.agreements[diaryNumber]} group by agreement_id`),
      );
    },
  };
}
