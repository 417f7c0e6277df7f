import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { FileFault } from '../officer-file.ts';
import { type Group, groupsOf } from '../outcome-groups.ts';
import type { BatchView, Outcome } from '../queries/batches.server.ts';
import { fileFaultSentence, reasonSentence } from '../reason-texts.ts';
import { bulkTexts } from '../texts.ts';

/** More names than this nobody reads on a page; all stand in the report. */
const NAMES = 100;
const FAULTS = 200;

/** Why some get none, and what to know of the others: each reason once, with whom it concerns. */
export const Reasons: FC<{ outcomes: readonly Outcome[]; view: BatchView; locale: Locale }> = ({
  outcomes,
  view,
  locale,
}) => {
  const t = bulkTexts[locale].batch;
  const groups = groupsOf(outcomes);
  const refused = outcomes.filter((outcome) => !outcome.issued).length;
  const list = (all: readonly Group[]) => (
    <ul class="reasons">
      {all.map((group) => (
        <li>
          <strong>{formatNumber(group.of.length, locale)}</strong>{' '}
          {reasonSentence(group.reason, view, locale)}
          <Names group={group} locale={locale} />
        </li>
      ))}
    </ul>
  );
  const remarks = groups.filter((group) => !group.refusal);
  const remarked = outcomes.filter((outcome) => outcome.issued && outcome.reasons.length > 0).length;
  return (
    <>
      {refused === 0 ? null : (
        <>
          <h3>{t.refusals(formatNumber(refused, locale))}</h3>
          {list(groups.filter((group) => group.refusal))}
        </>
      )}
      {remarks.length === 0 ? null : (
        <>
          <h3>{t.remarks(formatNumber(remarked, locale))}</h3>
          {list(remarks)}
        </>
      )}
    </>
  );
};

const Names: FC<{ group: Group; locale: Locale }> = ({ group, locale }) => {
  const t = bulkTexts[locale].batch;
  return (
    <details open={group.of.length <= 5}>
      <summary>{bulkTexts[locale].form.officerCount(formatNumber(group.of.length, locale))}</summary>
      <ul>
        {group.of.slice(0, NAMES).map(({ outcome, reason }) => (
          <li>
            {outcome.officer} <span class="quiet whole">{outcome.officerCode}</span>, {outcome.office}
            {outcome.line === null ? '' : ` (${t.line(String(outcome.line))})`}
            {reason.day === undefined ? '' : `: ${reason.day}`}
          </li>
        ))}
      </ul>
      {group.of.length > NAMES ? <p>{t.moreHere(formatNumber(group.of.length - NAMES, locale))}</p> : null}
    </details>
  );
};

/** Each row of the file that could not be read. */
export const FileFaults: FC<{ view: BatchView; locale: Locale }> = ({ view, locale }) => {
  const t = bulkTexts[locale].batch;
  if (view.fileFaults.length === 0) return null;
  return (
    <section>
      <h2>{t.fileFaults(formatNumber(view.fileFaults.length, locale), view.fileName ?? '')}</h2>
      <FaultTable
        faults={view.fileFaults}
        caption={t.fileFaults(String(view.fileFaults.length), '')}
        locale={locale}
      />
    </section>
  );
};

export const FaultTable: FC<{ faults: readonly FileFault[]; caption: string; locale: Locale }> = ({
  faults,
  caption,
  locale,
}) => {
  const t = bulkTexts[locale].batch;
  return (
    <>
      <Table<FileFault>
        caption={caption}
        hideCaption
        rows={faults.slice(0, FAULTS)}
        empty={null}
        columns={[
          { head: t.fileColumns.line, cell: (fault) => (fault.line === 0 ? '–' : String(fault.line)) },
          { head: t.fileColumns.field, cell: (fault) => fault.field ?? '–' },
          { head: t.fileColumns.value, cell: (fault) => fault.value ?? '–' },
          { head: t.fileColumns.fault, cell: (fault) => fileFaultSentence(fault, locale) },
        ]}
      />
      {faults.length > FAULTS ? <p>{t.moreHere(formatNumber(faults.length - FAULTS, locale))}</p> : null}
    </>
  );
};
