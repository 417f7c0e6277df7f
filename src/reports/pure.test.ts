import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../platform/canonical-json.ts';
import { fieldErrors } from '../shell/http.ts';
import { missingIn } from './content-of.ts';
import { DraftSchema, emptyDraft, FIGURES, formValues, SaveFormSchema } from './draft.ts';
import { emptyContent, sampleContent } from './pdf/sample-content.ts';
import { writtenDraft } from './test-world.ts';

describe('canonical JSON', () => {
  it('is one text whatever the order of the members, and says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: [1.5, null], a: 'å "' })).toBe('{"a":"å \\"","b":[1.5,null]}');
  });

  it('refuses what JSON would leave out', () => {
    for (const value of [undefined, Number.NaN, { a: undefined }, [() => 1]])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, of]) => [key, reversed(of)]),
  );
}

describe('what is written', () => {
  const form = (changes: Record<string, string> = {}): Record<string, string> => ({
    revision: '3',
    ...formValues(writtenDraft()),
    ...changes,
  });
  const read = (changes: Record<string, string>) => SaveFormSchema.safeParse(form(changes));
  const wrong = (changes: Record<string, string>) => {
    const answer = read(changes);
    return answer.success ? [] : fieldErrors(answer.error).map(({ field, code }) => `${field} ${code}`);
  };

  it('comes out of the form as it was put there', () => {
    const draft = { ...writtenDraft() };
    draft.corrections = {
      ...draft.corrections,
      visitors: { value: 70807, reason: 'Räknat för hand.' },
      fullTimeEquivalents: { value: 12.5, reason: 'Två vikarier.' },
    };
    const { revision, ...read } = SaveFormSchema.parse({ revision: '3', ...formValues(draft) });
    expect(revision).toBe(3);
    expect(read).toEqual(draft);
    expect(DraftSchema.parse(emptyDraft())).toEqual(emptyDraft());
  });

  it('takes numbers as they are written in Swedish', () => {
    const answer = read({
      'corrections.visitors.value': ' 70\u00a0807 ',
      'corrections.visitors.reason': 'x',
      'corrections.fullTimeEquivalents.value': '12,25',
      'corrections.fullTimeEquivalents.reason': 'y',
    });
    expect(answer.data?.corrections).toMatchObject({
      visitors: { value: 70807 },
      fullTimeEquivalents: { value: 12.25 },
      offices: null,
    });
  });

  it.each([
    [{ 'corrections.visitors.value': '12' }, 'corrections.visitors.reason required'],
    [{ 'corrections.visitors.reason': 'därför' }, 'corrections.visitors.value required'],
    [
      { 'corrections.visitors.value': 'många', 'corrections.visitors.reason': 'x' },
      'corrections.visitors.value invalid-format',
    ],
    [
      { 'corrections.visitors.value': '1,5', 'corrections.visitors.reason': 'x' },
      'corrections.visitors.value invalid-format',
    ],
    [
      { 'corrections.offices.value': '-1', 'corrections.offices.reason': 'x' },
      'corrections.offices.value too-small',
    ],
    [
      { 'corrections.fullTimeEquivalents.value': '1,234', 'corrections.fullTimeEquivalents.reason': 'x' },
      'corrections.fullTimeEquivalents.value invalid-format',
    ],
    [{ 'contact.email': 'karin' }, 'contact.email not-an-email'],
    [{ 'texts.other': 'x'.repeat(20_001) }, 'texts.other too-long'],
    [{ revision: 'ny' }, 'revision invalid-format'],
  ])('refuses %#', (changes, error) => {
    expect(wrong(changes)).toEqual([error]);
  });

  it('refuses a form that lacks a field rather than empty it', () => {
    const { 'texts.finances': _, 'corrections.visitors.value': __, ...rest } = form();
    const answer = SaveFormSchema.safeParse(rest);
    expect(fieldErrors(answer.error!).map((e) => e.field)).toEqual([
      'texts.finances',
      'corrections.visitors',
    ]);
  });

  it('keeps what can be kept: one kind of line break, no control characters, whole characters', () => {
    const answer = read({ 'texts.other': ' a\r\nb\rc\u000bd\u0000\u0007e\ud800\tf ' });
    expect(answer.data?.texts.other).toBe('a\nb\nc\nde\ufffd\tf');
    // 20,000 characters in the browser are more as they are sent.
    expect(read({ 'texts.other': 'x\r\n'.repeat(9_999) }).success).toBe(true);
  });

  it('has a correction for every figure', () => {
    expect(Object.keys(emptyContent().totals).sort()).toEqual([...FIGURES].sort());
  });
});

describe('what is missing', () => {
  const day = (text: string) => text as Parameters<typeof missingIn>[1];

  it('is nothing in a full report of a year that is over', () => {
    expect(missingIn(sampleContent(), day('2026-01-01'))).toEqual([]);
  });

  it('is the year while it lasts', () => {
    expect(missingIn(sampleContent(), day('2025-12-31'))).toEqual([{ field: 'year', code: 'year-not-over' }]);
  });

  it('is what Kammarkollegiet asks for and no register knows', () => {
    expect(missingIn(emptyContent(), day('2026-01-01')).map((e) => e.field)).toEqual([
      'contact.address',
      'contact.person',
      'contact.email',
      'contact.phone',
      'texts.activity',
      'texts.finances',
      'texts.effectiveness',
    ]);
  });

  it('is an explanation where there is surplus access, by the figure that is right', () => {
    const content = sampleContent();
    const texts = { ...content.texts, surplusAccess: '' };
    expect(missingIn({ ...content, texts }, day('2026-01-01')).map((e) => e.field)).toEqual([
      'texts.surplusAccess',
    ]);
    const surplusAccess = { derived: 2, corrected: 0, reason: 'Avslutade.' };
    const corrected = { ...content, texts, totals: { ...content.totals, surplusAccess } };
    expect(missingIn(corrected, day('2026-01-01'))).toEqual([]);
  });
});
