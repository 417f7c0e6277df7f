import type { PlainDate } from '../../kernel/plain-date.ts';
import { SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';
import { permittedMatrix } from '../../law/matrix.ts';
import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { loadWholePolicy } from '../policy.server.ts';
import { givenToVisitors } from '../rules/given-to-visitors.ts';

/** A task of an authority that somebody somewhere may help with. */
export interface VisitorTask {
  readonly taskId: number;
  readonly code: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly principalId: number;
  readonly principal: string;
}

/** What the law lets visitors be given on one day, at every office. Holds no person and no number of persons. */
export interface GivenOnDay {
  readonly day: PlainDate;
  readonly tasks: readonly VisitorTask[];
  /** What is given of a task of `tasks`, by its place there, at an office; none: only to be shown the way. */
  levels(officeId: number, task: number): readonly ServiceLevel[];
}

// Every set of levels that there is, by its bits.
const SETS = Array.from({ length: 1 << SERVICE_LEVELS.length }, (_, bits) =>
  SERVICE_LEVELS.filter((_level, n) => ((bits >> n) & 1) === 1),
);

/**
 * Asks the law about everybody at every office on a day, for the public. Who works at an office: those who have it as
 * their home; at an office of travelling staff (office_type) also those of its area.
 */
export async function givenOn(pool: Pool, day: PlainDate): Promise<GivenOnDay> {
  const { policy, travellers } = await inTransaction(pool, { registers: true }, async (db) => ({
    policy: await loadWholePolicy(db, { day, known: null }),
    travellers: await db.many<{ officeId: number; homes: number[] }>(sql`
      select f.id as "officeId", array_agg(h.id) as homes
      from office f join office_type y on y.code = f.type_code and y.travelling_staff join office h on h.area_id = f.area_id
      group by f.id`),
  }));
  const place = new Map(policy.offices.map((office, index) => [office.id, index]));
  const travelsTo = new Map<number, number[]>();
  for (const { officeId, homes } of travellers)
    for (const home of homes) travelsTo.set(home, [...(travelsTo.get(home) ?? []), officeId]);
  const worksAt = policy.officers.map(({ homeOfficeId }) =>
    [...new Set([homeOfficeId, ...(travelsTo.get(homeOfficeId) ?? [])])].flatMap((id) => place.get(id) ?? []),
  );
  const given = givenToVisitors(permittedMatrix(policy, day), worksAt);
  const tasks = policy.tasks.map(({ task, principalId, principal, nameSv, nameEn }) => ({
    ...{ taskId: task.id, code: task.code, nameSv, nameEn, principalId, principal },
  }));
  return {
    day,
    tasks,
    levels: (officeId, task) => {
      const f = place.get(officeId);
      return SETS[f === undefined ? 0 : (given[task * place.size + f] ?? 0)]!;
    },
  };
}
