import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select, TextArea } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addKind, changeKind, type KindInput } from '../commands/configure.server.ts';
import { groupsOf, type KindToChange, kindToChange } from '../kind-queries.server.ts';
import { kindTexts } from '../kind-texts.ts';
import type { Question } from '../rules/questions.ts';
import { readQuestions, valuesText } from '../rules/read-kind.ts';
import { line, sentences, words } from './form.ts';
import { StaffMenu } from './staff-list.tsx';

type Given = Readonly<Record<string, string>>;

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

const KindFields: FC<{ given: Given; errors: Readonly<Record<string, string>>; locale: Locale }> = ({
  given,
  errors,
  locale,
}) => {
  const t = kindTexts[locale];
  const field = (name: string) => ({ name, value: given[name] ?? '', error: errors[name] });
  const count = Array.from({ length: 21 }).findIndex((_, n) => given[`fraga.${n}.sv`] === undefined);
  return (
    <>
      <Input {...field('namn')} label={t.nameSv} required />
      <Input {...field('namn-en')} label={t.nameEn} required />
      <TextArea {...field('om')} label={t.aboutSv} rows={2} maxlength={1000} />
      <TextArea {...field('om-en')} label={t.aboutEn} rows={2} maxlength={1000} />
      <Input {...field('ord')} label={t.keywords} />
      <Input {...field('dagar')} type="number" min="1" max="365" label={t.days} help={t.daysHelp} />
      <label class="fault-check">
        <input type="checkbox" name="farligt" value="ja" checked={given.farligt === 'ja'} />
        <span>{t.danger}</span>
      </label>
      <h2>{t.questions}</h2>
      {Array.from({ length: count }, (_, n) => (
        <QuestionFields n={n} given={given} errors={errors} locale={locale} />
      ))}
    </>
  );
};

const DATATYPES = [
  'singlevaluelist',
  'multivaluelist',
  'string',
  'text',
  'number',
  'datetime',
  'told',
] as const;

/** A question that can be changed; the last is empty, for a new one. */
const QuestionFields: FC<{
  n: number;
  given: Given;
  errors: Readonly<Record<string, string>>;
  locale: Locale;
}> = ({ n, given, errors, locale }) => {
  const t = kindTexts[locale];
  const field = (name: string) => {
    const whole = `fraga.${n}.${name}`;
    return { name: whole, value: given[whole] ?? '', error: errors[whole] };
  };
  const isNew = given[`fraga.${n}.kod`] === undefined || given[`fraga.${n}.ny`] === 'ja';
  const checked = (name: string) => given[`fraga.${n}.${name}`] === 'ja';
  return (
    <fieldset class="fault-question">
      <legend>{isNew ? t.newQuestion : t.question(n + 1)}</legend>
      {isNew ? (
        <>
          <input type="hidden" name={`fraga.${n}.ny`} value="ja" />
          <p class="help">{t.newQuestionHelp}</p>
        </>
      ) : (
        <input type="hidden" name={`fraga.${n}.kod`} value={given[`fraga.${n}.kod`]} />
      )}
      <Input {...field('sv')} label={t.ask} />
      <Input {...field('en')} label={t.askEn} />
      <Select
        {...field('slag')}
        label={t.datatype}
        value={given[`fraga.${n}.slag`] ?? 'singlevaluelist'}
        options={DATATYPES.map((type) => ({ value: type, label: t.datatypes[type] }))}
      />
      <TextArea {...field('val')} label={t.values} rows={4} maxlength={4000} />
      <details open={given[`fraga.${n}.hjalp`] ? true : undefined}>
        <summary>{t.help}</summary>
        <Input {...field('hjalp')} label={t.help} />
        <Input {...field('hjalp-en')} label={t.helpEn} />
      </details>
      <Input
        {...field('ordning')}
        type="number"
        min="1"
        max="99"
        label={t.order}
        value={given[`fraga.${n}.ordning`] ?? String(n + 1)}
      />
      <label class="fault-check">
        <input type="checkbox" name={`fraga.${n}.kravs`} value="ja" checked={checked('kravs')} />
        <span>{t.required}</span>
      </label>
      {isNew ? null : (
        <label class="fault-check">
          <input type="checkbox" name={`fraga.${n}.bort`} value="ja" checked={checked('bort')} />
          <span>{t.remove}</span>
        </label>
      )}
    </fieldset>
  );
};

function givenOf(kind: KindToChange): Given {
  const given: Record<string, string> = {
    ...{ namn: kind.nameSv, 'namn-en': kind.nameEn, om: kind.aboutSv, 'om-en': kind.aboutEn },
    ...{ ord: kind.keywords, dagar: kind.expectedDays === null ? '' : String(kind.expectedDays) },
    farligt: kind.danger ? 'ja' : '',
  };
  for (const [n, question] of kind.questions.entries())
    for (const [name, value] of Object.entries(questionGiven(question))) given[`fraga.${n}.${name}`] = value;
  if (kind.questions.length < 20) given[`fraga.${kind.questions.length}.sv`] = '';
  return given;
}

const questionGiven = (question: Question): Readonly<Record<string, string>> => ({
  kod: question.code,
  sv: question.sv,
  en: question.en,
  slag: question.variable ? question.datatype : 'told',
  val: valuesText(question.values),
  hjalp: question.help?.sv ?? '',
  'hjalp-en': question.help?.en ?? '',
  ordning: String(question.order),
  kravs: question.required ? 'ja' : '',
});

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
