import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Mark } from '../../ui/components.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { dueText } from '../due-text.ts';
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
      <div class="hand-over-tools">
        <nav class="hand-over-filters" aria-label={t.list.filters}>
          <ul>
            {FILTERS.map((each) => (
              <li>
                <a
                  href={`/overlamningar?urval=${each}`}
                  aria-current={each === filter && reference === undefined ? 'page' : undefined}
                >
                  {t.list.filter[each]}
                  {each in list.counts ? (
                    <span class="hand-over-count"> {list.counts[each as keyof typeof list.counts]}</span>
                  ) : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form method="get" action="/overlamningar" class="hand-over-find">
          <label for="referens">{t.list.reference}</label>
          <input
            id="referens"
            name="referens"
            type="search"
            value={typed}
            size={12}
            maxlength={20}
            autocomplete="off"
          />
          <Button kind="quiet">{t.list.find}</Button>
        </form>
      </div>
      <Table
        caption={reference === undefined ? t.list.filter[filter] : t.list.reference}
        hideCaption
        rows={list.rows}
        empty={reference === undefined ? t.list.empty[filter] : t.list.noneFound(reference)}
        columns={[
          {
            head: t.list.columns.what,
            cell: (row) => (
              <a href={`/overlamningar/${row.id}`} class="hand-over-what">
                <Mark short={row.authorityShort} />
                <span>
                  {locale === 'sv' ? row.taskSv : row.taskEn} <span class="quiet">{row.reference}</span>
                </span>
              </a>
            ),
          },
          { head: t.list.columns.state, cell: (row) => t.state[row.state] },
          {
            head: side === 'receiver' ? t.list.columns.from : t.list.columns.to,
            cell: (row) => (side === 'receiver' ? row.office : row.authority),
          },
          { head: t.list.columns.who, cell: who },
          {
            head: t.list.columns.due,
            wide: true,
            cell: (row) =>
              row.state === 'closed' || row.state === 'rerouted' ? (
                '–'
              ) : (
                <Badge kind={badge(row, today)}>{dueText(row.dueOn, today, locale)}</Badge>
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
