import { hasRole } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, ButtonLink } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { definitionTexts } from '../definition-texts.ts';
import { listForms } from '../definitions.server.ts';

/** GET /blanketter */
export async function showForms(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = definitionTexts[locale].list;
  const asked = Number(c.req.query('sida') ?? 1);
  const list = await listForms(ctx, { page: Number.isSafeInteger(asked) ? asked : 1 });
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {hasRole(ctx.actor, 'coordinator') ? (
        <p>
          <ButtonLink href="/blanketter/ny" kind="primary">
            {t.add}
          </ButtonLink>
        </p>
      ) : null}
      <Table
        caption={t.title}
        hideCaption
        dense
        rows={list.rows}
        empty={t.empty}
        columns={[
          {
            head: t.columns.form,
            cell: (row) => (
              <>
                <a href={`/blanketter/${row.id}`}>{locale === 'sv' ? row.titleSv : row.titleEn}</a>{' '}
                {row.ended ? <Badge kind="quiet">{t.ended}</Badge> : null}
              </>
            ),
          },
          { head: t.columns.authority, bare: true, cell: (row) => row.authority },
          { head: t.columns.web, cell: (row) => row.office ?? <span class="quiet">{t.desks}</span> },
          { head: t.columns.version, number: true, cell: (row) => row.version },
          { head: t.columns.since, cell: (row) => formatDay(swedishDay(row.publishedAt), locale) },
        ]}
      />
      <Pages
        label={t.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/blanketter?sida=${n}`}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}
