import { z } from 'zod';
import type { FieldError } from '../../platform/problem.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { faultErrorText } from '../error-texts.ts';

// What every form of the room reads and says alike.

/** A code as a sentence: the room's own, else the shell's. */
export const errorSentence = (code: string, locale: Locale) =>
  faultErrorText(code, {}, locale) ?? fieldErrorText(code, locale);

export const sentences = (errors: readonly FieldError[], locale: Locale) =>
  Object.fromEntries(errors.map(({ field, code }) => [field, errorSentence(code, locale)]));

/** A line of text without what no page can show. */
export const line = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(longest, 'too-long'));
/** Words over several lines, as a browser sends them. */
export const words = (longest: number, tooLong = 'too-long') =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(longest, tooLong));
export const EmailText = z
  .string()
  .trim()
  .refine((text) => text === '' || (text.length <= 254 && z.email().safeParse(text).success), 'not-an-email');

/** The key of a form: a uuid that the page made. */
export const FormKey = z.uuid('invalid-value');

/** What stands in a form as texts, each field a list. */
export function textsOf(body: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}
