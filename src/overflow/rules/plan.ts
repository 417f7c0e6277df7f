import type { Rule } from '../rule.ts';
import { type Able, type Cannot, type OfficeNow, type Stays, type Waiting, whereTo } from './where-to.ts';

/** Everything that decides what moves now. */
export interface Now {
  readonly waiting: readonly Waiting[];
  readonly offices: readonly Omit<OfficeNow, 'received'>[];
  /** How many are at an office that others sent and nobody has ended. */
  readonly received: ReadonlyMap<number, number>;
  /** Who at an office may take a contact, to a level. */
  readonly able: (officeId: number, waiting: Waiting, level: Rule['level']) => readonly Able[];
}

export interface Moving {
  readonly ruleId: number;
  readonly waiting: Waiting;
  readonly toOffice: number;
  readonly officerId: number;
}
export interface Staying {
  readonly waiting: Waiting;
  readonly ruleId: number;
  readonly why: Stays;
  readonly offices: readonly { readonly id: number; readonly cannot: Cannot }[];
}
export interface Plan {
  readonly moving: readonly Moving[];
  /** What a rule is about and does not move, with what that rule says; of several rules, the one that came nearest. */
  readonly staying: readonly Staying[];
}

/** What a rule says of what it is not about: no reason to show. */
const ELSEWHERE: readonly Stays[] = ['other-kind', 'other-office', 'other-authority'];

/**
 * What moves now, the most urgent first: the promise that breaks first, then what has waited longest. Each that moves is counted where
 * it left and where it came before the next is asked, so that one run fills no office beyond its rule.
 */
export function planOf(rules: readonly Rule[], now: Now): Plan {
  const contacts = new Map(now.offices.map(({ id, contacts: count }) => [id, count]));
  const received = new Map(now.received);
  const given = new Map<number, number>();
  const moving: Moving[] = [];
  const staying: Staying[] = [];
  const urgent = [...now.waiting].sort(
    (a, b) =>
      (a.minutesLeft ?? Number.POSITIVE_INFINITY) - (b.minutesLeft ?? Number.POSITIVE_INFINITY) ||
      b.waitedMinutes - a.waitedMinutes ||
      (a.id < b.id ? -1 : 1),
  );
  for (const waiting of urgent) {
    let stays: Staying | null = null;
    for (const rule of rules) {
      const offices = now.offices.map((office) => ({
        ...office,
        contacts: contacts.get(office.id) ?? 0,
        received: received.get(office.id) ?? 0,
      }));
      const able = (officeId: number) =>
        now
          .able(officeId, waiting, rule.level)
          .map((each) => ({ ...each, has: each.has + (given.get(each.officerId) ?? 0) }));
      const destination = whereTo(rule, waiting, offices, able);
      if (!destination.moves) {
        if (!ELSEWHERE.includes(destination.why))
          stays = { waiting, ruleId: rule.id, why: destination.why, offices: destination.offices };
        continue;
      }
      const { toOffice, officerId } = destination;
      moving.push({ ruleId: rule.id, waiting, toOffice, officerId });
      contacts.set(waiting.officeId, (contacts.get(waiting.officeId) ?? 1) - 1);
      contacts.set(toOffice, (contacts.get(toOffice) ?? 0) + 1);
      received.set(toOffice, (received.get(toOffice) ?? 0) + 1);
      given.set(officerId, (given.get(officerId) ?? 0) + 1);
      stays = null;
      break;
    }
    if (stays !== null) staying.push(stays);
  }
  return { moving, staying };
}
