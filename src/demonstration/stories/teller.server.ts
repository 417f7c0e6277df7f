import { type Context, transaction } from '../../access/context.server.ts';
import { actorOfAccount } from '../../access/who-asks.server.ts';
import { inTransaction, type Pool, type Sql, sql, unscoped } from '../../platform/database.server.ts';

/** Who does something in the demonstration, and where what it is done with is found. */
export interface Teller {
  /** An account of the demonstration at an instant of its calendar. */
  as(account: string, at: string): Promise<Context>;
  agreement(diaryNumber: string): Promise<number>;
  office(code: string): Promise<number>;
  authority(orgNumber: string): Promise<number>;
  task(code: string): Promise<number>;
  system(code: string): Promise<number>;
  /** What the registers hold. */
  many<Row>(query: Sql): Promise<Row[]>;
}

/** The ids of what an account sees and is about to act on. Throws Error when there are none: the story would be untold. */
export async function idsSeenBy(ctx: Context, query: Sql): Promise<number[]> {
  const rows = await transaction(ctx, (db) => db.many<{ id: number }>(query));
  if (rows.length === 0) throw new Error('the demonstration lacks what its story is about');
  return rows.map(({ id }) => id);
}

/** One thing that happened, by the commands that a person would have used. */
export type Story = (teller: Teller) => Promise<void>;

export function tellerOf(pool: Pool): Teller {
  const many = <Row>(query: Sql) => inTransaction(pool, { registers: true }, (db) => db.many<Row>(query));
  const id = async (query: Sql) => {
    const [row] = await many<{ id: number }>(query);
    if (row === undefined) throw new Error('the demonstration lacks what its story is about');
    return row.id;
  };
  return {
    many,
    agreement: (number) => id(sql`select id from agreement where diary_number = ${number}`),
    office: (code) => id(sql`select id from office where code = ${code}`),
    authority: (number) => id(sql`select id from authority where org_number = ${number}`),
    task: (code) => id(sql`select id from task where code = ${code}`),
    system: (code) => id(sql`select id from authority_system where code = ${code}`),
    as: async (account, at) => {
      const email = `${account}@example.se`;
      const user = await unscoped(pool).one<{ id: string }>(
        sql`select id from account_user where email = ${email}`,
      );
      const actor = await actorOfAccount(pool, user.id);
      if (actor === null) throw new Error(`no account ${email}`);
      const now = Temporal.Instant.from(at);
      return { pool, actor, clock: () => now, requestId: 'demonstration' };
    },
  };
}
