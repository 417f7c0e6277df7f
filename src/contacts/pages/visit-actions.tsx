import { whyNot } from '../../law/verdict-texts.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { AddMatterSchema, RecordActSchema } from '../act.ts';
import { addMatter } from '../commands/add-matter.server.ts';
import { closeVisit } from '../commands/close-visit.server.ts';
import { recordAct } from '../commands/record-act.server.ts';
import { removeMatter } from '../commands/remove-matter.server.ts';
import { promiseTexts } from '../promise-texts.ts';
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
  const result = await recordAct(contextOf(c), visitId, matterId, form.data);
  if (result.ok) return c.redirect(`${room}/${visitId}?sparat=1#arende-${matterId}`, 303);
  const { level, helpForm, outcome, actId = '' } = form.data;
  const conditions = form.data.conditions.join(' ');
  const message =
    result.refusal === 'law' ? `${t.refused} ${whyNot(result.verdict, c.get('locale'))}` : t.unconfirmed;
  return show(c, visitId, {
    status: 409,
    message,
    matterId,
    given: { level, helpForm, outcome, conditions, ...(actId === '' ? {} : { actId }) },
  });
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
        ? promiseTexts[locale].errors['application-waits']
        : contactTexts[locale].visit.closeNeedsActs;
    return visitPage(c, visitId, { status: 409, message, matterId: null, given: {} });
  }
  return c.redirect('/besok', 303);
}

export const visitActions = matterActions('/besok', visitPage);
