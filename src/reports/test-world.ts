import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import type { Actor, Assignment } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { closeVisit } from '../contacts/commands/close-visit.server.ts';
import { openVisit } from '../contacts/commands/open-visit.server.ts';
import { recordAct } from '../contacts/commands/record-act.server.ts';
import type { ServiceLevel } from '../law/facts.ts';
import { type Db, inTransaction, sql } from '../platform/database.server.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** A small network with known answers: one report's worth of 2025. */
export interface World {
  readonly database: TestDatabase;
  readonly skv: number;
  readonly fk: number;
  readonly ssc: number;
  readonly kiruna: number;
  /** For looking at what is stored, and for putting registers in place. */
  registers<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** An account with these roles. */
  actor(name: string, ...assignments: Assignment[]): Promise<Actor>;
  as(actor: Actor, at?: string): Context;
  /** A visit with one act in each matter, recorded by the product's own commands at an instant. */
  visit(at: string, office: string, officer: string, ...acts: Served[]): Promise<void>;
}
export type Served = readonly [authority: 'SKV' | 'FK', task: string, level: ServiceLevel];

export const NOW = '2026-02-14T10:00:00.123Z';

export async function makeWorld(): Promise<World> {
  const database = await testDatabase();
  const registers: World['registers'] = (work) =>
    inTransaction(database.pool, { actor: 'test', registers: true }, work);
  const authority = (name: string) =>
    registers((db) => db.one<{ id: number }>(sql`select id from authority where short_name = ${name}`));
  await registers(async (db) => {
    for (const statement of [...NETWORK, ...AGREEMENTS, ...MANDATES]) await db.run(statement);
  });
  const ids = {
    skv: (await authority('SKV')).id,
    fk: (await authority('FK')).id,
    ssc: (await authority('SSC')).id,
    kiruna: (await authority('KIR')).id,
  };
  const as: World['as'] = (actor, at = NOW) => ({
    pool: database.pool,
    actor,
    clock: () => Temporal.Instant.from(at),
    requestId: 'test',
  });
  const actor: World['actor'] = async (name, ...assignments) => {
    const userId = name.toLowerCase();
    await registers(async (db) => {
      await db.run(sql`insert into account_user (id, name, email) values (${userId}, ${name}, ${`${userId}@example.se`})
        on conflict do nothing`);
    });
    return { userId, name, email: `${userId}@example.se`, assignments, officer: null };
  };
  const visit: World['visit'] = async (at, office, officer, ...acts) => {
    const found = await registers((db) =>
      db.one<{ officeId: number; id: number; code: string; employerId: number }>(sql`
        select f.id as "officeId", o.id, o.code, o.employer_id as "employerId" from office f, officer o
        where f.code = ${office} and o.code = ${officer}`),
    );
    const { officeId, ...who } = found;
    const ctx = as({ ...(await actor(officer, { role: 'officer', officeId })), officer: who }, at);
    const visitId = await openVisit(ctx, officeId);
    for (const [principal, task, level] of acts) {
      const choice = await registers((db) =>
        db.one<{ taskId: number; principalId: number }>(sql`
          select t.id as "taskId", a.id as "principalId" from task t, authority a
          where t.code = ${task} and a.short_name = ${principal}`),
      );
      const matterId = await addMatter(ctx, visitId, choice);
      const recorded = await recordAct(ctx, visitId, matterId, {
        level,
        helpForm: 'desk',
        outcome: 'solved',
        conditions: ['simple-case'],
      });
      if (!recorded.ok) throw new Error(`${task} at ${office}: ${JSON.stringify(recorded)}`);
    }
    await closeVisit(ctx, visitId);
  };
  return { database, ...ids, registers, actor, as, visit };
}

/** Everything that Kammarkollegiet asks the author for. */
export function writtenDraft(): Draft {
  const draft = emptyDraft();
  return {
    ...draft,
    contact: {
      address: 'Skatteverket\n171 94 Solna',
      person: 'Karin Öberg',
      email: 'karin.oberg@example.se',
      phone: '08-465 00 00',
    },
    texts: {
      ...draft.texts,
      activity: 'Vi har haft handläggare vid alla kontor.',
      finances: 'Avtalen kostade 21 miljoner kronor.',
      effectiveness: 'Färre anmälningar behöver kompletteras.',
      surplusAccess: 'Åtkomsterna togs bort i januari.',
    },
  };
}

