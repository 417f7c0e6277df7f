import type { FC } from 'hono/jsx';
import { download } from '../../reports/download.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { ButtonLink } from '../../ui/components.tsx';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { registerCopy } from '../commands/register.server.ts';
import { type CopyView, copyDocument, copyView } from '../queries/copies.server.ts';
import type { SentAgreement, SentTask } from '../sent-agreement.ts';
import { deskTexts } from '../texts.ts';
import { Deviations, Found, NoteForm } from './deviation-parts.tsx';
import {
  askAgainAction,
  askedAgainNotice,
  type DocumentPage,
  noteAction,
  registerAction,
} from './document-actions.tsx';
import { deskPage, NOTHING_TOLD, RegisterForm, registeredNotice, type Told } from './frame.tsx';
import { howOf } from './inbox.tsx';
import { RulesPart } from './rules-part.tsx';

const addressOf = (c: Http) => `/kammarkollegiet/avtal/${idParam(c)}/${idParam(c, 'version')}`;

/** GET /kammarkollegiet/avtal/:id/:version */
export function showReceivedCopy(c: Http) {
  const locale = c.get('locale');
  const added = c.req.query('antecknad') !== undefined;
  const asked = askedAgainNotice(c, locale);
  if (asked !== null) return copyPage(c, asked);
  return copyPage(
    c,
    added ? { ...NOTHING_TOLD, notice: deskTexts[locale].deviation.added } : registeredNotice(c, locale),
  );
}

const document: DocumentPage = { address: addressOf, show: (c, told) => copyPage(c, told) };
export const registerCopyAction = registerAction(document, registerCopy);
export const noteOnCopyAction = noteAction(document, (agreementId, version) => ({
  kind: 'copy',
  agreementId,
  version,
}));

/** POST …/regler */
export const askAgainOfCopyAction = askAgainAction(document, 'copy');

/** GET …/handling.pdf: the very file that was sent. */
export async function downloadReceivedCopy(c: Http) {
  return download(c, await copyDocument(contextOf(c), idParam(c), idParam(c, 'version')));
}

async function copyPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const view = await copyView(contextOf(c), idParam(c), idParam(c, 'version'));
  const { agreement } = view;
  const address = addressOf(c);
  return deskPage(
    c,
    {
      section: 'inbox',
      title: t.copy.title(agreement?.diaryNumber ?? String(view.agreementId), view.version),
      ...(agreement === null ? {} : { lead: agreement.name }),
      told,
      crumb: ['/kammarkollegiet', t.copy.back],
    },
    <>
      <Facts view={view} locale={locale} />
      {view.hasDocument ? (
        <p>
          <ButtonLink href={`${address}/handling.pdf`} download>
            {t.copy.document}
          </ButtonLink>
        </p>
      ) : null}
      {view.diaryNumber === null ? (
        <>
          <Found found={view.found} locale={locale} />
          <RegisterForm action={`${address}/diariefor`} told={told} locale={locale} />
        </>
      ) : null}
      <section>
        <h2>{t.copy.tasks}</h2>
        {agreement === null ? <p>{t.copy.unreadable}</p> : <Tasks agreement={agreement} locale={locale} />}
      </section>
      <section>
        <h2>{t.deviation.here}</h2>
        <Deviations rows={view.deviations} locale={locale} empty={t.deviation.hereEmpty} />
        <NoteForm action={`${address}/avvikelser`} told={told} locale={locale} />
      </section>
      {view.diaryNumber === null ? null : (
        <RulesPart runs={view.runs} action={`${address}/regler`} locale={locale} />
      )}
    </>,
  );
}

const Facts: FC<{ view: CopyView; locale: Locale }> = ({ view, locale }) => {
  const t = deskTexts[locale];
  const { agreement } = view;
  const row = (label: string, value: string | null | undefined) =>
    value === null || value === undefined || value === '' ? null : (
      <>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </>
    );
  return (
    <dl class="facts">
      {agreement === null ? null : (
        <>
          <dt>{t.copy.parties}</dt>
          <dd>
            {agreement.parties.map((party, index) => (
              <>
                {index === 0 ? '' : ', '}
                <a href={`/kammarkollegiet/myndigheter/${party.id}`}>{party.name}</a>
              </>
            ))}
          </dd>
          {row(t.copy.regime, view.regime ?? agreement.regimeId)}
          {row(t.copy.signed, agreement.signedOn)}
          {row(t.copy.decided, agreement.decidedOn)}
          <dt>{t.copy.valid}</dt>
          <dd>
            <PeriodText period={agreement.valid} locale={locale} />
          </dd>
          {row(t.copy.approved, agreement.approvedOn)}
          {row(t.copy.term, agreement.termEndsOn)}
          {row(
            t.copy.offices,
            agreement.offices === 'all' ? t.copy.allOffices : agreement.offices.join(', '),
          )}
          {row(t.copy.summary, agreement.summary)}
        </>
      )}
      {row(t.copy.sent, `${view.sentOn}, ${howOf({ kind: 'copy', copy: view }, locale)}`)}
      <dt>{t.copy.ourDiary}</dt>
      <dd>
        {view.diaryNumber === null
          ? t.register.not
          : t.register.registered(view.diaryNumber, view.registeredOn ?? '')}
      </dd>
      {view.otherVersions.length === 0 ? null : (
        <>
          <dt>{t.copy.otherVersions}</dt>
          <dd>
            {view.otherVersions.map((version) => (
              <a href={`/kammarkollegiet/avtal/${view.agreementId}/${version}`}>{`${version} `}</a>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
};

const Tasks: FC<{ agreement: SentAgreement; locale: Locale }> = ({ agreement, locale }) => {
  const t = deskTexts[locale].copy;
  const name = (id: number) => agreement.parties.find((party) => party.id === id)?.name ?? '?';
  const nature = (task: SentTask) =>
    [task.exercisesAuthority ? t.authority : '', task.requiresPersonalData ? t.personalData : '']
      .filter(Boolean)
      .join(', ') || t.plain;
  return (
    <Table<SentTask>
      caption={t.tasksCaption}
      hideCaption
      rows={agreement.tasks}
      empty={<p>{t.tasksEmpty}</p>}
      columns={[
        { head: t.columns.task, cell: (task) => task.name },
        { head: t.columns.who, cell: (task) => t.who(name(task.principalId), name(task.performerId)) },
        { head: t.columns.nature, cell: nature },
        { head: t.columns.listed, cell: (task) => (task.listedSeparately ? t.yes : t.no) },
        { head: t.columns.access, cell: (task) => task.access.join(', ') || t.none },
        { head: t.columns.item, cell: (task) => task.catalogueCode ?? t.none },
      ]}
    />
  );
};
