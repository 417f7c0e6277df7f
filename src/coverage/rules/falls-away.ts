import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import { SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';
import { type Policy, permittedMatrix } from '../../law/matrix.ts';
import { cellAt, covered } from './covered.ts';

/** What might end. An item is an entry of a closed list. */
export type Ending =
  | { readonly what: 'agreement'; readonly id: number }
  | { readonly what: 'mandate'; readonly id: number }
  | { readonly what: 'officer'; readonly id: number }
  | { readonly what: 'item'; readonly code: string };

/** A task and level at an office that fewer may do the day after: `left` officers still may, `leftHere` of them work there. */
export interface Loss {
  /** Places in the policy's lists. */
  readonly task: number;
  readonly office: number;
  readonly level: ServiceLevel;
  readonly before: number;
  readonly left: number;
  readonly beforeHere: number;
  readonly leftHere: number;
}

/** The policy as it would be if that ended, with `lastDay` as its last day. */
export function without<P extends Policy>(policy: P, ending: Ending, lastDay: PlainDate): P {
  const cut = <T extends { readonly valid: Period }>(one: T): T => ({
    ...one,
    valid: endedBy(one.valid, lastDay),
  });
  switch (ending.what) {
    case 'agreement':
      return {
        ...policy,
        agreements: policy.agreements.map((a) => (a.agreementId === ending.id ? cut(a) : a)),
      };
    case 'mandate':
      return { ...policy, mandates: policy.mandates.map((m) => (m.id === ending.id ? cut(m) : m)) };
    case 'officer':
      return {
        ...policy,
        officers: policy.officers.map((o) =>
          o.id === ending.id ? { ...o, employed: endedBy(o.employed, lastDay) } : o,
        ),
      };
    case 'item':
      return {
        ...policy,
        law: {
          ...policy.law,
          items: policy.law.items.map((item) => (item.code === ending.code ? cut(item) : item)),
        },
      };
  }
}

function endedBy({ from, to }: Period, lastDay: PlainDate): Period {
  return { from, to: to !== null && to < lastDay ? to : lastDay };
}

/** What is lost the day after the last day, that would not be lost anyway. */
export function losses(policy: Policy, home: readonly number[], ending: Ending, lastDay: PlainDate): Loss[] {
  const day = addDays(lastDay, 1);
  const now = covered(permittedMatrix(policy, day), home);
  const then = covered(permittedMatrix(without(policy, ending, lastDay), day), home);
  const lost: Loss[] = [];
  for (let task = 0; task < now.tasks; task++)
    for (let office = 0; office < now.offices; office++)
      for (const level of SERVICE_LEVELS) {
        const before = cellAt(now, task, office, level);
        const after = cellAt(then, task, office, level);
        if (after.anywhere >= before.anywhere) continue;
        lost.push({
          ...{ task, office, level, before: before.anywhere, left: after.anywhere },
          ...{ beforeHere: before.here, leftHere: after.here },
        });
      }
  return lost;
}
