import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { AgreementFigure, GovernmentFigures } from '../government-report.ts';
import { deskTexts } from '../texts.ts';

/** The year in figures, as they stand in the report. */
export const Figures: FC<{
  figures: GovernmentFigures;
  regimes: ReadonlyMap<string, string>;
  locale: Locale;
}> = ({ figures, regimes, locale }) => {
  const t = deskTexts[locale];
  const g = t.government;
  const kinds: Readonly<Record<string, string>> = t.authorities.kind;
  const kindName = (key: string) =>
    key
      .split('+')
      .map((kind) => kinds[kind] ?? kind)
      .join(' – ');
  const { reports } = figures;
  return (
    <>
      <section>
        <h2>{g.agreements}</h2>
        <Agreements
          caption={g.agreementsCaption}
          head={g.regime}
          rows={figures.byRegime}
          name={(key) => regimes.get(key) ?? key}
          locale={locale}
        />
        <h3>{g.byKind}</h3>
        <Agreements
          caption={g.byKindCaption}
          head={g.kinds}
          rows={figures.byKind}
          name={kindName}
          locale={locale}
        />
      </section>
      <section>
        <h2>{g.reports}</h2>
        <dl class="facts">
          {(['owed', 'received', 'late', 'absent'] as const).map((name) => (
            <>
              <dt>{g[name]}</dt>
              <dd>{formatNumber(reports[name], locale)}</dd>
            </>
          ))}
          <dt>{g.adviceGiven}</dt>
          <dd>{formatNumber(figures.advice, locale)}</dd>
          <dt>{g.open1}</dt>
          <dd>{formatNumber(figures.undecided, locale)}</dd>
        </dl>
      </section>
      <section>
        <h2>{g.deviations}</h2>
        <Table<GovernmentFigures['deviations'][number]>
          caption={g.deviationsCaption}
          hideCaption
          rows={figures.deviations}
          empty={<p>{g.noDeviations}</p>}
          columns={[
            { head: g.provision, cell: (row) => row.provision },
            { head: g.count, cell: (row) => formatNumber(row.count, locale), number: true },
            { head: g.authorities, cell: (row) => row.authorities.join(', ') },
          ]}
        />
      </section>
    </>
  );
};

const Agreements: FC<{
  caption: string;
  head: string;
  rows: readonly AgreementFigure[];
  name: (key: string) => string;
  locale: Locale;
}> = ({ caption, head, rows, name, locale }) => {
  const t = deskTexts[locale].government;
  return (
    <Table<AgreementFigure>
      caption={caption}
      hideCaption
      rows={rows}
      empty={<p>{t.noAgreements}</p>}
      columns={[
        { head, cell: (row) => name(row.key) },
        { head: t.total, cell: (row) => formatNumber(row.total, locale), number: true },
        { head: t.concluded, cell: (row) => formatNumber(row.concluded, locale), number: true },
        { head: t.amended, cell: (row) => formatNumber(row.amended, locale), number: true },
      ]}
    />
  );
};
