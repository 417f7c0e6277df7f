import { hasRole, managedOfficesOf } from '../../access/actor.ts';
import { transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Table } from '../../ui/table.tsx';
import { hoursOf } from '../store.server.ts';
import { hoursTexts } from '../texts.ts';
import { hoursView } from '../view.ts';
import { stateText } from './parts.tsx';

/** GET /kontorstider: the manager's offices, open or closed; the only one is shown at once. An administrator goes by the register. */
export async function showMyOffices(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = hoursTexts[locale];
  const mine = managedOfficesOf(ctx.actor);
  if (mine.length === 0) {
    if (hasRole(ctx.actor, 'administrator')) return c.redirect('/register/kontor', 303);
    throw new Problem('forbidden');
  }
  if (mine.length === 1) return c.redirect(`/kontorstider/${mine[0]}`, 303);
  const at = ctx.clock();
  const offices = await transaction(ctx, async (db) => {
    const rows = await db.many<{ id: number }>(
      sql`select id from office where id = any (${mine}) order by name`,
    );
    const found = [];
    for (const { id } of rows) found.push(await hoursOf(db, { id }));
    return found;
  });
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table
        caption={t.mine}
        rows={offices}
        empty={<p>{t.noOffice}</p>}
        columns={[
          { head: t.office, cell: (office) => <a href={`/kontorstider/${office.id}`}>{office.name}</a> },
          { head: t.state, cell: (office) => stateText(hoursView(office, at), at, locale) },
        ]}
      />
    </>,
  );
}
