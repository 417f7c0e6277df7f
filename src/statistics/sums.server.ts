import { join, raw, type Sql, sql } from '../platform/database.server.ts';
import {
  CONTACT_COLUMNS,
  type ContactColumn,
  EVENT_COLUMNS,
  type EventColumn,
  MATTER_COLUMNS,
  type MatterColumn,
  WITHIN,
} from './columns.ts';

// What each column counts in one fact `f`: an integer, 0 when it does not count. The one definition for what is stored and for
// what a reader adds up. Numbers of channels, levels, help forms and outcomes: migration 0073.

const is = (condition: string) => `(${condition})::int`;
const CONTACT: Readonly<Record<ContactColumn, string>> = {
  contacts: is('f.is_contact'),
  visits: is('f.is_contact and f.channel = 0'),
  tickets: is('f.is_ticket'),
  wait_n: is('f.wait_s is not null'),
  wait_s: 'coalesce(f.wait_s, 0)',
  wait_within: is(`coalesce(f.wait_s <= ${WITHIN.wait}, false)`),
  walk_n: is('f.walk_s is not null'),
  walk_s: 'coalesce(f.walk_s, 0)',
  walk_within: is(`coalesce(f.walk_s <= ${WITHIN.walk}, false)`),
  serve_n: is('f.serve_s is not null'),
  serve_s: 'coalesce(f.serve_s, 0)',
  serve_within: is(`coalesce(f.serve_s <= ${WITHIN.serve}, false)`),
  no_show: is('f.no_show'),
  gave_up: is('f.gave_up'),
  estimate_n: is('f.estimate_off_s is not null'),
  estimate_off_s: 'coalesce(f.estimate_off_s, 0)',
  estimate_within: is('coalesce(f.estimate_held, false)'),
  language_n: is('f.language_met is not null'),
  language_met: is('coalesce(f.language_met, false)'),
  interpreter_n: is('f.interpreter_served is not null'),
  interpreter_served: is('coalesce(f.interpreter_served, false)'),
  sign_n: is('f.sign_met is not null'),
  sign_met: is('coalesce(f.sign_met, false)'),
};
const MATTER: Readonly<Record<MatterColumn, string>> = {
  matters: '1',
  of_contacts: is('f.first_of_authority'),
  of_visits: is('f.first_of_authority and f.channel = 0'),
  acted: is('f.level > 0'),
  signpost: is('f.level = 1'),
  guidance: is('f.level = 2'),
  e_service: is('f.level = 3'),
  personal_data: is('f.level = 4'),
  authority_level: is('f.level = 5'),
  own_device: is('f.help_form = 1'),
  customer_workstation: is('f.help_form = 2'),
  desk: is('f.help_form = 3'),
  remote: is('f.help_form = 4'),
  solved: is('f.outcome = 1'),
  partly: is('f.outcome = 2'),
  referred: is('f.outcome = 3'),
  handed_over: is('f.outcome = 4'),
  gone: is('f.outcome = 5'),
  first_acted: is('f.first_contact and f.level > 0'),
  first_solved: is('f.first_contact and f.outcome = 1'),
  first_partly: is('f.first_contact and f.outcome = 2'),
  came_back: is('f.came_back'),
  failure: is('f.came_back or f.outcome = 3'),
};
const EVENT: Readonly<Record<EventColumn, string>> = {
  promises: is("f.kind = 'promise'"),
  promises_kept: `case when f.kind = 'promise' then f.points else 0 end`,
  offered: is("f.kind = 'offered'"),
  first_answered: is("f.kind = 'first-answer'"),
  first_answer_s: `case when f.kind = 'first-answer' then f.seconds else 0 end`,
  answered: is("f.kind = 'final-answer'"),
  answer_s: `case when f.kind = 'final-answer' then f.seconds else 0 end`,
  returned: is("f.kind = 'returned'"),
  surveys: is("f.kind = 'survey'"),
  survey_points: `case when f.kind = 'survey' then f.points else 0 end`,
  open_s: `case when f.kind = 'open' then f.seconds else 0 end`,
  open_visits: `case when f.kind = 'open' then f.points else 0 end`,
};

/** Facts of one kind, the figures that they are added up to, and by what. */
export interface Family {
  readonly name: 'contact' | 'matter' | 'event' | 'task' | 'hour';
  readonly facts: Sql;
  /** The function that tells them from what happened. */
  readonly now: Sql;
  readonly figures: Sql;
  /** What the figures are kept apart by, and where a fact `f` has it. */
  readonly dims: readonly (readonly [name: string, of: string])[];
  readonly columns: Readonly<Record<string, string>>;
  /** Figures of days are kept for the country, regions and operators alone: others' are added up from facts. */
  readonly coarseDays: boolean;
}

const hourColumns = ['contacts', 'visits', 'wait_n', 'wait_s'] as const;
const CHANNEL = ['channel', 'f.channel'] as const;
const AUTHORITY = ['authority', 'f.authority'] as const;
export const FAMILIES = {
  contact: {
    name: 'contact',
    facts: sql`contact_fact`,
    now: sql`contact_facts_now`,
    figures: sql`contact_figure`,
    dims: [CHANNEL],
    columns: CONTACT,
    coarseDays: false,
  },
  matter: {
    name: 'matter',
    facts: sql`matter_fact`,
    now: sql`matter_facts_now`,
    figures: sql`matter_figure`,
    dims: [AUTHORITY, CHANNEL],
    columns: MATTER,
    coarseDays: false,
  },
  event: {
    name: 'event',
    facts: sql`event_fact`,
    now: sql`event_facts_now`,
    figures: sql`event_figure`,
    dims: [AUTHORITY, CHANNEL],
    columns: EVENT,
    coarseDays: false,
  },
  task: {
    name: 'task',
    facts: sql`matter_fact`,
    now: sql`matter_facts_now`,
    figures: sql`task_figure`,
    dims: [['task', 'f.task'], AUTHORITY, CHANNEL],
    columns: MATTER,
    coarseDays: true,
  },
  hour: {
    name: 'hour',
    facts: sql`contact_fact`,
    now: sql`contact_facts_now`,
    figures: sql`hour_figure`,
    dims: [['weekday', 'extract(isodow from f.day)::smallint'], ['hour', 'f.hour'], CHANNEL],
    columns: Object.fromEntries(hourColumns.map((column) => [column, CONTACT[column]])),
    coarseDays: true,
  },
} as const satisfies Record<string, Family>;

/** Kinds of facts, each once. */
export const FACTS = [FAMILIES.contact, FAMILIES.matter, FAMILIES.event] as const;

/** Places whose figures of days are kept in every family: kind is the remainder by 8 (migration 0073). */
export const COARSE = sql`place % 8 in (0, 3, 4)`;

/** Names of columns and dimensions are ours, never a request's. */
export const names = (list: readonly string[]) =>
  join(
    list.map((name) => raw(name)),
    ', ',
  );

/** The column of a fact that is one of TIMES. */
export const TIME_COLUMNS = { wait: 'wait_s', walk: 'walk_s', serve: 'serve_s' } as const;
export { CONTACT_COLUMNS, EVENT_COLUMNS, MATTER_COLUMNS };
