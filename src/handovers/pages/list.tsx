import { managedOfficesOf, officesOf } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { ListTools, RowAbout } from '../../ui/work-list.tsx';
import { dayText, howNear } from '../due-text.ts';
import { FILTERS, type Filter, type HandOverRow, listHandOvers, sideOf } from '../list.server.ts';
import { readReference } from '../reference.server.ts';
import { lateness } from '../rules/deadlines.ts';
import { handOverTexts } from '../texts.ts';

/** GET /overlamningar: the work list of one's side; `?referens=` finds one. */
export async function showHandOvers(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const today = swedishDay(ctx.clock());
  const chosen = c.req.query('urval');
  const filter: Filter = FILTERS.find((each) => each === chosen) ?? 'ours';
  const typed = c.req.query('referens')?.trim().slice(0, 40) ?? '';
  const reference = typed === '' ? undefined : (readReference(typed) ?? typed);
  const asked = Number(c.req.query('sida') ?? 1);
  const list = await listHandOvers(ctx, {
    filter,
    today,
    page: Number.isSafeInteger(asked) ? asked : 1,
    reference,
  });
  const [only] = list.rows;
  if (reference !== undefined && only !== undefined) return c.redirect(`/overlamningar/${only.id}`, 303);
  const side = sideOf(ctx);
  const who = (row: HandOverRow) =>
    row.responsible === 'receiver'
      ? [row.authorityShort, row.department, row.assignedTo].filter(Boolean).join(', ')
      : row.office;
  return page(
    c,
    { title: t.list.title },
    <>
      <h1>{t.list.title}</h1>
      <p class="lead">{side === 'receiver' ? t.list.leadReceiver : t.list.lead}</p>
      {managedOfficesOf(ctx.actor).length === 0 ? null : (
        <p>
          <a href="/overlamningar/jav">{t.conflict.atDesk}</a>
        </p>
      )}
      <ListTools
        path="/overlamningar"
        label={t.list.filters}
        parts={FILTERS.map((part) => ({
          part,
          text: t.list.filter[part],
          count: part in list.counts ? list.counts[part as keyof typeof list.counts] : undefined,
        }))}
        chosen={reference === undefined ? filter : null}
        reference={t.list.reference}
        typed={typed}
        find={t.list.find}
      />
      <Table
        caption={reference === undefined ? t.list.filter[filter] : t.list.reference}
        hideCaption
        dense
        rows={list.rows}
        empty={reference === undefined ? t.list.empty[filter] : t.list.noneFound(reference)}
        columns={[
          {
            head: t.list.columns.what,
            cell: (row) => (
              <RowAbout
                href={`/overlamningar/${row.id}`}
                short={row.authorityShort}
                text={locale === 'sv' ? row.taskSv : row.taskEn}
                reference={row.reference}
              />
            ),
          },
          { head: t.list.columns.state, bare: true, cell: (row) => t.state[row.state] },
          {
            head: side === 'receiver' ? t.list.columns.from : t.list.columns.to,
            cell: (row) => (side === 'receiver' ? row.office : row.authority),
          },
          // What waits for the one office of an officer waits for nobody else.
          ...(filter === 'ours' && side === 'front-desk' && officesOf(ctx.actor).length < 2
            ? []
            : [{ head: t.list.columns.who, cell: who }]),
          {
            head: t.list.columns.due,
            cell: (row) =>
              row.state === 'closed' || row.state === 'rerouted' ? (
                '–'
              ) : (
                <>
                  <span class="hand-over-day">{dayText(row.dueOn, today, locale)}</span>{' '}
                  <Badge kind={badge(row, today)}>{howNear(row.dueOn, today, locale)}</Badge>
                </>
              ),
          },
        ]}
      />
      <Pages
        label={t.list.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/overlamningar?urval=${filter}&sida=${n}`}
        previous={t.list.previous}
        next={t.list.next}
      />
    </>,
  );
}

function badge(row: HandOverRow, today: HandOverRow['dueOn']): 'wrong' | 'neutral' | 'quiet' {
  const { is } = lateness(row.dueOn, today);
  return is === 'late' ? 'wrong' : is === 'ahead' ? 'quiet' : 'neutral';
}
