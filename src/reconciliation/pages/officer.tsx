import { hrefTo } from '../../agreements/pages/asked.tsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { Table } from '../../ui/table.tsx';
import { type OfficerSystem, officerAccess } from '../officer-access.server.ts';
import { reconciliationTexts } from '../texts.ts';
import { workTexts } from '../work-texts.ts';
import { systemsPage } from './systems.tsx';

/** GET /behorigheter/handlaggare?kod=: one officer in all systems of the coordinator's authorities, and what happened. */
export async function showOfficerAccess(c: Http) {
  const locale = c.get('locale');
  const t = reconciliationTexts[locale];
  const w = workTexts[locale];
  const code = (c.req.query('kod') ?? '').replaceAll('\0', '').trim().slice(0, 100);
  const found = await officerAccess(contextOf(c), code).catch((error) => {
    if (error instanceof Problem && error.code === 'not-found') return null;
    throw error;
  });
  if (found === null) return systemsPage(c, { code, error: w.officer.notFound });
  const name = found.officer?.name ?? w.officer.unknown;
  return page(
    c,
    { title: w.officer.title(name), width: 'text' },
    <>
      <p class="crumb">
        <a href="/behorigheter">{t.back}</a>
      </p>
      <h1>{w.officer.title(name)}</h1>
      <p class="quiet">
        <span class="whole">{found.code}</span>
        {found.officer === null ? null : `, ${found.officer.office}`}
      </p>
      <h2>{w.officer.systems}</h2>
      <Table<OfficerSystem>
        caption={w.officer.systems}
        hideCaption
        rows={found.systems}
        empty={<p>{w.officer.none}</p>}
        columns={[
          {
            head: t.columns.system,
            cell: (row) => (
              <a href={hrefTo(`/behorigheter/${row.id}`, { visa: 'all', sok: found.code })}>{row.name}</a>
            ),
          },
          { head: t.columns.authority, cell: (row) => row.authority },
          {
            head: t.columns.state,
            cell: (row) => (
              <>
                <Badge kind={row.state === 'right' ? 'good' : 'wrong'}>{t.state[row.state]}</Badge>{' '}
                {t.does[row.state]}
              </>
            ),
          },
          {
            head: t.columns.why,
            cell: (row) =>
              row.mandates.length === 0
                ? t.noGround
                : row.mandates.map((id) => (
                    <>
                      <a href={`/uppdrag/${id}`}>{t.mandate(id)}</a>{' '}
                    </>
                  )),
          },
        ]}
      />
      <h2>{w.officer.history}</h2>
      {found.history.length === 0 ? <p>{w.officer.nothing}</p> : null}
      <ol class="timeline">
        {found.history.map((event) => (
          <li>
            <strong>{event.on}</strong> {w.officer.event[event.kind]}: {event.system}
            {event.mandateId === null ? null : (
              <>
                {' '}
                <a href={`/uppdrag/${event.mandateId}`}>{t.mandate(event.mandateId)}</a>
              </>
            )}
            <div class="quiet">
              {[event.note, event.to, event.by === null ? '' : w.officer.by(event.by)]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </li>
        ))}
      </ol>
    </>,
  );
}