const authorityId = (short: string) => sql`(select id from authority where short_name = ${short})`;
const officeId = (code: string) => sql`(select id from office where code = ${code})`;
const taskId = (code: string) => sql`(select id from task where code = ${code})`;
const agreementId = (diary: string) => sql`(select id from agreement where diary_number = ${diary})`;
const officerId = (code: string) => sql`(select id from officer where code = ${code})`;
const systemId = (code: string) => sql`(select id from authority_system where code = ${code})`;

function office(code: string, locality: string, municipality: string, operator: string, open: string) {
  return sql`
    insert into office (code, name, type_code, operator_id, municipality_code, locality, latitude, longitude, open)
    values (${code}, ${`Servicekontoret i ${locality}`}, 'small', ${authorityId(operator)}, ${municipality}, ${locality},
      66, 21, ${open}::daterange)`;
}
function officer(code: string, employer: string, home: string, share: number, employed: string) {
  return sql`
    insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
    values (${code}, ${code}, ${authorityId(employer)}, ${officeId(home)}, ${share}, ${employed}::daterange)`;
}

const NETWORK = [
  sql`insert into authority (org_number, name, short_name, kind, source)
    values ('212000-2783', 'Kiruna kommun', 'KIR', 'municipality', 'test')`,
  office('KIR', 'Kiruna', '2584', 'SSC', '[2019-06-01,)'),
  office('LUL', 'Luleå', '2580', 'SSC', '[2019-06-01,)'),
  // Closed before the year, opened in it, and opened after it.
  office('GAL', 'Gällivare', '2523', 'SSC', '[2019-06-01,2025-01-01)'),
  office('BOD', 'Boden', '2582', 'SSC', '[2025-12-31,)'),
  office('PIT', 'Piteå', '2581', 'SSC', '[2026-01-01,)'),
  office('MED', 'Karesuando', '2584', 'KIR', '[2015-01-01,)'),
  officer('anna', 'SSC', 'KIR', 1, '[2020-01-01,)'),
  // 183 of 365 days at half time.
  officer('bo', 'SSC', 'KIR', 0.5, '[2025-07-02,)'),
  officer('cecilia', 'SSC', 'LUL', 0.75, '[2020-01-01,)'),
  officer('david', 'SSC', 'PIT', 1, '[2020-01-01,)'),
  sql`insert into authority_system (code, authority_id, name) values ('FOLK', ${authorityId('SKV')}, 'Folkbokföring'),
    ('SKATT', ${authorityId('SKV')}, 'Skattekonto'), ('FKS', ${authorityId('FK')}, 'Ärenden')`,
];

function agreement(
  diary: string,
  name: string,
  regime: string,
  signed: string,
  directed: boolean,
  parties: readonly string[],
  versions: readonly (readonly [version: number, valid: string, scope: 'all' | 'listed'])[],
) {
  return [
    sql`insert into agreement (diary_number, name, regime_id, signed_on, government_directed, source)
      values (${diary}, ${name}, ${regime}, ${signed}, ${directed}, 'test')`,
    ...parties.map(
      (party) => sql`insert into agreement_party values (${agreementId(diary)}, ${authorityId(party)})`,
    ),
    ...versions.flatMap(([version, valid, scope]) => [
      sql`
        insert into agreement_version (agreement_id, version, valid, decided_on, office_scope)
        values (${agreementId(diary)}, ${version}, ${valid}::daterange, ${signed}, ${scope})`,
      sql`
        insert into agreement_copy (agreement_id, version, owed, why, due_since, state)
        values (${agreementId(diary)}, ${version}, false, 'no-such-duty', ${signed}, 'exempt')`,
    ]),
  ];
}
function task(
  diary: string,
  version: number,
  code: string,
  [principal, performer]: readonly [string, string],
  { item = null, system = null }: { item?: string | null; system?: string | null },
) {
  const insert = sql`
    insert into agreement_task (agreement_id, version, task_id, principal_id, performer_id, exercises_authority,
      requires_personal_data, listed_separately, performers_named, catalogue_code, office_scope)
    values (${agreementId(diary)}, ${version}, ${taskId(code)}, ${authorityId(principal)}, ${authorityId(performer)},
      ${item !== null}, ${system !== null}, true, false, ${item}, 'as the agreement')`;
  if (system === null) return [insert];
  return [
    insert,
    sql`insert into agreement_task_access values (${agreementId(diary)}, ${version}, ${taskId(code)},
      ${authorityId(principal)}, ${systemId(system)})`,
  ];
}

