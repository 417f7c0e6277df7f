import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { join, sql, unscoped } from '../../platform/database.server.ts';
import type { PageOf } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type Diary, type DiaryRow, diaryEntries, myDiaries } from '../diary/read.server.ts';
import {
  DiarySchema,
  EntrySchema,
  exampleOf,
  register,
  setDiary,
  setWithheld,
} from '../diary/register.server.ts';
import { diaryTexts } from '../diary/texts.ts';
import { fieldSentences } from './told.ts';

interface Told {
  readonly form: 'entry' | 'pattern';
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

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
  const given = (form: Told['form'], name: string) => (told?.form === form ? told.given[name] : undefined);
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
        <details class="diary-form" open={told?.form === 'entry'}>
          <summary>{t.register}</summary>
          <form method="post" action="/diarium" class="stack">
            <Select
              name="diaryId"
              label={t.diary}
              required
              value={given('entry', 'diaryId')}
              error={errors.diaryId}
              options={diaries.map(({ id, name, board, pattern }) => ({
                value: String(id),
                label: `${[board, name].filter(Boolean).join(' ')} (${pattern})`,
              }))}
            />
            <Input
              name="class"
              label={t.class}
              help={t.classHelp}
              value={given('entry', 'class')}
              error={errors.class}
            />
            <Choice
              id="direction"
              name="direction"
              legend={t.columns.direction}
              required
              value={given('entry', 'direction') ?? 'received'}
              error={errors.direction}
              options={(['received', 'made'] as const).map((value) => ({ value, label: t.direction[value] }))}
            />
            <Input
              name="datedOn"
              label={t.datedOn}
              type="date"
              required
              value={given('entry', 'datedOn') ?? swedishDay(ctx.clock())}
              error={errors.datedOn}
            />
            <Input
              name="counterpart"
              label={t.counterpart}
              value={given('entry', 'counterpart')}
              error={errors.counterpart}
            />
            <Input
              name="subject"
              label={t.subject}
              help={t.subjectHelp}
              required
              value={given('entry', 'subject')}
              error={errors.subject}
            />
            <label class="check">
              <input type="checkbox" name="counterpartWithheld" value="true" checked />
              <span>{t.counterpartWithheld}</span>
            </label>
            <label class="check">
              <input type="checkbox" name="subjectWithheld" value="true" />
              <span>{t.subjectWithheld}</span>
            </label>
            <Button>{t.save}</Button>
          </form>
        </details>
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
      {authorities.length === 0 ? null : (
        <details class="diary-form" open={told?.form === 'pattern' || diaries.length === 0}>
          <summary>{t.open}</summary>
          <PatternsNow diaries={diaries} locale={locale} />
          <p class="help">{t.openHelp}</p>
          <form method="post" action="/diarium/monster" class="stack">
            <Select
              name="authorityId"
              label={t.authority}
              required
              value={given('pattern', 'authorityId')}
              error={errors.authorityId}
              options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <Input name="board" label={t.board} value={given('pattern', 'board')} error={errors.board} />
            <Input name="name" label={t.name} required value={given('pattern', 'name')} error={errors.name} />
            <Input
              name="pattern"
              label={t.pattern}
              required
              value={given('pattern', 'pattern') ?? '{year}-{serial:5}-{class}'}
              error={errors.pattern}
            />
            <Button kind="quiet">{t.set}</Button>
          </form>
        </details>
      )}
    </>,
  );
}

/** What is registered, as the authority sees it itself; what is withheld says so, and is changed there. */
const OwnEntries: FC<{ list: PageOf<DiaryRow>; locale: Locale }> = ({ list, locale }) => {
  const t = diaryTexts[locale];
  const shown = (row: DiaryRow) =>
    row.counterpartWithheld && row.subjectWithheld
      ? t.shows.neither
      : row.counterpartWithheld
        ? t.shows.subject
        : row.subjectWithheld
          ? t.shows.counterpart
          : t.shows.both;
  return (
    <>
      <Table<DiaryRow>
        caption={t.mine}
        hideCaption
        rows={list.rows}
        empty={t.empty}
        columns={[
          {
            head: t.columns.number,
            cell: (row) =>
              row.handOverId === null ? (
                <span class="whole">{row.number}</span>
              ) : (
                <a class="whole" href={`/overlamningar/${row.handOverId}`}>
                  {row.number}
                </a>
              ),
          },
          { head: t.columns.day, cell: (row) => formatDay(row.datedOn, locale) },
          { head: t.columns.direction, cell: (row) => t.direction[row.direction] },
          { head: t.columns.counterpart, cell: (row) => (row.counterpart === '' ? '–' : row.counterpart) },
          { head: t.columns.subject, cell: (row) => row.subject, wide: true },
          {
            head: t.columns.shown,
            wide: true,
            cell: (row) => (
              <details>
                <summary>{shown(row)}</summary>
                <form method="post" action={`/diarium/${row.id}/visning`}>
                  <label class="check">
                    <input
                      type="checkbox"
                      name="counterpart"
                      value="true"
                      checked={row.counterpartWithheld}
                    />
                    <span>{t.counterpartWithheld}</span>
                  </label>
                  <label class="check">
                    <input type="checkbox" name="subject" value="true" checked={row.subjectWithheld} />
                    <span>{t.subjectWithheld}</span>
                  </label>
                  <Button kind="quiet">{t.saveShown}</Button>
                </form>
              </details>
            ),
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/diarium?sida=${n}`}
        previous={t.newer}
        next={t.older}
      />
    </>
  );
};

/** How the diaries that there are write their numbers, each with what the next one would look like. */
const PatternsNow: FC<{ diaries: readonly Diary[]; locale: Locale }> = ({ diaries, locale }) => {
  const t = diaryTexts[locale];
  return diaries.length === 0 ? null : (
    <ul class="plain">
      {diaries.map(({ board, name, pattern }) => (
        <li>
          <strong>{[board, name].filter(Boolean).join(' ')}</strong>{' '}
          <span class="quiet">{t.written(exampleOf(pattern, board))}</span>
        </li>
      ))}
    </ul>
  );
};
