import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { LanguageHours } from './rules/collisions.ts';
import { type LanguageGround, languageGround } from './rules/languages.ts';
import { nextOpening, type OfficeDay, type Opening, openingAt, weekFrom, weekOn } from './rules/open.ts';
import { toOpeningHours } from './rules/opening-hours-text.ts';
import type { HoursOfOffice, StoredException } from './store.server.ts';

/** What is to be told of an office's hours at an instant. */
export interface HoursView {
  readonly now: Opening | null;
  readonly next: Opening | null;
  /** Monday to Sunday of the week that the instant lies in. */
  readonly week: readonly OfficeDay[];
  /** Whether the office has set its week itself, or its type gives it. */
  readonly own: boolean;
  /** Those that have not ended. */
  readonly exceptions: readonly StoredException[];
  readonly languages: readonly (LanguageHours & { readonly ground: LanguageGround })[];
  /** The hours of a year from today, as OpenStreetMap writes them. */
  readonly text: string;
}

export function hoursView(office: HoursOfOffice, at: Temporal.Instant): HoursView {
  const today: PlainDate = swedishDay(at);
  return {
    now: openingAt(office, at),
    next: nextOpening(office, at),
    week: weekFrom(office, today),
    own: weekOn(office, today).own,
    exceptions: office.exceptions.filter(({ period }) => period.to >= today),
    languages: office.languages
      .filter(({ valid }) => valid.to === null || valid.to >= today)
      .map((hours) => ({ ...hours, ground: languageGround(hours.language, office.municipality) })),
    text: toOpeningHours(office, { from: today, to: addDays(today, 365) }),
  };
}
