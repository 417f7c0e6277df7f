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

/** Of a closed month's figures one: a measure in its version, of an office or of `all`. */
export const cellOf = (measure: string, version: number, office: number | 'all') =>
  `${measure} ${version} ${office}`;

/**
 * A closed month for who is not of the offices: the measures of all and of each, with what is too few withheld and what would tell
 * it; the sums by authority and channel are left out. `withheld`: what views withheld when it was closed (`cellOf`), because what one
 * shows another must not withhold; null when nobody knows, and then nothing of an office is shown.
 */
export function closedForOthers(frozen: string, sha256: string, withheld: readonly string[] | null) {
  const { month, operator, measures, offices } = JSON.parse(frozen) as Content;
  const hidden = new Set<string>();
  measures.forEach((total, index) => {
    const cells = new Map<string, Counted>([['all', counted(total)]]);
    for (const { id, measures: own } of offices) cells.set(String(id), counted(own[index] ?? total));
    const parts = offices.map(({ id }) => String(id));
    for (const id of suppress(cells, [{ total: 'all', parts }])) hidden.add(`${index} ${id}`);
  });
  const elsewhere = new Set(withheld);
  const shown = (of: readonly MeasureOf[], id: number | 'all') =>
    of.map((one, index) => {
      const isHidden =
        hidden.has(`${index} ${id}`) ||
        (withheld === null && id !== 'all') ||
        elsewhere.has(cellOf(one.measure, one.version, id));
      return {
        measure: one.measure,
        version: one.version,
        value: isHidden ? null : one.value,
        base: isHidden ? null : one.base,
        part: isHidden ? null : one.part,
        withheld: isHidden,
      };
    });
  return {
    month,
    operator,
    sha256OfTheWhole: sha256,
    measures: shown(measures, 'all'),
    offices: offices.map(({ id, code, measures: own }) => ({ id, code, measures: shown(own, id) })),
  };
}

const counted = ({ base, part }: MeasureOf): Counted => ({ count: base, part });
