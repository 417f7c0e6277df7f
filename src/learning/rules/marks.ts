/**
 * What others have found of the share that a front desk can answer, to compare with: seed 004, Sala kommun, bilaga KS 2011/61/1
 * (15 March 2011). They are statements of evaluations, not requirements.
 */
export const MARKS = ['uncomplicated', 'handled', 'calls'] as const;
export type Mark = (typeof MARKS)[number];

/** The share in per cent that each mark gives, and what of ours it is compared with. */
export const MARK_PERCENT: Readonly<Record<Mark, { readonly from: number; readonly to: number }>> = {
  // "ca 80 % av medborgarkontakterna med offentlig verksamhet gäller okomplicerade ärenden" (p. 1): the simple ones.
  uncomplicated: { from: 80, to: 80 },
  // Nacka: "kontaktcenter helt eller delvis hanterar ca 70 % av de frågor som kommer" (p. 6): solved or partly solved here.
  handled: { from: 70, to: 70 },
  // Bromma: "kontaktcenter besvarar själva mellan 80-90 % av samtalen" (p. 6): calls that are solved here.
  calls: { from: 80, to: 90 },
};

export interface Handled {
  readonly contacts: number;
  readonly simple: number;
  readonly solved: number;
  readonly partly: number;
  readonly calls: number;
  readonly callsSolved: number;
}

/** The share of ours, in per cent, that each mark is compared with; null where there is nothing to divide by. */
export function sharesOf(handled: Handled): Readonly<Record<Mark, number | null>> {
  const share = (part: number, whole: number) => (whole === 0 ? null : (part * 100) / whole);
  return {
    uncomplicated: share(handled.simple, handled.contacts),
    handled: share(handled.solved + handled.partly, handled.contacts),
    calls: share(handled.callsSolved, handled.calls),
  };
}
