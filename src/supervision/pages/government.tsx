import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { download } from '../../reports/download.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { freezeGovernmentReport, saveGovernmentReport } from '../commands/government-report.server.ts';
import { comparisonTexts } from '../comparison-texts.ts';
import { GOVERNMENT_TEXTS, SaveGovernmentSchema } from '../government-report.ts';
import {
  type FrozenRow,
  type GovernmentYear,
  governmentFile,
  governmentView,
  governmentYears,
} from '../queries/government.server.ts';
import { deskTexts } from '../texts.ts';
import { deskPage, NOTHING_TOLD, type Told, toldErrors, yearParam } from './frame.tsx';
import { Figures } from './government-figures.tsx';

const addressOf = (year: number) => `/kammarkollegiet/regeringen/${year}`;

/** GET /kammarkollegiet/regeringen */
export async function showGovernmentReports(c: Http) {
  const t = deskTexts[c.get('locale')].government;
  return deskPage(
    c,
    { section: 'government', title: t.title, lead: t.lead },
    <Table<GovernmentYear>
      caption={t.caption}
      hideCaption
      rows={await governmentYears(contextOf(c))}
      empty=""
      columns={[
        { head: t.columns.year, cell: (row) => row.year },
        {
          head: t.columns.state,
          cell: ({ frozen, begun }) =>
            frozen === null ? (
              <Badge kind={begun ? 'neutral' : 'quiet'}>{begun ? t.draft : t.none}</Badge>
            ) : (
              <Badge kind="good">{t.frozen(frozen.version, swedishDay(frozen.at))}</Badge>
            ),
        },
        { head: t.columns.open, cell: ({ year }) => <a href={addressOf(year)}>{t.open(year)}</a> },
      ]}
    />,
  );
}

/** GET /kammarkollegiet/regeringen/:year */
export function showGovernmentReport(c: Http) {
  const t = deskTexts[c.get('locale')].government;
  return reportPage(
    c,
    c.req.query('sparat') === undefined ? NOTHING_TOLD : { ...NOTHING_TOLD, notice: t.saved },
  );
}

/**
 * POST /kammarkollegiet/regeringen/:year: saves, with the figures of today; and freezes, or shows what it says beside what
 * the last draft said, when that button was pressed.
 */
export async function saveGovernmentAction(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale].government;
  const year = yearParam(c);
  const freeze = c.req.path.endsWith('/frys');
  const form = await readForm(c, SaveGovernmentSchema);
  if (!form.ok) return reportPage(c, toldErrors(form.errors, form.given, locale));
  const { revision, ...texts } = form.data;
  let saved = revision;
  try {
    saved = await saveGovernmentReport(contextOf(c), year, revision, texts);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale') throw error;
    return reportPage(c, { status: 409, errors: {}, given: texts, notice: t.stale });
  }
  if (c.req.path.endsWith('/gor-om'))
    return c.redirect(`${addressOf(year)}/jamfor?till=u${saved}&gjord=1`, 303);
  if (!freeze) return c.redirect(`${addressOf(year)}?sparat=1`, 303);
  try {
    await freezeGovernmentReport(contextOf(c), year, saved);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid')
      return reportPage(c, { ...toldErrors(error.errors, {}, locale), notice: t.incomplete });
    if (error.code === 'stale')
      return reportPage(c, { status: 409, errors: {}, given: texts, notice: t.stale });
    if (error.code === 'unavailable' && error.facts.reason === 'no-pdf')
      return reportPage(c, { status: 503, errors: {}, given: {}, notice: t.noPdf });
    throw error;
  }
  return c.redirect(`${addressOf(year)}#versions`, 303);
}

/** GET …/versioner/:n.pdf and …/innehall.json */
export const downloadGovernment = (kind: 'pdf' | 'content') => async (c: Http) =>
  download(c, await governmentFile(contextOf(c), yearParam(c), idParam(c, 'n'), kind));

async function reportPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale].government;
  const year = yearParam(c);
  const view = await governmentView(contextOf(c), year);
  const { texts } = view.content;
  return deskPage(
    c,
    {
      section: 'government',
      title: t.yearTitle(year),
      told,
      crumb: ['/kammarkollegiet/regeringen', t.back],
    },
    <>
      <Figures figures={view.content.figures} regimes={view.regimes} locale={locale} />
      <section aria-labelledby="texts">
        <h2 id="texts">{t.texts}</h2>
        <form method="post" action={addressOf(year)} class="stack desk-report">
          <input type="hidden" name="revision" value={view.revision} />
          {GOVERNMENT_TEXTS.map((name) => (
            <TextArea
              name={name}
              label={t.text[name]}
              rows={7}
              maxlength={20_000}
              value={told.given[name] ?? texts[name]}
              error={told.errors[name]}
            />
          ))}
          <p class="help">{t.freezeHelp}</p>
          <p class="row">
            <Button kind="quiet">{t.save}</Button>{' '}
            <button type="submit" class="button button--primary" formaction={`${addressOf(year)}/frys`}>
              {t.freeze}
            </button>
          </p>
          <p class="help">{comparisonTexts[locale].againHelp}</p>
          <p class="row">
            <button type="submit" class="button button--quiet" formaction={`${addressOf(year)}/gor-om`}>
              {comparisonTexts[locale].again}
            </button>
          </p>
        </form>
      </section>
      <section id="versions">
        <h2>{t.versions}</h2>
        {view.drafts.length + view.versions.length === 0 ? null : (
          <p>
            <a href={`${addressOf(year)}/jamfor`}>{comparisonTexts[locale].compare}</a>
          </p>
        )}
        <Table<FrozenRow>
          caption={t.versions}
          hideCaption
          rows={view.versions}
          empty={<p>{t.noVersions}</p>}
          columns={[
            { head: t.versions, cell: (row) => t.version(row.version) },
            { head: t.frozenAt, cell: (row) => formatMoment(row.frozenAt) },
            { head: t.by, cell: (row) => row.frozenBy ?? deskTexts[locale].someone },
            { head: t.sha, cell: (row) => <code>{row.sha256}</code> },
            {
              head: t.pdf,
              cell: (row) => (
                <a
                  href={`${addressOf(year)}/versioner/${row.version}/rapport.pdf`}
                  download=""
                  aria-label={`${t.pdf}, ${t.version(row.version)}`}
                >
                  {t.pdf}
                </a>
              ),
            },
          ]}
        />
      </section>
    </>,
  );
}
