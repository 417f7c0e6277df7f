import type { FC } from 'hono/jsx';
import type { Locale } from '../../ui/texts.ts';
import { historyTexts } from '../history-texts.ts';
import type { DraftView } from '../queries/drafts.server.ts';
import { draftingErrorText, requirementTexts } from '../requirement-texts.ts';
import { isComplete, type Requirement } from '../rules/requirements.ts';
import { draftTexts } from '../texts.ts';

/** What the draft still lacks first, what it has after; each with its provision. Fetched again while one types. */
export const Panel: FC<{ draft: DraftView; locale: Locale }> = ({ draft, locale }) => {
  const t = requirementTexts[locale];
  const open = draft.requirements.filter(({ state }) => state !== 'fulfilled');
  const done = draft.requirements.filter(({ state }) => state === 'fulfilled');
  const left = open.filter(({ advice }) => !advice).length;
  // What refuses a conclusion beside the law's demands: another version, and mandates past the last day.
  const held = draft.overtaken !== null || draft.outside.some(({ reasons }) => reasons.includes('days'));
  const asks = ['approval', 'term'].filter((field) => draft.requirements.some(({ code }) => code === field));
  return (
    <>
      <span data-asks={asks.join(' ')} hidden />
      <p
        class={
          isComplete(draft.requirements) && !held
            ? 'requirement-sum requirement-sum--done'
            : 'requirement-sum'
        }
      >
        {left > 0
          ? t.left(left)
          : held
            ? historyTexts[locale].held
            : draft.amends === null
              ? t.ready
              : t.readyAmendment}
      </p>
      <ul class="requirements">
        {open.map((each) => (
          <Line each={each} draft={draft} locale={locale} />
        ))}
      </ul>
      {done.length === 0 ? null : (
        <details>
          <summary>{t.done(done.length)}</summary>
          <ul class="requirements">
            {done.map((each) => (
              <Line each={each} draft={draft} locale={locale} />
            ))}
          </ul>
        </details>
      )}
      <Outside draft={draft} locale={locale} />
    </>
  );
};

const SHOWN = 20;

/** Mandates that what is drafted would not bear: whose they are, and why. */
const Outside: FC<{ draft: DraftView; locale: Locale }> = ({ draft: { outside }, locale }) => {
  const t = historyTexts[locale];
  if (outside.length === 0) return null;
  return (
    <section class="draft-outside" aria-labelledby="utanfor">
      <h3 id="utanfor">{t.outside(outside.length)}</h3>
      <p>{t.outsideHelp}</p>
      <details open={outside.length <= 3}>
        <summary>{t.whose}</summary>
        <ul>
          {outside.slice(0, SHOWN).map(({ id, officer, reasons }) => (
            <li>
              <a href={`/uppdrag/${id}`}>{officer}</a>
              <div class="quiet">{reasons.map((reason) => t.outsideReason[reason]).join(', ')}</div>
            </li>
          ))}
        </ul>
        {outside.length > SHOWN ? <p class="quiet">{t.more(outside.length - SHOWN)}</p> : null}
      </details>
    </section>
  );
};

const Line: FC<{ each: Requirement; draft: DraftView; locale: Locale }> = ({ each, draft, locale }) => {
  const t = requirementTexts[locale];
  const { code, state, reasons, provision, task, items, advice } = each;
  const sign = { fulfilled: '✓', missing: '○', 'not-allowed': '✕' }[state];
  return (
    <li class={`requirement requirement--${state}`}>
      <span class="requirement-sign" aria-hidden="true">
        {sign}
      </span>
      <div>
        {task === null ? null : (
          <a href={`#uppgift-${task}`} class="requirement-task">
            {taskName(draft, task, locale)}
          </a>
        )}
        <strong>{t.code[code]}</strong>{' '}
        <span class="requirement-state">
          {t.state[state]}
          {advice && state !== 'fulfilled' ? ` (${t.advice})` : ''}
        </span>
        {reasons.map((reason) => (
          <p>{draftingErrorText(reason, {}, locale) ?? reason}</p>
        ))}
        {state !== 'fulfilled' && items.length > 0 ? (
          <p>
            {t.fits} {items.join(', ')}
          </p>
        ) : null}
        {provision === null ? null : <cite>{provision}</cite>}
      </div>
    </li>
  );
};

/** What a row of the draft is called: its task, or its place. */
export function taskName(
  { content, registers }: Pick<DraftView, 'content' | 'registers'>,
  row: number,
  locale: Locale,
): string {
  const id = content.tasks[row]?.taskId ?? null;
  const task = id === null ? undefined : registers.tasks.get(id);
  if (task === undefined) return `${requirementTexts[locale].row(row + 1)}: ${draftTexts[locale].newTask}`;
  return locale === 'sv' ? task.nameSv : task.nameEn;
}
