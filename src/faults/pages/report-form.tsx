import { randomUUID } from 'node:crypto';
import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { inTransaction } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { allBodies, type Category, categoryById } from '../categories.server.ts';
import { questionField, reportFault } from '../commands/report-fault.server.ts';
import { followFault } from '../commands/reporter.server.ts';
import { municipalityOf } from '../place.server.ts';
import { nearby, type PublicFault } from '../public.server.ts';
import { faultErrorText, faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { readPoint } from '../rules/place.ts';
import type { Question } from '../rules/questions.ts';
import { countTry } from '../tries.server.ts';
import { photoOf } from './photo.server.ts';
import { type Chosen, PlaceLine, pointText, StepLine } from './report.tsx';

interface FormState {
  readonly chosen: Chosen;
  readonly category: Category & { readonly body: string };
  readonly given?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly FieldError[];
  readonly hadPhoto?: boolean;
}

/** A code as a sentence: the room's own, else the shell's. */
export const errorSentence = (code: string, locale: Locale) =>
  faultErrorText(code, {}, locale) ?? fieldErrorText(code, locale);

export const sentences = (errors: readonly FieldError[], locale: Locale) =>
  Object.fromEntries(errors.map(({ field, code }) => [field, errorSentence(code, locale)]));

/** The third step: the questions of the kind, the words, the photo; before them what may be the same. */
export async function showForm(c: Http, { chosen, category, given = {}, errors = [], hadPhoto }: FormState) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  const { database, clock } = c.get('services');
  const { point } = chosen;
  const same =
    point === null || errors.length > 0
      ? []
      : await inTransaction(database.pool, {}, (db) =>
          nearby(db, category.bodyId, category.parentId, point, clock()),
        );
  const wrong = sentences(errors, locale);
  const first = (name: string) => given[name]?.[0] ?? '';
  const labels = Object.fromEntries(category.questions.map((q) => [questionField(q.code), q[locale]]));
  return page(
    c,
    { title: t.form.title, width: 'text', status: errors.length > 0 ? 422 : 200 },
    <>
      <StepLine n={3} locale={locale} />
      <h1>{t.form.title}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} labels={labels} />
      <p>
        {t.form.chosenKind}: <strong>{category.name[locale]}</strong>. {t.kind.receivedBy(category.body)}
      </p>
      <PlaceLine chosen={chosen} locale={locale} />
      {category.danger ? <div class="notice notice--wrong">{t.form.danger}</div> : null}
      {same.length === 0 ? null : <Same same={same} locale={locale} />}
      <form method="post" action="/felanmalan" enctype="multipart/form-data" class="fault-form" id="ny">
        <input type="hidden" name="nyckel" value={first('nyckel') || randomUUID()} />
        <input type="hidden" name="typ" value={String(category.id)} />
        <input type="hidden" name="kommun" value={chosen.municipality} />
        <input type="hidden" name="nara" value={point === null ? '' : pointText(point)} />
        <input type="hidden" name="plats" value={chosen.place} />
        {category.questions
          .toSorted((a, b) => a.order - b.order)
          .map((question) => (
            <QuestionField
              question={question}
              locale={locale}
              given={given[questionField(question.code)] ?? []}
              error={wrong[questionField(question.code)]}
            />
          ))}
        <TextArea
          name="beskrivning"
          label={t.form.description}
          help={t.form.descriptionHelp}
          value={first('beskrivning')}
          error={wrong.beskrivning}
          maxlength={4000}
          required
        />
        <Input
          name="bild"
          type="file"
          label={`${t.form.photo} (${t.form.optional})`}
          help={hadPhoto ? `${t.form.photoAgain} ${t.form.photoHelp}` : t.form.photoHelp}
          accept="image/jpeg,image/png,image/webp"
          error={wrong.bild}
        />
        <Input
          name="epost"
          type="email"
          label={`${t.form.email} (${t.form.optional})`}
          help={t.form.emailHelp}
          value={first('epost')}
          error={wrong.epost}
          autocomplete="email"
        />
        <Trap locale={locale} />
        <Button>{t.form.send}</Button>
      </form>
    </>,
  );
}

/** A field that people do not see and programs fill in. */
export const Trap: FC<{ locale: Locale }> = ({ locale }) => (
  <div class="fault-trap" aria-hidden="true">
    <label for="webbplats">{faultTexts[locale].form.robot}</label>
    <input id="webbplats" name="webbplats" type="text" tabindex={-1} autocomplete="off" value="" />
  </div>
);

const Same: FC<{ same: readonly (PublicFault & { metres: number })[]; locale: Locale }> = ({
  same,
  locale,
}) => {
  const t = faultTexts[locale];
  return (
    <section class="fault-same" aria-labelledby="same">
      <h2 id="same">{t.form.same}</h2>
      <p>{t.form.sameLead}</p>
      <ul>
        {same.map((fault) => (
          <li>
            <p>
              <a href={`/felanmalan/${fault.reference}`}>
                <strong>{fault.name[locale]}</strong>
              </a>
              {fault.place === '' ? '' : `, ${fault.place}`}
              {', '}
              {t.form.away(formatNumber(fault.metres, locale))}
              {'. '}
              {t.status.state[fault.state]}, {formatDay(swedishDay(fault.receivedAt), locale)}.
            </p>
            <form method="post" action={`/felanmalan/${fault.reference}/folj`} class="fault-number">
              <Input
                name={`epost-${fault.reference}`}
                type="email"
                label={`${t.form.followEmail} (${t.form.optional})`}
                autocomplete="email"
              />
              <Button kind="quiet">{t.form.follow}</Button>
            </form>
          </li>
        ))}
      </ul>
      <p>
        <a href="#ny">{t.form.notSame}</a>
      </p>
    </section>
  );
};

