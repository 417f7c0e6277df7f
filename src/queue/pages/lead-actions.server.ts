import type { z } from 'zod';
import type { Context } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm, uuidParam } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import {
  closeDeskOf,
  closeEarly,
  endService,
  openAgain,
  releaseShare,
  setNeedPaused,
} from '../commands/lead.server.ts';
import { CloseEarlySchema, EndServiceSchema, ManagersReasonSchema, PausedSchema } from '../schemas.ts';
import { leadPage } from './lead.tsx';
import { refusalOf } from './told.ts';

/** Does one thing and goes back to the view; what is refused is told there, and nothing has been stored. */
async function orTold(c: Http, work: (ctx: Context, officeId: number) => Promise<string>): Promise<Response> {
  const officeId = idParam(c, 'office');
  try {
    return c.redirect(`/ko/${officeId}/ledning?gjort=${await work(contextOf(c), officeId)}`, 303);
  } catch (error) {
    const locale = c.get('locale');
    const told = refusalOf(error, locale, (code) => fieldErrorText(code, locale));
    return leadPage(c, told, (error as Problem).code === 'invalid' ? 422 : 409);
  }
}

async function form<S extends z.ZodType>(c: Http, schema: S): Promise<z.output<S>> {
  const read = await readForm(c, schema);
  if (!read.ok) throw new Problem('invalid', {}, read.errors);
  return read.data;
}

/** POST /ko/:office/ledning/nummer/:ticket: ends a service that nobody ended. */
export const endServiceAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    await endService(ctx, officeId, uuidParam(c, 'ticket'), await form(c, EndServiceSchema));
    return 'avslutad';
  });

/** POST /ko/:office/ledning/disk/:session: closes the desk of who has gone home. */
export const closeDeskOfAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    await closeDeskOf(ctx, officeId, idParam(c, 'session'), await form(c, ManagersReasonSchema));
    return 'disk';
  });

/** POST /ko/:office/ledning/disk/:session/slapp: lets others call who is kept for a desk without line. */
export const releaseShareAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    await releaseShare(ctx, officeId, idParam(c, 'session'), await form(c, ManagersReasonSchema));
    return 'slappt';
  });

/** POST /ko/:office/ledning/behov/:need */
export const pauseNeedAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    const { paused } = await form(c, PausedSchema);
    await setNeedPaused(ctx, officeId, idParam(c, 'need'), paused);
    return paused ? 'pausat' : 'oppnat';
  });

/** POST /ko/:office/ledning/stang */
export const closeEarlyAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    const given = await form(c, CloseEarlySchema);
    await closeEarly(ctx, officeId, given);
    return given.waiting === 'serve' ? 'stangt' : 'hem';
  });

/** POST /ko/:office/ledning/oppna */
export const openAgainAction = (c: Http) =>
  orTold(c, async (ctx, officeId) => {
    await openAgain(ctx, officeId);
    return 'igen';
  });
