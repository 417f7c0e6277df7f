import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Party, Task } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';

export interface NamedParty extends Party {
  readonly name: string;
  readonly shortName: string;
  readonly endedOn: PlainDate | null;
}
export interface NamedTask extends Task {
  readonly nameSv: string;
  readonly nameEn: string;
}
export interface System {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly authorityId: number;
}
export interface DraftOffice {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly operatorId: number;
}

/** What a draft can name: the registers that are everybody's. */
export interface Registers {
  readonly parties: ReadonlyMap<number, NamedParty>;
  readonly tasks: ReadonlyMap<number, NamedTask>;
  readonly systems: ReadonlyMap<number, System>;
  readonly offices: ReadonlyMap<number, DraftOffice>;
}

export async function loadRegisters(db: Db): Promise<Registers> {
  return {
    parties: byId(
      await db.many<NamedParty>(sql`
        select id, kind, name, short_name as "shortName", ended_on as "endedOn" from authority order by name collate "sv-x-icu"`),
    ),
    tasks: byId(
      await db.many<NamedTask>(sql`
        select id, code, sphere, authority_id as "authorityId", name_sv as "nameSv", name_en as "nameEn" from task
        order by name_sv collate "sv-x-icu"`),
    ),
    systems: byId(
      await db.many<System>(sql`
        select id, code, name, authority_id as "authorityId" from authority_system order by name collate "sv-x-icu"`),
    ),
    offices: byId(
      await db.many<DraftOffice>(sql`
        select id, code, name, operator_id as "operatorId" from office order by locality collate "sv-x-icu", name`),
    ),
  };
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
