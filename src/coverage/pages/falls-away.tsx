import type { FC } from 'hono/jsx';
import { asOfAsked, here, idAsked, pageAsked } from '../../agreements/pages/asked.tsx';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { PAGE_SIZE, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { coverageTexts } from '../coverage-texts.ts';
import { fallTexts } from '../fall-texts.ts';
import { type FallingAwayRow, fallsAway } from '../queries/falls-away.server.ts';
import type { Ending } from '../rules/falls-away.ts';
import { FallSums } from './fall-sums.tsx';

/** GET /avtal/:id/om-det-upphor?dag= */
export function showAgreementEnds(c: Http) {
  const id = idParam(c);
  return show(c, { what: 'agreement', id }, `/avtal/${id}/om-det-upphor`, {});
}

/** GET /uppdrag/:id/om-det-upphor?dag= */
export function showMandateEnds(c: Http) {
  const id = idParam(c);
  return show(c, { what: 'mandate', id }, `/uppdrag/${id}/om-det-upphor`, {});
}

/** GET /tackning/bortfall?handlaggare= or ?punkt=, &dag= */
export function showOtherEnds(c: Http) {
  const officer = idAsked(c, 'handlaggare');
  const item = (c.req.query('punkt') ?? '').slice(0, 30);
  if (officer !== null)
    return show(c, { what: 'officer', id: officer }, '/tackning/bortfall', { handlaggare: String(officer) });
  if (item === '' || item.includes('\0')) throw new Problem('not-found');
  return show(c, { what: 'item', code: item }, '/tackning/bortfall', { punkt: item });
}

async function show(c: Http, ending: Ending, action: string, kept: Readonly<Record<string, string>>) {
  const locale = c.get('locale');
  const t = coverageTexts[locale].fall;
  const s = fallTexts[locale];
  const asked = asOfAsked(c);
  const { name, lastDay, rows, counted } = await fallsAway(contextOf(c), ending, asked.day);
  const { dag } = asked.errors;
  const lost = rows.filter((row) => row.left === 0);
  const n = (value: number) => formatNumber(value, locale);
  const offices = new Set(lost.map((row) => row.office.id)).size;
  const tasks = new Set(lost.map((row) => row.task)).size;
  // What matters most first: what nobody can do any more, and of that what was done most.
  const [office, task] = [c.req.query('kontor') ?? '', c.req.query('uppgift') ?? ''];
  const narrowed = office !== '' || task !== '';
  const chosen = rows.filter(
    (row) =>
      (office === '' || String(row.office.id) === office) &&
      (task === '' || `${row.task.principalId}-${row.task.task.id}` === task),
  );
  const sorted = chosen.toSorted(
    (a, b) => Number(a.left > 0) - Number(b.left > 0) || a.leftHere - b.leftHere || b.acts - a.acts,
  );
  const { page: number, pages, offset } = pageAt(pageAsked(c), sorted.length);
  return page(
    c,
    { title: t.title, status: dag === undefined ? 200 : 422 },
    <>
      <p class="crumb">
        <a href={action.includes('/om-det-upphor') ? action.replace('/om-det-upphor', '') : '/tackning'}>
          {action.includes('/om-det-upphor') ? name : t.back}
        </a>
      </p>
      <h1>{t.heading(name)}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={dag === undefined ? {} : { dag }} />
      <form method="get" action={action} class="filters">
        {Object.entries(kept).map(([key, value]) => (
          <input type="hidden" name={key} value={value} />
        ))}
        <Input name="dag" type="date" label={t.day} value={asked.given.dag} error={dag} />
        <Button>{t.show}</Button>
      </form>
      <p>{t.lead(formatDay(lastDay, locale))}</p>
      {rows.length === 0 ? null : (
        <p class="answer">
          {t.summary(n(tasks), n(offices))} {t.kept(n(rows.length - lost.length))}
        </p>
      )}
      {rows.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <>
          <FallSums
            rows={rows}
            href={(query) => `${here(c, { sida: null, uppgift: null, kontor: null, ...query })}#varje`}
            locale={locale}
          />
          <details
            id="varje"
            open={narrowed || c.req.query('sida') !== undefined || sorted.length <= PAGE_SIZE}
          >
            <summary>{s.each(n(sorted.length))}</summary>
            {narrowed ? (
              <p>
                <a href={here(c, { sida: null, uppgift: null, kontor: null })}>{s.all}</a>
              </p>
            ) : null}
            <Rows rows={sorted.slice(offset, offset + PAGE_SIZE)} locale={locale} />
            <Pages
              label={s.pages}
              page={number}
              pages={pages}
              href={(to) => `${here(c, { sida: to })}#varje`}
              previous={s.previous}
              next={s.next}
            />
          </details>
        </>
      )}
      <p class="help">{t.counted(counted.from, counted.to)}</p>
    </>,
  );
}

const Rows: FC<{ rows: readonly FallingAwayRow[]; locale: Locale }> = ({ rows, locale }) => {
  const t = coverageTexts[locale].fall;
  const n = (value: number) => formatNumber(value, locale);
  const left = (row: FallingAwayRow) => {
    if (row.left === 0) return <strong>{t.lost}</strong>;
    if (row.beforeHere > 0 && row.leftHere === 0) return <strong>{t.lostHere(n(row.left))}</strong>;
    if (row.beforeHere > 0) return t.leftHere(n(row.leftHere), n(row.beforeHere));
    return t.leftElsewhere(n(row.left));
  };
  return (
    <Table<FallingAwayRow>
      caption={t.caption}
      rows={rows}
      empty={<p>{t.nothing}</p>}
      columns={[
        { head: t.office, cell: (row) => row.office.name },
        {
          head: t.task,
          cell: (row) => (
            <>
              {locale === 'sv' ? row.task.nameSv : row.task.nameEn}{' '}
              <span class="quiet">{row.task.principal}</span>
            </>
          ),
        },
        { head: t.level, cell: (row) => verdictTexts[locale].level[row.level] },
        { head: t.left, cell: left },
        { head: t.acts, cell: (row) => n(row.acts), number: true },
        { head: t.visits, cell: (row) => n(row.visits), number: true },
      ]}
    />
  );
};
