import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import {
  endForm,
  publishForm,
  publishVersion,
  readDefinition,
  setOffice,
} from '../commands/definition.server.ts';
import { type Definition, told } from '../definition.ts';
import { definitionTexts } from '../definition-texts.ts';
import { formView, officesThatServe, ownAuthorities } from '../definitions.server.ts';
import { templates } from '../templates.ts';
import { sentences } from './filling.tsx';
import { FormSections } from './question-fields.tsx';

type Given = Readonly<Record<string, string>>;
interface Told {
  readonly errors: Problem['errors'];
  readonly given: Given;
}

/** GET /blanketter/:id; `?version=` another than the last. */
export async function showForm(c: Http) {
  return formPage(c, idParam(c), null);
}

async function formPage(c: Http, id: number, said: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = definitionTexts[locale];
  const asked = Number(c.req.query('version') ?? Number.NaN);
  const version = Number.isSafeInteger(asked) && asked > 0 && asked < 1_000_000 ? asked : undefined;
  const view = await formView(ctx, id, version);
  const last = view.versions[0]?.version ?? view.version;
  const offices = view.mine ? await officesThatServe(ctx, view.authorityId) : [];
  const { form } = view;
  return page(
    c,
    { title: `${told(form.title, locale)} – ${view.authority}`, status: said === null ? 200 : 422 },
    <>
      <p class="crumb">
        <a href="/blanketter">{t.view.back}</a>
      </p>
      <h1>{told(form.title, locale)}</h1>
      <p class="lead">
        {view.authority}. {t.view.task(locale === 'sv' ? view.taskSv : view.taskEn)}{' '}
        {view.ended ? t.view.ended : view.office === null ? t.view.desks : t.view.web(view.office)}
      </p>
      {c.req.query('sparat') === undefined || said !== null ? null : (
        <Notice kind="good">{t.publish.saved}</Notice>
      )}
      <Wrong said={said} locale={locale} />
      {view.ended || view.office === null ? null : (
        <p>
          <a href={`/ansok/${view.slug}`}>{t.view.toPublic}</a>
        </p>
      )}
      {view.version === last ? null : <Notice>{t.view.notLast(view.version, last)}</Notice>}
      <Table
        caption={t.view.versions}
        rows={view.versions}
        empty=""
        columns={[
          {
            head: t.view.columns.version,
            cell: (row) => <a href={`/blanketter/${id}?version=${row.version}`}>{row.version}</a>,
          },
          {
            head: t.view.columns.published,
            cell: (row) => formatMoment(Temporal.Instant.from(row.publishedAt)),
          },
          { head: t.view.columns.by, cell: (row) => row.by },
          {
            head: t.view.columns.as,
            cell: (row) => (
              <a
                href={`/blanketter/${id}/versioner/${row.version}/export`}
                download=""
                aria-label={t.view.exportOf(row.version)}
              >
                {t.view.export}
              </a>
            ),
          },
        ]}
      />
      <Preview form={form} heading={t.view.preview} locale={locale} today="" />
      <LawOf form={form} locale={locale} />
      {view.mine ? (
        <>
          <form method="post" action={`/blanketter/${id}/kontor`} class="stack">
            <Select
              name="officeId"
              label={t.publish.office}
              help={t.publish.officeHelp}
              empty={t.publish.officeNone}
              value={view.officeId === null ? undefined : String(view.officeId)}
              options={offices.map((office) => ({ value: String(office.id), label: office.name }))}
            />
            <Button kind="quiet">{t.publish.saveOffice}</Button>
          </form>
          <details open={said !== null}>
            <summary>{t.publish.next}</summary>
            <form
              method="post"
              action={`/blanketter/${id}/versioner`}
              enctype="multipart/form-data"
              class="stack"
            >
              <p>{t.publish.nextLead}</p>
              <ContentFields given={said?.given ?? {}} locale={locale} />
              <Button name="do" value="visa">
                {t.publish.show}
              </Button>
            </form>
          </details>
          <form method="post" action={`/blanketter/${id}/${view.ended ? 'ta-upp' : 'avsluta'}`}>
            <Button kind="quiet">{view.ended ? t.publish.takeUp : t.publish.end}</Button>
          </form>
        </>
      ) : null}
    </>,
  );
}

