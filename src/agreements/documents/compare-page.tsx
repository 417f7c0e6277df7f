import type { Child, FC } from 'hono/jsx';
import type { AgreementTask } from '../../law/facts.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { ErrorSummary, Select } from '../../ui/fields.tsx';
import { formatPeriod } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import { asOfAsked, clocks, here, hrefTo, idAsked, KnownNotice } from '../pages/asked.tsx';
import type { Term, TermValue } from '../rules/version-difference.ts';
import { type Comparison, compareVersions } from './compare-versions.server.ts';
import {
  differenceTexts,
  nameIn,
  type Told,
  tellContact,
  tellScope,
  tellTask,
  tellTaskChange,
  tellTerm,
} from './difference-texts.ts';
import { documentTexts } from './texts.ts';

/** One thing that differs: `before` and `after` are lines; null where there was nothing. */
interface Row {
  readonly about: string;
  readonly what: string | null;
  readonly kind: 'changed' | 'added' | 'removed';
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

/** GET /avtal/:id/jamfor?fran=&till=&kand= */
export async function showComparison(c: Http) {
  const locale = c.get('locale');
  const t = documentTexts[locale].compare;
  const asked = asOfAsked(c);
  const found = await compareVersions(contextOf(c), idParam(c), {
    from: idAsked(c, 'fran') ?? undefined,
    to: idAsked(c, 'till') ?? undefined,
    known: asked.known,
  });
  const { before, after } = found;
  const wrong = Object.keys(asked.errors).length > 0;
  const options = found.versions.map(({ version, valid }) => ({
    value: String(version),
    label: t.option(version, formatPeriod(valid, locale)),
  }));
  return page(
    c,
    { title: `${t.title} – ${found.diaryNumber}`, status: wrong ? 422 : 200 },
    <>
      <p class="crumb">
        <a href={hrefTo(`/avtal/${found.id}`, clocks(c))}>{found.name}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="quiet">{found.diaryNumber}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={asked.errors} />
      <form method="get" action={`/avtal/${found.id}/jamfor`} class="filters">
        <Select name="fran" label={t.from} value={String(before.version)} options={options} />
        <Select name="till" label={t.to} value={String(after.version)} options={options} />
        {Object.entries(clocks(c)).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button kind="quiet">{t.show}</Button>
      </form>
      <KnownNotice known={asked.known} href={here(c, { dag: null, kand: null })} locale={locale} />
      <Table<Row>
        caption={t.caption(before.version, after.version)}
        rows={rowsOf(found, locale)}
        empty={<p>{t.none}</p>}
        columns={[
          {
            head: t.what,
            cell: (row) => (
              <>
                {row.about}
                {row.what === null ? null : <div class="quiet">{row.what}</div>}
              </>
            ),
          },
          { head: t.kind, cell: (row) => <Badge kind={BADGE[row.kind]}>{t.kinds[row.kind]}</Badge> },
          {
            head: t.version(before.version),
            wide: true,
            cell: (row) => (row.before === null ? t.absent : <del>{lines(row.before)}</del>),
          },
          {
            head: t.version(after.version),
            wide: true,
            cell: (row) => (row.after === null ? t.gone : <ins>{lines(row.after)}</ins>),
          },
        ]}
      />
      <Unchanged found={found} locale={locale} />
      <p>
        {agreementTexts[locale].versions}:{' '}
        <a href={`/avtal/${found.id}/versioner/${before.version}/avtal.pdf`}>
          {documentTexts[locale].pdf(before.version)}
        </a>
        {', '}
        <a href={`/avtal/${found.id}/versioner/${after.version}/avtal.pdf`}>
          {documentTexts[locale].pdf(after.version)}
        </a>
      </p>
    </>,
  );
}

/** What both versions say, and what is the agreement's own whatever the version. */
const Unchanged: FC<{ found: Comparison; locale: Locale }> = ({ found, locale }) => {
  const t = documentTexts[locale].compare;
  const d = differenceTexts[locale];
  const a = agreementTexts[locale];
  const { names, after, agreement } = found;
  const { terms, offices, tasks, contacts } = found.difference.unchanged;
  const told = [
    ...terms.map((term) => ({ label: d.term[term], value: tellTerm(term, found.said.terms[term], locale) })),
    ...contacts.map((contact) => {
      const said = tellContact({ ...contact, before: null, after: contact }, names, locale);
      return { label: said.label, value: said.after ?? '' };
    }),
    ...(offices
      ? [
          {
            label: d.change.offices,
            value:
              after.officeScope === 'all' ? d.everywhere : after.offices.map(({ name }) => name).join(', '),
          },
        ]
      : []),
    { label: a.parties, value: agreement.parties.map(({ name }) => name).join(', ') },
    { label: a.signed, value: agreement.signedOn },
    ...(agreement.approvedOn === null
      ? []
      : [
          {
            label: a.approval,
            value: [
              a.approvedOn(agreement.approvedOn),
              agreement.approvalRevokedOn === null ? '' : a.approvalRevoked(agreement.approvalRevokedOn),
            ]
              .filter(Boolean)
              .join('. '),
          },
        ]),
    ...(agreement.termEndsOn === null ? [] : [{ label: a.term, value: a.termUntil(agreement.termEndsOn) }]),
  ];
  return (
    <details class="unchanged">
      <summary>{t.unchanged(tasks.length)}</summary>
      <dl class="facts">
        {told.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
        {tasks.map((task) => (
          <>
            <dt>
              {t.ofTask(
                nameIn(names.tasks, task.taskId, locale),
                nameIn(names.authorities, task.principal.id, locale),
              )}
            </dt>
            <dd>{lines(tellTask(task, names, locale))}</dd>
          </>
        ))}
      </dl>
    </details>
  );
};

const BADGE = { changed: 'neutral', added: 'good', removed: 'wrong' } as const;

function lines(of: readonly string[]): Child {
  return of.map((line, index) => (
    <>
      {index === 0 ? null : <br />}
      {line}
    </>
  ));
}

function promised(term: Term, value: TermValue): boolean {
  return value !== null || !['firstAnswerDays', 'finalAnswerDays', 'noticeMonths'].includes(term);
}

/** The approval of each version, where an amendment has one of its own (2 § lagen (1994:686)). */
function ofApproval({ before, after, agreement }: Comparison, locale: Locale): Told[] {
  if (before.amendmentApprovedOn === after.amendmentApprovedOn) return [];
  const a = agreementTexts[locale];
  const told = ({ version, amendmentApprovedOn }: Comparison['after']) => {
    const on = version === 1 ? agreement.approvedOn : amendmentApprovedOn;
    return on === null ? null : a.approvedOn(on);
  };
  return [{ label: a.approval, before: told(before), after: told(after) }];
}

function rowsOf(found: Comparison, locale: Locale): Row[] {
  const { difference, names } = found;
  const t = documentTexts[locale].compare;
  const d = differenceTexts[locale];
  const about = (task: AgreementTask) =>
    t.ofTask(nameIn(names.tasks, task.taskId, locale), nameIn(names.authorities, task.principal.id, locale));
  const kindOf = ({ before, after }: { before: string | null; after: string | null }) =>
    before === null ? 'added' : after === null ? 'removed' : 'changed';
  const side = (text: string | null) => (text === null ? null : [text]);
  const row = (on: string, told: { label: string; before: string | null; after: string | null }): Row => ({
    about: on,
    what: told.label,
    kind: kindOf(told),
    before: side(told.before),
    after: side(told.after),
  });
  return [
    ...difference.terms.map(({ term, before, after }) =>
      row(t.wholeAgreement, {
        label: d.term[term],
        // A promise that was not there is added, and one that is gone is removed; a last day is open or not.
        before: promised(term, before) ? tellTerm(term, before, locale) : null,
        after: promised(term, after) ? tellTerm(term, after, locale) : null,
      }),
    ),
    ...ofApproval(found, locale).map((told) => row(t.wholeAgreement, told)),
    ...difference.contacts.map((each) => row(t.wholeAgreement, tellContact(each, names, locale))),
    ...(difference.offices === null
      ? []
      : [
          row(t.wholeAgreement, {
            label: d.change.offices,
            ...tellScope(difference.offices, d.everywhere, names, locale),
          }),
        ]),
    ...difference.removed.map(
      (task): Row => ({
        about: about(task),
        what: null,
        kind: 'removed',
        before: tellTask(task, names, locale),
        after: null,
      }),
    ),
    ...difference.added.map(
      (task): Row => ({
        about: about(task),
        what: null,
        kind: 'added',
        before: null,
        after: tellTask(task, names, locale),
      }),
    ),
    ...difference.changed.flatMap(({ after, changes }) =>
      changes.map((change) => row(about(after), tellTaskChange(change, names, locale))),
    ),
  ];
}
