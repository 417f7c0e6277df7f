import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { declareInMatter } from '../commands/conflict.server.ts';
import { handDocument } from '../commands/documents.server.ts';
import { step } from '../commands/step.server.ts';
import { asAccount } from '../commands/take-step.server.ts';
import { registerHandOver } from '../diary/register.server.ts';
import { handedFile } from '../hand-over-view.server.ts';
import { StepSchema } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';
import { handOverPage } from './hand-over.tsx';
import { unprefixed } from './step-forms.tsx';
import { fieldSentences, toldOf } from './told.ts';

/** POST /overlamningar/:id: one step. What is refused is told at its form, with what had been written. */
export async function handOverStepAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const posted = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const body = unprefixed(posted);
  const given = Object.fromEntries(
    Object.entries(body).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''));
  const read = StepSchema.safeParse(filled);
  if (!read.success) {
    if (read.error.issues.some(({ path }) => path[0] === 'step')) throw new Problem('invalid');
    const errors = fieldSentences(fieldErrors(read.error), locale);
    const message = Object.values(errors)[0] ?? handOverTexts[locale].wrong;
    return handOverPage(c, id, { step: given.step ?? '', message, status: 422, errors, given });
  }
  try {
    await step(asAccount(contextOf(c)), id, read.data);
  } catch (error) {
    const told = toldOf(error, locale);
    const errors = error instanceof Problem ? fieldSentences(error.errors, locale) : {};
    return handOverPage(c, id, { step: read.data.step, ...told, errors, given });
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

const Declared = z.object({
  text: z.string().trim().max(500, 'too-long').default(''),
  /** The application whose page it was said on. */
  ansokan: z.uuid().optional(),
});

/** POST /overlamningar/jav/:matter: an officer declares a conflict of interest in a matter at the desk. */
export async function declareConflictAction(c: Http) {
  const matterId = uuidParam(c, 'matter');
  const form = await readForm(c, Declared);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const { visitId, channel } = await declareInMatter(contextOf(c), matterId, form.data.text);
  if (form.data.ansokan !== undefined) return c.redirect(`/ansokningar/${form.data.ansokan}`, 303);
  return c.redirect(`/${channel === 'visit' ? 'besok' : 'kontakter'}/${visitId}#arende-${matterId}`, 303);
}

/** POST /overlamningar/:id/handlingar */
export async function documentAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const body = unprefixed(
    await c.req.parseBody().catch(() => {
      throw new Problem('invalid');
    }),
  );
  const what = typeof body.what === 'string' ? body.what.trim().slice(0, 200) : '';
  const key = typeof body.key === 'string' && /^[0-9a-f-]{36}$/.test(body.key) ? body.key : undefined;
  const told = (message: string, errors: Record<string, string>, status: 409 | 422 = 422) =>
    handOverPage(c, id, { step: 'document', message, status, errors, given: { what } });
  if (what === '') {
    const errors = fieldSentences([{ field: 'what', code: 'required' }], locale);
    return told(errors.what ?? '', errors);
  }
  const { file } = body;
  // A browser sends an empty file without a name where none was chosen.
  const chosen = file instanceof File && (file.size > 0 || file.name !== '') ? file : null;
  const content = chosen === null ? null : new Uint8Array(await chosen.arrayBuffer());
  try {
    await handDocument(asAccount(contextOf(c)), id, {
      what,
      key,
      file: content === null || chosen === null ? null : { name: chosen.name, content },
    });
  } catch (error) {
    const { message, status } = toldOf(error, locale);
    return told(message, error instanceof Problem ? fieldSentences(error.errors, locale) : {}, status);
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

const Registered = z.object({
  diaryId: IdText,
  class: z.string().trim().max(20).default(''),
  key: z.uuid().optional(),
});

/** POST /overlamningar/:id/diarium: registers it in a diary here, and the number is its own. */
export async function registerHandOverAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const form = await readForm(c, Registered);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  try {
    await registerHandOver(contextOf(c), id, { ...form.data, counterpart: '' });
  } catch (error) {
    return handOverPage(c, id, { step: 'diary', ...toldOf(error, locale), errors: {}, given: {} });
  }
  return c.redirect(`/overlamningar/${id}`, 303);
}

/** GET /overlamningar/:id/handlingar/:document: to keep, never to be run by the browser. */
export async function downloadDocument(c: Http) {
  const { fileName, mediaType, content } = await handedFile(
    contextOf(c),
    uuidParam(c),
    uuidParam(c, 'document'),
  );
  return c.body(new Uint8Array(content), 200, {
    'content-type': mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });
}
