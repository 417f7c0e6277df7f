import pg from 'pg';
import type { Database } from '../../src/platform/database.server.ts';
import { type Clerk, makeCrowd } from '../../test/queue/crowd.ts';

export const OFFICES = 147;
/** Four at each office; one office takes every twelfth contact of the network, as a contact centre would. */
const OFFICERS_EACH = 4;

export interface Receiver {
  readonly token: string;
  readonly authorityId: number;
}
export interface Network {
  /** Somebody at each of the offices, the largest first. */
  readonly officers: readonly Clerk[];
  readonly receivers: readonly Receiver[];
}

/** Offices, officers and receiving officers of every authority that has a task, with accounts and sessions. */
export async function makeNetwork(
  database: Pick<Database, 'pool' | 'owner'>,
  offices = OFFICES,
): Promise<void> {
  await makeCrowd(database, { offices, clerks: offices * OFFICERS_EACH });
  const client = new pg.Client(database.owner);
  await client.connect();
  try {
    await client.query('begin');
    for (const statement of RECEIVERS) await client.query(statement);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Who was made by `makeNetwork`: the same every time. */
export async function networkOf(owner: pg.ClientConfig): Promise<Network> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows: officers } = await client.query<Clerk>(`
      select distinct on (o.home_office_id) 'crowd-officer-session-' || o.code as token, o.home_office_id as "officeId",
        o.id as "officerId", d.id as "deskId"
      from officer o join desk d on d.office_id = o.home_office_id and d.name = o.code where o.code like 'CROWD-%'
      order by o.home_office_id, o.id`);
    const { rows: receivers } = await client.query<Receiver>(`
      select 'bench-receiver-session-' || u.id as token, r.authority_id as "authorityId"
      from role_assignment r join account_user u on u.id = r.user_id where u.id like 'receiver%' order by r.authority_id, u.id`);
    return { officers, receivers };
  } finally {
    await client.end();
  }
}

const RECEIVERS = [
  `insert into account_user (id, name, email, email_verified)
   select 'receiver' || a.id || '-' || n, 'Alva Provberg ' || n, 'receiver-' || a.id || '-' || n || '@example.se', true
   from authority a cross join generate_series(1, 4) n where exists (select from task t where t.authority_id = a.id)`,
  `insert into role_assignment (user_id, role, authority_id, granted_by)
   select id, 'receiver', substring(id from 'receiver([0-9]+)-')::int, 'system' from account_user where id like 'receiver%'`,
  `insert into account_session (id, user_id, token, expires_at)
   select id, id, 'bench-receiver-session-' || id, now() + interval '1 year' from account_user where id like 'receiver%'`,
];
