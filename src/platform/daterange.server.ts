import type { Period } from '../kernel/plain-date.ts';
import { type Sql, sql } from './database.server.ts';

/** A period as PostgreSQL keeps it: ended by the day after the last one. */
export function daterange(period: Period): Sql {
  return sql`daterange(${period.from}::date, ${period.to}::date, '[]')`;
}

/** A daterange as jsonb in the shape of Period: its first and last day that count. */
export function periodOf(range: Sql): Sql {
  return sql`jsonb_build_object('from', lower(${range}), 'to', upper(${range}) - 1)`;
}
