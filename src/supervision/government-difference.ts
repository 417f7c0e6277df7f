import {
  type AgreementFigure,
  GOVERNMENT_TEXTS,
  type GovernmentContent,
  type GovernmentText,
} from './government-report.ts';

/** A figure of two states of a report; null where that state has no such row. */
export interface FigureRow {
  readonly part: 'byRegime' | 'byKind' | 'reports' | 'deviations' | 'advice' | 'undecided';
  /** The regime's id, the kinds of the parties, the provision; empty where the part is one figure. */
  readonly key: string;
  readonly figure: 'total' | 'concluded' | 'amended' | 'owed' | 'received' | 'late' | 'absent' | 'count';
  readonly before: number | null;
  readonly after: number | null;
  readonly changed: boolean;
}
export interface TextLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}
export interface TextDifference {
  readonly name: GovernmentText;
  readonly changed: boolean;
  readonly lines: readonly TextLine[];
}
export interface Difference {
  readonly figures: readonly FigureRow[];
  readonly texts: readonly TextDifference[];
  /** How many figures and texts differ. */
  readonly changes: number;
}

/** Two states of the report to the Government, row beside row, with what differs marked. */
export function difference(before: GovernmentContent, after: GovernmentContent): Difference {
  const [b, a] = [before.figures, after.figures];
  const row = (
    part: FigureRow['part'],
    key: string,
    figure: FigureRow['figure'],
    was: number | undefined,
    is: number | undefined,
  ): FigureRow => ({ part, key, figure, before: was ?? null, after: is ?? null, changed: was !== is });
  const agreements = (part: 'byRegime' | 'byKind'): FigureRow[] =>
    both(b[part], a[part]).flatMap(([key, was, is]) =>
      (['total', 'concluded', 'amended'] as const).map((figure) =>
        row(part, key, figure, was?.[figure], is?.[figure]),
      ),
    );
  const counted = (of: GovernmentContent['figures']) =>
    of.deviations.map(({ provision, count }) => ({ key: provision, count }));
  const figures = [
    ...agreements('byRegime'),
    ...agreements('byKind'),
    ...(['owed', 'received', 'late', 'absent'] as const).map((figure) =>
      row('reports', '', figure, b.reports[figure], a.reports[figure]),
    ),
    ...both(counted(b), counted(a)).map(([key, was, is]) =>
      row('deviations', key, 'count', was?.count, is?.count),
    ),
    row('undecided', '', 'count', b.undecided, a.undecided),
    row('advice', '', 'count', b.advice, a.advice),
  ];
  const texts = GOVERNMENT_TEXTS.map((name) => {
    const lines = lineDifference(before.texts[name], after.texts[name]);
    return { name, changed: lines.some(({ kind }) => kind !== 'same'), lines };
  });
  const changes = [...figures, ...texts].filter(({ changed }) => changed).length;
  return { figures, texts, changes };
}

type Keyed = Pick<AgreementFigure, 'key'>;
/** Rows of both by their key, in the order of the keys. */
function both<T extends Keyed>(
  before: readonly T[],
  after: readonly T[],
): (readonly [key: string, before: T | undefined, after: T | undefined])[] {
  const keys = [...new Set([...before, ...after].map(({ key }) => key))].sort();
  const of = (rows: readonly T[], key: string) => rows.find((each) => each.key === key);
  return keys.map((key) => [key, of(before, key), of(after, key)] as const);
}

/** More lines than this against each other are told as taken away and put there. */
const MOST_PAIRS = 1_000_000;

/** Line by line, by the longest common sequence: what stayed, what went, what came. */
export function lineDifference(before: string, after: string): TextLine[] {
  const [b, a] = [linesOf(before), linesOf(after)];
  const said = (kind: TextLine['kind']) => (text: string) => ({ kind, text });
  if (b.length * a.length > MOST_PAIRS)
    return before === after ? a.map(said('same')) : [...b.map(said('removed')), ...a.map(said('added'))];
  const width = a.length + 1;
  const length = new Uint32Array((b.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = b.length - 1; i >= 0; i -= 1)
    for (let j = a.length - 1; j >= 0; j -= 1)
      length[i * width + j] = b[i] === a[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: TextLine[] = [];
  let [i, j] = [0, 0];
  while (i < b.length || j < a.length) {
    const [was, is] = [b[i], a[j]];
    if (was !== undefined && was === is) {
      lines.push({ kind: 'same', text: was });
      [i, j] = [i + 1, j + 1];
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: was });
      i += 1;
    } else if (is !== undefined) {
      lines.push({ kind: 'added', text: is });
      j += 1;
    }
  }
  return lines;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').filter((line) => line.trim() !== '');
}
