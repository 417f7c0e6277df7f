/** Every way in which a file can be wrong; the sentence is looked up in texts.ts. */
export const PROBLEM_CODES = [
  // the file as a whole
  'file-too-large',
  'too-many-rows',
  'file-empty',
  'no-rows',
  'not-utf8',
  'not-csv',
  'not-json',
  'not-a-list',
  'file-already-imported',
  'unknown-column',
  'missing-column',
  'column-twice',
  // shape
  'not-an-object',
  'wrong-number-of-cells',
  'required',
  'too-long',
  'control-character',
  'looks-like-identity-number',
  'not-a-value',
  'not-a-code',
  'not-a-date',
  'not-a-time',
  'time-is-ambiguous',
  'not-a-number',
  'out-of-range',
  'not-yes-or-no',
  'not-one-of',
  'not-an-organisation-number',
  'not-a-task-and-level',
  'not-hours',
  // references
  'unknown-authority',
  'unknown-region',
  'unknown-area',
  'unknown-municipality',
  'unknown-office-type',
  'unknown-office',
  'unknown-officer',
  'unknown-system',
  'unknown-task',
  'unknown-agreement',
  'unknown-catalogue-item',
  // duplicates
  'twice-in-file',
  'already-there',
  'rows-disagree',
  // rules of the registers
  'ends-before-it-begins',
  'number-or-ended-day-required',
  'area-in-another-region',
  'no-regime',
  'one-party-alone',
  'not-directed',
  'too-few-parties',
  'parties-not-allowed',
  'not-a-party',
  'acts-for-oneself',
  'without-task',
  'task-twice',
  'task-of-another-authority',
  'authority-never',
  'catalogue-item-required',
  'catalogue-item-without-authority',
  'catalogue-item-of-another-list',
  'catalogue-item-for-another-task',
  'catalogue-item-not-valid',
  'access-without-need',
  'system-of-another-authority',
  'office-of-another-operator',
  'not-the-next-version',
  'version-before-the-last',
  'changes-what-is-fixed',
  'decided-on-signing-day',
  'decided-before-signed',
  'copy-sent-before-decided',
  'valid-before-decided',
  'approved-before-signed',
  'amendment-approval-of-the-first',
  'amendment-approval-not-asked',
  'amendment-approved-before-decided',
  'amendment-of-what-is-not-approved',
  'outside-agreement',
  'task-not-in-agreement',
  'level-not-in-agreement',
  'access-not-needed',
  'access-missing',
  'kind-not-allowed',
  'officer-of-another-employer',
  'overlapping-mandate',
  'withdrawal-incomplete',
  'only-of-a-delegation',
  'overlapping-grant',
  'hours-refused',
  // visits
  'in-the-future',
  'closed-before-opened',
  'acted-outside-visit',
  'office-not-open',
  'officer-not-employed',
  'refused-by-law',
  'condition-not-confirmed',
  // the last word of the database
  'refused-by-database',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type ProblemFacts = Readonly<Record<string, string | number>>;

/** One thing that is wrong with one row. */
export interface RowProblem {
  /** CSV: the line of the file, header = 1. JSON: the number of the element, first = 1. 0: the file as a whole. */
  readonly line: number;
  readonly field: string | null;
  readonly code: ProblemCode;
  readonly facts?: ProblemFacts;
}

/** More than this is counted, not listed: nobody reads it, and a page has to hold it. */
export const LISTED = 1000;

export class Problems {
  readonly #listed: RowProblem[] = [];
  #count = 0;

  add(line: number, field: string | null, code: ProblemCode, facts?: ProblemFacts): void {
    this.#count++;
    if (this.#listed.length < LISTED)
      this.#listed.push({ line, field, code, ...(facts === undefined ? {} : { facts }) });
  }

  get any(): boolean {
    return this.#count > 0;
  }

  get count(): number {
    return this.#count;
  }

  /** In the order of the file. */
  get listed(): readonly RowProblem[] {
    return this.#listed.toSorted((a, b) => a.line - b.line);
  }

  get more(): number {
    return this.#count - this.#listed.length;
  }
}