const Wrong: FC<{ said: Told | null; locale: Locale }> = ({ said, locale }) =>
  said === null ? null : (
    <ErrorSummary
      title={definitionTexts[locale].publish.wrong}
      errors={sentences(said.errors, locale)}
      labels={Object.fromEntries(said.errors.map(({ field }) => [field, field]))}
    />
  );

const Preview: FC<{ form: Definition; heading: string; today: string; locale: Locale }> = ({
  form,
  heading,
  today,
  locale,
}) => (
  <section aria-labelledby="utseende" class="apply-preview">
    <h2 id="utseende">{heading}</h2>
    <p>{told(form.lead, locale)}</p>
    <form class="apply-form" aria-labelledby="utseende">
      <fieldset disabled class="apply-disabled">
        <legend class="sr-only">{told(form.title, locale)}</legend>
        <FormSections form={form} given={{}} errors={{}} files={[]} today={today} locale={locale} />
      </fieldset>
    </form>
  </section>
);

const LawOf: FC<{ form: Definition; locale: Locale }> = ({ form, locale }) => {
  const t = definitionTexts[locale].view;
  return (
    <section aria-labelledby="vilar">
      <h2 id="vilar">{t.law}</h2>
      <ul>
        {form.law.map(({ ref, says }) => (
          <li>
            {says === undefined ? null : `${told(says, locale)} `}
            <cite>{ref}</cite>
          </li>
        ))}
      </ul>
      <h3>{t.appeal}</h3>
      <p class="apply-text">{told(form.appeal, locale)}</p>
      <p class="quiet">
        {t.source}: {form.source} {t.verified(formatDay(form.verifiedOn, locale))}
      </p>
    </section>
  );
};

const ContentFields: FC<{ given: Given; locale: Locale }> = ({ given, locale }) => {
  const t = definitionTexts[locale].publish;
  return (
    <>
      <Input name="file" type="file" label={t.file} accept=".json,application/json" />
      <TextArea
        name="content"
        label={t.content}
        help={t.contentHelp}
        rows={8}
        value={given.content}
        maxlength={400_000}
      />
    </>
  );
};

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

/** What was posted, with the content from the file, from what was pasted, or from the form that comes with the program. */
async function posted(c: Http): Promise<{ given: Given; content: string; does: string }> {
  const body = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const given = Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const { file } = body;
  const read = file instanceof File && file.size > 0 ? await file.text() : '';
  const template = templates().find(({ code }) => code === given.template);
  const pasted = (given.content ?? '').trim();
  const content = read || pasted || (template === undefined ? '' : JSON.stringify(template));
  return { given, content, does: given.do ?? '' };
}

function idOf(text: string | undefined, field: string): number {
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text ?? '') || id < 1 || id > 2_147_483_647)
    throw new Problem('invalid', {}, [{ field, code: 'invalid-value' }]);
  return id;
}

/** POST /blanketter/:id/kontor */
export async function setOfficeAction(c: Http) {
  const id = idParam(c);
  const { given } = await posted(c);
  try {
    const officeId = (given.officeId ?? '') === '' ? null : idOf(given.officeId, 'officeId');
    await setOffice(contextOf(c), id, officeId);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return formPage(c, id, { errors: error.errors, given: {} });
  }
  return c.redirect(`/blanketter/${id}?sparat=1`, 303);
}

/** POST /blanketter/:id/avsluta */
export async function endFormAction(c: Http) {
  const id = idParam(c);
  await endForm(contextOf(c), id, true);
  return c.redirect(`/blanketter/${id}?sparat=1`, 303);
}

/** POST /blanketter/:id/ta-upp */
export async function takeUpFormAction(c: Http) {
  const id = idParam(c);
  await endForm(contextOf(c), id, false);
  return c.redirect(`/blanketter/${id}?sparat=1`, 303);
}

/** GET /blanketter/:id/versioner/:version/export: what can be published elsewhere. */
export async function exportForm(c: Http) {
  const { form, slug, version } = await formView(contextOf(c), idParam(c), idParam(c, 'version'));
  return c.body(`${JSON.stringify(form, null, 2)}\n`, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${slug}-${version}.json"`,
  });
}
