import { ticketLabel } from '../queue/ticket.ts';
import { type Http, originOf } from '../shell/http.ts';
import { formatMoment } from '../ui/format.ts';
import type { Place } from './place.server.ts';
import type { Paper } from './printing/ticket-paper.ts';

/** What stands on a ticket's paper. */
export function paperOf(c: Http, place: Place, secret: string): Paper {
  return {
    label: ticketLabel(place),
    office: place.office,
    needNames: place.needNames,
    issued: formatMoment(place.issuedAt),
    address: `${originOf(c)}/plats/${secret}`,
  };
}
