import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { MandateKind } from '../../law/facts.ts';
import { sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';

/** A mandate that one side or both have not signed: it gives nothing. */
export interface WaitingMandate {
  readonly id: number;
  readonly officer: string;
  readonly officerCode: string;
  readonly principal: string;
  readonly diaryNumber: string;
  readonly kind: MandateKind;
  readonly valid: Period;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
}

/** Those that have not ended or been withdrawn, soonest to begin first. Throws Problem `forbidden`. */
export async function waitingMandates(
  ctx: Context,
  today: PlainDate,
  asked: number,
): Promise<PageOf<WaitingMandate>> {
  const mine = coordinated(ctx.actor);
  const from = sql`mandate m join officer o on o.id = m.officer_id join authority p on p.id = m.principal_id
    join agreement a on a.id = m.agreement_id
    where m.principal_id = any (${mine}) and m.withdrawn_on is null and coalesce(upper(m.valid) > ${today}::date, true)
      and (m.signed_by_principal_on is null or (m.signed_by_officer_on is null and m.kind <> 'delegation'))`;
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`select count(*) as total from ${from}`);
    const { page, pages, offset } = pageAt(asked, total);
    const rows = await db.many<WaitingMandate>(sql`
      select m.id, m.kind, o.name as officer, o.code as "officerCode", p.name as principal, a.diary_number as "diaryNumber",
        ${periodOf(sql`m.valid`)} as valid, m.signed_by_principal_on as "signedByPrincipalOn",
        m.signed_by_officer_on as "signedByOfficerOn"
      from ${from} order by lower(m.valid), o.name collate "sv-x-icu", o.code, m.id limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages };
  });
}
