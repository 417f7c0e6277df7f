import { swedishDay } from '../kernel/plain-date.ts';
import { formatDay, formatTime } from '../ui/format.ts';
import type { Locale } from '../ui/texts.ts';
import { promiseTexts } from './promise-texts.ts';
import { promiseState } from './rules/promise.ts';

/** What a person is given: their reference, and what is promised. Nothing of the person, and nothing that was said. */
export interface Receipt {
  readonly reference: string;
  readonly officeId: number;
  readonly office: string;
  readonly openedAt: Temporal.Instant;
  readonly subject: string | null;
  /** What lets the person answer one question about the contact at `/tyck/…`; null where there is nothing to ask about. */
  readonly surveyCode: string | null;
  /** Those that are to be kept, or were; one that was moved is told by the one that followed it. */
  readonly promises: readonly {
    readonly id: string;
    readonly dueAt: Temporal.Instant;
    readonly what: string;
    readonly keptAt: Temporal.Instant | null;
  }[];
}

/** `torsdag 19 november 2026 16:00` without the weekday: day and time. */
export function momentText(at: Temporal.Instant, locale: Locale): string {
  return `${formatDay(swedishDay(at), locale)} ${formatTime(at, locale)}`;
}

/** What is promised, and what came of it by now. */
export function promisedText(
  { dueAt, what, keptAt }: Receipt['promises'][number],
  now: Temporal.Instant,
  locale: Locale,
): string {
  const t = promiseTexts[locale].receipt;
  const said = t.promised(momentText(dueAt, locale), what);
  const state = promiseState({ dueAt, keptAt, movedAt: null }, now);
  if (keptAt !== null)
    return `${said} ${state === 'kept' ? t.kept(momentText(keptAt, locale)) : t.keptLate(momentText(keptAt, locale))}`;
  return state === 'late' ? `${said} ${t.late}` : said;
}

/** Where the one question about a contact is answered. */
export function surveyAddress(origin: string, code: string, locale: Locale): string {
  return `${origin}/tyck/${code}${locale === 'sv' ? '' : `?sprak=${locale}`}`;
}

/** The receipt as a mail. `origin`: asks how it was as well; null: it is too early to ask. */
export function receiptMail(
  receipt: Receipt,
  now: Temporal.Instant,
  locale: Locale,
  origin: string | null,
): { subject: string; text: string } {
  const t = promiseTexts[locale].receipt;
  const lines = [
    t.greeting,
    '',
    `${t.reference}: ${receipt.reference}`,
    t.keep,
    '',
    `${t.came}: ${momentText(receipt.openedAt, locale)}`,
    ...(receipt.subject === null ? [] : [`${t.about}: ${receipt.subject}`]),
    ...(receipt.promises.length === 0 ? [] : ['', t.promise]),
    ...receipt.promises.map((promise) => promisedText(promise, now, locale)),
    ...(origin === null || receipt.surveyCode === null
      ? []
      : ['', t.howWasIt, surveyAddress(origin, receipt.surveyCode, locale)]),
    '',
    t.bye,
    receipt.office,
  ];
  return { subject: t.subject(receipt.reference), text: `${lines.join('\n')}\n` };
}
