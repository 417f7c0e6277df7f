import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { addDays, type Period, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { AgreementTask, CompetenceDemand, Party, Task } from '../../law/facts.ts';
import { copyDuty, type Duty } from '../../law/rules/duties.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { AmendAgreement, AmendedTask } from '../amendment.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import type { NamedOffice, NamedSystem } from '../rules/agreed-task.ts';
import { amendmentFaults, type Named } from '../rules/amendment-fits.ts';
import { cutVersion, storeVersion } from '../store.server.ts';
import { tellingFields } from './refused-by-database.server.ts';

export interface Amended {
  readonly version: number;
  /** R5: each change is sent as a copy, unless the regime or the Government's direction exempts it. */
  readonly copy: Duty | null;
}

interface Agreement {
  readonly signedOn: PlainDate;
  readonly regimeId: string;
  readonly governmentDirected: boolean;
  readonly parties: readonly Party[];
}

/**
 * Records an amendment: a new version from a day, which cuts the one before it. The regime stays (R1). Only a coordinator
 * of a party may, and only that authority's tasks may change. Throws Problem `forbidden`, `not-found` for an agreement
 * of others, `stale` when another amendment came between, `invalid` with fields: what
 * the law or the registers do not bear, a first day on or before the current version's, mandates that would reach past the
 * new last day. `also` is done in the same transaction, with the version that was written.
 */
export async function amendAgreement(
  ctx: Context,
  agreementId: number,
  amendment: AmendAgreement,
  also: (db: Db, version: number) => Promise<void> = async () => {},
): Promise<Amended> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const work = () =>
    transaction(ctx, async (db) => {
      const amended = await amend(ctx, db, mine, agreementId, amendment);
      await also(db, amended.version);
      return amended;
    });
  return tellingFields(work, { a_mandate_lies_within_its_agreement: 'a_mandate_reaches_further' });
}

async function amend(
  ctx: Context,
  db: Db,
  mine: readonly number[],
  agreementId: number,
  amendment: AmendAgreement,
): Promise<Amended> {
  // Two amendments at once wait for each other here; the versions are read after the wait, in a statement of their own.
  const locked = await db.maybe(sql`select from agreement where id = ${agreementId} for update`);
  if (locked === undefined) throw new Problem('not-found');
  const agreement = await db.one<Agreement>(sql`
    select signed_on as "signedOn", regime_id as "regimeId", government_directed as "governmentDirected",
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind)), '[]')
        from agreement_party ap join authority p on p.id = ap.authority_id where ap.agreement_id = a.id) as parties
    from agreement a where a.id = ${agreementId}`);
  const party = agreement.parties.find(({ id }) => mine.includes(id));
  if (party === undefined) throw new Problem('not-found');
  const current = await db.one<{ version: number; valid: Period; competence: CompetenceDemand }>(sql`
    select version, competence, ${periodOf(sql`valid`)} as valid from agreement_version where agreement_id = ${agreementId}
    order by version desc limit 1`);
  if (current.version !== amendment.amends) throw new Problem('stale', { version: current.version });

  const tasks = await loadAgreementTasks(
    db,
    sql`at.agreement_id = ${agreementId} and at.version = ${current.version}`,
  );
  const law = await loadLaw(db);
  const regime = law.regimes.get(agreement.regimeId);
  if (regime === undefined) throw new Error(`no regime ${agreement.regimeId}`);
  const faults = amendmentFaults(amendment, {
    signedOn: agreement.signedOn,
    today: swedishDay(ctx.clock()),
    current: {
      valid: current.valid,
      competence: current.competence,
      offices: tasks[0]?.offices.agreement ?? 'all',
      tasks: tasks.map(asAmended),
    },
    parties: agreement.parties,
    mine,
    regime,
    law,
    named: await loadNamed(db, amendment),
  });
  if (faults.length > 0) throw new Problem('invalid', {}, faults);

  const version = current.version + 1;
  await cutVersion(db, agreementId, current, addDays(amendment.from, -1));
  await storeVersion(db, agreementId, version, {
    ...amendment,
    competence: amendment.competence ?? current.competence,
  });
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind: 'agreement-amended',
    subject: 'agreement',
    subjectId: agreementId,
    authorityId: party.id,
    details: { version, from: amendment.from, decidedOn: amendment.decidedOn },
  });
  return { version, copy: copyDuty(regime, agreement) };
}

/** The rows of the registers that an amendment names. */
async function loadNamed(db: Db, { offices, tasks }: AmendAgreement): Promise<Named> {
  const officeIds = [offices, ...tasks.map((task) => task.offices)].flatMap((ids) =>
    ids === 'all' ? [] : ids,
  );
  const systemIds = tasks.flatMap((task) => task.access);
  const taskIds = tasks.map((task) => task.taskId);
  return {
    tasks: byId(
      await db.many<Task>(sql`
        select id, code, sphere, authority_id as "authorityId" from task where id = any (${taskIds})`),
    ),
    systems: byId(
      await db.many<NamedSystem>(sql`
        select id, code, authority_id as "authorityId" from authority_system where id = any (${systemIds})`),
    ),
    offices: byId(
      await db.many<NamedOffice>(sql`
        select id, code, operator_id as "operatorId" from office where id = any (${officeIds})`),
    ),
  };
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** An agreed task as an amendment states it. */
export function asAmended(task: AgreementTask): AmendedTask {
  const { principal, performer, offices, access, ...rest } = task;
  return {
    taskId: rest.taskId,
    principalId: principal.id,
    performerId: performer.id,
    exercisesAuthority: rest.exercisesAuthority,
    requiresPersonalData: rest.requiresPersonalData,
    listedSeparately: rest.listedSeparately,
    performersNamed: rest.performersNamed,
    catalogueCode: rest.catalogueCode,
    access: [...access],
    offices: offices.task === 'all' ? 'all' : [...offices.task],
  };
}
