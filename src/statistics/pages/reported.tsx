import { hasRole } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { closingTexts } from '../closing-texts.ts';
import { addReported, NewReported } from '../commands/add-reported.server.ts';
import { type Reported, reportedYears } from '../open/queries.server.ts';
import { errorsOf, framed, statisticsPage } from './frame.tsx';

/** GET /statistik/rapporterat: yearly figures that others have reported, and a form for one more. */
export const showReported = (c: Http) => reportedPage(c, {}, {});

async function reportedPage(
  c: Http,
  faults: Record<string, string>,
  given: Readonly<Record<string, string>>,
) {
  const ctx = contextOf(c);
  if (!hasRole(ctx.actor, 'analyst')) throw new Problem('forbidden');
  const years = await reportedYears(ctx.pool);
  return framed(c, async (frame) => {
    const { locale } = frame;
    const t = closingTexts[locale].reported;
    const errors: Record<string, string> = {
      ...errorsOf(faults, locale),
      ...(faults.source === 'there' ? { source: t.there } : {}),
    };
    const wrong = Object.keys(errors).length > 0;
    return statisticsPage(
      c,
      frame,
      { here: 'history', title: t.title, status: wrong ? 422 : 200 },
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {c.req.query('tillagd') === 'ja' ? (
          <Notice kind="good" focus>
            {t.added}
          </Notice>
        ) : null}
        <ErrorSummary
          title={shellTexts[locale].form.errorTitle}
          errors={errors}
          labels={{ year: t.year, visits: t.visits, source: t.source, note: t.note }}
        />
        <Table<Reported>
          caption={t.title}
          hideCaption
          rows={years}
          empty={<p>{t.empty}</p>}
          columns={[
            { head: t.year, cell: ({ year }) => String(year) },
            { head: t.visits, cell: ({ visits }) => formatNumber(visits, locale), number: true },
            { head: t.source, cell: ({ source }) => <cite>{source}</cite>, wide: true },
            { head: t.note, cell: ({ note }) => note, wide: true },
          ]}
        />
        <p>
          <a href="/oppna-siffror">{t.open}</a>
        </p>
        <form method="post" action="/statistik/rapporterat" class="stack">
          <div class="row">
            <Input name="year" type="number" label={t.year} value={given.year} required error={errors.year} />
            <Input
              name="visits"
              type="number"
              label={t.visits}
              value={given.visits}
              required
              error={errors.visits}
            />
          </div>
          <Input
            name="source"
            label={t.source}
            help={t.sourceHelp}
            value={given.source}
            required
            error={errors.source}
          />
          <Input name="note" label={t.note} value={given.note} error={errors.note} />
          <Button>{t.add}</Button>
        </form>
      </>,
    );
  });
}

/** POST /statistik/rapporterat */
export async function addReportedAction(c: Http) {
  const read = await readForm(c, NewReported);
  if (!read.ok)
    return reportedPage(
      c,
      Object.fromEntries(read.errors.map(({ field, code }) => [field, code])),
      read.given,
    );
  const given = { ...read.data, year: String(read.data.year), visits: String(read.data.visits) };
  try {
    await addReported(contextOf(c), read.data);
  } catch (error) {
    if (error instanceof Problem && error.code === 'already-recorded')
      return reportedPage(c, { source: 'there' }, given);
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return reportedPage(c, Object.fromEntries(error.errors.map(({ field, code }) => [field, code])), given);
  }
  return c.redirect('/statistik/rapporterat?tillagd=ja', 303);
}
