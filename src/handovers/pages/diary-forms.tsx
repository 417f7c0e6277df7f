import type { FC } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Diary } from '../diary/read.server.ts';
import { exampleOf } from '../diary/register.server.ts';
import { diaryTexts } from '../diary/texts.ts';

// The forms of the diary's page: registering a document, and how the numbers of a diary are written.

/** What a form was told, and which. */
export interface Told {
  readonly form: 'entry' | 'pattern';
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

/** What was wrong with a form and given in it; nothing when the other one was told. */
const of = (told: Told | null, form: Told['form']) =>
  told?.form === form ? told : { errors: {} as Errors, given: {} as Told['given'] };

/** Registering a document in one of the diaries. */
export const EntryForm: FC<{
  diaries: readonly Diary[];
  told: Told | null;
  today: PlainDate;
  locale: Locale;
}> = ({ diaries, told, today, locale }) => {
  const t = diaryTexts[locale];
  const { errors, given } = of(told, 'entry');
  return (
    <details class="diary-form" open={told?.form === 'entry'}>
      <summary>{t.register}</summary>
      <form method="post" action="/diarium" class="stack">
        <Select
          name="diaryId"
          label={t.diary}
          required
          value={given.diaryId}
          error={errors.diaryId}
          options={diaries.map(({ id, name, board, pattern }) => ({
            value: String(id),
            label: `${[board, name].filter(Boolean).join(' ')} (${pattern})`,
          }))}
        />
        <Input name="class" label={t.class} help={t.classHelp} value={given.class} error={errors.class} />
        <Choice
          id="direction"
          name="direction"
          legend={t.columns.direction}
          required
          value={given.direction ?? 'received'}
          error={errors.direction}
          options={(['received', 'made'] as const).map((value) => ({ value, label: t.direction[value] }))}
        />
        <Input
          name="datedOn"
          label={t.datedOn}
          type="date"
          required
          value={given.datedOn ?? today}
          error={errors.datedOn}
        />
        <Input
          name="counterpart"
          label={t.counterpart}
          value={given.counterpart}
          error={errors.counterpart}
        />
        <Input
          name="subject"
          label={t.subject}
          help={t.subjectHelp}
          required
          value={given.subject}
          error={errors.subject}
        />
        <label class="check">
          <input
            type="checkbox"
            name="counterpartWithheld"
            value="true"
            checked={told?.form !== 'entry' || given.counterpartWithheld === 'true'}
          />
          <span>{t.counterpartWithheld}</span>
        </label>
        <label class="check">
          <input
            type="checkbox"
            name="subjectWithheld"
            value="true"
            checked={given.subjectWithheld === 'true'}
          />
          <span>{t.subjectWithheld}</span>
        </label>
        <Button>{t.save}</Button>
      </form>
    </details>
  );
};

/** How the numbers of a diary are written, for who coordinates. */
export const PatternForm: FC<{
  authorities: readonly { readonly id: number; readonly name: string }[];
  diaries: readonly Diary[];
  told: Told | null;
  locale: Locale;
}> = ({ authorities, diaries, told, locale }) => {
  const t = diaryTexts[locale];
  const { errors, given } = of(told, 'pattern');
  return (
    <details class="diary-form" open={told?.form === 'pattern' || diaries.length === 0}>
      <summary>{t.open}</summary>
      <PatternsNow diaries={diaries} locale={locale} />
      <p class="help">{t.openHelp}</p>
      <form method="post" action="/diarium/monster" class="stack">
        <Select
          name="authorityId"
          label={t.authority}
          required
          value={given.authorityId}
          error={errors.authorityId}
          options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Input name="board" label={t.board} value={given.board} error={errors.board} />
        <Input name="name" label={t.name} required value={given.name} error={errors.name} />
        <Input
          name="pattern"
          label={t.pattern}
          required
          value={given.pattern ?? '{year}-{serial:5}-{class}'}
          error={errors.pattern}
        />
        <Button kind="quiet">{t.set}</Button>
      </form>
    </details>
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
