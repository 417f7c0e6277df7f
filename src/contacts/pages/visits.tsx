import { officesOf } from '../../access/actor.ts';
import { theseOffices } from '../../offices/names.server.ts';
import { unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { StartLines, startLinesOf } from '../../shell/start-lines.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { OpenVisitSchema } from '../act.ts';
import { openVisit } from '../commands/open-visit.server.ts';
import { openVisits, type VisitRow } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';

/** GET /besok: the visits under way at the officer's offices. */
export async function showVisits(c: Http) {
  const ctx = contextOf(c);
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = contactTexts[locale].visits;
  const offices = await theseOffices(unscoped(ctx.pool), officesOf(ctx.actor));
  const visits = await Promise.all(offices.map((office) => openVisits(ctx, office.id)));
  const lines = await startLinesOf(c);
  return page(
    c,
    { title: t.title, width: 'text' },
    <>
      <h1>{t.title}</h1>
      <StartLines lines={lines} />
      {offices.length === 0 ? <Notice>{t.noOffice}</Notice> : null}
      {offices.map((office, index) => (
        <section>
          <div class="section-head">
            <h2>{office.name}</h2>
            <form method="post" action="/besok">
              <input type="hidden" name="officeId" value={office.id} />
              <Button>{offices.length === 1 ? t.open : t.openAt(office.name)}</Button>
            </form>
          </div>
          <Table<VisitRow>
            caption={t.list}
            hideCaption
            rows={visits[index] ?? []}
            empty={<p>{t.empty}</p>}
            columns={[
              {
                head: t.columns.opened,
                cell: (visit) => (
                  <a class="whole" href={`/besok/${visit.id}`}>
                    {t.since(formatTime(visit.openedAt, locale))}
                  </a>
                ),
              },
              { head: t.columns.matters, cell: (visit) => visit.matters, number: true },
              { head: t.columns.by, cell: (visit) => visit.openedBy },
            ]}
          />
        </section>
      ))}
    </>,
  );
}

/** POST /besok */
export async function openVisitAction(c: Http) {
  const form = await readForm(c, OpenVisitSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const id = await openVisit(contextOf(c), form.data.officeId);
  return c.redirect(`/besok/${id}`, 303);
}
