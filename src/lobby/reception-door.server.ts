import { hasRole, managedOfficesOf, officesOf } from '../access/actor.ts';
import { inTransaction } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Asker, asPerson } from '../queue/line.server.ts';
import { ticketSecret } from '../queue/secret.server.ts';
import { queueStream } from '../queue/stream.server.ts';
import type { Ticket } from '../queue/ticket.ts';
import { contextOf, type Http, idParam, uuidParam } from '../shell/http.ts';
import { pageOf } from './device.ts';
import { receptionPrinter } from './device-list.server.ts';
import { asDevice, claimsToBeADevice, type Device, deviceOf, isStillADevice } from './devices.server.ts';
import { refusedDevice } from './pages/enrol.tsx';
import { paperPage } from './pages/paper-page.tsx';
import { paperOf } from './paper.ts';
import { placeOf } from './place.server.ts';
import { printTicket } from './printing/print.server.ts';
import { ticketOf } from './reception.server.ts';
import { isVisitorLanguage } from './visitor-language.ts';

/** Who stands at a reception: somebody who works at the office or manages it, or its reception device. */
export interface AtReception {
  readonly officeId: number;
  readonly asker: Asker;
  readonly device: Device | null;
}

/** A page of the reception. A person who is signed in comes before the device that they sit at. */
export function atReception(handler: (c: Http, at: AtReception) => Promise<Response> | Response) {
  return async (c: Http): Promise<Response> => {
    const officeId = idParam(c, 'office');
    const actor = c.get('actor');
    if (actor !== null) {
      const works = officesOf(actor).includes(officeId) && hasRole(actor, 'officer');
      if (!works && !managedOfficesOf(actor).includes(officeId)) throw new Problem('forbidden');
      const asker = asPerson(contextOf(c), works ? 'officer' : 'office-manager');
      return handler(c, { officeId, asker, device: null });
    }
    const device = await deviceOf(c);
    if (device === null) {
      if (claimsToBeADevice(c)) return refusedDevice(c);
      throw new Problem('not-signed-in');
    }
    if (device.kind !== 'reception' || device.officeId !== officeId) return c.redirect(pageOf(device), 303);
    return handler(c, { officeId, asker: asDevice(c, device), device });
  };
}

/** Prints a ticket where the reception prints. False where it has no printer. A ticket that cannot be printed is one all the same. */
export async function printAtReception(
  c: Http,
  { asker, officeId, device }: AtReception,
  ticket: Ticket,
  secret: string,
): Promise<boolean> {
  try {
    const on = await inTransaction(asker.pool, asker.scope, (db) =>
      receptionPrinter(db, officeId, device?.id ?? null),
    );
    const place = on === null ? null : await placeOf(asker.pool, secret);
    if (on === null || place === null) return false;
    const language = isVisitorLanguage(ticket.language ?? undefined) ? ticket.language : 'sv';
    await printTicket(asker, officeId, ticket.id, on, paperOf(c, place, secret), language as 'sv');
    return true;
  } catch (error) {
    console.error(`a ticket was not printed: ${(error as Error).message}`);
    return false;
  }
}

/** POST …/reception/:ticket/skriv-ut: on the printer again; without one, as a page that the browser prints. */
export const printAgainAction = atReception(async (c, at) => {
  const ticket = await ticketOf(at.asker, at.officeId, uuidParam(c, 'ticket'));
  const secret = await ticketSecret(at.asker.pool, ticket.id);
  const printed = await printAtReception(c, at, ticket, secret);
  const page = `/ko/${at.officeId}/reception`;
  return c.redirect(printed ? `${page}?nyss=${ticket.id}&lapp=1` : `${page}/${ticket.id}/lapp`, 303);
});

/** GET …/reception/:ticket/lapp: the ticket for the visitor's telephone, and for the browser's printer. */
export const showPaper = atReception(async (c, at) => {
  const ticket = await ticketOf(at.asker, at.officeId, uuidParam(c, 'ticket'));
  const secret = await ticketSecret(at.asker.pool, ticket.id);
  const place = await placeOf(at.asker.pool, secret);
  if (place === null) throw new Problem('not-found');
  return paperPage(c, at.officeId, paperOf(c, place, secret));
});

/** GET …/reception/strom: news of the queue for the reception's device, for as long as it is one. */
export const receptionStream = atReception((c, { device, asker, officeId }) => {
  // A person listens at /ko/:office/strom, for as long as the session lasts.
  if (device === null) throw new Problem('not-found');
  return queueStream(c, officeId, asker.scope, () => isStillADevice(asker.pool, device));
});
