import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { MandateKind } from '../../law/facts.ts';
import { type Sql, sql } from '../../platform/database.server.ts';

/** An agreement with mandates that end soon and that nothing follows. */
export interface ExpiringAgreement {
  readonly agreementId: number;
  readonly principalId: number;
  readonly principal: string;
  readonly diaryNumber: string;
  readonly name: string;
  readonly count: number;
  readonly firstEnds: PlainDate;
  readonly lastEnds: PlainDate;
  /** Last day of the agreement's last version; null until further notice. */
  readonly agreementEnds: PlainDate | null;
}

/** A mandate that ends soon. */
export interface ExpiringMandate {
  readonly id: number;
  readonly officer: string;
  readonly officerCode: string;
  readonly office: string;
  readonly kind: MandateKind;
  readonly endsOn: PlainDate;
}

/** Mandates (alias `m`) of these principals that end from `today` on within `days`, and that no other follows. */
export function expiring(principals: readonly number[], today: PlainDate, days: number): Sql {
  return sql`m.principal_id = any (${principals}) and m.withdrawn_on is null
    and upper(m.valid) > ${today}::date and upper(m.valid) <= ${addDays(today, days + 1)}::date
    and not exists (select from mandate n where n.officer_id = m.officer_id and n.agreement_id = m.agreement_id
      and n.principal_id = m.principal_id and n.withdrawn_on is null and lower(n.valid) >= upper(m.valid))`;
}

/** Throws Problem `forbidden` for who coordinates no authority. */
export async function expiringAgreements(
  ctx: Context,
  today: PlainDate,
  days: number,
): Promise<ExpiringAgreement[]> {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, (db) =>
    db.many<ExpiringAgreement>(sql`
      select a.id as "agreementId", p.id as "principalId", p.name as principal, a.diary_number as "diaryNumber", a.name,
        count(*) as count, min(upper(m.valid) - 1) as "firstEnds", max(upper(m.valid) - 1) as "lastEnds",
        (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid) - 1) end
          from agreement_version v where v.agreement_id = a.id) as "agreementEnds"
      from mandate m join agreement a on a.id = m.agreement_id join authority p on p.id = m.principal_id
      where ${expiring(mine, today, days)}
      group by a.id, p.id order by min(upper(m.valid)), p.name`),
  );
}

/** The mandates of one agreement and principal, soonest first. Throws Problem `forbidden`. */
export async function expiringMandates(
  ctx: Context,
  today: PlainDate,
  days: number,
  { agreementId, principalId }: { readonly agreementId: number; readonly principalId: number },
): Promise<ExpiringMandate[]> {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, (db) =>
    db.many<ExpiringMandate>(sql`
      select m.id, o.name as officer, o.code as "officerCode", f.name as office, m.kind, upper(m.valid) - 1 as "endsOn"
      from mandate m join officer o on o.id = m.officer_id join office f on f.id = o.home_office_id
      where ${expiring(mine, today, days)} and m.agreement_id = ${agreementId} and m.principal_id = ${principalId}
      order by upper(m.valid), o.name collate "sv-x-icu", o.code`),
  );
}
