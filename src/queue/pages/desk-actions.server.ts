import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm, uuidParam } from '../../shell/http.ts';
import { atDesk } from '../api.server.ts';
import { announceAgain, callChosen, callNext } from '../commands/call.server.ts';
import { closeDesk, openDesk, setDeskState } from '../commands/desk-session.server.ts';
import { markTimeNotReal } from '../commands/mark-time.server.ts';
import { comeBack, leave, putBack, redirect } from '../commands/send-on.server.ts';
import { finish, hold, noShow, resume, startServing } from '../commands/serve.server.ts';
import { undo } from '../commands/undo.server.ts';
import { deskView } from '../desk-view.server.ts';
import { Key, KeySchema, OpenDeskSchema, ReasonSchema, RedirectSchema } from '../schemas.ts';
import { type Ticket, ticketLabel } from '../ticket.ts';
import { deskPage, refusalText } from './desk.tsx';

const STEPS = {
  start: startServing,
  announce: announceAgain,
  'no-show': noShow,
  'put-back': putBack,
  finish,
  hold,
  resume,
  leave,
  return: comeBack,
  undo,
} as const;

/** What the queue refuses is told on the desk's page, in one sentence; nothing has been stored. */
async function orTold(c: Http, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || !['not-possible', 'invalid'].includes(error.code)) throw error;
    const text = refusalText(error, c.get('locale'));
    if (text === '') throw error;
    return deskPage(c, { kind: 'wrong', text }, error.code === 'invalid' ? 422 : 409);
  }
}

async function form<S extends z.ZodType>(c: Http, schema: S): Promise<z.output<S>> {
  const read = await readForm(c, schema);
  if (!read.ok) throw new Problem('invalid', {}, read.errors);
  return read.data;
}

/** Where the officer works on: the visit that is being served, else the desk. */
async function workOn(c: Http, officeId: number, says = ''): Promise<Response> {
  const { mine } = await deskView(contextOf(c), officeId);
  const serving = mine.find(({ state, visitId }) => state === 'serving' && visitId !== null);
  return c.redirect(serving === undefined ? `/ko/${officeId}${says}` : `/besok/${serving.visitId}`, 303);
}

const about = (ticket: Ticket, says: string) =>
  `?sagt=${says}&nummer=${encodeURIComponent(ticketLabel(ticket))}`;

const CallForm = z.object({ key: Key, finish: z.uuid().optional() });

/** Pressed twice: the first press has ended it, and the key says whom it called. */
function isFinished(error: unknown): void {
  if (!(error instanceof Problem) || error.facts.reason !== 'ticket-is-finished') throw error;
}

/** POST /ko/:office/kalla: the next; with `finish`, the one who is being served is ended first. */
export function callNextAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    const asker = atDesk(c, officeId);
    const { key, finish: ending } = await form(c, CallForm);
    if (ending !== undefined) await finish(asker, officeId, ending).catch(isFinished);
    const called = await callNext(asker, officeId, { key });
    if (called.ticket !== null) return workOn(c, officeId, about(called.ticket, 'kallad'));
    return workOn(c, officeId, called.why === 'nobody-waits' ? '?sagt=ingen' : '?sagt=ingen-for-dig');
  });
}

/** POST /ko/:office/nummer/:ticket/kalla: out of turn, with a reason. */
export function callChosenAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    const given = await form(
      c,
      blankIsAbsent(z.object({ key: Key, reason: ReasonSchema.shape.reason.optional() })),
    );
    const ticket = await callChosen(atDesk(c, officeId), officeId, uuidParam(c, 'ticket'), given);
    return workOn(c, officeId, about(ticket, 'kallad'));
  });
}

/** POST /ko/:office/nummer/:ticket/:step */
export function stepAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    const name = c.req.param('step') ?? '';
    if (!Object.hasOwn(STEPS, name)) throw new Problem('not-found');
    const take = STEPS[name as keyof typeof STEPS];
    const ticket = await take(
      atDesk(c, officeId),
      officeId,
      uuidParam(c, 'ticket'),
      await form(c, KeySchema),
    );
    return workOn(c, officeId, name === 'undo' ? about(ticket, 'angrat') : '');
  });
}

/** POST /ko/:office/nummer/:ticket/skicka-vidare */
export function redirectAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    const given = await form(c, blankIsAbsent(RedirectSchema));
    await redirect(atDesk(c, officeId), officeId, uuidParam(c, 'ticket'), given);
    return workOn(c, officeId);
  });
}

/** POST /ko/:office/nummer/:ticket/tid */
export function markTimeAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    await markTimeNotReal(atDesk(c, officeId), officeId, uuidParam(c, 'ticket'), await form(c, ReasonSchema));
    return workOn(c, officeId, '?sagt=tid');
  });
}

/** POST /ko/:office/disk */
export function openDeskAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    await openDesk(atDesk(c, officeId), officeId, await form(c, OpenDeskSchema));
    return workOn(c, officeId);
  });
}

/** POST /ko/:office/disk/lage */
export function deskStateAction(c: Http): Promise<Response> {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    const asker = atDesk(c, officeId);
    const { state } = await form(c, z.object({ state: z.enum(['open', 'break', 'back-office', 'closed']) }));
    if (state === 'closed') await closeDesk(asker, officeId);
    else await setDeskState(asker, officeId, state);
    return workOn(c, officeId);
  });
}
