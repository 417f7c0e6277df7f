import type { z } from 'zod';
import type { Context } from '../../access/context.server.ts';
import { whyNot } from '../../law/verdict-texts.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { AddMatterSchema, RecordActSchema } from '../act.ts';
import { addMatter } from '../commands/add-matter.server.ts';
import { closeVisit } from '../commands/close-visit.server.ts';
import { type Recorded, recordAct } from '../commands/record-act.server.ts';
import { removeMatter } from '../commands/remove-matter.server.ts';
import { lookUpRepresentation, noteRepresentation } from '../commands/representation.server.ts';
import { contactErrorText } from '../promise-texts.ts';
import { LookUpSchema, NoteRepresentationSchema } from '../representation.ts';
import { contactTexts } from '../texts.ts';
import type { FormState } from './act-form.tsx';
import { visitPage } from './visit.tsx';

type ShowPage = (c: Http, contactId: string, told: FormState) => Response | Promise<Response>;

/** What is done in the matters of a contact, for the page under `room` that `show` shows again after a refusal. */
export function matterActions(room: '/besok' | '/kontakter', show: ShowPage) {
  return {
    /** POST …/:id/arenden */
    addMatter: (c: Http) => addMatterAction(c, room),
    /** POST …/:id/arenden/:matter/atgarder: what the law refuses is told on the page, with what had been chosen. */
    recordAct: (c: Http) => recordActAction(c, room, show),
    /** POST …/:id/arenden/:matter/foretradare */
    noteRepresentation: (c: Http) =>
      representationAction(c, room, show, NoteRepresentationSchema, (ctx, at, asked) =>
        noteRepresentation(ctx, at.visitId, at.matterId, asked),
      ),
    /** POST …/:id/arenden/:matter/foretradare/uppslag */
    lookUpRepresentation: (c: Http) =>
      representationAction(c, room, show, LookUpSchema, (ctx, at, asked) =>
        lookUpRepresentation(ctx, at.visitId, at.matterId, asked),
      ),
    /** POST …/:id/arenden/:matter/ta-bort */
    removeMatter: (c: Http) => removeMatterAction(c, room),
  };
}

async function addMatterAction(c: Http, room: string) {
  const visitId = uuidParam(c);
  const form = await readForm(c, AddMatterSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const matterId = await addMatter(contextOf(c), visitId, form.data);
  return c.redirect(`${room}/${visitId}#arende-${matterId}`, 303);
}

async function recordActAction(c: Http, room: string, show: ShowPage) {
  const visitId = uuidParam(c);
  const matterId = uuidParam(c, 'matter');
  const t = contactTexts[c.get('locale')].act;
  const form = await readForm(c, RecordActSchema);
  if (!form.ok) return show(c, visitId, { status: 422, message: t.incomplete, matterId, given: form.given });
  const { level, helpForm, outcome, actId = '', representationId } = form.data;
  const given = {
    ...{ level, helpForm, outcome, conditions: form.data.conditions.join(' ') },
    ...(actId === '' ? {} : { actId }),
    ...(representationId === undefined ? {} : { representationId: String(representationId) }),
  };
  let result: Recorded;
  try {
    result = await recordAct(contextOf(c), visitId, matterId, form.data);
  } catch (error) {
    const message = refusalOf(error, c.get('locale'));
    if (message === null) throw error;
    return show(c, visitId, { status: 409, message, matterId, given });
  }
  if (result.ok) return c.redirect(`${room}/${visitId}?sparat=1#arende-${matterId}`, 303);
  const message =
    result.refusal === 'law' ? `${t.refused} ${whyNot(result.verdict, c.get('locale'))}` : t.unconfirmed;
  return show(c, visitId, { status: 409, message, matterId, given });
}

/** What a matter does not allow, as a sentence; null: it is something else. */
function refusalOf(error: unknown, locale: Locale): string | null {
  if (!(error instanceof Problem) || error.code !== 'not-possible') return null;
  const { reason } = error.facts;
  return typeof reason === 'string' ? contactErrorText(reason, error.facts, locale) : null;
}

async function representationAction<S extends z.ZodType>(
  c: Http,
  room: string,
  show: ShowPage,
  schema: S,
  work: (
    ctx: Context,
    at: { readonly visitId: string; readonly matterId: string },
    asked: z.output<S>,
  ) => Promise<unknown>,
) {
  const at = { visitId: uuidParam(c), matterId: uuidParam(c, 'matter') };
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(schema));
  const tell = (status: 409 | 422, message: string, given: Record<string, string>) => {
    const told = { status, message, matterId: at.matterId, of: 'representation' } as const;
    return show(c, at.visitId, { ...told, given });
  };
  const wrong = (errors: readonly FieldError[]) =>
    [
      ...new Set(
        errors.map(({ code }) => contactErrorText(code, {}, locale) ?? fieldErrorText(code, locale)),
      ),
    ].join(' ');
  if (!form.ok) return tell(422, wrong(form.errors), form.given);
  try {
    await work(contextOf(c), at, form.data);
  } catch (error) {
    const message = refusalOf(error, locale);
    if (message !== null) return tell(409, message, {});
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return tell(422, wrong(error.errors), {});
  }
  return c.redirect(`${room}/${at.visitId}#arende-${at.matterId}`, 303);
}

async function removeMatterAction(c: Http, room: string) {
  const visitId = uuidParam(c);
  await removeMatter(contextOf(c), visitId, uuidParam(c, 'matter'));
  return c.redirect(`${room}/${visitId}`, 303);
}

/** POST /besok/:id/avsluta */
export async function closeVisitAction(c: Http) {
  const visitId = uuidParam(c);
  try {
    await closeVisit(contextOf(c), visitId);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    const locale = c.get('locale');
    const message =
      error.facts.reason === 'application-waits'
        ? (refusalOf(error, locale) ?? '')
        : contactTexts[locale].visit.closeNeedsActs;
    return visitPage(c, visitId, { status: 409, message, matterId: null, given: {} });
  }
  return c.redirect('/besok', 303);
}

export const visitActions = matterActions('/besok', visitPage);
