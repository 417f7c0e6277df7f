import type { FC } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import { Badge, Button, Mark } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { mappingTexts } from '../mapping-texts.ts';
import type { Question } from '../questions.server.ts';
import {
  type Kind,
  type Suitability,
  suitability,
  THRESHOLDS,
  type Thresholds,
} from '../rules/suitability.ts';
import { LEAST_TOLD, type Told, tellTogether } from '../rules/withhold.ts';
import { suitableTexts } from '../suitable-texts.ts';
import { Count, percentText } from './told.tsx';

const NAMES: Readonly<Record<keyof Thresholds, string>> = {
  many: 'antal',
  simple: 'enkla',
  solved: 'losta',
  minutes: 'minuter',
  judged: 'passar',
};
const MOST: Readonly<Record<keyof Thresholds, number>> = {
  many: 1_000_000,
  simple: 100,
  solved: 100,
  minutes: 600,
  judged: 100,
};
const LIMITS = Object.keys(NAMES) as (keyof Thresholds)[];

/** The limits in the address; what is no number is as if it were not there. */
export function thresholdsAsked(c: Http): Thresholds {
  const of = (limit: keyof Thresholds) => {
    const text = c.req.query(NAMES[limit]) ?? '';
    return /^\d{1,7}$/.test(text) ? Math.min(Number(text), MOST[limit]) : THRESHOLDS[limit];
  };
  return {
    many: of('many'),
    simple: of('simple'),
    solved: of('solved'),
    minutes: of('minutes'),
    judged: of('judged'),
  };
}

/** A question with what the rule says of it, as far as it may be told. */
export interface Judged extends Question {
  readonly contacts: Told;
  readonly kind: Kind;
  readonly suits: Suitability;
}

/** Most suitable first. Outside the office a question that is small is withheld with all that is said of it. */
export function judge(
  questions: readonly (Question & Kind)[],
  limits: Thresholds,
  outside: boolean,
): Judged[] {
  const told = outside ? tellTogether(questions.map(({ contacts }) => contacts)) : null;
  const order: readonly Suitability['verdict'][] = [
    'suits',
    'with-training',
    'with-mandate',
    'no',
    'too-few',
  ];
  return questions
    .map((question, index) => {
      const contacts = told?.[index] ?? question.contacts;
      const suits: Suitability =
        told?.[index] === 'withheld'
          ? { verdict: 'too-few', lacks: ['many'] }
          : suitability(question, limits);
      return { ...question, contacts, kind: question, suits };
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.suits.verdict) - order.indexOf(b.suits.verdict) || b.kind.contacts - a.kind.contacts,
    );
}

/** A share of a count; outside the office not when it, or what is left of the whole, is small. */
export function partOf({ contacts, kind }: Judged, part: number, outside: boolean): Told {
  if (contacts === 'withheld') return 'withheld';
  const small = (count: number) => count > 0 && count < LEAST_TOLD;
  return outside && (small(part) || small(kind.contacts - part)) ? 'withheld' : part;
}

export const Suitable: FC<{
  judged: readonly Judged[];
  limits: Thresholds;
  outside: boolean;
  /** Whether officers have judged: everyday contacts have nobody's judgement. */
  judging: boolean;
  path: string;
  keep: Readonly<Record<string, string>>;
  locale: Locale;
}> = ({ judged, limits, outside, judging, path, keep, locale }) => {
  const t = suitableTexts[locale];
  const share = (row: Judged, part: number) => percentText(partOf(row, part, outside), row.contacts, locale);
  return (
    <section>
      <h2 id="suitable">{t.title}</h2>
      <p class="quiet">{judging ? t.lead : t.everydayLead}</p>
      <form method="get" action={`${path}#suitable`} class="filters" aria-label={t.limits}>
        {Object.entries(keep).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {LIMITS.filter((limit) => judging || limit !== 'judged').map((limit) => (
          <Input
            name={NAMES[limit]}
            type="number"
            min="0"
            max={String(MOST[limit])}
            label={t[limit]}
            value={String(limits[limit])}
          />
        ))}
        <Button kind="quiet">{t.apply}</Button>
      </form>
      <Table<Judged>
        caption={t.title}
        hideCaption
        dense
        rows={judged}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.columns.question,
            cell: (row) => (
              <span class="question-name">
                <Mark short={row.principalShort} />
                <span>
                  {locale === 'sv' ? row.taskSv : row.taskEn}
                  <span class="quiet question-of">{row.principal}</span>
                </span>
              </span>
            ),
          },
          {
            head: t.columns.contacts,
            number: true,
            cell: (row) => <Count told={row.contacts} locale={locale} />,
          },
          { head: t.columns.simple, number: true, cell: (row) => share(row, row.kind.simple) },
          { head: t.columns.solved, number: true, cell: (row) => share(row, row.kind.solved) },
          { head: t.columns.half, number: true, cell: (row) => halfText(row, locale) },
          ...(judging
            ? [
                {
                  head: t.columns.suits,
                  number: true,
                  cell: (row: Judged) =>
                    share(
                      row,
                      (row.kind.suits ?? 0) +
                        (row.kind.suitsWith?.training ?? 0) +
                        (row.kind.suitsWith?.mandate ?? 0),
                    ),
                },
              ]
            : []),
          {
            head: t.columns.verdict,
            bare: true,
            wide: true,
            cell: ({ suits }) => (
              <>
                <Badge kind={suits.verdict === 'no' || suits.verdict === 'too-few' ? 'quiet' : 'good'}>
                  {t.verdict[suits.verdict]}
                </Badge>{' '}
                {suits.verdict === 'no' ? (
                  <span class="quiet">{t.because(suits.lacks.map((lack) => t.lacks[lack]).join(', '))}</span>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </section>
  );
};

export function halfText({ contacts, kind: { minutes } }: Judged, locale: Locale): string {
  const t = suitableTexts[locale];
  if (contacts === 'withheld') return '–';
  if (minutes === null) return t.notMeasured;
  return minutes === Number.POSITIVE_INFINITY
    ? mappingTexts[locale].extent['over-60']
    : t.minutesShort(Math.max(1, Math.round(minutes)));
}
