import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { publishForm, publishVersion, readDefinition } from '../commands/definition.server.ts';
import { type Definition, told } from '../definition.ts';
import { definitionTexts } from '../definition-texts.ts';
import { formView, officesThatServe, ownAuthorities } from '../definitions.server.ts';
import { templates } from '../templates.ts';
import { formPage } from './definition.tsx';
import { ContentFields, LawOf, Preview, Wrong } from './definition-parts.tsx';
import { type Given, idOf, posted, type Told } from './posted-definition.ts';

/** GET /blanketter/ny */
export async function showNewForm(c: Http) {
  return newFormPage(c, null);
}

async function newFormPage(c: Http, said: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = definitionTexts[locale].publish;
  const authorities = await ownAuthorities(ctx);
  const [only] = authorities;
  const offices = (await Promise.all(authorities.map(({ id }) => officesThatServe(ctx, id)))).flat();
  const given = said?.given ?? {};
  const seen = new Set<number>();
  return page(
    c,
    { title: t.title, width: 'text', status: said === null ? 200 : 422 },
    <>
      <p class="crumb">
        <a href="/blanketter">{definitionTexts[locale].view.back}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Wrong said={said} locale={locale} />
      <form method="post" action="/blanketter/ny" enctype="multipart/form-data" class="stack">
        <Select
          name="authorityId"
          label={t.authority}
          value={given.authorityId ?? (only === undefined ? undefined : String(only.id))}
          options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Select
          name="template"
          label={t.template}
          empty={t.own}
          value={given.template}
          options={templates().map((form) => ({ value: form.code, label: told(form.title, locale) }))}
        />
        <ContentFields given={given} locale={locale} />
        <Select
          name="officeId"
          label={t.office}
          help={t.officeHelp}
          empty={t.officeNone}
          value={given.officeId}
          options={offices
            .filter(({ id }) => !seen.has(id) && seen.add(id))
            .map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Button name="do" value="visa">
          {t.show}
        </Button>
      </form>
    </>,
  );
}

/** POST /blanketter/ny: a preview first, then it is published. */
export async function newFormAction(c: Http) {
  const ctx = contextOf(c);
  const { given, content, does } = await posted(c);
  try {
    const form = readDefinition(content);
    const authorityId = idOf(given.authorityId, 'authorityId');
    const officeId = (given.officeId ?? '') === '' ? null : idOf(given.officeId, 'officeId');
    await ownAuthorities(ctx);
    if (does !== 'publicera')
      return previewPage(c, form, '/blanketter/ny', { ...given, content: JSON.stringify(form) });
    const { id } = await publishForm(ctx, { authorityId, officeId, form });
    return c.redirect(`/blanketter/${id}?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return newFormPage(c, { errors: error.errors, given });
  }
}

/** POST /blanketter/:id/versioner */
export async function newVersionAction(c: Http) {
  const ctx = contextOf(c);
  const id = idParam(c);
  const { given, content, does } = await posted(c);
  try {
    if (!(await formView(ctx, id)).mine) throw new Problem('forbidden');
    const form = readDefinition(content);
    if (does !== 'publicera')
      return previewPage(c, form, `/blanketter/${id}/versioner`, { content: JSON.stringify(form) });
    await publishVersion(ctx, id, form);
    return c.redirect(`/blanketter/${id}?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return formPage(c, id, { errors: error.errors, given });
  }
}

function previewPage(c: Http, form: Definition, action: string, given: Given) {
  const locale = c.get('locale');
  const t = definitionTexts[locale].publish;
  const title = t.previewTitle(told(form.title, locale));
  return page(
    c,
    { title, width: 'text' },
    <>
      <h1>{title}</h1>
      <Preview form={form} heading={definitionTexts[locale].view.preview} locale={locale} today="" />
      <LawOf form={form} locale={locale} />
      <form method="post" action={action} class="row">
        {['authorityId', 'officeId', 'content'].map((name) => (
          <input type="hidden" name={name} value={given[name] ?? ''} />
        ))}
        <Button name="do" value="publicera">
          {t.publish}
        </Button>
        <a class="button button--quiet" href={action.replace(/\/versioner$/, '')}>
          {t.change}
        </a>
      </form>
    </>,
  );
}
