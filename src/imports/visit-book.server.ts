import { hash } from 'node:crypto';
import type { Problems } from './problems.ts';
import type { ActBasis } from './visit-law.ts';
import type { VisitRow } from './visits.server.ts';

export interface NewVisit {
  readonly id: string;
  readonly line: number;
  readonly first: VisitRow;
  /** Who did the last act, and so closed the visit. */
  closedBy: number;
  lastAct: number;
}
export interface NewMatter {
  readonly id: string;
  readonly visit: NewVisit;
  readonly row: VisitRow;
}
export interface NewAct {
  readonly matter: NewMatter;
  readonly row: VisitRow;
  readonly rests: ActBasis;
}

/** Gathers rows into visits, matters and acts: a visit is what an office calls by one reference in one day. */
export class VisitBook {
  readonly #problems: Problems;
  readonly #visits = new Map<string, NewVisit>();
  readonly #matters = new Map<string, NewMatter>();
  readonly acts: NewAct[] = [];

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  get visits(): NewVisit[] {
    return [...this.#visits.values()];
  }
  get matters(): NewMatter[] {
    return [...this.#matters.values()];
  }

  /** `rests` is null for a row that the law refuses: its visit is looked at all the same. */
  enter(line: number, row: VisitRow, rests: ActBasis | null): void {
    const { openedAt, closedAt, officer, task, authority } = row;
    const acted = (row.actedAt ?? openedAt).epochMilliseconds;
    if (closedAt.epochMilliseconds < openedAt.epochMilliseconds)
      this.#problems.add(line, 'closedAt', 'closed-before-opened');
    else if (acted < openedAt.epochMilliseconds || acted > closedAt.epochMilliseconds)
      this.#problems.add(line, 'actedAt', 'acted-outside-visit');

    const key = `${row.office.id} ${openedAt.day} ${row.visit}`;
    let visit = this.#visits.get(key);
    if (visit === undefined) {
      visit = {
        id: timedId(openedAt.epochMilliseconds, key),
        line,
        first: row,
        closedBy: officer.id,
        lastAct: acted,
      };
      this.#visits.set(key, visit);
    } else {
      for (const column of ['openedAt', 'closedAt'] as const)
        if (row[column].epochMilliseconds !== visit.first[column].epochMilliseconds)
          this.#problems.add(line, column, 'rows-disagree', { line: visit.line });
      if (acted >= visit.lastAct) {
        visit.lastAct = acted;
        visit.closedBy = officer.id;
      }
    }
    const matterKey = `${key} ${task.id} ${authority.id}`;
    let matter = this.#matters.get(matterKey);
    if (matter === undefined) {
      matter = { id: timedId(openedAt.epochMilliseconds, matterKey), visit, row };
      this.#matters.set(matterKey, matter);
    }
    if (rests !== null) this.acts.push({ matter, row, rests });
  }
}

/**
 * A UUID (version 8, RFC 9562) of the time and the reference: rows of one day lie together in the indexes, and the same
 * visit in another file gets the same id, by which it is known again.
 */
export function timedId(epochMilliseconds: number, reference: string): string {
  const time = epochMilliseconds.toString(16).padStart(12, '0');
  const rest = hash('sha256', reference, 'hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-8${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
