import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, Select, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { saveDraft } from '../commands/draft.server.ts';
import { openContact } from '../commands/open-contact.server.ts';
import { OPENED_CHANNELS, OpenContactSchema, PersonSchema } from '../contact.ts';
import { newDraft } from '../contact-view.server.ts';
import { contactErrorText } from '../promise-texts.ts';
import { workTexts } from '../work-texts.ts';
import { draftFrom } from './draft-form.ts';
import { PersonFields } from './person-fields.tsx';
import { pulseBox } from './pulse.tsx';
import { officeAsked } from './work-list.tsx';

type Given = Readonly<Record<string, string>>;

/** GET /kontakter/ny: channel, subject, save. */
export async function showNewContact(c: Http) {
  // As another contact than one that is being written in a window beside this: sent, both are there.
  const { contactId: _, ...draft } = (await newDraft(contextOf(c))) ?? {};
  return newContactPage(c, draft, {}, 200);
}

async function newContactPage(c: Http, given: Given, errors: Errors, status: 200 | 422) {
  const locale = c.get('locale');
  const t = workTexts[locale].form;
  const { offices, office } = await officeAsked(c);
  if (office === null) throw new Problem('forbidden');
  return page(
    c,
    { title: t.title, width: 'text', status },
    <>
      <p class="crumb">
        <a href="/kontakter">{workTexts[locale].list.title}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {await pulseBox(c, null)}
      <ErrorSummary title={t.wrong} errors={errors} />
      <form
        method="post"
        action="/kontakter/ny"
        class="new-contact"
        data-draft="/kontakter/ny/utkast"
        data-send
      >
        <input type="hidden" name="contactId" value={given.contactId ?? crypto.randomUUID()} />
        {offices.length > 1 ? (
          <Select
            name="officeId"
            label={t.office}
            value={given.officeId ?? String(office.id)}
            options={offices.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        ) : (
          <input type="hidden" name="officeId" value={String(office.id)} />
        )}
        <div data-next="subject" data-start>
          <Choice
            id="channel"
            name="channel"
            legend={t.channel}
            required
            value={given.channel ?? 'phone'}
            error={errors.channel}
            options={OPENED_CHANNELS.map((each, index) => ({
              value: each,
              label: workTexts[locale].channel[each],
              key: String(index + 1),
            }))}
          />
        </div>
        <Input name="subject" label={t.subject} value={given.subject} error={errors.subject} />
        <TextArea
          name="body"
          label={t.body}
          help={t.bodyHelp}
          value={given.body}
          rows={6}
          error={errors.body}
        />
        <details open={errors.cameBackOf !== undefined || (given.cameBackOf ?? '') !== ''}>
          <summary>{t.cameBack}</summary>
          <Input
            name="cameBackOf"
            label={t.cameBack}
            help={t.cameBackHelp}
            value={given.cameBackOf}
            error={errors.cameBackOf}
            size={12}
          />
        </details>
        <details
          open={['name', 'phone', 'email'].some(
            (name) => errors[name] !== undefined || (given[name] ?? '') !== '',
          )}
        >
          <summary>{t.person}</summary>
          <PersonFields given={given} errors={errors} locale={locale} />
        </details>
        <div class="write-buttons">
          <Button>{t.save}</Button>
          <DraftButton locale={locale} action="/kontakter/ny/utkast" />
        </div>
      </form>
    </>,
  );
}

/** Keeps the draft: by itself while one types, and by this button without script. */
export const DraftButton: FC<{ locale: Locale; action: string }> = ({ locale, action }) => {
  const t = workTexts[locale].draft;
  return (
    <p class="draft-line">
      <button class="link" type="submit" formaction={action} formnovalidate>
        {t.keep}
      </button>{' '}
      <span
        role="status"
        data-draft-state
        data-saved={t.saved}
        data-saving={t.saving}
        data-failed={t.failed}
      />
    </p>
  );
};

const NewSchema = blankIsAbsent(OpenContactSchema);
const NewPersonSchema = blankIsAbsent(PersonSchema);

/** POST /kontakter/ny */
export async function openContactAction(c: Http) {
  const locale = c.get('locale');
  const [form, person] = [await readForm(c, NewSchema), await readForm(c, NewPersonSchema)];
  const wrong = [...(form.ok ? [] : form.errors), ...(person.ok ? [] : person.errors)];
  const given: Given = form.ok ? (person.ok ? {} : person.given) : form.given;
  if (!form.ok || !person.ok) return newContactPage(c, given, sentences(wrong, locale), 422);
  try {
    const { id } = await openContact(contextOf(c), form.data, person.data);
    return c.redirect(`/kontakter/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const again = await draftFrom(c);
    return newContactPage(c, again, sentences(error.errors, locale), 422);
  }
}

/** What is wrong with each field, by the room's own sentence where it has one. */
export function sentences(errors: Problem['errors'], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      contactErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

/** POST /kontakter/ny/utkast: from the script nothing is answered, from the button the page. */
export async function saveNewDraftAction(c: Http) {
  await saveDraft(contextOf(c), null, await draftFrom(c));
  return c.req.header('x-draft') === undefined ? c.redirect('/kontakter/ny', 303) : c.body(null, 204);
}
