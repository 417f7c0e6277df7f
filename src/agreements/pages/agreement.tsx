import type { FC } from 'hono/jsx';
import { groundSentence } from '../../law/verdict-texts.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import { Documents } from '../documents/documents-section.tsx';
import { listSignedCopies } from '../documents/signed-copies.server.ts';
import { documentTexts } from '../documents/texts.ts';
import { agreementLifeTexts } from '../life-texts.ts';
import { agreementLife } from '../queries/agreement-life.server.ts';
import { type AgreementView, agreementView } from '../queries/agreement-view.server.ts';
import { sharedTexts } from '../texts.ts';
import { Duties } from './agreement-duties.tsx';
import { AgreementFacts } from './agreement-facts.tsx';
import { AgreementLife } from './agreement-life.tsx';
import { AgreementTasks } from './agreement-tasks.tsx';
import { State } from './agreements.tsx';
import { Approval } from './approval.tsx';
import {
  type AskedAsOf,
  AsOfFields,
  asOfAsked,
  clocks,
  here,
  hrefTo,
  idAsked,
  KnownNotice,
} from './asked.tsx';

/** GET /avtal/:id?version=&dag=&kand= */
export function showAgreement(c: Http) {
  return agreementPage(c, idAsked(c, 'version') ?? undefined, {});
}

/** Versions at the left, the version itself at the right; `told` is what is wrong with what was sent, `given` what was sent. */
export async function agreementPage(
  c: Http,
  version: number | undefined,
  told: Errors,
  given: Readonly<Record<string, string>> = {},
) {
  const locale = c.get('locale');
  const t = agreementTexts[locale];
  const asked = asOfAsked(c);
  const view = await agreementView(contextOf(c), idParam(c), { ...asked, version });
  const copies = await listSignedCopies(contextOf(c), view.id, asked.known);
  const errors = { ...asked.errors, ...told };
  const wrong = Object.keys(errors).length > 0;
  const life = await agreementLife(contextOf(c), view.id, view.shown?.version ?? null);
  return page(
    c,
    { title: `${view.diaryNumber} ${view.name}`, status: wrong ? 422 : 200 },
    <>
      <p class="crumb">
        <a href={hrefTo('/avtal', clocks(c))}>{t.back}</a>
      </p>
      <h1>{view.name}</h1>
      <p class="quiet">
        {view.diaryNumber} · <State state={view.state} locale={locale} />
        {life.writes ? (
          <>
            {' · '}
            <a href="#andra">{agreementLifeTexts[locale].manage}</a>
          </>
        ) : null}
        {view.state === 'ended' || view.state === 'void' ? null : (
          <>
            {' · '}
            <a href={`/avtal/${view.id}/om-det-upphor`}>{t.ifItEnds}</a>
          </>
        )}
      </p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <AsOfForm asked={asked} id={view.id} version={version} locale={locale} />
      <KnownNotice known={asked.known} href={here(c, { dag: null, kand: null })} locale={locale} />
      <div class="split">
        <nav aria-label={t.versions}>
          <h2>{t.versions}</h2>
          {view.versions.length === 0 ? <p class="quiet">{t.noVersion}</p> : null}
          <ol class="timeline">
            {view.versions.toReversed().map((each) => (
              <li aria-current={each.version === view.shown?.version ? 'true' : undefined}>
                <a href={hrefTo(`/avtal/${view.id}`, { version: each.version, ...clocks(c) })}>
                  {t.version(each.version)}
                </a>
                <div>{formatPeriod(each.valid, locale)}</div>
                <div class="quiet">{t.decided(each.decidedOn)}</div>
                {each.amendmentApprovedOn === null ? null : (
                  <div class="quiet">{t.approvedOn(each.amendmentApprovedOn)}</div>
                )}
              </li>
            ))}
          </ol>
          {view.versions.length > 1 ? (
            <p>
              <a href={hrefTo(`/avtal/${view.id}/jamfor`, clocks(c))}>
                {documentTexts[locale].compare.title}
              </a>
            </p>
          ) : null}
        </nav>
        <div>
          {view.shown === null ? <h2>{t.noVersion}</h2> : <h2>{t.version(view.shown.version)}</h2>}
          <Wrong view={view} locale={locale} />
          <AgreementFacts
            view={view}
            mandatesHref={hrefTo('/uppdrag', { avtal: view.id, ...clocks(c) })}
            locale={locale}
          />
          <Approval
            c={c}
            view={view}
            writes={life.writes && asked.known === null}
            errors={told}
            given={given}
            locale={locale}
          />
          <AgreementTasks view={view} locale={locale} />
          <Duties view={view} locale={locale} />
          {view.shown === null ? null : (
            <Documents
              c={c}
              agreementId={view.id}
              version={view.shown.version}
              parties={view.parties}
              copies={copies}
              past={asked.known !== null}
              errors={told}
              locale={locale}
            />
          )}
          <AgreementLife life={life} locale={locale} />
        </div>
      </div>
    </>,
  );
}

const AsOfForm: FC<{ asked: AskedAsOf; id: number; version: number | undefined; locale: Locale }> = ({
  asked,
  id,
  version,
  locale,
}) => (
  <form method="get" action={`/avtal/${id}`} class="filters">
    {version === undefined ? null : <input type="hidden" name="version" value={version} />}
    <AsOfFields asked={asked} locale={locale} />
    <Button kind="quiet">{sharedTexts[locale].show}</Button>
  </form>
);

/** What the law finds wrong: each refuses some act. */
const Wrong: FC<{ view: AgreementView; locale: Locale }> = ({ view, locale }) => {
  const t = agreementTexts[locale];
  const noTasks = view.tasks.length === 0 && view.state !== 'ended';
  if (view.remarks.length === 0 && !noTasks) return null;
  return (
    <section class="notice notice--wrong" aria-label={t.wrong}>
      <h3>{t.wrong}</h3>
      <ul>
        {noTasks ? <li>{t.noTasks}</li> : null}
        {view.remarks.map(({ taskId, ground }) => {
          const task = taskId === null ? undefined : view.names.get(taskId);
          return (
            <li>
              {task === undefined ? '' : `${locale === 'sv' ? task.nameSv : task.nameEn}: `}
              {groundSentence(ground, locale)} <cite>{ground.provision.ref}</cite>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
