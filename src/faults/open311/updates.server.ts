import { sql } from '../../platform/database.server.ts';
import type { Http } from '../../shell/http.ts';
import { answer, bodyOf, reading } from './answer.server.ts';
import { moment } from './answers.ts';
import { MOST, readIds, span } from './filters.server.ts';

/** What everybody may see of what happened to reports, the oldest first; what was said is the body's own words. */
const TOLD = ['started', 'told', 'closed', 'reopened', 'moved'];

interface Update {
  readonly id: number;
  readonly reference: string;
  readonly at: Temporal.Instant;
  readonly words: string;
  readonly closed: boolean;
}

/**
 * GET /servicerequestupdates, which FixMyStreet and others ask for beside GeoReport v2 (Open311-extension "service request updates"):
 * by `start_date` and `end_date`, or of some `service_request_id`. Without either, the last 90 days.
 */
export async function updates(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const ids = readIds(c);
    const now = c.get('services').clock();
    const { from, to } = span(c, 'start_date', 'end_date') ?? {
      from: now.subtract({ hours: 90 * 24 }),
      to: now,
    };
    const rows = await db.many<Update>(sql`
      select e.id, v.reference, e.at, e.words, coalesce((select k.kind = 'closed' from public_fault_event k
          where k.report_id = e.report_id and k.id <= e.id and k.kind in ('closed', 'reopened') order by k.id desc limit 1), false) as closed
      from public_fault v join public_fault_event e on e.report_id = v.id
      where v.body_id = ${body.id} and e.kind = any (${TOLD})
        ${ids === null ? sql`and e.at between ${from} and ${to}` : sql`and v.reference = any (${ids})`}
      order by e.at, e.id limit ${MOST}`);
    return answer(
      c,
      'service_request_updates',
      rows.map(({ id, reference, at, words, closed }) => ({
        update_id: String(id),
        service_request_id: reference,
        status: closed ? 'closed' : 'open',
        updated_datetime: moment(at),
        description: words === '' ? null : words,
        media_url: null,
      })),
    );
  });
}
