import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Input, Select, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { decideDeviation } from '../commands/decide-deviation.server.ts';
import { requireDesk } from '../desk.server.ts';
import { DecideSchema } from '../deviation.ts';
import {
  type DeviationRow,
  type DeviationView,
  deviationView,
  listDeviations,
} from '../queries/deviations.server.ts';
import { rulesTexts } from '../rules-texts.ts';
import { STATES } from '../suggestion.ts';
import { deskTexts } from '../texts.ts';
import { Cited, DeviationBadge, Deviations } from './deviation-parts.tsx';
import { deskPage, here, NOTHING_TOLD, numberAsked, pageAsked, type Told, toldErrors } from './frame.tsx';

/** GET /kammarkollegiet/avvikelser */
export async function showDeviations(c: Http) {
  const ctx = contextOf(c);
  requireDesk(ctx);
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const state = STATES.find((each) => each === c.req.query('lage'));
  const search = (c.req.query('sok') ?? '').slice(0, 100);
  const year = numberAsked(c, 'ar');
  const found = await listDeviations(ctx, { state, search, year, page: pageAsked(c) });
  return deskPage(
    c,
    { section: 'deviations', title: t.deviation.title, lead: t.deviation.lead },
    <>
      <form method="get" action="/kammarkollegiet/avvikelser" class="filters">
        <Input name="sok" type="search" label={t.deviation.search} value={search} />
        <Select
          name="lage"
          label={t.deviation.stateField}
          value={state}
          empty={t.all}
          options={STATES.map((value) => ({ value, label: t.deviation.state[value] }))}
        />
        <Input name="ar" type="number" label={t.deviation.yearField} value={year?.toString()} />
        <Button kind="quiet">{t.show}</Button>
        <a href="/kammarkollegiet/avvikelser">{t.clear}</a>
      </form>
      <Deviations rows={found.rows} locale={locale} empty={t.deviation.empty} withAbout />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

/** GET /kammarkollegiet/avvikelser/:id */
export function showDeviation(c: Http) {
  const t = deskTexts[c.get('locale')].deviation;
  const decided = c.req.query('avgjord') !== undefined;
  return deviationPage(c, decided ? { ...NOTHING_TOLD, notice: t.decided } : NOTHING_TOLD);
}

/** POST /kammarkollegiet/avvikelser/:id */
export async function decideDeviationAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, DecideSchema);
  if (!form.ok) return deviationPage(c, toldErrors(form.errors, form.given, locale));
  try {
    await decideDeviation(contextOf(c), idParam(c), form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale') throw error;
    const given = { reason: form.data.reason };
    return deviationPage(c, { status: 409, errors: {}, given, notice: deskTexts[locale].deviation.stale });
  }
  return c.redirect(`/kammarkollegiet/avvikelser/${idParam(c)}?avgjord=1`, 303);
}

async function deviationPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const view = await deviationView(contextOf(c), idParam(c));
  return deskPage(
    c,
    {
      section: 'deviations',
      title: t.deviation.title1,
      lead: view.what,
      told,
      crumb: ['/kammarkollegiet/avvikelser', t.deviation.back],
    },
    <>
      <dl class="facts">
        <dt>{t.deviation.columns.provision}</dt>
        <dd>
          <Cited of={view} locale={locale} />
        </dd>
        <dt>{t.deviation.columns.about}</dt>
        <dd>
          <AboutLink view={view} locale={locale} />
        </dd>
        <dt>{t.deviation.addressed}</dt>
        <dd>{view.authorities.join(', ')}</dd>
        <dt>{t.deviation.columns.state}</dt>
        <dd>
          <DeviationBadge state={view.state} locale={locale} />
          {view.notFoundAgain ? <div class="quiet">{rulesTexts[locale].notFoundAgain}</div> : null}
        </dd>
      </dl>
      <History view={view} locale={locale} />
      <Decision view={view} told={told} locale={locale} />
    </>,
  );
}

const AboutLink: FC<{ view: DeviationView; locale: Locale }> = ({ view, locale }) => {
  const t = deskTexts[locale];
  if (view.about === 'absence') return <>{t.deviation.absence(String(view.year))}</>;
  const kind = view.about === 'copy' ? 'avtal' : 'rapporter';
  const name = view.about === 'copy' ? t.report.agreement : t.deviation.absence(String(view.year));
  return (
    <a href={`/kammarkollegiet/${kind}/${view.subjectId}/${view.subjectVersion}`}>
      {`${name}, version ${view.subjectVersion}`}
    </a>
  );
};

const History: FC<{ view: DeviationView; locale: Locale }> = ({ view, locale }) => {
  const t = deskTexts[locale];
  const noted =
    view.origin === 'own' ? (view.notedBy ?? t.someone) : rulesTexts[locale].suggestedBy(view.rulesVersion);
  return (
    <section>
      <h2>{t.deviation.history}</h2>
      <ol class="timeline">
        <li>{`${formatMoment(view.notedAt)}: ${t.deviation.state.suggested}, ${t.deviation.by(noted)}`}</li>
        {view.events.map((event) => (
          <li>
            {`${formatMoment(event.at)}: ${t.deviation.state[event.state]}, ${t.deviation.by(event.by ?? t.someone)}`}
            {event.reason === '' ? null : <div>{event.reason}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Decision: FC<{ view: DeviationView; told: Told; locale: Locale }> = ({ view, told, locale }) => {
  const t = deskTexts[locale].deviation;
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{t.decide}</h2>
      <form method="post" action={`/kammarkollegiet/avvikelser/${view.id}`} class="stack">
        <input type="hidden" name="was" value={view.state} />
        <TextArea
          name="reason"
          label={t.reason}
          help={t.reasonHelp}
          rows={3}
          maxlength={2000}
          value={told.given.reason}
          error={told.errors.reason}
        />
        <p class="row">
          {view.state === 'confirmed' ? null : (
            <Button name="state" value="confirmed">
              {t.confirm}
            </Button>
          )}{' '}
          {view.state === 'dismissed' ? null : (
            <Button kind="quiet" name="state" value="dismissed">
              {t.dismiss}
            </Button>
          )}
        </p>
      </form>
    </section>
  );
};

/** GET /papekanden: what Kammarkollegiet has confirmed and addressed to the actor's authority. */
export async function showFindings(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const found = await listDeviations(contextOf(c), { state: 'confirmed', page: pageAsked(c) });
  return page(
    c,
    { title: t.findings.title },
    <>
      <h1>{t.findings.title}</h1>
      <p class="lead">{t.findings.lead}</p>
      <Table<DeviationRow>
        caption={t.findings.caption}
        hideCaption
        rows={found.rows}
        empty={<p>{t.findings.empty}</p>}
        columns={[
          { head: t.deviation.columns.what, cell: (row) => row.what },
          { head: t.deviation.columns.provision, cell: (row) => <Cited of={row} locale={locale} /> },
          {
            head: t.findings.decided,
            cell: (row) => (row.decidedAt === null ? '–' : formatMoment(row.decidedAt).slice(0, 10)),
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}
