import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { CopyItem } from '../items.ts';
import type { CopyState } from '../rules/copy-state.ts';

export interface LockedCopy extends CopyItem {
  readonly state: CopyState;
  readonly dueSince: PlainDate;
  readonly sentOn: PlainDate | null;
  /** The party in whose name the actor sends: every party owes the copy, and one of them sending it is enough. */
  readonly senderId: number;
}

/** A copy of an agreement that the coordinator's authority is a party to, locked. Throws Problem `forbidden`, `not-found`. */
export async function lockedCopy(
  ctx: Context,
  db: Db,
  { agreementId, version }: CopyItem,
): Promise<LockedCopy> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  // Its mail before the copy, as whoever sends the mail or decides about it locks them: two at once wait, and none is ended.
  await db.many(sql`
    select from outgoing_mail m where m.id = (select c.mail_id from agreement_copy c
      where c.agreement_id = ${agreementId} and c.version = ${version}) for update`);
  // The principal before the performer: it is its tasks that the agreement is about.
  const copy = await db.maybe<Omit<LockedCopy, 'senderId'> & { senderId: number | null }>(sql`
    select c.agreement_id as "agreementId", c.version, c.state, c.due_since as "dueSince", c.sent_on as "sentOn",
      (select p.authority_id from agreement_party p where p.agreement_id = c.agreement_id and p.authority_id = any (${mine})
        order by exists (select from agreement_task t where t.agreement_id = c.agreement_id and t.version = c.version
          and t.principal_id = p.authority_id) desc, p.authority_id limit 1) as "senderId"
    from agreement_copy c where c.agreement_id = ${agreementId} and c.version = ${version} for update of c`);
  if (copy === undefined || copy.senderId === null) throw new Problem('not-found');
  return { ...copy, senderId: copy.senderId };
}

/** Copies in the order in which everybody locks them, each once: two who choose the same do not wait for each other. */
export function inOneOrder(items: readonly CopyItem[]): CopyItem[] {
  const sorted = items.toSorted((a, b) => a.agreementId - b.agreementId || a.version - b.version);
  return sorted.filter(
    (item, at) =>
      item.agreementId !== sorted[at - 1]?.agreementId || item.version !== sorted[at - 1]?.version,
  );
}

export function auditCopy(
  ctx: Context,
  db: Db,
  kind: string,
  copy: LockedCopy,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind,
    subject: 'agreement-copy',
    subjectId: `${copy.agreementId}/${copy.version}`,
    authorityId: copy.senderId,
    details,
  });
}
