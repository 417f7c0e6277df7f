import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { endForm, setOffice } from '../commands/definition.server.ts';
import { told } from '../definition.ts';
import { definitionTexts } from '../definition-texts.ts';
import { formView, officesThatServe } from '../definitions.server.ts';
import { ContentFields, LawOf, Preview, Wrong } from './definition-parts.tsx';
import { idOf, posted, type Told } from './posted-definition.ts';

/** GET /blanketter/:id; `?version=` another than the last. */
export async function showForm(c: Http) {
  return formPage(c, idParam(c), null);
}

export async function formPage(c: Http, id: number, said: Told | null) {
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
