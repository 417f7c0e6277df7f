import { read } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { deskView } from '../desk-view.server.ts';
import { DeskPanel } from './desk-panel.tsx';

/** The desk beside a visit that came from the queue; null for another visit. */
export async function deskBesideVisit(c: Http, visitId: string) {
  const ctx = contextOf(c);
  const [ticket] = await read<{ officeId: number }>(
    ctx,
    sql`
      select x.office_id as "officeId" from ticket_visit x join ticket t on t.id = x.ticket_id
      where x.visit_id = ${visitId} and t.state in ('serving', 'held')`,
  );
  if (ticket === undefined) return null;
  return (
    <DeskPanel
      view={await deskView(ctx, ticket.officeId)}
      now={ctx.clock()}
      locale={c.get('locale')}
      offlineScript={c.get('services').assets.offlineDesk}
    />
  );
}
