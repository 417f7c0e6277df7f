import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../platform/canonical-json.ts';
import { asVersion2, readFrozen } from './frozen-content.ts';
import { sampleContent } from './pdf/sample-content.ts';
import { type Step, standingOf } from './workflow.ts';

const content = sampleContent(2);

describe('frozen content of every version is read', () => {
  it('3: as it was frozen', () => {
    expect(readFrozen(canonicalJson(content))).toEqual(content);
  });

  it('2: what was not told then is null', () => {
    const read = readFrozen(canonicalJson(asVersion2(content)));
    expect(read).toEqual({ ...content, schema: 2, surplusDuring: null, performed: null });
  });

  it('1: no answers of offices, nothing supplemented, to Kammarkollegiet', () => {
    const { supplements: _, ...rest } = asVersion2(content) as typeof content;
    const { to: __, ...duty } = content.duty;
    const offices = content.offices.map(({ answer: _, ...office }) => office);
    const read = readFrozen(canonicalJson({ ...rest, schema: 1, duty, offices }));
    expect(read).toMatchObject({
      schema: 1,
      duty: { to: ['kammarkollegiet'] },
      supplements: null,
      performed: null,
    });
    expect(read.offices.map(({ answer }) => answer)).toEqual([null, null]);
  });
});

it('a report that was sent in an older version stays sent, as long as only the version differs', () => {
  const frozen: Step = {
    ...{ id: 1, kind: 'frozen', contentSha256: 'before', version: 1, note: '' },
    ...{ at: Temporal.Instant.from('2026-02-01T10:00:00Z'), actor: 'a', by: 'A' },
  };
  const newest = { sent: true, received: false };
  expect(standingOf([frozen], { sha256: 'now', sha256Before: 'before', newest }).stage).toBe('sent');
  expect(standingOf([frozen], { sha256: 'now', sha256Before: 'other', newest }).stage).toBe('draft');
});
