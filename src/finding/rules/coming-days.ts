import type { LanguageHours } from '../../hours/rules/collisions.ts';
import type { Language } from '../../hours/rules/languages.ts';
import { type OfficeDay, type OfficeHours, officeDay, weekOn } from '../../hours/rules/open.ts';
import { weekdayOf } from '../../hours/rules/special-days.ts';
import { type Span, spansOf } from '../../hours/rules/week.ts';
import { addDays, contains, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';

/** Days that follow each other and are other than the week says, for the same reason and with the same hours. */
export interface OtherDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly day: OfficeDay;
}

/** The days of a span that are not as the ordinary week says: holidays, klämdagar, summer, exceptions. */
export function otherDays(
  rules: OfficeHours,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): OtherDays[] {
  const found: OtherDays[] = [];
  let goesOn = false;
  for (let at = from; at <= to; at = addDays(at, 1)) {
    const day = officeDay(rules, at);
    if (day.reason === 'not-open-yet' || day.reason === 'ended') {
      goesOn = false;
      continue;
    }
    const usual = weekOn(rules, at).week.days[weekdayOf(at)];
    const same = JSON.stringify(day.spans) === JSON.stringify(usual === undefined ? [] : spansOf(usual));
    // A weekend amid a closed week neither begins nor ends it; amid other hours it does: it does not have them.
    if (same) {
      goesOn = goesOn && usual === undefined && found.at(-1)?.day.spans.length === 0;
      continue;
    }
    const last = found.at(-1);
    if (
      goesOn &&
      last !== undefined &&
      last.day.reason === day.reason &&
      last.day.special?.name === day.special?.name &&
      JSON.stringify(last.day.spans) === JSON.stringify(day.spans)
    )
      found[found.length - 1] = { ...last, to: at };
    else found.push({ from: at, to: at, day });
    goesOn = true;
  }
  return found;
}

/** When visitors are met in a language on a day: only while the office is open. */
export interface LanguageTime {
  readonly language: Language;
  readonly day: PlainDate;
  readonly span: Span;
}

/** The hours in languages of the seven days from `at`'s on, as they will be on those days, first those that come first. */
export function languageTimes(
  rules: OfficeHours,
  languages: readonly LanguageHours[],
  at: Temporal.Instant,
): LanguageTime[] {
  const today = swedishDay(at);
  return [0, 1, 2, 3, 4, 5, 6].flatMap((ahead) => {
    const day = addDays(today, ahead);
    const open = officeDay(rules, day).spans;
    return languages
      .filter(({ valid, weekday }) => weekday === weekdayOf(day) && contains(valid, day))
      .flatMap(({ language, span }) =>
        open.flatMap(({ from, to }) => {
          const common = { from: from > span.from ? from : span.from, to: to < span.to ? to : span.to };
          return common.from < common.to ? [{ language, day, span: common }] : [];
        }),
      );
  });
}
