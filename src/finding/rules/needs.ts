/**
 * What visitors come for, as events of life: each the tasks (codes of the register) that most often belong to it. Ours: no
 * source lists them.
 */
export const LIFE_EVENTS = {
  id: ['identity-card', 'passport-hand-out'],
  'new-in-sweden': ['population-registration', 'identity-card', 'residence-permit', 'jobseeker-registration'],
  move: ['population-registration', 'housing-allowance'],
  child: ['parental-benefit', 'temporary-parental-benefit', 'preschool-application', 'preschool-place-offer'],
  work: ['jobseeker-registration', 'activity-report', 'travel-allowance'],
  ill: ['sickness-benefit', 'temporary-parental-benefit'],
  retire: ['pension', 'housing-supplement', 'elderly-support'],
  marry: ['marriage-register'],
  death: ['estate-inventory', 'population-registration'],
  tax: ['income-tax'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type LifeEvent = keyof typeof LIFE_EVENTS;
export const LIFE_EVENT_CODES = Object.keys(LIFE_EVENTS) as LifeEvent[];

/** What was asked for: an event of life, or one task by its code. Null: neither. */
export type Need =
  | { readonly event: LifeEvent; readonly codes: readonly string[] }
  | { readonly event: null; readonly codes: readonly [string] };

/** `known`: the codes of the tasks that there are. */
export function readNeed(text: string, known: ReadonlySet<string>): Need | null {
  if (Object.hasOwn(LIFE_EVENTS, text)) {
    const event = text as LifeEvent;
    return { event, codes: LIFE_EVENTS[event] };
  }
  return known.has(text) ? { event: null, codes: [text] } : null;
}
