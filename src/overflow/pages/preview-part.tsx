import type { FC } from 'hono/jsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Moving, Staying } from '../rules/plan.ts';
import type { Preview } from '../run.server.ts';
import { overflowTexts } from '../texts.ts';

/** More are told by their number. */
const SHOWN = 20;

/** What moves and what stays: references, kinds and times, and nothing of who it is with. */
export const PreviewPart: FC<{ preview: Preview; locale: Locale }> = ({ preview, locale }) => {
  const t = overflowTexts[locale];
  const { moving, staying, now } = preview;
  const office = (id: number) => now.names.get(id) ?? `#${id}`;
  return (
    <>
      {moving.length === 0 ? null : (
        <Table<Moving>
          caption={t.now.caption}
          hideCaption
          rows={moving.slice(0, SHOWN)}
          empty={null}
          columns={[
            {
              head: t.now.columns.reference,
              cell: ({ waiting }) => now.about.get(waiting.id)?.reference ?? '',
            },
            {
              head: t.now.columns.kind,
              cell: ({ waiting }) =>
                [t.kind[waiting.kind], ...(now.about.get(waiting.id)?.principals ?? [])].join(', '),
            },
            {
              head: t.now.columns.waited,
              cell: ({ waiting }) =>
                waiting.minutesLeft === null ? t.minutes(waiting.waitedMinutes) : t.left(waiting.minutesLeft),
            },
            { head: t.now.columns.from, cell: ({ waiting }) => office(waiting.officeId) },
            { head: t.now.columns.to, cell: ({ toOffice }) => office(toOffice) },
          ]}
        />
      )}
      {moving.length > SHOWN ? <p class="quiet">{t.now.more(moving.length - SHOWN)}</p> : null}
      {staying.length === 0 ? null : (
        <details class="help-stays">
          <summary>
            {t.now.staying} ({staying.length})
          </summary>
          <Table<readonly [string, number]>
            caption={t.now.stayingCaption}
            hideCaption
            rows={reasonsOf(staying, (each) => reasonOf(each, office, locale))}
            empty={null}
            columns={[
              { head: t.now.why, cell: ([why]) => why },
              { head: t.now.howMany, cell: ([, count]) => count, number: true },
            ]}
          />
        </details>
      )}
    </>
  );
};

function reasonOf({ why, offices }: Staying, office: (id: number) => string, locale: Locale): string {
  const t = overflowTexts[locale];
  if (offices.length === 0) return t.stays[why];
  return `${t.stays[why]}: ${offices.map(({ id, cannot }) => `${office(id)} ${t.cannot[cannot]}`).join('; ')}`;
}

/** Each reason with how many, the commonest first. */
function reasonsOf(
  staying: readonly Staying[],
  say: (each: Staying) => string,
): (readonly [string, number])[] {
  const counts = [...Map.groupBy(staying, say)].map(([why, rows]) => [why, rows.length] as const);
  return counts.sort((a, b) => b[1] - a[1]);
}
