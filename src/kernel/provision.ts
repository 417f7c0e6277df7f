/** Where a rule stands. `reading` marks an answer that rests on our reading of the text (CONTEXT.md, "tolkning"). */
export interface Provision {
  /** As it is cited in Swedish: `5 § lagen (2019:212)`. */
  readonly ref: string;
  readonly reading?: boolean | undefined;
}
