import type { Period } from '../kernel/plain-date.ts';

interface Entry {
  readonly period: Period;
  /** The line of the file; 0 when the registers have it. */
  readonly line: number;
}

/** Periods by key, to find what may not overlap. */
export class Periods {
  readonly #by = new Map<string, Entry[]>();

  add(key: string, period: Period, line: number): void {
    const entries = this.#by.get(key);
    if (entries === undefined) this.#by.set(key, [{ period, line }]);
    else entries.push({ period, line });
  }

  overlapping(key: string, { from, to }: Period): Entry | undefined {
    return this.#by
      .get(key)
      ?.find(({ period }) => (to === null || period.from <= to) && (period.to === null || from <= period.to));
  }
}
