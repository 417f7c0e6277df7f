import type { FC } from 'hono/jsx';
import { Badge, Button } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Run } from '../queries/runs.server.ts';
import { rulesTexts } from '../rules-texts.ts';
import { deskTexts } from '../texts.ts';

/** Against which rules a registered document has been tried, and the button that tries it again. */
export const RulesPart: FC<{ runs: readonly Run[]; action: string; locale: Locale }> = ({
  runs,
  action,
  locale,
}) => {
  const t = rulesTexts[locale];
  const current = runs[0]?.current ?? false;
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t.title}</h2>
      <p>
        <Badge kind={current ? 'good' : 'neutral'}>{current ? t.current : t.changed}</Badge>{' '}
        {runs.length === 0 ? t.never : current ? t.currentHelp : t.changedHelp}
      </p>
      {runs.length === 0 ? null : (
        <Table<Run>
          caption={t.caption}
          hideCaption
          rows={runs}
          empty=""
          columns={[
            { head: t.columns.at, cell: (run) => <time class="whole">{formatMoment(run.at)}</time> },
            { head: t.columns.by, cell: (run) => run.by ?? deskTexts[locale].someone },
            { head: t.columns.rules, cell: (run) => run.rulesVersion },
            {
              head: t.columns.law,
              cell: (run) => <code title={run.lawSha256}>{run.lawSha256.slice(0, 8)}</code>,
            },
            { head: t.columns.found, cell: (run) => run.found, number: true },
            { head: t.columns.added, cell: (run) => run.added, number: true },
          ]}
        />
      )}
      <form method="post" action={action}>
        <Button kind="quiet">{t.again}</Button>
      </form>
    </section>
  );
};
