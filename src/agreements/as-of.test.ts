import { expect, it } from 'vitest';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { KnownSchema, knownAt } from './as-of.ts';

it.each([
  ['2026-05-04', '2026-05-04T21:59:59.999999Z'],
  ['2026-01-04', '2026-01-04T22:59:59.999999Z'],
  ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00Z'],
  ['2026-05-04T10:00:00+02:00', '2026-05-04T08:00:00Z'],
])('%s was known at %s', (text, instant) => {
  expect(knownAt(text)?.toString()).toBe(instant);
});

it.each(['2026-02-30', 'i går', '0000-01-01', '-271821-04-20T00:00:00Z', '2026-05-04T10:00:00', ''])(
  '%s is no moment',
  (text) => {
    expect(knownAt(text)).toBeNull();
    expect(KnownSchema.safeParse(text).success).toBe(false);
  },
);

it('takes no day that PostgreSQL does not have', () => {
  expect(PlainDateSchema.safeParse('0000-01-01').success).toBe(false);
  expect(PlainDateSchema.safeParse('2026-02-28').success).toBe(true);
});
