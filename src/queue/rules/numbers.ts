/** A run of numbers of a prefix on a day: a need's range, or what follows when the ranges are used up. */
export interface Run {
  readonly from: number;
  /** The last number; null for the run that has no end. */
  readonly to: number | null;
  /** The number that comes next. */
  readonly next: number;
}

/**
 * Where the next `size` numbers come from: the need's own range, or, when it has not as many left, the open run after all
 * ranges. A visitor is never turned away for want of a number, and a number never comes twice in a day.
 */
export function takeNumbers(
  range: Run & { readonly to: number },
  open: Run,
  size: number,
): { readonly run: Run; readonly first: number } {
  const run = range.next + size - 1 <= range.to ? range : open;
  return { run, first: run.next };
}
