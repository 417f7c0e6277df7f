import { z } from 'zod';
import { transaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Form, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { addSource, answerNow, closeContact } from '../commands/close-contact.server.ts';
import { saveDraft } from '../commands/draft.server.ts';
import { savePerson, setSubject, showPerson } from '../commands/person.server.ts';
import { keepPromise, makePromise, movePromise } from '../commands/promise.server.ts';
import { putBackContact } from '../commands/take-contact.server.ts';
import { writeText } from '../commands/write-text.server.ts';
import { ENDINGS, PersonSchema, SOURCES, Subject, WriteTextSchema } from '../contact.ts';
import { templatesOf } from '../contact-view.server.ts';
import { dueOf, KeepFormSchema, MoveFormSchema, PromiseFormSchema } from '../promise.ts';
import { contactErrorText } from '../promise-texts.ts';
import { visitView } from '../queries.server.ts';
import { contactPage, type Told } from './contact.tsx';
import { draftFrom } from './draft-form.ts';
import { sentences } from './new-contact.tsx';
import { matterActions } from './visit-actions.tsx';

/** What is done in the matters of a contact, as at a visit. */
export const contactMatters = matterActions('/kontakter', (c, contactId, told) =>
  contactPage(c, contactId, { ...told, form: 'matter', errors: {} }),
);

/**
 * One form of a contact's page: read, done, and back to the page; what is wrong with it is told in place, and so is what the contact
 * does not allow.
 */
function action<S extends z.ZodType>(
  form: Told['form'],
  schema: S,
  work: (c: Http, contactId: string, given: z.output<S>) => Promise<unknown>,
  anchor = '',
) {
  return async (c: Http) => {
    const contactId = uuidParam(c);
    const locale = c.get('locale');
    const tell = async (status: 409 | 422, message: string, errors: Record<string, string>) => {
      const promiseId = c.req.param('promise') ?? '';
      return contactPage(c, contactId, {
        ...{ form, status, message, errors, matterId: null },
        given: { ...(await draftFrom(c)), promiseId },
      });
    };
    const read: Form<z.output<S>> = await readForm(c, schema);
    const told = (errors: Record<string, string>) => tell(422, Object.values(errors).join(' '), errors);
    if (!read.ok) return told(sentences(read.errors, locale));
    try {
      await work(c, contactId, read.data);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'invalid' && error.errors.length > 0) return told(sentences(error.errors, locale));
      const { reason } = error.facts;
      const sentence = typeof reason === 'string' ? contactErrorText(reason, error.facts, locale) : null;
      if (error.code !== 'not-possible' || sentence === null) throw error;
      return tell(409, sentence, {});
    }
    return c.redirect(`/kontakter/${contactId}${anchor}`, 303);
  };
}

const TextSchema = blankIsAbsent(WriteTextSchema);

/** POST /kontakter/:id/texter */
export const writeTextAction = action(
  'text',
  TextSchema,
  (c, id, text) => writeText(contextOf(c), id, text),
  '#sagt',
);

/** POST /kontakter/:id/svara: answered and closed in one. */
export const answerNowAction = action('text', TextSchema, (c, id, text) => answerNow(contextOf(c), id, text));

/** POST /kontakter/:id/utkast: from the script nothing is answered, from the button the page. */
export async function saveDraftAction(c: Http) {
  const contactId = uuidParam(c);
  await saveDraft(contextOf(c), contactId, await draftFrom(c));
  return c.req.header('x-draft') === undefined
    ? c.redirect(`/kontakter/${contactId}#body`, 303)
    : c.body(null, 204);
}

/** POST /kontakter/:id/mall: a template's text after what is written already, as the draft. */
export async function useTemplateAction(c: Http) {
  const contactId = uuidParam(c);
  const ctx = contextOf(c);
  const draft = await draftFrom(c);
  const { officeId } = await visitView(ctx, contactId);
  const templates = await transaction(ctx, (db) => templatesOf(db, officeId));
  const body = templates.find(({ id }) => String(id) === draft.mall)?.body;
  const written = draft.body?.trimEnd() ?? '';
  await saveDraft(ctx, contactId, {
    ...draft,
    body: body === undefined ? written : written === '' ? body : `${written}\n\n${body}`,
    mall: '',
  });
  return c.redirect(`/kontakter/${contactId}#body`, 303);
}

export const savePersonAction = action('person', blankIsAbsent(PersonSchema), (c, id, person) =>
  savePerson(contextOf(c), id, person),
);

/** POST /kontakter/:id/visa-person: the page with who it is, once; that is in the log. */
export async function showPersonAction(c: Http) {
  const contactId = uuidParam(c);
  await showPerson(contextOf(c), contactId);
  return contactPage(c, contactId, null, true);
}

export const setSubjectAction = action(
  'subject',
  blankIsAbsent(z.object({ subject: Subject.optional() })),
  (c, id, { subject }) => setSubject(contextOf(c), id, subject ?? null),
);

const SourceSchema = blankIsAbsent(
  z.object({
    kind: z.enum(SOURCES),
    detail: z
      .string({ error: 'required' })
      .trim()
      .min(1, { error: 'required' })
      .max(500, { error: 'too-long' }),
  }),
);
export const addSourceAction = action(
  'source',
  SourceSchema,
  (c, id, source) => addSource(contextOf(c), id, source),
  '#kallor',
);

export const closeContactAction = action('close', z.object({ as: z.enum(ENDINGS) }), (c, id, { as }) =>
  closeContact(contextOf(c), id, as),
);

/** POST /kontakter/:id/lagg-tillbaka */
export const putBackAction = action('close', z.object({}), (c, id) => putBackContact(contextOf(c), id));

function due(c: Http, form: Parameters<typeof dueOf>[0]): Temporal.Instant {
  const dueAt = dueOf(form, contextOf(c).clock());
  if (dueAt === null) throw new Problem('invalid', {}, [{ field: 'day', code: 'required' }]);
  return dueAt;
}

/** POST /kontakter/:id/loften */
export const makePromiseAction = action(
  'promise',
  blankIsAbsent(PromiseFormSchema),
  (c, id, form) =>
    makePromise(contextOf(c), id, {
      dueAt: due(c, form),
      what: form.what,
      officerId: form.officerId,
      promiseId: form.promiseId,
    }),
  '#lofte',
);

/** POST /kontakter/:id/loften/:promise/hall */
export const keepPromiseAction = action(
  'keep',
  blankIsAbsent(KeepFormSchema),
  (c, _id, form) => keepPromise(contextOf(c), uuidParam(c, 'promise'), form),
  '#lofte',
);

/** POST /kontakter/:id/loften/:promise/flytta */
export const movePromiseAction = action(
  'move',
  blankIsAbsent(MoveFormSchema),
  (c, _id, form) => movePromise(contextOf(c), uuidParam(c, 'promise'), { ...form, dueAt: due(c, form) }),
  '#lofte',
);
