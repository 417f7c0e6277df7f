import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';

export interface LifeEvent {
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly who: string | null;
  readonly authority: string | null;
  readonly details: {
    readonly version?: number;
    readonly from?: PlainDate;
    readonly lastDay?: PlainDate;
    readonly plannedOn?: PlainDate;
    readonly reason?: string;
  };
}

/** What happened to an agreement and who did it, the terms of a version and whom to turn to. */
export interface AgreementLife {
  readonly id: number;
  readonly events: readonly LifeEvent[];
  readonly terms: {
    readonly firstAnswerDays: number | null;
    readonly finalAnswerDays: number | null;
    readonly noticeMonths: number | null;
  } | null;
  readonly contacts: readonly {
    readonly authority: string;
    readonly function: string;
    readonly email: string;
    readonly phone: string;
  }[];
  /** Whether the actor coordinates a party: who may write. */
  readonly writes: boolean;
  /** Its last day, when that has passed: then there is nothing left to change or to end. */
  readonly endedOn: PlainDate | null;
}

/** Events that are the agreement's own; newest first. */
const MOST = 100;

export async function agreementLife(
  ctx: Context,
  id: number,
  version: number | null,
): Promise<AgreementLife> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  return transaction(ctx, async (db) => {
    const events = await db.many<LifeEvent>(sql`
      select e.at, e.kind, (select u.name from account_user u where u.id = e.actor) as who,
        (select p.name from authority p where p.id = e.authority_id) as authority, e.details
      from event e where e.subject = 'agreement' and e.subject_id = ${String(id)} order by e.at desc, e.id desc limit ${MOST}`);
    const terms = await db.maybe<NonNullable<AgreementLife['terms']>>(sql`
      select first_answer_days as "firstAnswerDays", final_answer_days as "finalAnswerDays",
        notice_months as "noticeMonths" from agreement_version_terms
      where agreement_id = ${id} and version = ${version ?? 0}`);
    const contacts = await db.many<AgreementLife['contacts'][number]>(sql`
      select p.name as authority, c.function, c.email, c.phone
      from agreement_contact c join authority p on p.id = c.authority_id
      where c.agreement_id = ${id} and c.version = ${version ?? 0} order by p.name, c.id`);
    const party = await db.maybe(sql`
      select from agreement_party where agreement_id = ${id} and authority_id = any (${mine}) limit 1`);
    const ended = await db.maybe<{ lastDay: PlainDate }>(sql`
      select least(a.term_ends_on, upper(v.valid) - 1) as "lastDay"
      from agreement a join agreement_version v on v.agreement_id = a.id
      where a.id = ${id} and least(a.term_ends_on, upper(v.valid) - 1) < ${swedishDay(ctx.clock())}::date
        and not exists (select from agreement_version n where n.agreement_id = a.id and n.version > v.version)`);
    return {
      id,
      events,
      terms: terms ?? null,
      contacts,
      writes: party !== undefined,
      endedOn: ended?.lastDay ?? null,
    };
  });
}