const BY_SSC = ['SKV', 'SSC'] as const;
const AGREEMENTS = [
  ...agreement('S-1', 'Serviceavtal', 'SA-2019', '2019-06-03', true, BY_SSC, [
    [1, '[2019-06-03,2025-07-01)', 'all'],
    [2, '[2025-07-01,)', 'all'],
  ]),
  ...[1, 2].flatMap((version) => [
    ...task('S-1', version, 'identity-card', BY_SSC, { item: 'SA-2019-S1', system: 'FOLK' }),
    ...task('S-1', version, 'population-registration', BY_SSC, { system: 'FOLK' }),
    ...task('S-1', version, 'income-tax', BY_SSC, { system: 'SKATT' }),
  ]),
  ...agreement(
    'K-1',
    'Samtjänst i Karesuando',
    'STJ-2009',
    '2017-03-01',
    false,
    ['SKV', 'KIR'],
    [[1, '[2017-03-01,)', 'listed']],
  ),
  sql`insert into agreement_version_office values (${agreementId('K-1')}, 1, ${officeId('MED')})`,
  ...task('K-1', 1, 'population-registration', ['SKV', 'KIR'], {}),
  // Ended before the year; begins after it; needs an approval that it never got.
  ...agreement('OLD', 'Avslutat', 'SA-2019', '2020-01-01', false, BY_SSC, [
    [1, '[2020-01-01,2025-01-01)', 'all'],
  ]),
  ...agreement('NEXT', 'Kommande', 'SA-2019', '2025-12-01', false, BY_SSC, [[1, '[2026-01-01,)', 'all']]),
  ...agreement('UNAPPROVED', 'Ej godkänt', 'STJ-2004', '2005-01-01', false, BY_SSC, [
    [1, '[2005-01-01,)', 'all'],
  ]),
  ...agreement(
    'F-1',
    'Serviceavtal',
    'SA-2019',
    '2019-06-03',
    false,
    ['FK', 'SSC'],
    [[1, '[2019-06-03,)', 'all']],
  ),
  ...task('F-1', 1, 'parental-benefit', ['FK', 'SSC'], { system: 'FKS' }),
];

function mandate(officer: string, diary: string, principal: string, valid: string) {
  return sql`
    insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on, signed_by_officer_on)
    values (${officerId(officer)}, ${agreementId(diary)}, ${authorityId(principal)}, 'commission', ${valid}::daterange,
      lower(${valid}::daterange), lower(${valid}::daterange))`;
}
const MANDATES = [
  mandate('anna', 'S-1', 'SKV', '[2020-01-01,)'),
  mandate('cecilia', 'S-1', 'SKV', '[2020-01-01,2025-12-31)'),
  mandate('anna', 'F-1', 'FK', '[2020-01-01,)'),
  sql`insert into mandate_task select m.id, t.id, x.level from mandate m, (values ('identity-card', 'authority'),
      ('identity-card', 'personal-data'), ('population-registration', 'personal-data'), ('income-tax', 'personal-data'))
      x (code, level) join task t on t.code = x.code where m.principal_id = ${authorityId('SKV')}`,
  sql`insert into mandate_task select m.id, t.id, 'personal-data' from mandate m, task t
    where m.principal_id = ${authorityId('FK')} and t.code = 'parental-benefit'`,
  sql`insert into mandate_access select m.id, s.id from mandate m join authority_system s on s.authority_id = m.principal_id`,
  // Justified: anna in FOLK. Surplus on 31 December: cecilia, whose mandate ended the day before, and david without any.
  // Ended in time: bo.
  ...(
    [
      ['anna', 'FOLK', '[2020-01-01,)'],
      ['anna', 'FKS', '[2020-01-01,)'],
      ['bo', 'FOLK', '[2025-07-02,2025-12-31)'],
      ['cecilia', 'FOLK', '[2020-01-01,2026-01-09)'],
      ['david', 'SKATT', '[2024-01-01,)'],
    ] as const
  ).map(
    ([officer, system, granted]) => sql`
      insert into access_grant (officer_id, system_id, granted, source)
      values (${officerId(officer)}, ${systemId(system)}, ${granted}::daterange, 'test')`,
  ),
];
