import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { join, sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Notice } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import { diaryEntries, myDiaries } from '../diary/read.server.ts';
import { DiarySchema, EntrySchema, register, setDiary, setWithheld } from '../diary/register.server.ts';
import { diaryTexts } from '../diary/texts.ts';
import { OwnEntries } from './diary-entries.tsx';
import { EntryForm, PatternForm, type Told } from './diary-forms.tsx';
import { fieldSentences } from './told.ts';

/** GET /diarium: registering, and the pattern of the numbers for who coordinates. */
export async function showDiaries(c: Http) {
  return diariesPage(c, null);
}

/** POST /diarium */
export async function registerAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(EntrySchema));
  if (!form.ok)
    return diariesPage(c, { form: 'entry', errors: fieldSentences(form.errors, locale), given: form.given });
  try {
    const { number } = await register(contextOf(c), form.data);
    return c.redirect(`/diarium?nummer=${encodeURIComponent(number)}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return diariesPage(c, {
      form: 'entry',
      errors: fieldSentences(error.errors, locale),
      given: texts(form.data),
    });
  }
}

/** POST /diarium/monster */
export async function setDiaryAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(DiarySchema));
  if (!form.ok)
    return diariesPage(c, {
      form: 'pattern',
      errors: fieldSentences(form.errors, locale),
      given: form.given,
    });
  try {
    await setDiary(contextOf(c), form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return diariesPage(c, {
      form: 'pattern',
      errors: fieldSentences(error.errors, locale),
      given: texts(form.data),
    });
  }
  return c.redirect('/diarium?sparat=1', 303);
}

const Withheld = z.object({
  counterpart: z.literal('true').optional(),
  subject: z.literal('true').optional(),
});

/** POST /diarium/:id/visning: what of an entry everybody may see. */
export async function setWithheldAction(c: Http) {
  const form = await readForm(c, Withheld);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const { counterpart, subject } = form.data;
  await setWithheld(contextOf(c), uuidParam(c), {
    counterpart: counterpart !== undefined,
    subject: subject !== undefined,
  });
  return c.redirect('/diarium', 303);
}

function texts(data: object): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
}

async function diariesPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = diaryTexts[locale];
  const diaries = await myDiaries(ctx);
  const asked = Number(c.req.query('sida') ?? 1);
  const list = await diaryEntries(ctx, Number.isSafeInteger(asked) ? asked : 1);
  const coordinated = authoritiesOf(ctx.actor, 'coordinator');
  const authorities =
    coordinated.length === 0
      ? []
      : await unscoped(ctx.pool).many<{ id: number; name: string }>(
          sql`select id, name from authority where id in (${join(coordinated)}) order by name`,
        );
  const errors = told?.errors ?? {};
  const number = c.req.query('nummer')?.slice(0, 80);
  return page(
    c,
    { title: t.title, status: told === null ? 200 : 422 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {number === undefined || told !== null ? null : <Notice kind="good">{t.registered(number)}</Notice>}
      {c.req.query('sparat') === undefined || told !== null ? null : <Notice kind="good">{t.saved}</Notice>}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {diaries.length === 0 ? <p class="empty">{t.none}</p> : null}
      {diaries.length === 0 ? null : (
        <EntryForm {...{ diaries, told, locale }} today={swedishDay(ctx.clock())} />
      )}
      {diaries.length === 0 ? null : (
        <section aria-labelledby="registrerat">
          <h2 id="registrerat">{t.mine}</h2>
          <p>
            {[...new Map(diaries.map((each) => [each.orgNumber, each.authority]))].map(
              ([orgNumber, name]) => (
                <a href={`/diarium/${orgNumber}`}>
                  {t.public}: {name}
                </a>
              ),
            )}
          </p>
          <OwnEntries {...{ list, locale }} />
        </section>
      )}
      {authorities.length === 0 ? null : <PatternForm {...{ authorities, diaries, told, locale }} />}
    </>,
  );
}
