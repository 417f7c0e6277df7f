import { z } from 'zod';

// What is written in a report's forms, by the author and by the offices.

/**
 * Text as it can be kept and printed: one kind of line break, no control characters (PostgreSQL's jsonb holds no NUL), no
 * half characters.
 */
export function tidy(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  return given
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\t\n]/gu, '')
    .toWellFormed()
    .trim();
}

export const text = (longest: number) => z.preprocess(tidy, z.string().max(longest, { error: 'too-long' }));
export const each = <K extends string, S extends z.ZodType>(keys: readonly K[], schema: (key: K) => S) =>
  z.object(Object.fromEntries(keys.map((key) => [key, schema(key)])) as Record<K, S>);

/** Offices, localities, visits and grants are counted; full-time equivalents have at most two decimals. */
export const Value = (figure: string) => {
  const step = figure === 'fullTimeEquivalents' ? 100 : 1;
  return z
    .number({ error: (issue) => (issue.input === undefined ? 'required' : 'invalid-format') })
    .min(0, { error: 'too-small' })
    .max(1_000_000_000, { error: 'too-big' })
    .refine((n) => Math.round(n * step) / step === n, { error: 'invalid-format' });
};

/** A posted correction: null when both fields are empty, undefined when they are not there. */
export function correctionFrom(flat: Record<string, unknown>, figure: string): unknown {
  const value = flat[`corrections.${figure}.value`];
  const reason = flat[`corrections.${figure}.reason`];
  if (typeof value !== 'string' || typeof reason !== 'string') return undefined;
  if (value.trim() === '' && reason.trim() === '') return null;
  return { value: parsedNumber(value), reason };
}

/** `1 234,5` as people write it in Swedish; undefined when there is nothing. */
function parsedNumber(text: string): number | undefined {
  const plain = text.replaceAll(/\s/g, '').replace(',', '.');
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
