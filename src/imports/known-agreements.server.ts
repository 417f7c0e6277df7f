import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { CompetenceDemand } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';

/** An agreement as the registers have it, or as the versions before in the same file make it. */
export interface KnownAgreement {
  readonly id: number | null;
  readonly diaryNumber: string;
  readonly name: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  /** Authorities, by id in order. */
  readonly parties: readonly number[];
  /** Oldest first. */
  readonly versions: readonly {
    readonly version: number;
    readonly valid: Period;
    readonly competence: CompetenceDemand;
  }[];
}

export async function knownAgreements(db: Db): Promise<Map<string, KnownAgreement>> {
  const rows = await db.many<KnownAgreement>(sql`
    select a.id, a.diary_number as "diaryNumber", a.name, a.regime_id as "regimeId", a.signed_on as "signedOn",
      a.government_directed as "governmentDirected", a.approved_on as "approvedOn", a.term_ends_on as "termEndsOn",
      array(select p.authority_id from agreement_party p where p.agreement_id = a.id order by 1) as parties,
      (select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'valid', ${periodOf(sql`v.valid`)},
        'competence', v.competence)
        order by v.version), '[]') from agreement_version v where v.agreement_id = a.id) as versions
    from agreement a`);
  return new Map(rows.map((row) => [row.diaryNumber, row]));
}
