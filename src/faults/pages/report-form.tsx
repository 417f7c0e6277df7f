import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { inTransaction } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { allBodies, type Category, categoryById } from '../categories.server.ts';
import { questionField, reportFault } from '../commands/report-fault.server.ts';
import { followFault } from '../commands/reporter.server.ts';
import { municipalityOf } from '../place.server.ts';
import { nearby } from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { readPoint } from '../rules/place.ts';
import { countTry } from '../tries.server.ts';
import { type Chosen, PlaceLine, pointText, StepLine } from './chosen.tsx';
import { EmailText, FormKey, line, sentences, textsOf, words } from './form.ts';
import { MaybeTheSame } from './maybe-the-same.tsx';
import { photoOf } from './photo.server.ts';
import { QuestionField, Trap } from './question-field.tsx';

interface FormState {
  readonly chosen: Chosen;
  readonly category: Category & { readonly body: string };
  readonly given?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly FieldError[];
  readonly hadPhoto?: boolean;
}

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
      {same.length === 0 ? null : <MaybeTheSame same={same} locale={locale} />}
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
