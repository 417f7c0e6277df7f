import { type Counted, suppress } from './rules/suppress.ts';

interface MeasureOf {
  readonly measure: string;
  readonly version: number;
  readonly value: number | null;
  readonly base: number;
  readonly part: number | null;
}
interface Content {
  readonly month: string;
  readonly operator: number;
  readonly measures: readonly MeasureOf[];
  readonly offices: readonly {
    readonly id: number;
    readonly code: string;
    readonly measures: readonly MeasureOf[];
  }[];
}

/**
 * A closed month for who is not of the offices: the measures of all and of each, with what is too few withheld and what would tell
 * it; the sums by authority and channel are left out.
 */
export function closedForOthers(frozen: string, sha256: string) {
  const { month, operator, measures, offices } = JSON.parse(frozen) as Content;
  const hidden = new Set<string>();
  measures.forEach((total, index) => {
    const cells = new Map<string, Counted>([['all', counted(total)]]);
    for (const { id, measures: own } of offices) cells.set(String(id), counted(own[index] ?? total));
    const parts = offices.map(({ id }) => String(id));
    for (const id of suppress(cells, [{ total: 'all', parts }])) hidden.add(`${index} ${id}`);
  });
  const shown = (of: readonly MeasureOf[], id: string) =>
    of.map((one, index) => {
      const withheld = hidden.has(`${index} ${id}`);
      return {
        measure: one.measure,
        version: one.version,
        value: withheld ? null : one.value,
        base: withheld ? null : one.base,
        part: withheld ? null : one.part,
        withheld,
      };
    });
  return {
    month,
    operator,
    sha256OfTheWhole: sha256,
    measures: shown(measures, 'all'),
    offices: offices.map(({ id, code, measures: own }) => ({ id, code, measures: shown(own, String(id)) })),
  };
}

const counted = ({ base, part }: MeasureOf): Counted => ({ count: base, part });
