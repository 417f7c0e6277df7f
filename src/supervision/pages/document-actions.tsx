import type { Context } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { askRulesAgain } from '../commands/ask-rules.server.ts';
import { noteDeviation } from '../commands/note-deviation.server.ts';
import { type Note, NoteFormSchema, RegisterSchema } from '../deviation.ts';
import { rulesTexts } from '../rules-texts.ts';
import { NOTHING_TOLD, numberAsked, type Told, toldErrors } from './frame.tsx';

/** A page about one document that was sent to the desk: where it stands, and how it is shown with what a form was told. */
export interface DocumentPage {
  readonly address: (c: Http) => string;
  readonly show: (c: Http, told: Told) => Response | Promise<Response>;
}

/** POST …/diariefor: a diary number of the desk's own. */
export function registerAction(
  { address, show }: DocumentPage,
  register: (ctx: Context, id: number, version: number, diaryNumber: string) => Promise<number>,
) {
  return async (c: Http) => {
    const locale = c.get('locale');
    const form = await readForm(c, RegisterSchema);
    if (!form.ok) return show(c, toldErrors(form.errors, form.given, locale));
    try {
      const { diaryNumber } = form.data;
      const kept = await register(contextOf(c), idParam(c), idParam(c, 'version'), diaryNumber);
      return c.redirect(`${address(c)}?diariefort=${kept}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
      return show(c, toldErrors(error.errors, form.data, locale));
    }
  };
}

/** POST …/avvikelser: an observation of one's own. */
export function noteAction(
  { address, show }: DocumentPage,
  about: (id: number, version: number) => Note['about'],
) {
  return async (c: Http) => {
    const form = await readForm(c, NoteFormSchema);
    if (!form.ok) return show(c, toldErrors(form.errors, form.given, c.get('locale')));
    const subject = about(idParam(c), idParam(c, 'version'));
    await noteDeviation(contextOf(c), { ...form.data, about: subject });
    return c.redirect(`${address(c)}?antecknad=1`, 303);
  };
}

/** POST …/regler: the rules are asked again of what is registered. */
export function askAgainAction({ address }: DocumentPage, kind: 'copy' | 'report') {
  return async (c: Http) => {
    const added = await askRulesAgain(contextOf(c), { kind, id: idParam(c), version: idParam(c, 'version') });
    return c.redirect(`${address(c)}?provad=${added}`, 303);
  };
}

/** What the address says of that; null when it says nothing. */
export function askedAgainNotice(c: Http, locale: Locale): Told | null {
  const added = numberAsked(c, 'provad');
  return added === undefined ? null : { ...NOTHING_TOLD, notice: rulesTexts[locale].askedAgain(added) };
}
