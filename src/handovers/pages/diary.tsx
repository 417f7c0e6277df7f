import { authoritiesOf } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { join, sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { Table } from '../../ui/table.tsx';
import {
  DiarySchema,
  EntrySchema,
  myDiaries,
  type PublicEntry,
  publicRegister,
  register,
  setDiary,
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

/** GET /diarium/:authority: what anybody may read, by the authority's number. */
export async function showPublicDiary(c: Http) {
  const orgNumber = c.req.param('authority') ?? '';
  if (!/^\d{6}-\d{4}$/.test(orgNumber)) throw new Problem('not-found');
  const t = diaryTexts[c.get('locale')];
  const before = c.req.query('fore') ?? null;
  const from = before !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before) ? before : null;
  const { authority, entries } = await publicRegister(c.get('services').database.pool, orgNumber, from);
  const last = entries.length === 100 ? entries.at(-1) : undefined;
  return page(
    c,
    { title: t.publicTitle(authority) },
    <>
      <h1>{t.publicTitle(authority)}</h1>
      <p class="lead">{t.publicLead}</p>
      <Entries entries={entries} t={t} />
      {last === undefined ? null : (
        <p>
          <a href={`/diarium/${orgNumber}?fore=${last.id}`}>{t.older}</a>
        </p>
      )}
    </>,
  );
}

function texts(data: object): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
}

function Entries({ entries, t }: { entries: readonly PublicEntry[]; t: (typeof diaryTexts)['sv'] }) {
  return (
    <Table
      caption={t.title}
      hideCaption
      rows={entries}
      empty={t.empty}
      columns={[
        { head: t.columns.number, cell: (row) => <span class="whole">{row.number}</span> },
        { head: t.columns.day, cell: (row) => row.datedOn },
        { head: t.columns.direction, cell: (row) => t.direction[row.direction] },
        {
          head: t.columns.counterpart,
          cell: (row) => row.counterpart ?? <span class="quiet">{t.withheld}</span>,
        },
        { head: t.columns.subject, cell: (row) => row.subject ?? <span class="quiet">{t.withheld}</span> },
      ]}
    />
  );
}

async function diariesPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = diaryTexts[locale];
  const diaries = await myDiaries(ctx);
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
    { title: t.title, width: 'text', status: told === null ? 200 : 422 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {number === undefined || told !== null ? null : <Notice kind="good">{t.registered(number)}</Notice>}
      {c.req.query('sparat') === undefined || told !== null ? null : <Notice kind="good">{t.saved}</Notice>}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {diaries.length === 0 ? <p class="empty">{t.none}</p> : null}
      <ul class="plain">
        {[...new Map(diaries.map((each) => [each.orgNumber, each.authority]))].map(([orgNumber, name]) => (
          <li>
            <a href={`/diarium/${orgNumber}`}>
              {t.public}: {name}
            </a>
          </li>
        ))}
      </ul>
      {diaries.length === 0 ? null : (
        <section aria-labelledby="for">
          <h2 id="for">{t.register}</h2>
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
            <p>
              <label>
                <input type="checkbox" name="counterpartWithheld" value="true" checked />{' '}
                {t.counterpartWithheld}
              </label>
            </p>
            <p>
              <label>
                <input type="checkbox" name="subjectWithheld" value="true" /> {t.subjectWithheld}
              </label>
            </p>
            <Button>{t.save}</Button>
          </form>
        </section>
      )}
      {authorities.length === 0 ? null : (
        <section aria-labelledby="monster">
          <h2 id="monster">{t.open}</h2>
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
        </section>
      )}
    </>,
  );
}
