import { type Context, transaction } from '../access/context.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import type { Asked, Question } from './questions.server.ts';
import type { Side } from './side.ts';
import { wholeWeeks } from './weeks.ts';

/** Hand-overs of a question to a department, and how many came back as wrongly guided, by reason. */
export interface ReturnedRow extends Question {
  /** Empty: to the authority. */
  readonly department: string;
  readonly handedOver: number;
  readonly returned: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * Hand-overs of the period by question and department, those with most returns first. Both sides are parties to each hand-over
 * that they see here and can open it, so nothing is withheld; an area manager or analyst is no party, and sees none.
 */
export function returnedOf(ctx: Context, { side, officeId, period }: Asked): Promise<ReturnedRow[]> {
  const { first, last } = wholeWeeks(swedishDay(ctx.clock()), period);
  return transaction(ctx, (db) =>
    db.many<ReturnedRow>(sql`
      with mine as (
        select h.task_id, h.principal_id, h.department, (${returnReason}) as reason from hand_over h
        where ${partyOf(side)} and h.offered_on between ${first}::date and ${last}::date
          and (${officeId}::int is null or h.office_id = ${officeId})),
      reason as (select task_id, principal_id, department, reason, count(*) as hand_overs from mine group by 1, 2, 3, 4)
      select r.task_id as "taskId", r.principal_id as "principalId", t.name_sv as "taskSv", t.name_en as "taskEn",
        p.name as principal, p.short_name as "principalShort", r.department, sum(hand_overs)::int as "handedOver",
        coalesce(sum(hand_overs) filter (where reason is not null), 0)::int as returned,
        coalesce(jsonb_object_agg(reason, hand_overs) filter (where reason is not null), '{}') as reasons
      from reason r join task t on t.id = r.task_id join authority p on p.id = r.principal_id
      group by 1, 2, 3, 4, 5, 6, 7 order by returned desc, "handedOver" desc, t.name_sv, r.department limit 200`),
  );
}

const returnReason = sql`
  select e.reason_kind from hand_over_event e where e.hand_over_id = h.id and e.kind = 'returned' order by e.seq limit 1`;

/** Row-level security shows both sides of who has both roles; a side shows its own. */
function partyOf(side: Side): Sql {
  if (side === 'office') return sql`h.office_id = any ((select scope_front_offices())::int[])`;
  return side === 'authority' ? sql`h.principal_id = any ((select scope_receiving())::int[])` : sql`false`;
}

/** A hand-over that came back, with what was told: both sides read it. */
export interface ReturnedHandOver {
  readonly id: string;
  readonly reference: string;
  readonly office: string;
  readonly department: string;
  readonly returnedAt: Temporal.Instant;
  readonly reasonKind: string;
  readonly reason: string | null;
}

export interface ReturnedDetails {
  readonly latest: readonly ReturnedHandOver[];
  /** Of those handed over since the note that holds was written, and in as long a time before it; null: there is no note. */
  readonly effect: {
    readonly since: { readonly handedOver: number; readonly returned: number };
    readonly before: { readonly handedOver: number; readonly returned: number };
  } | null;
}

/** The last ten of a question that came back, and whether fewer do since the front desk was told something. */
export function returnedDetails(
  ctx: Context,
  side: Side,
  { taskId, principalId }: { readonly taskId: number; readonly principalId: number },
  noteWrittenAt: Temporal.Instant | null,
): Promise<ReturnedDetails> {
  const own = sql`${partyOf(side)} and h.task_id = ${taskId} and h.principal_id = ${principalId}`;
  return transaction(ctx, async (db) => {
    const latest = await db.many<ReturnedHandOver>(sql`
      select h.id, h.reference, f.name as office, h.department, e.at as "returnedAt", e.reason_kind as "reasonKind", m.text as reason
      from hand_over h join hand_over_event e on e.hand_over_id = h.id and e.kind = 'returned' join office f on f.id = h.office_id
        left join hand_over_message m on m.hand_over_id = e.hand_over_id and m.seq = e.seq and m.kind = 'reason'
      where ${own} order by e.at desc, h.id limit 10`);
    if (noteWrittenAt === null) return { latest, effect: null };
    const now = ctx.clock();
    const earlier = noteWrittenAt.subtract(now.since(noteWrittenAt));
    const between = (from: Temporal.Instant, to: Temporal.Instant) =>
      db.one<{ handedOver: number; returned: number }>(sql`
        select count(*) as "handedOver", count(*) filter (where (${returnReason}) is not null) as returned
        from hand_over h where ${own} and h.offered_at >= ${from} and h.offered_at < ${to}`);
    const before = await between(earlier, noteWrittenAt);
    return { latest, effect: { before, since: await between(noteWrittenAt, now) } };
  });
}
