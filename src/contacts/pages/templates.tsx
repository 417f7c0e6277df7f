import { z } from 'zod';
import { transaction } from '../../access/context.server.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import { addTemplate, endTemplate } from '../commands/template.server.ts';
import { templatesOf } from '../contact-view.server.ts';
import { promiseTexts } from '../promise-texts.ts';
import { workTexts } from '../work-texts.ts';
import { sentences } from './new-contact.tsx';
import { officeAsked } from './work-list.tsx';

const addressOf = (officeId: number) => `/kontakter/mallar?kontor=${officeId}`;

/** GET /kontakter/mallar */
export async function showTemplates(c: Http) {
  return templatesPage(c, {}, {}, 200);
}

async function templatesPage(
  c: Http,
  given: Readonly<Record<string, string>>,
  errors: Errors,
  status: 200 | 422,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = promiseTexts[locale].templates;
  const { office } = await officeAsked(c);
  if (office === null) throw new Problem('forbidden');
  const templates = await transaction(ctx, (db) => templatesOf(db, office.id));
  return page(
    c,
    { title: t.title, width: 'text', status },
    <>
      <p class="crumb">
        <a href={`/kontakter?kontor=${office.id}`}>{workTexts[locale].list.title}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={workTexts[locale].form.wrong} errors={errors} />
      {templates.length === 0 ? <p class="empty">{t.empty}</p> : null}
      {templates.map(({ id, name, body }) => (
        <section class="template">
          <h2>{name}</h2>
          <div class="said-body">{body}</div>
          <form method="post" action={`/kontakter/mallar/${id}/ta-bort`}>
            <button type="submit" class="link" aria-label={t.endOf(name)}>
              {t.end}
            </button>
          </form>
        </section>
      ))}
      <h2>{t.add}</h2>
      <form method="post" action={addressOf(office.id)} class="stack">
        <input type="hidden" name="officeId" value={office.id} />
        <Input name="name" label={t.name} value={given.name} error={errors.name} />
        <TextArea name="body" label={t.body} value={given.body} error={errors.body} rows={6} />
        <Button kind="quiet">{t.save}</Button>
      </form>
    </>,
  );
}

const text = (max: number) =>
  z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(max, { error: 'too-long' });
const TemplateSchema = blankIsAbsent(z.object({ officeId: IdText, name: text(100), body: text(10_000) }));

/** POST /kontakter/mallar */
export async function addTemplateAction(c: Http) {
  const form = await readForm(c, TemplateSchema);
  if (!form.ok) return templatesPage(c, form.given, sentences(form.errors, c.get('locale')), 422);
  await addTemplate(contextOf(c), form.data);
  return c.redirect(addressOf(form.data.officeId), 303);
}

/** POST /kontakter/mallar/:id/ta-bort */
export async function endTemplateAction(c: Http) {
  const { officeId } = await endTemplate(contextOf(c), idParam(c));
  return c.redirect(addressOf(officeId), 303);
}
