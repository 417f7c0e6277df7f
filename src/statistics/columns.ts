/**
 * What is added up. Every figure is a function of these sums over a place, a period and perhaps an authority, a task or a
 * channel; sums of disjoint days and offices add up to the sum of the whole. Seconds are whole seconds.
 */
export const CONTACT_COLUMNS = [
  'contacts',
  'visits',
  'tickets',
  'wait_n',
  'wait_s',
  'wait_within',
  'walk_n',
  'walk_s',
  'walk_within',
  'serve_n',
  'serve_s',
  'serve_within',
  'no_show',
  'gave_up',
  'estimate_n',
  'estimate_off_s',
  'estimate_within',
  'language_n',
  'language_met',
  'interpreter_n',
  'interpreter_served',
  'sign_n',
  'sign_met',
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

export const MATTER_COLUMNS = [
  'matters',
  /** Contacts with at least one matter of the authority: adds up over days and offices, never over authorities or tasks. */
  'of_contacts',
  'of_visits',
  'acted',
  'signpost',
  'guidance',
  'e_service',
  'personal_data',
  'authority_level',
  'own_device',
  'customer_workstation',
  'desk',
  'remote',
  'solved',
  'partly',
  'referred',
  'handed_over',
  'gone',
  'first_acted',
  'first_solved',
  'first_partly',
  'came_back',
  'failure',
] as const;
export type MatterColumn = (typeof MATTER_COLUMNS)[number];

export const EVENT_COLUMNS = [
  'promises',
  'promises_kept',
  'offered',
  'first_answered',
  'first_answer_s',
  'answered',
  'answer_s',
  'returned',
  'surveys',
  'survey_points',
  'open_s',
  'open_visits',
] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];

export type Column = ContactColumn | MatterColumn | EventColumn;
/** What is not there is zero. */
export type Sums = Readonly<Partial<Record<Column, number>>>;

/** Times whose median and ninetieth percentile are told, by every whole second that occurred. */
export const TIMES = ['wait', 'walk', 'serve'] as const;
export type TimeKind = (typeof TIMES)[number];

/** What is short enough, seconds. Part of the definitions of the shares: another number is another version. */
export const WITHIN: Readonly<Record<TimeKind, number>> = { wait: 600, walk: 120, serve: 900 };
/** How soon somebody comes back on the same kind of matter for it to be failure demand, days. */
export const COMES_BACK_WITHIN = 14;

/** How many of each whole second: two lists of the same length, `seconds` ascending and each once. */
export interface Times {
  readonly seconds: readonly number[];
  readonly counts: readonly number[];
  /** What is known of them without the lists: the percentile of each share. */
  readonly known?: ReadonlyMap<number, number>;
}
export const NO_TIMES: Times = { seconds: [], counts: [] };

/**
 * The nearest rank, like PostgreSQL's percentile_disc: the least time that at least the share `p` (0–1) of all times do not
 * exceed; null of none.
 */
export function percentile({ seconds, counts, known }: Times, p: number): number | null {
  const is = known?.get(p);
  if (is !== undefined) return is;
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const rank = Math.max(1, Math.ceil(p * n));
  let seen = 0;
  for (let at = 0; at < seconds.length; at++) {
    seen += counts[at] ?? 0;
    if (seen >= rank) return seconds[at] ?? null;
  }
  return null;
}
