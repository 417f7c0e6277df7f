import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Db } from '../../platform/database.server.ts';
import { reportDuties } from '../../reports/duties.server.ts';

/** A report that is owed to the desk and has not come, though its day has passed. */
export interface LateReport {
  readonly authorityId: number;
  readonly authority: string;
  readonly year: number;
  readonly due: PlainDate;
  readonly provision: string;
}

export async function lateReports(db: Db, year: number, today: PlainDate): Promise<LateReport[]> {
  return (await reportDuties(db, year)).flatMap(({ authorityId, authority, due, provisions, state, to }) =>
    state === 'not-sent' && due !== null && due < today && to.includes('kammarkollegiet')
      ? [{ authorityId, authority, year, due, provision: provisions[0] ?? '' }]
      : [],
  );
}
