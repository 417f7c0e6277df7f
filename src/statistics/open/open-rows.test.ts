import { describe, expect, it } from 'vitest';
import { openRows, type RawFigure } from './open-rows.ts';

const count = (period: string, part: number, value: number): RawFigure => ({
  period,
  part,
  name: String(part),
  figure: { value, base: value, part: null },
});
const nobody = () => [];
const withheld = (raw: readonly RawFigure[], owners: (part: number) => readonly string[] = nobody) =>
  openRows(raw, owners)
    .filter((row) => row.withheld)
    .map(({ period, part }) => `${period} ${part}`)
    .sort();

describe('open figures', () => {
  it('withhold a small office of a month, and the smallest other, so that the sum does not tell it', () => {
    const month = [
      count('2026-01', 0, 153),
      count('2026-01', 1, 3),
      count('2026-01', 2, 50),
      count('2026-01', 3, 100),
    ];
    expect(withheld(month)).toEqual(['2026-01 1', '2026-01 2']);
  });

  it('withhold a third, where who sees the second whole would find the first by taking it away', () => {
    const month = [
      count('2026-01', 0, 303),
      count('2026-01', 1, 3),
      count('2026-01', 2, 50),
      count('2026-01', 3, 100),
      count('2026-01', 4, 150),
    ];
    expect(withheld(month, (part) => [`office ${part}`])).toEqual(['2026-01 1', '2026-01 2', '2026-01 3']);
    // Offices 2 and 3 are of one area, and its manager sees both.
    const area = (part: number) => [`area ${part === 1 ? 1 : 2}`, `office ${part}`];
    expect(withheld(month, (part) => (part === 4 ? ['area 3', 'office 4'] : area(part)))).toEqual([
      ...['2026-01 1', '2026-01 2', '2026-01 4'],
    ]);
  });

  it('withhold the year where its other months would tell the one that is withheld', () => {
    const raw = [
      ...[count('2025-01', 0, 83), count('2025-01', 1, 3), count('2025-01', 2, 80)],
      ...[count('2025-02', 0, 90), count('2025-02', 1, 20), count('2025-02', 2, 70)],
      ...[count('2025', 0, 173), count('2025', 1, 23), count('2025', 2, 150)],
    ];
    expect(withheld(raw)).toEqual(['2025 1', '2025 2', '2025-01 1', '2025-01 2']);
  });

  it('show the year where two months that are withheld hide each other', () => {
    const raw = [
      ...[count('2025-01', 0, 83), count('2025-01', 1, 3), count('2025-01', 2, 80)],
      ...[count('2025-02', 0, 74), count('2025-02', 1, 4), count('2025-02', 2, 70)],
      ...[count('2025', 0, 157), count('2025', 1, 7), count('2025', 2, 150)],
    ];
    expect(withheld(raw)).toEqual(['2025-01 1', '2025-01 2', '2025-02 1', '2025-02 2']);
  });

  it('never take back a month that was shown when its year is over', () => {
    const months = [
      ...[count('2025-01', 0, 83), count('2025-01', 1, 3), count('2025-01', 2, 80)],
      ...[count('2025-02', 0, 90), count('2025-02', 1, 20), count('2025-02', 2, 70)],
    ];
    const before = withheld(months);
    const after = withheld([...months, count('2025', 0, 173), count('2025', 1, 23), count('2025', 2, 150)]);
    expect(after.filter((id) => id.includes('-'))).toEqual(before);
  });

  it('carry no number of what is withheld', () => {
    const [, row] = openRows([count('2026-01', 0, 3), count('2026-01', 1, 3)], nobody);
    expect(row).toEqual({ period: '2026-01', part: 1, name: '1', value: null, base: null, withheld: true });
  });

  it('show zero', () => {
    expect(withheld([count('2026-01', 0, 50), count('2026-01', 1, 0), count('2026-01', 2, 50)])).toEqual([]);
  });
});
