import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addKind, changeKind, type KindInput } from '../commands/configure.server.ts';
import { groupsOf, type KindToChange, kindToChange } from '../kind-queries.server.ts';
import { kindTexts } from '../kind-texts.ts';
import { readQuestions } from '../rules/read-kind.ts';
import { line, sentences, words } from './form.ts';
import { type Given, givenOf, KindFields } from './kind-fields.tsx';
import { StaffMenu } from './staff-list.tsx';

/** GET /felanmalningar/installningar/:id/slag/:kind */
export async function showKind(c: Http): Promise<Response> {
  return changePage(c, await kindToChange(contextOf(c), idParam(c), idParam(c, 'kind')), null, []);
}

function changePage(c: Http, kind: KindToChange, given: Given | null, errors: readonly FieldError[]) {
  const locale = c.get('locale');
  const t = kindTexts[locale];
  const name = locale === 'sv' ? kind.nameSv : kind.nameEn;
  const [now, ...before] = kind.versions;
  return page(
    c,
    { title: `${t.title}: ${name}`, width: 'text', status: errors.length > 0 ? 422 : 200 },
    <>
      <StaffMenu c={c} here="settings" />
      <p class="crumb">
        <a href="/felanmalningar/installningar">{t.back}</a>
      </p>
      <h1>{name}</h1>
      {c.req.query('sparat') === undefined ? null : (
        <Notice kind="good" focus>
          {t.saved}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told(errors, locale)} />
      <p class="lead">{t.lead}</p>
      <p class="quiet">
        <code>{kind.code}</code>.{' '}
        {now === undefined ? '' : t.version(kind.version, formatDay(swedishDay(now.at), locale))}
      </p>
      <form method="post" class="fault-form">
        <input type="hidden" name="version" value={String(kind.version)} />
        <KindFields given={given ?? givenOf(kind)} errors={told(errors, locale)} locale={locale} />
        <Button>{t.save}</Button>
      </form>
      {before.length === 0 ? null : (
        <>
          <h2>{t.earlier}</h2>
          <Table
            caption={t.earlier}
            hideCaption
            rows={before}
            empty={null}
            columns={[
              { head: '', cell: (row) => String(row.version) },
              { head: t.from, cell: (row) => formatDay(swedishDay(row.at), locale) },
              { head: t.nameSv, cell: (row) => (locale === 'sv' ? row.nameSv : row.nameEn) },
              { head: t.asked, cell: (row) => row.asked.join(' · ') || '–' },
              { head: t.by, cell: (row) => row.by ?? '–' },
            ]}
          />
        </>
      )}
    </>,
  );
}

/** GET /felanmalningar/installningar/:id/slag/nytt */
export const showNewKind = (c: Http): Promise<Response> => newPage(c, {}, []);

async function newPage(c: Http, given: Given, errors: readonly FieldError[]): Promise<Response> {
  const locale = c.get('locale');
  const t = kindTexts[locale];
  const groups = await groupsOf(contextOf(c), idParam(c));
  const wrong = told(errors, locale);
  return page(
    c,
    { title: t.newTitle, width: 'text', status: errors.length > 0 ? 422 : 200 },
    <>
      <StaffMenu c={c} here="settings" />
      <p class="crumb">
        <a href="/felanmalningar/installningar">{t.back}</a>
      </p>
      <h1>{t.newTitle}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} />
      <form method="post" class="fault-form">
        <Select
          name="grupp"
          label={t.group}
          empty="–"
          value={given.grupp ?? ''}
          error={wrong.grupp}
          options={groups.map((group) => ({ value: String(group.id), label: group.name[locale] }))}
          required
        />
        <Input name="kod" label={t.code} help={t.codeHelp} value={given.kod} error={wrong.kod} required />
        <KindFields given={{ 'fraga.0.sv': '', ...given }} errors={wrong} locale={locale} />
        <Button>{t.add}</Button>
      </form>
    </>,
  );
}

const told = (errors: readonly FieldError[], locale: Locale): Record<string, string> => {
  const own: Readonly<Record<string, string>> = kindTexts[locale].fields;
  const usual = sentences(errors, locale);
  return Object.fromEntries(errors.map(({ field, code }) => [field, own[code] ?? usual[field] ?? code]));
};

const KindSchema = z
  .object({
    namn: line(100).pipe(z.string().min(1, 'required')),
    'namn-en': line(100).pipe(z.string().min(1, 'required')),
    om: words(1000).default(''),
    'om-en': words(1000).default(''),
    ord: line(300).default(''),
    dagar: z.union([z.literal('').transform(() => null), IdText.pipe(z.number().max(365, 'too-big'))]),
    farligt: z.string().optional(),
  })
  .loose();

type Read = { readonly kind: KindInput } | { readonly errors: readonly FieldError[] };

async function readKind(
  c: Http,
): Promise<{ given: Given; read: Read; form: Readonly<Record<string, unknown>> }> {
  const form = await readForm(c, KindSchema);
  const body = await c.req.parseBody({ all: true });
  const given = Object.fromEntries(
    Object.entries(body).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
  const { questions, errors } = readQuestions(given);
  if (!form.ok || errors.length > 0)
    return { given, form: body, read: { errors: [...(form.ok ? [] : form.errors), ...errors] } };
  const { data } = form;
  const kind = {
    ...{ nameSv: data.namn, nameEn: data['namn-en'], aboutSv: data.om, aboutEn: data['om-en'] },
    ...{ keywords: data.ord, expectedDays: data.dagar, danger: data.farligt === 'ja', questions },
  };
  return { given, form: body, read: { kind } };
}

/** POST /felanmalningar/installningar/:id/slag/:kind */
export async function changeKindAction(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const [body, id] = [idParam(c), idParam(c, 'kind')];
  const now = await kindToChange(ctx, body, id);
  const { given, read } = await readKind(c);
  if ('errors' in read) return changePage(c, now, given, read.errors);
  const version = IdText.safeParse(given.version);
  if (!version.success) throw new Problem('invalid', {}, [{ field: 'version', code: 'required' }]);
  await changeKind(ctx, body, id, version.data, read.kind);
  return c.redirect(`/felanmalningar/installningar/${body}/slag/${id}?sparat=1`, 303);
}

/** POST /felanmalningar/installningar/:id/slag/nytt */
export async function newKindAction(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const body = idParam(c);
  const { given, read } = await readKind(c);
  const group = IdText.safeParse(given.grupp);
  const code = /^[A-Za-z0-9_-]{1,40}$/.test(given.kod ?? '') ? given.kod : undefined;
  const errors = [
    ...(group.success ? [] : [{ field: 'grupp', code: 'required' }]),
    ...(code === undefined ? [{ field: 'kod', code: 'invalid-format' }] : []),
    ...('errors' in read ? read.errors : []),
  ];
  if ('errors' in read || !group.success || code === undefined) return newPage(c, given, errors);
  try {
    const id = await addKind(ctx, body, group.data, code, read.kind);
    return c.redirect(`/felanmalningar/installningar/${body}/slag/${id}?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return newPage(c, given, error.errors);
  }
}
