import { type Sql, sql } from '../platform/database.server.ts';

export interface OfficeDays {
  readonly offices: readonly number[];
  readonly days: readonly string[];
}

export interface OfficeDay {
  readonly officeId: number;
  readonly day: string;
}
/** `about` null: the whole day. */
export interface Mark extends OfficeDay {
  readonly about: string | null;
}
export const keyOf = ({ officeId, day }: OfficeDay) => `${officeId} ${day}`;

export function officeDays(list: readonly OfficeDay[]): OfficeDays {
  const unique = [...new Map(list.map((each) => [keyOf(each), each])).values()];
  return { offices: unique.map(({ officeId }) => officeId), days: unique.map(({ day }) => day) };
}
export const listOf = ({ offices, days }: OfficeDays) =>
  offices.map((officeId, at) => ({ officeId, day: days[at] as string }));

/** A table of office_id and day. */
export const pairs = ({ offices, days }: OfficeDays): Sql =>
  sql`select * from unnest(${offices}::int[], ${days}::date[]) as of_days(office_id, day)`;
