import type { Child, FC } from 'hono/jsx';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { ReportContent } from '../content.ts';
import { formValues } from '../draft.ts';
import { reportView } from '../queries.server.ts';
import { reportTexts, wayTexts } from '../texts.ts';
import { sendingTexts } from '../texts-sending.ts';
import { Performed, SurplusDuring } from './report-also.tsx';
import { labelOf, lastDay, type PageState, type Told, Written } from './report-fields.tsx';
import { Figures } from './report-figures.tsx';
import { Outline, type Section } from './report-outline.tsx';
import { Agreements, Offices, Tasks } from './report-tables.tsx';
import { Way } from './report-way.tsx';

/** GET /rapporter/:id */
export function showReport(c: Http) {
  return reportPage(c, idParam(c), null);
}

/** The report as a document to write in: shown by GET, and again after a refused POST with what was typed. */
export async function reportPage(c: Http, reportId: number, told: Told | null) {
  const locale = c.get('locale');
  const view = await reportView(contextOf(c), reportId);
  const t = reportTexts[locale].report;
  const state: PageState = {
    view,
    rows: `/rapporter/${reportId}/rader`,
    stored: formValues(view.draft),
    told,
    locale,
  };
  // What was typed on an older revision stays on it, unless the newer one has been shown.
  const revision = told === null || told.stale ? view.revision : (told.given.revision ?? view.revision);
  const errors = summary(told, locale);
  return page(
    c,
    { title: t.title(view.content.year, view.derived.authority.name), status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href="/rapporter">{t.back}</a>
      </p>
      <h1 id="year">{t.title(view.content.year, view.derived.authority.name)}</h1>
      {told === null ? null : Object.keys(errors).length > 0 ? (
        <ErrorSummary title={told.message} errors={errors} />
      ) : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {c.req.query('sparat') === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {t.saved}
        </Notice>
      )}
      {c.req.query('atertagen') === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {sendingTexts[locale].withdrawn}
        </Notice>
      )}
      <Standing state={state} />
      <Way state={state} />
      <div class="split">
        <Outline state={state} />
        <form method="post" action={`/rapporter/${reportId}`} class="report-form">
          <input type="hidden" name="revision" value={revision} />
          <Document state={state} />
          <div class="report-actions">
            <Button>{t.save}</Button>
            <button
              type="submit"
              class="button button--quiet"
              formaction={`/rapporter/${reportId}/lamna`}
              aria-describedby="submit-help"
            >
              {wayTexts[locale].submit}
            </button>
            <p class="help" id="submit-help">
              {wayTexts[locale].submitHelp}
            </p>
          </div>
        </form>
      </div>
    </>,
  );
}

/** The errors one after the other: what is missing names itself, what is wrong with a field does not. */
function summary(told: Told | null, locale: Locale): Record<string, string> {
  if (told === null) return {};
  const named = Object.keys(told.given).length === 0;
  return Object.fromEntries(
    Object.entries(told.errors).map(([name, text]) => [
      name,
      named ? text : `${labelOf(name, locale)}: ${text}`,
    ]),
  );
}

/** Where the report stands: the duty, the year, the newest version. */
const Standing: FC<{ state: PageState }> = ({ state: { view, locale } }) => {
  const t = reportTexts[locale].report;
  const { year } = view.content;
  const newest = view.versions[0];
  return (
    <>
      <p class="lead">{dutySentence(view.content, locale)}</p>
      {view.today > `${year}-12-31` ? null : <Notice>{t.yearNotOver(year)}</Notice>}
      {newest === undefined ? null : (
        <Notice kind={view.changed ? 'info' : 'good'}>
          {view.changed ? t.changed(newest.version) : t.unchanged(newest.version)}
        </Notice>
      )}
      {view.derived.performsForOthers ? <Notice>{t.performs}</Notice> : null}
    </>
  );
};

function dutySentence({ duty, year }: ReportContent, locale: Locale): string {
  const t = reportTexts[locale].report;
  const provisions = new Intl.ListFormat(locale, { type: 'conjunction' }).format(duty.provisions);
  if (!duty.owed) return t.notOwed(year, provisions);
  return duty.due === null
    ? t.owedNoDay(year, provisions)
    : t.owed(year, formatDay(duty.due, locale), provisions);
}

const Document: FC<{ state: PageState }> = ({ state }) => {
  const part = (section: Section, content: Child) => (
    <section id={section} class="report-section">
      <h2>{reportTexts[state.locale].section[section]}</h2>
      {content}
    </section>
  );
  return (
    <>
      {part(
        'general',
        <div class="stack">
          <Written state={state} name="contact.address" rows={3} />
          <Written state={state} name="contact.person" kind="line" />
          <Written state={state} name="contact.email" kind="email" />
          <Written state={state} name="contact.phone" kind="line" />
        </div>,
      )}
      {part('activity', <Written state={state} name="texts.activity" rows={10} />)}
      {part('agreements', <Agreements state={state} />)}
      {part('figures', <Figures state={state} />)}
      {part(
        'authorityTasks',
        <>
          <Tasks state={state} kind="authorityTasks" />
          <Written state={state} name="texts.authorityTasks" rows={4} />
        </>,
      )}
      {part(
        'personalDataTasks',
        <>
          <Tasks state={state} kind="personalDataTasks" />
          <Written state={state} name="texts.personalDataTasks" rows={4} />
        </>,
      )}
      {part(
        'surplusAccess',
        <>
          <Surplus state={state} />
          <SurplusDuring state={state} />
          <Written state={state} name="texts.surplusAccess" rows={4} />
        </>,
      )}
      {part(
        'offices',
        <>
          <Offices state={state} />
          <Performed state={state} />
        </>,
      )}
      {part('finances', <Written state={state} name="texts.finances" rows={8} />)}
      {part('effectiveness', <Written state={state} name="texts.effectiveness" rows={8} />)}
      {part('other', <Written state={state} name="texts.other" rows={6} />)}
    </>
  );
};

/** 3.4 as a sentence, with what the author holds to be right. */
const Surplus: FC<{ state: PageState }> = ({ state }) => {
  const { view, locale } = state;
  const t = reportTexts[locale].surplus;
  const { derived, corrected } = view.content.totals.surplusAccess;
  const count = corrected ?? derived;
  const { surplusElsewhere } = view.derived;
  return (
    <p>
      {count === 0 ? t.no(lastDay(state)) : t.yes(formatNumber(count, locale), lastDay(state))}{' '}
      {surplusElsewhere === 0 ? null : t.elsewhere(formatNumber(surplusElsewhere, locale))}
    </p>
  );
};
