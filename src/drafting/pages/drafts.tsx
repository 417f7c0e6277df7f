import { z } from 'zod';
import { transaction } from '../../access/context.server.ts';
import { pageAsked } from '../../agreements/pages/asked.tsx';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { theseAuthorities } from '../../offices/names.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { openDraft } from '../commands/open-draft.server.ts';
import { type Draft, listDrafts } from '../queries/drafts.server.ts';
import { agreementHead } from '../queries/plan.server.ts';
import { draftTexts } from '../texts.ts';

/** GET /avtal/utkast */
export async function showDrafts(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = draftTexts[locale];
  const found = await listDrafts(ctx, pageAsked(c));
  const mine = await transaction(ctx, (db) => theseAuthorities(db, coordinated(ctx.actor)));
  return page(
    c,
    { title: t.drafts },
    <>
      <p class="crumb">
        <a href="/avtal">{t.agreements}</a>
      </p>
      <div class="section-head">
        <h1>{t.drafts}</h1>
        <form method="post" action="/avtal/utkast" class="row">
          {mine.length === 1 ? (
            <input type="hidden" name="authorityId" value={mine[0]?.id} />
          ) : (
            <Select
              name="authorityId"
              label={t.newFor}
              options={mine.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          )}
          <Button>{t.newTitle}</Button>
        </form>
      </div>
      <p class="lead">{t.draftsLead}</p>
      <Table<Draft>
        caption={t.drafts}
        hideCaption
        rows={found.rows}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.what,
            cell: (row) => (
              <>
                <a href={`/avtal/utkast/${row.id}`}>
                  {row.content.name === '' ? t.unnamed : row.content.name}
                </a>
                <div class="quiet">
                  {row.amends === null ? t.newAgreement : t.amendmentOf(row.amends.version)}
                  {row.content.diaryNumber === '' ? '' : ` · ${row.content.diaryNumber}`}
                </div>
              </>
            ),
          },
          { head: t.author, cell: (row) => row.author },
          {
            head: t.changed,
            cell: (row) =>
              `${formatMoment(row.changedAt)}${row.changedBy === null ? '' : `, ${row.changedBy}`}`,
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => `/avtal/utkast?sida=${to}`}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

/** POST /avtal/utkast: a draft of a new agreement. */
export async function openDraftAction(c: Http) {
  const form = await readForm(c, z.object({ authorityId: IdText }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const id = await openDraft(contextOf(c), { authorityId: form.data.authorityId, amends: null });
  return c.redirect(`/avtal/utkast/${id}`, 303);
}

/** POST /avtal/:id/utkast: a draft amendment, in the name of the party that the actor coordinates. */
export async function openAmendmentAction(c: Http) {
  const ctx = contextOf(c);
  const amends = idParam(c);
  const head = await transaction(ctx, (db) => agreementHead(ctx, db, amends));
  const id = await openDraft(ctx, { authorityId: head.mine[0]?.id ?? 0, amends });
  return c.redirect(`/avtal/utkast/${id}`, 303);
}
