import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { comparisonTexts } from '../comparison-texts.ts';
import type { FigureRow, TextDifference } from '../government-difference.ts';
import {
  type GovernmentComparison,
  governmentComparison,
  SIDE,
  type Side,
} from '../queries/government-comparison.server.ts';
import { deskTexts } from '../texts.ts';
import { deskPage, NOTHING_TOLD, yearParam } from './frame.tsx';

const addressOf = (year: number) => `/kammarkollegiet/regeringen/${year}`;

/** GET …/jamfor?fran=&till= */
export async function showGovernmentComparison(c: Http) {
  const locale = c.get('locale');
  const t = comparisonTexts[locale];
  const year = yearParam(c);
  const side = (name: string) => {
    const asked = c.req.query(name) ?? '';
    return SIDE.test(asked) ? asked : undefined;
  };
  const found = await comparison(c, year, side('fran'), side('till'));
  const told = c.req.query('gjord') === undefined ? NOTHING_TOLD : { ...NOTHING_TOLD, notice: t.made };
  const crumb = [addressOf(year), deskTexts[locale].government.yearTitle(year)] as const;
  const head = { section: 'government', title: t.title(year), lead: t.lead, told, crumb } as const;
  if (found === null) return deskPage(c, head, <p class="empty">{t.nothing}</p>);
  const options = found.sides.map((each) => ({ value: each.key, label: sideName(each, locale) }));
  return deskPage(
    c,
    head,
    <>
      <form method="get" action={`${addressOf(year)}/jamfor`} class="filters">
        <Select name="fran" label={t.from} value={found.before.key} options={options} />
        <Select name="till" label={t.to} value={found.after.key} options={options} />
        <Button kind="quiet">{t.show}</Button>
      </form>
      <p>
        <strong>{t.changes(found.difference.changes)}</strong>
      </p>
      <Figures found={found} locale={locale} />
      {found.difference.texts.map((text) => (
        <Words text={text} found={found} locale={locale} />
      ))}
    </>,
  );
}

/** Null when nothing is kept yet: then there is nothing to compare with. */
async function comparison(c: Http, year: number, from: string | undefined, to: string | undefined) {
  try {
    return await governmentComparison(contextOf(c), year, { from, to });
  } catch (error) {
    const missing = error instanceof Problem && error.code === 'not-found' && from === undefined;
    if (!missing || error.facts.reason !== 'nothing-kept') throw error;
    return null;
  }
}

function sideName({ key, at }: Side, locale: Locale): string {
  const t = comparisonTexts[locale];
  if (key === 'nu') return t.now;
  const number = Number(key.slice(1));
  const when = at === null ? '' : formatMoment(at);
  return key.startsWith('v') ? t.version(number, when) : t.draft(number, when);
}

const Figures: FC<{ found: GovernmentComparison; locale: Locale }> = ({ found, locale }) => {
  const t = comparisonTexts[locale];
  const desk = deskTexts[locale];
  const kinds: Readonly<Record<string, string>> = desk.authorities.kind;
  const name = ({ part, key }: FigureRow) => {
    if (part === 'byRegime') return found.regimes.get(key) ?? key;
    if (part === 'byKind')
      return key
        .split('+')
        .map((kind) => kinds[kind] ?? kind)
        .join(' – ');
    return part === 'deviations' ? key : t.part[part];
  };
  const shown = (value: number | null) => (value === null ? '–' : formatNumber(value, locale));
  return (
    <section>
      <h2>{desk.government.figures}</h2>
      <Table<FigureRow>
        caption={t.figuresCaption}
        hideCaption
        rows={found.difference.figures}
        empty=""
        columns={[
          { head: t.columns.what, cell: name },
          { head: t.columns.figure, cell: ({ figure }) => t.figure[figure] },
          {
            head: sideName(found.before, locale),
            cell: (row) => (row.changed ? <del>{shown(row.before)}</del> : shown(row.before)),
            number: true,
          },
          {
            head: sideName(found.after, locale),
            cell: (row) => (row.changed ? <ins>{shown(row.after)}</ins> : shown(row.after)),
            number: true,
          },
          {
            head: t.columns.changed,
            cell: (row) => (row.changed ? <Changed row={row} locale={locale} /> : ''),
          },
        ]}
      />
    </section>
  );
};

const Changed: FC<{ row: FigureRow; locale: Locale }> = ({ row: { before, after }, locale }) => {
  const t = comparisonTexts[locale];
  if (before === null) return <Badge kind="good">{t.came}</Badge>;
  if (after === null) return <Badge kind="wrong">{t.went}</Badge>;
  return <Badge>{`${after > before ? '+' : '−'}${formatNumber(Math.abs(after - before), locale)}`}</Badge>;
};

/** A text as it was and as it is, side by side; one below the other where there is no room. */
const Words: FC<{ text: TextDifference; found: GovernmentComparison; locale: Locale }> = ({
  text,
  found,
  locale,
}) => {
  const t = comparisonTexts[locale];
  const side = (leave: 'added' | 'removed') => text.lines.filter(({ kind }) => kind !== leave);
  const lines = (of: TextDifference['lines']) =>
    of.length === 0 ? (
      <p class="quiet">{t.empty}</p>
    ) : (
      of.map(({ kind, text: words }) => (
        <p>{kind === 'same' ? words : kind === 'added' ? <ins>{words}</ins> : <del>{words}</del>}</p>
      ))
    );
  return (
    <section>
      <h2>
        {deskTexts[locale].government.text[text.name]} {text.changed ? <Badge>{t.textChanged}</Badge> : null}
      </h2>
      <div class="desk-beside">
        <div>
          <h3>{sideName(found.before, locale)}</h3>
          {lines(side('added'))}
        </div>
        <div>
          <h3>{sideName(found.after, locale)}</h3>
          {lines(side('removed'))}
        </div>
      </div>
    </section>
  );
};
