import type { z } from 'zod';
import type { FieldError } from '../../platform/problem.ts';
import { fieldErrors } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Errors } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { hoursErrorText } from '../texts.ts';

export type Given = Readonly<Record<string, string>>;
type Nested = { [key: string]: Nested | string };

/** Fields named by their path (`week.days.1.opens`) as an object; one that was left empty is absent. */
export function nested(given: Given): Nested {
  const whole: Nested = {};
  for (const [name, value] of Object.entries(given)) {
    if (value.trim() === '' || /__proto__|constructor|prototype/.test(name)) continue;
    const path = name.split('.');
    let at = whole;
    for (const part of path.slice(0, -1)) {
      const there = at[part];
      const next = typeof there === 'object' ? there : {};
      at[part] = next;
      at = next;
    }
    at[path.at(-1) ?? ''] = value.trim();
  }
  return whole;
}

/** `10.00` and `9:30` as a person writes them become `10:00` and `09:30`. */
export function clockOf(text: unknown): unknown {
  const found = typeof text === 'string' ? /^(\d{1,2})[.:](\d{2})$/.exec(text) : null;
  return found === null ? text : `${found[1]?.padStart(2, '0')}:${found[2]}`;
}

/** A day of a form: no lunch fields, no lunch. */
export function dayOf(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const { opens, closes, lunch } = given as Record<string, unknown>;
  const span = lunch as Record<string, unknown> | undefined;
  return {
    ...(opens === undefined ? {} : { opens: clockOf(opens) }),
    ...(closes === undefined ? {} : { closes: clockOf(closes) }),
    lunch: span === undefined ? null : { from: clockOf(span.from), to: clockOf(span.to) },
  };
}

export function read<S extends z.ZodType>(schema: S, value: unknown) {
  const found = schema.safeParse(value);
  return found.success
    ? ({ ok: true, data: found.data as z.output<S> } as const)
    : ({ ok: false, errors: fieldErrors(found.error) } as const);
}

/** Errors as sentences. One about a whole lunch or day stands at its first field; that something must be seen is no field's. */
export function sentences(errors: readonly FieldError[], locale: Locale): Errors {
  return Object.fromEntries(
    errors
      .filter(({ code }) => code !== 'needs-to-be-seen')
      .map(({ field, code }) => [
        field.endsWith('.lunch') ? `${field}.from` : field,
        hoursErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
      ]),
  );
}
