import { assignRole, bindOfficer, hashPassword, recordAccount } from '../src/access/accounts.server.ts';
import type { Assignment } from '../src/access/actor.ts';
import { createAuth } from '../src/access/auth.server.ts';
import { createApp } from '../src/app.server.ts';
import type { ImportKind } from '../src/imports/columns.ts';
import { importFile } from '../src/imports/import-file.server.ts';
import { inTransaction, sql } from '../src/platform/database.server.ts';
import { servicesOf } from '../src/serve.server.ts';
import type { Services } from '../src/shell/http.ts';
import { type TestDatabase, testDatabase } from './harness.ts';

export const SSC = '202100-6453';
export const SKV = '202100-5448';
export const FK = '202100-5521';
export const AF = '202100-2114';
export const PASSWORD = 'provlosenord-2026';
/** The day that the world's clock stands at unless a test moves it. */
export const NOW = '2026-11-18T09:30:00Z';

/** A small network: two offices of one area, four officers, three agreements, and an account of each role. */
export interface World {
  readonly database: TestDatabase;
  readonly services: Services;
  readonly app: ReturnType<typeof createApp>;
  readonly ids: {
    readonly offices: Readonly<Record<string, number>>;
    readonly officers: Readonly<Record<string, number>>;
    readonly tasks: Readonly<Record<string, number>>;
    readonly authorities: Readonly<Record<string, number>>;
    readonly areas: Readonly<Record<string, number>>;
    readonly agreements: Readonly<Record<string, number>>;
  };
  /** Moves the clock. */
  setNow(instant: string): void;
  /** A request as an account, with its session cookie; `null` is nobody. */
  as(email: Account | null, path: string, init?: RequestInit): Promise<Response>;
  /** A JSON request as an account with a bearer token. */
  api(
    email: Account | null,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Json }>;
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of an API under test has any shape
export type Json = any;

export type Account = keyof typeof ACCOUNTS;

export const ACCOUNTS = {
  'alva@example.se': { officer: 'H-1', roles: [['officer', 'haninge']] },
  'bo@example.se': { officer: 'H-2', roles: [['officer', 'haninge']] },
  'cim@example.se': { officer: 'V-1', roles: [['officer', 'visby']] },
  'chef@example.se': { officer: null, roles: [['office-manager', 'haninge']] },
  'omrade@example.se': { officer: null, roles: [['area-manager', 'Provområdet']] },
  'analytiker@example.se': { officer: null, roles: [['analyst', SSC]] },
  'bada@example.se': {
    officer: null,
    roles: [
      ['office-manager', 'haninge'],
      ['office-manager', 'visby'],
    ],
  },
  'tillsyn@example.se': { officer: null, roles: [['supervisor', null]] },
  'samordnare.skv@example.se': { officer: null, roles: [['coordinator', SKV]] },
  'samordnare.ssc@example.se': { officer: null, roles: [['coordinator', SSC]] },
  'samordnare.fk@example.se': { officer: null, roles: [['coordinator', FK]] },
  'mottagare.skv@example.se': { officer: null, roles: [['receiver', SKV]] },
  'mottagare.fk@example.se': { officer: null, roles: [['receiver', FK]] },
  'rapport.skv@example.se': { officer: null, roles: [['report-author', SKV]] },
  'lag@example.se': { officer: null, roles: [['law-editor', null]] },
  'admin@example.se': { officer: null, roles: [['administrator', null]] },
  'ingen@example.se': { officer: null, roles: [] },
} as const satisfies Record<
  string,
  { officer: string | null; roles: readonly (readonly [Assignment['role'], string | null])[] }
>;

const FILES: readonly (readonly [ImportKind, readonly object[]])[] = [
  [
    'systems',
    [
      { code: 'SKV-FOLK', authority: SKV, name: 'Folkbokföring' },
      { code: 'FK-ARENDE', authority: FK, name: 'Ärenden' },
    ],
  ],
  [
    'offices',
    [
      office('haninge', 'Haninge', '0136', 59.168, 18.145, 'medium'),
      office('visby', 'Visby', '0980', 57.641, 18.296, 'small'),
    ],
  ],
  [
    'officers',
    [
      officer('H-1', 'Alva Provlund', 'haninge'),
      officer('H-2', 'Bo Exempelström', 'haninge'),
      officer('V-1', 'Cim Demovik', 'visby'),
    ],
  ],
  [
    'agreements',
    [
      agreement('2019-00519-1.8', SKV, 'identity-card', {
        exercisesAuthority: true,
        requiresPersonalData: true,
        catalogueItem: 'SA-2019-S1',
        access: 'SKV-FOLK',
        taskOffices: 'haninge',
      }),
      agreement('2019-00519-1.8', SKV, 'population-registration', {
        requiresPersonalData: true,
        access: 'SKV-FOLK',
      }),
      agreement('2019-00518-1.8', FK, 'parental-benefit', {
        requiresPersonalData: true,
        access: 'FK-ARENDE',
      }),
      agreement('2019-00521-1.8', AF, 'jobseeker-registration', {}),
    ],
  ],
  [
    'mandates',
    [
      mandate(
        'H-1',
        '2019-00519-1.8',
        SKV,
        'identity-card:personal-data;identity-card:authority;population-registration:personal-data',
        'SKV-FOLK',
      ),
      mandate('H-1', '2019-00518-1.8', FK, 'parental-benefit:personal-data', 'FK-ARENDE'),
      mandate('H-2', '2019-00518-1.8', FK, 'parental-benefit:personal-data', 'FK-ARENDE'),
      mandate(
        'V-1',
        '2019-00519-1.8',
        SKV,
        'identity-card:personal-data;identity-card:authority;population-registration:personal-data',
        'SKV-FOLK',
      ),
    ],
  ],
];

export async function makeWorld(): Promise<World> {
  const database = await testDatabase();
  let now = Temporal.Instant.from(NOW);
  const ctx = { pool: database.pool, actor: { userId: 'system' }, role: 'system', clock: () => now };
  for (const [kind, rows] of FILES) {
    const result = await importFile(ctx, {
      kind,
      fileName: `${kind}.json`,
      format: 'json',
      content: JSON.stringify(rows),
    });
    if (!result.ok) throw new Error(`${kind}: ${JSON.stringify(result.problems)}`);
  }
  const auth = createAuth(database.libraryPool, {
    baseUrl: 'http://localhost',
    secret: 'a secret of the tests, 32 characters',
  });
  const ids = await inTransaction(database.pool, { registers: true }, async (db) => {
    const by = async (table: 'office' | 'officer' | 'task' | 'authority' | 'area' | 'agreement') => {
      const query = {
        office: sql`select code as key, id from office`,
        officer: sql`select code as key, id from officer`,
        task: sql`select code as key, id from task`,
        authority: sql`select org_number as key, id from authority`,
        area: sql`select name as key, id from office_area`,
        agreement: sql`select diary_number as key, id from agreement`,
      }[table];
      return Object.fromEntries(
        (await db.many<{ key: string; id: number }>(query)).map((row) => [row.key, row.id]),
      );
    };
    return {
      offices: await by('office'),
      officers: await by('officer'),
      tasks: await by('task'),
      authorities: await by('authority'),
      areas: await by('area'),
      agreements: await by('agreement'),
    };
  });
  const passwordHash = await hashPassword(auth, PASSWORD);
  const tokens = new Map<string, { cookie: string; token: string }>();
  for (const [email, { officer, roles }] of Object.entries(ACCOUNTS)) {
    await inTransaction(database.pool, { registers: true }, async (db) => {
      const userId = await recordAccount(db, { email, name: email.split('@')[0] ?? '', passwordHash });
      if (officer !== null) await bindOfficer(db, userId, officer);
      for (const [role, scope] of roles) await assignRole(db, userId, assignment(ids, role, scope), 'system');
    });
  }
  const services: Services = { ...(await servicesOf(database, auth)), clock: () => now };
  const app = createApp(services);

  async function session(email: Account) {
    const known = tokens.get(email);
    if (known !== undefined) return known;
    const context = await auth.$context;
    const user = await context.internalAdapter.findUserByEmail(email, { includeAccounts: false });
    const made = await context.internalAdapter.createSession(user?.user.id ?? '');
    const fresh = { cookie: `samtjanst.session_token=${made.token}.x`, token: made.token };
    tokens.set(email, fresh);
    return fresh;
  }

  return {
    database,
    services,
    app,
    ids,
    setNow: (instant) => {
      now = Temporal.Instant.from(instant);
    },
    as: async (email, path, init = {}) => {
      const headers = new Headers(init.headers);
      if (email !== null) headers.set('cookie', (await session(email)).cookie);
      if (!headers.has('origin')) headers.set('origin', 'http://localhost');
      return app.request(`http://localhost${path}`, { ...init, headers });
    },
    api: async (email, method, path, body) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (email !== null) headers.authorization = `Bearer ${(await session(email)).token}`;
      const answer = await app.request(`http://localhost/api${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    },
    close: () => database.close(),
  };
}

/** A form as a browser posts it. */
export function form(fields: Readonly<Record<string, string | readonly string[]>>): RequestInit {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each as string);
  return { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

function assignment(ids: World['ids'], role: Assignment['role'], scope: string | null): Assignment {
  if (role === 'officer' || role === 'office-manager')
    return { role, officeId: ids.offices[scope ?? ''] ?? 0 };
  if (role === 'area-manager') return { role, areaId: ids.areas[scope ?? ''] ?? 0 };
  if (role === 'coordinator' || role === 'report-author' || role === 'receiver' || role === 'analyst')
    return { role, authorityId: ids.authorities[scope ?? ''] ?? 0 };
  return { role };
}

function office(
  code: string,
  locality: string,
  municipality: string,
  latitude: number,
  longitude: number,
  type: string,
) {
  return {
    code,
    name: `Servicekontoret i ${locality}`,
    type,
    operator: SSC,
    municipality,
    locality,
    latitude,
    longitude,
    openFrom: '2019-06-01',
    region: 'Stockholm och Gotland',
    area: 'Provområdet',
  };
}

function officer(code: string, name: string, homeOffice: string) {
  return { code, name, employer: SSC, homeOffice, fullTimeShare: 1, employedFrom: '2020-01-01' };
}

function agreement(diaryNumber: string, principal: string, task: string, more: object) {
  return {
    diaryNumber,
    version: 1,
    name: `Serviceavtal ${diaryNumber}`,
    signedOn: '2019-06-01',
    validFrom: '2019-06-01',
    governmentDirected: true,
    parties: `${principal};${SSC}`,
    offices: 'all',
    principal,
    performer: SSC,
    task,
    exercisesAuthority: false,
    requiresPersonalData: false,
    listedSeparately: 'requiresPersonalData' in more || 'exercisesAuthority' in more,
    performersNamed: false,
    source: 'the small world of the tests',
    ...more,
  };
}

function mandate(officerCode: string, diaryNumber: string, principal: string, tasks: string, access: string) {
  return {
    officer: officerCode,
    agreement: diaryNumber,
    principal,
    kind: 'commission',
    from: '2026-01-01',
    to: '2026-12-31',
    signedByPrincipalOn: '2025-12-15',
    signedByOfficerOn: '2025-12-18',
    tasks,
    access,
  };
}
