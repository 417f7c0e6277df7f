import { addWorkingDays, isWorkingDay } from '../../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, sql } from '../../platform/database.server.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { type Asker, stepIn } from '../commands/take-step.server.ts';
import type { Courier } from './deliver.server.ts';
import { deliveryTexts } from './texts.ts';

const SCOPE = { registers: true, actor: 'system' } as const;
/** Morning summaries go from this Swedish hour. */
const MORNING = 7;

/** The rules that look after deadlines: each hand-over in a transaction of its own, so that a fault in one stops no other. */
export async function watchHandOvers(courier: Courier): Promise<void> {
  const today = swedishDay(courier.clock());
  const tomorrow = addWorkingDays(today, 1);
  const { pool } = courier;
  const due = await inTransaction(pool, SCOPE, (db) =>
    db.many<{ id: string; late: boolean }>(sql`
      select id, due_on < ${today}::date as late from hand_over
      where state not in ('closed', 'rerouted') and due_on <= ${tomorrow}::date
        and (due_on < ${today}::date and escalated_for is distinct from due_on
          or due_on between ${today}::date and ${tomorrow}::date and warned_for is distinct from due_on)
      order by due_on, id limit 5000`),
  );
  for (const { id, late } of due) {
    if (courier.ending.aborted) return;
    await inTransaction(pool, SCOPE, (db) => remindOf(courier, db, id, late, today));
  }
  await tellWhoWasCalled(courier);
  await sendSummaries(courier, today);
}

const rule = ({ pool, clock }: Courier): Asker => ({
  pool,
  clock,
  scope: SCOPE,
  actor: 'system',
  takers: () => ['rule'],
});

async function remindOf(
  courier: Courier,
  db: Db,
  id: string,
  late: boolean,
  today: PlainDate,
): Promise<void> {
  const name = late ? 'escalate' : 'warn';
  const still = await db.maybe<{ dueOn: PlainDate }>(sql`
    select due_on as "dueOn" from hand_over where id = ${id} and state not in ('closed', 'rerouted')
      and (due_on < ${today}::date) = ${late} and (case when ${late} then escalated_for else warned_for end) is distinct from due_on
    for no key update`);
  if (still === undefined) return;
  await stepIn(db, rule(courier), id, name, { kind: late ? 'escalated' : 'warned', audience: 'both' });
  await db.run(
    late
      ? sql`update hand_over set escalated_for = due_on where id = ${id}`
      : sql`update hand_over set warned_for = due_on where id = ${id}`,
  );
  await mailAbout(courier, db, id, late ? 'late' : 'warn', `${name}:${still.dueOn}`);
}

/** What a person has raised is mailed once; the event is what makes it one. */
async function tellWhoWasCalled(courier: Courier): Promise<void> {
  await inTransaction(courier.pool, SCOPE, async (db) => {
    const raised = await db.many<{ id: string; seq: number }>(sql`
      select e.hand_over_id as id, e.seq from hand_over_event e
      where e.kind = 'escalated' and e.side <> 'rule' and e.at > ${courier.clock().subtract({ hours: 720 })}
        and not exists (select from outgoing_mail m where m.mail_key = 'hand-over:' || e.hand_over_id || ':raised:' || e.seq)
      limit 500`);
    for (const { id, seq } of raised) await mailAbout(courier, db, id, 'raised', `raised:${seq}`);
  });
}

/** The addresses of those with a role that holds, on either side of the hand-over `h`; null: nobody. */
const holders = (role: 'receiver' | 'coordinator' | 'office-manager') => sql`
  (select array_agg(distinct u.email) from role_assignment r join account_user u on u.id = r.user_id
    where r.ended_at is null and r.role = ${role}
      and ${role === 'office-manager' ? sql`r.office_id = h.office_id` : sql`r.authority_id = h.principal_id`})`;

/** Who has it or handed it over, while they have any role left. */
const working = (who: 'assigned_to' | 'offered_by') => sql`
  (select array[u.email] from account_user u where u.id = ${who === 'assigned_to' ? sql`h.assigned_to` : sql`h.offered_by`}
    and exists (select from role_assignment r where r.user_id = u.id and r.ended_at is null))`;

