import { managedOfficesOf } from '../../access/actor.ts';
import { read } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type AreaRow, areaView } from '../area.server.ts';
import { leadTexts } from '../lead-texts.ts';

/** How often the page asks again, in seconds. */
const EVERY = 15;

/** GET /ko/omrade: all queues that the actor manages or sees from above, a row each. */
export async function showArea(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = leadTexts[locale].area;
  const rows = await areaView(ctx);
  const managed = managedOfficesOf(ctx.actor);
  const without = await read<{ id: number; name: string }>(
    ctx,
    sql`
      select id, name from office f where id = any (${managed})
        and not exists (select from queue_office q where q.office_id = f.id) order by name`,
  );
  const seq = rows.reduce((sum, each) => sum + each.seq, 0);
  const m = leadTexts[locale].minutes;
  return page(
    c,
    { title: t.title, again: EVERY },
    <>
      <h1>{t.title}</h1>
      <p class="quiet">{t.lead}</p>
      <div data-live="/ko/omrade" data-live-every={EVERY} data-seq={seq}>
        <p class="notice notice--wrong" role="status" data-live-lost data-text={t.lost} hidden />
        <div data-live-part="area">
          <Table<AreaRow>
            caption={t.title}
            hideCaption
            rows={rows}
            empty={<p>{t.none}</p>}
            columns={[
              {
                head: t.office,
                cell: ({ officeId, office }) =>
                  managed.includes(officeId) ? <a href={`/ko/${officeId}/ledning`}>{office}</a> : office,
              },
              { head: t.waiting, cell: ({ waiting }) => waiting, number: true },
              { head: t.longest, cell: ({ longest }) => (longest === null ? '–' : m(longest)), number: true },
              {
                head: t.over,
                cell: ({ over }) => (over === 0 ? '–' : <span class="over">{over}</span>),
                number: true,
              },
              { head: t.serving, cell: ({ serving }) => serving, number: true },
              {
                head: t.desks,
                cell: ({ openDesks, awayDesks }) => (
                  <>
                    {openDesks} {awayDesks === 0 ? null : <span class="quiet">{t.away(awayDesks)}</span>}
                  </>
                ),
                number: true,
              },
              { head: t.state, cell: (row) => <State row={row} locale={locale} /> },
            ]}
          />
        </div>
      </div>
      {without.length === 0 ? null : (
        <>
          <h2>{t.without}</h2>
          <ul>
            {without.map(({ id, name }) => (
              <li>
                <a href={`/ko/${id}/installningar`}>{t.openQueue(name)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
  );
}

const State = ({ row, locale }: { row: AreaRow; locale: Locale }) => {
  const t = leadTexts[locale].area;
  const says = [
    ...(row.alarms > 0 ? [<Badge kind="wrong">{t.alarm}</Badge>] : []),
    ...(row.closedEarlyAt === null ? [] : [t.closed(formatTime(row.closedEarlyAt, locale))]),
    ...(row.openDesks === 0 && row.waiting > 0 ? [<span class="over">{t.noDesk}</span>] : []),
    ...(row.paused === 0 ? [] : [t.paused(row.paused)]),
  ];
  if (says.length === 0) return <span class="quiet">{t.normal}</span>;
  return (
    <span class="area-state">
      {says.map((each) => (
        <span>{each}</span>
      ))}
    </span>
  );
};
