import type { Days } from '../query.ts';
import type { Told } from './grid.ts';
import { isWholeYear, monthsOf } from './spans.ts';

/** What was told of months, for the years that they are of: months come first. */
export class MonthsToYears {
  readonly #told = new Map<string, Told>();

  tell(name: string, days: Days, how: (months: readonly Told[]) => Told): ReadonlySet<string> {
    const its = monthsOf(days);
    const told = how(isWholeYear(days) ? its.map((month) => this.#told.get(`${name} ${month}`)!) : []);
    if (its.length === 1) this.#told.set(`${name} ${its[0]}`, told);
    return told.hidden;
  }
}
