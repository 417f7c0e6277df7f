import pg from 'pg';
import type { ImportKind } from '../../src/imports/columns.ts';
import { importFile } from '../../src/imports/import-file.server.ts';
import type { Database } from '../../src/platform/database.server.ts';

const SSC = '202100-6453';
const SKV = '202100-5448';

/** Somebody who works at a desk, signed in. */
export interface Clerk {
  /** Session token, for `Authorization: Bearer`. */
  readonly token: string;
  readonly officeId: number;
  readonly officerId: number;
  readonly deskId: number;
}
export interface Crowd {
  readonly offices: readonly CrowdOffice[];
  readonly clerks: readonly Clerk[];
}
export interface CrowdOffice {
  readonly id: number;
  /** The first needs a mandate for personal data, the others none. */
  readonly needs: readonly number[];
  /** A session of its office manager, who sees its live stream. */
  readonly manager: string;
}

/**
 * Offices with queues of three needs, a desk for every officer, and everybody signed in: invented, on a database that holds the
 * reference registers. Officers are spread evenly; each has a mandate for the first need.
 */
export async function makeCrowd(
  { pool, owner }: Pick<Database, 'pool' | 'owner'>,
  { offices, clerks }: { readonly offices: number; readonly clerks: number },
): Promise<Crowd> {
  const ctx = {
    pool,
    actor: { userId: 'system' },
    role: 'system' as const,
    clock: () => Temporal.Now.instant(),
  };
  const client = new pg.Client(owner);
  await client.connect();
  const { rows: municipalities } = await client.query<{ code: string }>(
    'select code from municipality order by code limit 300',
  );
  for (const [kind, rows] of registers(
    offices,
    clerks,
    municipalities.map(({ code }) => code),
  )) {
    const result = await importFile(ctx, {
      kind,
      fileName: `${kind}.json`,
      format: 'json',
      content: JSON.stringify(rows),
    });
    if (!result.ok) throw new Error(`${kind}: ${JSON.stringify(result.problems.slice(0, 3))}`);
  }
  try {
    await client.query('begin');
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query('commit');
    const { rows: made } = await client.query<CrowdOffice>(`
      select o.id, array(select n.id from queue_need n where n.office_id = o.id order by n.position) as needs,
        'crowd-manager-session-' || o.code as manager
      from office o where o.code like 'crowd-%' order by o.id`);
    const { rows: people } = await client.query<Clerk>(`
      select 'crowd-officer-session-' || o.code as token, o.home_office_id as "officeId", o.id as "officerId", d.id as "deskId"
      from officer o join desk d on d.office_id = o.home_office_id and d.name = o.code where o.code like 'CROWD-%' order by o.id`);
    return { offices: made, clerks: people };
  } finally {
    await client.end();
  }
}

function registers(
  offices: number,
  clerks: number,
  municipalities: readonly string[],
): [ImportKind, object[]][] {
  const year = Temporal.Now.plainDateISO().year;
  const each = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  const agreement = (task: string) => ({
    ...{ diaryNumber: 'CROWD-1', version: 1, name: 'Serviceavtal CROWD-1', signedOn: '2019-06-01' },
    ...{ validFrom: '2019-06-01', governmentDirected: true, parties: `${SKV};${SSC}`, offices: 'all' },
    ...{ principal: SKV, performer: SSC, task, exercisesAuthority: false, requiresPersonalData: true },
    ...{ listedSeparately: true, performersNamed: false, source: 'invented for a crowd', access: 'CROWD' },
  });
  return [
    ['systems', [{ code: 'CROWD', authority: SKV, name: 'Folkbokföring' }]],
    [
      'offices',
      each(offices, (n) => ({
        ...{ code: `crowd-${n}`, name: `Provkontoret ${n}`, type: 'medium', operator: SSC },
        ...{ municipality: municipalities[n % municipalities.length], locality: `Provort ${n}` },
        ...{ latitude: 56 + (n % 13), longitude: 12 + (n % 11), openFrom: '2019-06-01' },
      })),
    ],
    [
      'officers',
      each(clerks, (n) => ({
        ...{
          code: `CROWD-${n}`,
          name: `Kim Provlund ${n}`,
          employer: SSC,
          homeOffice: `crowd-${n % offices}`,
        },
        ...{ fullTimeShare: 1, employedFrom: '2020-01-01' },
      })),
    ],
    ['agreements', [agreement('population-registration')]],
    [
      'mandates',
      each(clerks, (n) => ({
        ...{ officer: `CROWD-${n}`, agreement: 'CROWD-1', principal: SKV, kind: 'commission' },
        ...{ from: `${year}-01-01`, to: `${year}-12-31`, access: 'CROWD' },
        ...{ signedByPrincipalOn: `${year - 1}-12-15`, signedByOfficerOn: `${year - 1}-12-18` },
        tasks: 'population-registration:personal-data',
      })),
    ],
  ];
}

const STATEMENTS = [
  `insert into account_user (id, name, email, email_verified)
   select 'crowd' || lower(code), name, lower(code) || '@example.se', true from officer where code like 'CROWD-%'
   union all select 'chief' || code, 'Chef ' || code, 'chief-' || code || '@example.se', true from office where code like 'crowd-%'`,
  `insert into user_officer (user_id, officer_id) select 'crowd' || lower(code), id from officer where code like 'CROWD-%'`,
  `insert into role_assignment (user_id, role, office_id, granted_by)
   select 'crowd' || lower(code), 'officer', home_office_id, 'system' from officer where code like 'CROWD-%'
   union all select 'chief' || code, 'office-manager', id, 'system' from office where code like 'crowd-%'`,
  `insert into account_session (id, user_id, token, expires_at)
   select 'crowd' || lower(code), 'crowd' || lower(code), 'crowd-officer-session-' || code, now() + interval '1 year'
   from officer where code like 'CROWD-%'
   union all select 'chief' || code, 'chief' || code, 'crowd-manager-session-' || code, now() + interval '1 year'
   from office where code like 'crowd-%'`,
  `insert into queue_office (office_id, day) select id, date '2020-01-01' from office where code like 'crowd-%'`,
  `insert into queue_need (office_id, names, prefix, range_from, range_to, position, recorded_at)
   select o.id, jsonb_build_object('sv', x.name, 'en', x.name), x.prefix, 1, 99, x.position, now()
   from office o, (values ('Folkbokföring', 'A', 1), ('E-tjänster', 'B', 2), ('Något annat', 'C', 3)) x (name, prefix, position)
   where o.code like 'crowd-%'`,
  `insert into queue_need_task (need_id, task_id, principal_id, level)
   select n.id, t.id, a.id, 'personal-data' from queue_need n join office o on o.id = n.office_id, task t, authority a
   where o.code like 'crowd-%' and n.prefix = 'A' and t.code = 'population-registration' and a.org_number = '${SKV}'`,
  // Every third desk offers a calm place.
  `insert into desk (office_id, name, kind, calm, recorded_at)
   select home_office_id, code, 'desk', id % 3 = 0, now() from officer where code like 'CROWD-%'`,
];