/**
 * To whoever is responsible: before it is late to who has it, then to who coordinates (the authority's coordinators, or the
 * manager of the office). Where there is nobody of those, to who is nearest: no deadline passes without anybody being told.
 * Nothing of what the matter is about is in the mail.
 */
async function mailAbout(
  { origin }: Courier,
  db: Db,
  id: string,
  what: 'warn' | 'late' | 'raised',
  key: string,
): Promise<void> {
  const t = deliveryTexts.sv;
  const { to, ...h } = await db.one<{
    reference: string;
    dueOn: string;
    who: string;
    to: string[] | null;
    authorityId: number;
  }>(sql`
    select h.reference, h.due_on as "dueOn", h.principal_id as "authorityId",
      case h.responsible when 'receiver' then p.name else f.name end as who,
      case when h.responsible = 'receiver' then coalesce(
          ${what === 'warn' ? sql`${working('assigned_to')}, ${holders('receiver')}, ${holders('coordinator')}` : sql`${holders('coordinator')}, ${holders('receiver')}`},
          (select array[s.mail_to] from receiver_setting s where s.authority_id = h.principal_id and s.mail_to is not null),
          ${holders('office-manager')}, ${working('offered_by')})
        else coalesce(${what === 'warn' ? sql`${working('offered_by')}, ${holders('office-manager')}` : sql`${holders('office-manager')}, ${working('offered_by')}`})
      end as to
    from hand_over h join authority p on p.id = h.principal_id join office f on f.id = h.office_id where h.id = ${id}`);
  if (to === null || to.length === 0) return;
  const subject = {
    warn: t.warnSubject(h.reference, h.dueOn),
    late: t.lateSubject(h.reference, h.dueOn),
    raised: t.raisedSubject(h.reference),
  }[what];
  await queueMail(db, {
    key: `hand-over:${id}:${key}`,
    about: 'hand-over',
    aboutId: id,
    authorityId: h.authorityId,
    to: to.slice(0, 50),
    subject,
    text: t.text(h.reference, h.who, h.dueOn, `${origin}/overlamningar/${id}`),
  });
}

/** Once each working day, to who has asked for it: how much waits, in numbers. */
async function sendSummaries({ pool, clock, origin }: Courier, today: PlainDate): Promise<void> {
  if (!isWorkingDay(today)) return;
  if (clock().toZonedDateTimeISO('Europe/Stockholm').hour < MORNING) return;
  await inTransaction(pool, SCOPE, async (db) => {
    const authorities = await db.many<{
      id: number;
      to: string;
      fresh: number;
      today: number;
      late: number;
      waiting: number;
      undelivered: number;
    }>(sql`
      select s.authority_id as id, s.summary_to as to, count(*) filter (where h.state in ('offered', 'reopened')) as fresh,
        count(*) filter (where h.due_on = ${today}::date) as today, count(*) filter (where h.due_on < ${today}::date) as late,
        count(h.id) as waiting, (select count(*) from hand_over_delivery d
          where d.principal_id = s.authority_id and d.state = 'failed' and d.channel <> 'follow-mail'
            and not exists (select from hand_over_delivery r where r.resend_of = d.id)
            and exists (select from hand_over o where o.id = d.hand_over_id and o.state not in ('closed', 'rerouted'))) as undelivered
      from receiver_setting s left join hand_over h on h.principal_id = s.authority_id and h.responsible = 'receiver'
        and h.state not in ('closed', 'rerouted')
      where s.summary_to is not null group by s.authority_id`);
    const t = deliveryTexts.sv;
    for (const each of authorities)
      await queueMail(db, {
        key: `hand-over-summary:${each.id}:${today}`,
        about: 'hand-over-summary',
        aboutId: today,
        authorityId: each.id,
        to: [each.to],
        subject: t.summarySubject(today, each.late),
        text: t.summary(each, `${origin}/overlamningar`),
      });
  });
}