const QuestionField: FC<{
  question: Question;
  locale: Locale;
  given: readonly string[];
  error: string | undefined;
}> = ({ question, locale, given, error }) => {
  const t = faultTexts[locale];
  const name = questionField(question.code);
  if (!question.variable) return <p class="notice notice--info">{question[locale]}</p>;
  const label = question.required ? question[locale] : `${question[locale]} (${t.form.optional})`;
  const common = {
    name,
    label,
    error,
    ...(question.help === undefined ? {} : { help: question.help[locale] }),
  };
  const value = given[0] ?? '';
  switch (question.datatype) {
    case 'text':
      return <TextArea {...common} rows={3} value={value} maxlength={2000} required={question.required} />;
    case 'singlevaluelist':
      return (
        <Select
          {...common}
          empty={t.form.choose}
          value={value}
          required={question.required}
          options={question.values.map((each) => ({ value: each.key, label: each[locale] }))}
        />
      );
    case 'multivaluelist':
      return (
        <fieldset
          class="fault-many"
          id={name}
          aria-describedby={error === undefined ? undefined : `${name}-error`}
        >
          <legend>{label}</legend>
          {error === undefined ? null : (
            <p class="error" id={`${name}-error`}>
              {error}
            </p>
          )}
          {question.values.map((each) => (
            <label>
              <input type="checkbox" name={name} value={each.key} checked={given.includes(each.key)} />
              <span>{each[locale]}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'datetime':
      return <Input {...common} type="datetime-local" value={value} required={question.required} />;
    default:
      return <Input {...common} value={value} required={question.required} />;
  }
};

/** A line of text without what no page can show. */
export const line = (longest: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(longest, 'too-long'));
/** Words over several lines, as a browser sends them. */
export const words = (longest: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(longest, 'too-long'));
export const EmailText = z
  .string()
  .trim()
  .refine((text) => text === '' || (text.length <= 254 && z.email().safeParse(text).success), 'not-an-email');

/** The key of a form: a uuid that the page made. */
export const FormKey = z.uuid('invalid-value');

const ReportSchema = z
  .object({
    nyckel: FormKey,
    typ: z.string().regex(/^\d{1,9}$/, 'no-such-category'),
    kommun: z.string().max(4, 'invalid-value').default(''),
    nara: z.string().max(60, 'invalid-value').default(''),
    plats: line(300).default(''),
    beskrivning: words(4000).default(''),
    epost: EmailText.default(''),
    webbplats: z.string().default(''),
  })
  .loose();

/** POST /felanmalan. Sent twice it is one report. */
export async function reportAction(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  await countTry(database.pool, 'report', clientAddress(c), clock());
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const form = await readForm(c, ReportSchema);
  const given = textsOf(body);
  const point = readPoint(given.nara?.[0] ?? '');
  const chosen: Chosen = {
    municipality: (point === null ? null : municipalityOf(point)) ?? given.kommun?.[0]?.slice(0, 4) ?? '',
    point,
    place: given.plats?.[0]?.slice(0, 300) ?? '',
    ...{ level: 0, code: '', bodyId: 0 },
  };
  const typ = Number(given.typ?.[0]);
  const category = await inTransaction(database.pool, {}, async (db) => {
    const known =
      Number.isSafeInteger(typ) && typ > 0 && typ < 2_147_483_648 ? await categoryById(db, typ) : null;
    if (known === null) return null;
    const bodies = await allBodies(db);
    return { ...known, body: bodies.find(({ id }) => id === known.bodyId)?.name ?? '' };
  });
  // A form that is none of ours: there is nothing to show again.
  if (category === null) throw new Problem('invalid', { reason: 'no-such-category' });
  const again = (errors: readonly FieldError[]) =>
    showForm(c, {
      chosen,
      category,
      given,
      errors,
      hadPhoto: body.bild instanceof File && body.bild.size > 0,
    });
  if (!form.ok) return again(form.errors);
  if (form.data.webbplats !== '') return again([{ field: 'webbplats', code: 'filled-by-a-program' }]);
  try {
    const photo = await photoOf(body.bild);
    const done = await reportFault(
      { pool: database.pool, clock, origin: originOf(c) },
      {
        key: form.data.nyckel,
        categoryId: category.id,
        point,
        place: form.data.plats,
        description: form.data.beskrivning,
        answers: Object.fromEntries(
          Object.entries(given).flatMap(([name, values]) =>
            name.startsWith('svar.') ? [[name.slice('svar.'.length), values]] : [],
          ),
        ),
        contact: form.data.epost === '' ? {} : { email: form.data.epost },
        photos: photo === null ? [] : [photo],
        language: c.get('locale'),
        from: { source: 'web' },
      },
    );
    return c.redirect(`/felanmalan/${done.reference}/${done.secret}?ny=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return again(error.errors);
  }
}

/** What stands in a form as texts, each field a list. */
function textsOf(body: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}

/** The address that people use. */
export const originOf = (c: Http) => new URL(c.get('services').auth.options.baseURL ?? c.req.url).origin;

/** POST /felanmalan/:reference/folj: somebody else has seen the same. */
export async function followFaultAction(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  await countTry(database.pool, 'follow', clientAddress(c), clock());
  const form = await readForm(
    c,
    z.object({ [`epost-${reference}`]: EmailText.optional(), epost: EmailText.optional() }),
  );
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const email = form.data[`epost-${reference}`] || form.data.epost || null;
  await followFault({ pool: database.pool, clock }, reference, email);
  return c.redirect(`/felanmalan/${reference}?foljer=1`, 303);
}
