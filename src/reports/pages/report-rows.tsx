import { transaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { reportMeasureOf } from '../../statistics/of-reports/counted.ts';
import { type CountedRow, reportRows } from '../../statistics/of-reports/query.server.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { reportOfReviewer } from '../report-of-author.server.ts';
import { RowsAddress, rowsHref } from '../rows-behind.ts';
import { daysOf } from '../rules/in-force-during.ts';
import { rowsTexts } from '../texts-rows.ts';

/** GET /rapporter/:id/rader: what a figure of the report counts, for who writes or reviews it. */
export async function showReportRows(c: Http) {
  const locale = c.get('locale');
  const t = rowsTexts[locale];
  const read = RowsAddress.safeParse(c.req.query());
  if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
  const { sida, ...asked } = read.data;
  const ctx = contextOf(c);
  const { report, found } = await transaction(ctx, async (db) => {
    const report = await reportOfReviewer(ctx, db, idParam(c));
    const of = {
      measure: asked.matt,
      office: asked.kontor,
      task: asked.uppgift,
      provision: asked.bestammelse,
    };
    return { report, found: await reportRows(db, report.authorityId, daysOf(report.year), of, sida) };
  });
  const measure = reportMeasureOf(asked.matt)?.versions.at(-1);
  if (measure === undefined) throw new Problem('not-found');
  const writes = ctx.actor.assignments.some(
    (one) => one.role === 'report-author' && one.authorityId === report.authorityId,
  );
  const count = formatNumber(found.total, locale);
  const narrowed = [asked.uppgift, asked.bestammelse, asked.kontor].filter((part) => part !== null);
  const base = `/rapporter/${report.id}`;
  return page(
    c,
    { title: measure.name[locale] },
    <>
      <p class="crumb">
        <a href={writes ? base : `${base}/granska`}>{t.back(report.year)}</a>
      </p>
      <h1>{measure.name[locale]}</h1>
      {narrowed.length === 0 ? null : <p class="quiet">{narrowed.join(', ')}</p>}
      <p class="lead">{asked.matt === 'report-visits' ? t.visits(count) : t.acts(count)}</p>
      <p>
        {measure.definition[locale]} <a href={`/statistik/matt/${asked.matt}`}>{t.definition}</a>
      </p>
      <Table<CountedRow>
        caption={measure.name[locale]}
        hideCaption
        rows={found.rows}
        empty={<p>{t.empty}</p>}
        columns={[
          { head: t.day, cell: ({ day }) => <time datetime={day}>{formatDay(day, locale)}</time> },
          { head: t.office, cell: ({ office }) => office },
          { head: t.tasks, cell: ({ tasks }) => tasks.join(', '), wide: true },
          ...(asked.matt === 'report-authority-tasks'
            ? [{ head: t.provision, cell: ({ provision }: CountedRow) => provision ?? '–' }]
            : []),
        ]}
      />
      <Pages
        {...t.pager}
        page={found.page}
        pages={found.pages}
        href={(at) => `${rowsHref(`${base}/rader`, asked)}&sida=${at}`}
      />
      <p class="quiet">{t.now}</p>
    </>,
  );
}
