import type { FC } from 'hono/jsx';
import { Badge, Button } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { DeviationRow } from '../queries/deviations.server.ts';
import { rulesTexts } from '../rules-texts.ts';
import { suggestionSentence } from '../sentence.ts';
import type { DeviationState, Suggestion } from '../suggestion.ts';
import { deskTexts } from '../texts.ts';
import type { Told } from './frame.tsx';

const KIND = { suggested: 'neutral', confirmed: 'wrong', dismissed: 'quiet' } as const satisfies Record<
  DeviationState,
  string
>;
export const DeviationBadge: FC<{ state: DeviationState; locale: Locale }> = ({ state, locale }) => (
  <Badge kind={KIND[state]}>{deskTexts[locale].deviation.state[state]}</Badge>
);

/** The provision, and that it is read so by us where it does not say it itself. */
export const Cited: FC<{ of: { readonly provision: string; readonly reading: boolean }; locale: Locale }> = ({
  of,
  locale,
}) => (
  <>
    <cite>{of.provision}</cite>
    {of.reading ? <span class="quiet">{` (${rulesTexts[locale].reading})`}</span> : null}
  </>
);

/** Deviations as a table; `linked`: to where they are decided. */
export const Deviations: FC<{
  rows: readonly DeviationRow[];
  locale: Locale;
  empty: string;
  withAbout?: boolean;
}> = ({ rows, locale, empty, withAbout = false }) => {
  const t = deskTexts[locale].deviation;
  return (
    <Table<DeviationRow>
      caption={t.caption}
      hideCaption
      rows={rows}
      empty={<p>{empty}</p>}
      columns={[
        {
          head: t.columns.what,
          cell: (row) => <a href={`/kammarkollegiet/avvikelser/${row.id}`}>{row.what}</a>,
        },
        { head: t.columns.provision, cell: (row) => <Cited of={row} locale={locale} /> },
        ...(withAbout
          ? [{ head: t.columns.about, cell: (row: DeviationRow) => row.authorities.join(', ') }]
          : []),
        {
          head: t.columns.state,
          cell: (row) => (
            <>
              <DeviationBadge state={row.state} locale={locale} />
              {row.notFoundAgain ? <div class="quiet">{rulesTexts[locale].notFoundAgain}</div> : null}
            </>
          ),
        },
        {
          head: t.columns.noted,
          cell: (row) => (
            <>
              {formatMoment(row.notedAt).slice(0, 10)} <span class="quiet">{t.origin[row.origin]}</span>
            </>
          ),
        },
      ]}
    />
  );
};

/** What the rules find now, in what is not registered yet. */
export const Found: FC<{ found: readonly Suggestion[]; locale: Locale }> = ({ found, locale }) => {
  const t = deskTexts[locale].copy;
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{t.rules}</h2>
      <p class="help">{t.rulesLead}</p>
      {found.length === 0 ? (
        <p>{t.rulesNone}</p>
      ) : (
        <ul>
          {found.map((each) => (
            <li>
              {suggestionSentence(each, locale)} <Cited of={each} locale={locale} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** An observation of one's own about what the page shows. */
export const NoteForm: FC<{ action: string; told: Told; locale: Locale }> = ({ action, told, locale }) => {
  const t = deskTexts[locale].deviation;
  return (
    <section aria-labelledby="note">
      <h3 id="note">{t.add}</h3>
      <form method="post" action={action} class="stack">
        <TextArea
          name="what"
          label={t.what}
          help={t.whatHelp}
          rows={3}
          maxlength={2000}
          required
          value={told.given.what}
          error={told.errors.what}
        />
        <Input
          name="provision"
          label={t.provision}
          help={t.provisionHelp}
          required
          value={told.given.provision}
          error={told.errors.provision}
        />
        <Button kind="quiet">{t.addSubmit}</Button>
      </form>
    </section>
  );
};
