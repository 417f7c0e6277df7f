import { type FieldError, Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Fields } from '../form.ts';
import { draftingErrorText } from '../requirement-texts.ts';

/** A posted form with every value of each name. */
export async function everyField(c: Http): Promise<Fields> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}

/** The sentence of each field that is wrong: this room's, else the shell's. */
export function errorsOf(errors: readonly FieldError[], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      draftingErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
