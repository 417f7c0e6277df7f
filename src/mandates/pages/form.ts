import { agreementErrorText } from '../../agreements/texts.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { mandateBatchErrorText } from '../texts.ts';

/** What was posted, by field; a field that is posted several times has several. */
export interface Posted {
  readonly given: Readonly<Record<string, readonly string[]>>;
  readonly file: (name: string) => File | null;
}

/** Throws Problem `invalid` for a body that is no form. */
export async function posted(c: Http): Promise<Posted> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const given = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
  return {
    given,
    file: (name) => {
      const found = [body[name]].flat().find((each) => each instanceof File);
      return found instanceof File && found.name !== '' ? found : null;
    },
  };
}

/** A day that may be left empty. */
export function dayOrNull(given: Posted['given'], name: string): string | null {
  const text = given[name]?.[0]?.trim() ?? '';
  return text === '' ? null : text;
}

/** Ids that were marked; what is no id is left out. */
export function idsOf(given: Posted['given'], name: string): number[] {
  return (given[name] ?? [])
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2_147_483_648);
}

/** The rooms' sentences for field codes, by the form's own names of the fields. */
export function sentences(
  errors: readonly FieldError[],
  locale: Locale,
  fieldOf: (field: string) => string = (field) => field.split('.')[0] ?? field,
): Record<string, string> {
  return Object.fromEntries(
    errors
      .toReversed()
      .map(({ field, code }) => [
        fieldOf(field),
        mandateBatchErrorText(code, {}, locale) ??
          agreementErrorText(code, {}, locale) ??
          fieldErrorText(code, locale),
      ]),
  );
}
