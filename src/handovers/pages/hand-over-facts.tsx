import type { Child, FC } from 'hono/jsx';
import { LookUpFields, Representations } from '../../contacts/pages/representation-part.tsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Conflict } from '../commands/conflict.server.ts';
import type { Diary } from '../diary/read.server.ts';
import { diaryTexts } from '../diary/texts.ts';
import type { HandOverView } from '../hand-over-view.server.ts';
import type { StepName } from '../rules/steps.ts';
import { handOverTexts } from '../texts.ts';
import { Conflicts } from './conflicts.tsx';

/** Beside the thread: what was agreed, what came with it, and who may still do something about it. */
export const Facts: FC<{
  view: HandOverView;
  may: readonly StepName[];
  conflicts: readonly (Conflict & { readonly mayLift: boolean })[];
  diaries: readonly Diary[];
  frontDesk: boolean;
  today: PlainDate;
  locale: Locale;
}> = ({ view, may, conflicts, diaries, frontDesk, today, locale }) => {
  const t = handOverTexts[locale];
  const v = t.view;
  const rows: readonly (readonly [string, Child])[] = [
    [v.office, view.office],
    [v.offeredBy, `${view.offeredBy}, ${formatMoment(view.offeredAt)}`],
    [v.reach, [v.reachBy[view.reachBy as keyof typeof v.reachBy], view.reach].filter(Boolean).join(': ')],
    [v.consent, v.consents[view.consent as keyof typeof v.consents]],
    [
      v.arrived,
      view.reachedBy === 'post' && view.arrivedOn !== view.reachedOn
        ? `${formatDay(view.arrivedOn, locale)} (${v.arrivedByPost(view.reachedOn)})`
        : formatDay(view.arrivedOn, locale),
    ],
    [v.terms, `${v.termsSaid(view.firstDays, view.finalDays)}, ${v.termsFrom[view.termsFrom]}`],
    [v.firstDue, formatDay(view.firstAnswerDue, locale)],
    [v.finalDue, formatDay(view.finalAnswerDue, locale)],
    ...(view.receiverNumber === null ? [] : [[v.receiverNumber, view.receiverNumber] as const]),
    ...(view.department === '' ? [] : [[v.department, view.department] as const]),
    ...(view.continues === null
      ? []
      : [
          [
            v.continues,
            <a href={`/overlamningar/${view.continues.id}`}>{view.continues.reference}</a>,
          ] as const,
        ]),
  ];
  return (
    <aside class="hand-over-facts" aria-label={v.facts}>
      <dl>
        {rows.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {diaries.length === 0 ? null : (
        <form method="post" action={`/overlamningar/${view.id}/diarium`} class="stack">
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Select
            name="diaryId"
            label={diaryTexts[locale].diary}
            options={diaries.map(({ id, board, name }) => ({
              value: String(id),
              label: [board, name].filter(Boolean).join(' '),
            }))}
          />
          {diaries.some(({ pattern }) => pattern.includes('{class}')) ? (
            <Input name="class" label={diaryTexts[locale].class} size={10} />
          ) : null}
          <Button kind="quiet">{diaryTexts[locale].save}</Button>
        </form>
      )}
      {view.followsByMail ? <p class="quiet">{v.mail}</p> : null}
      {view.documents.length === 0 ? null : (
        <section>
          <h2>{v.documents}</h2>
          <ul class="plain">
            {view.documents.map((each) => (
              <li>
                {each.onPaper ? (
                  <>
                    {each.what} <span class="quiet">({v.onPaper})</span>
                  </>
                ) : (
                  <a href={`/overlamningar/${view.id}/handlingar/${each.id}`} download="">
                    {each.what}
                  </a>
                )}
                <span class="quiet">
                  {' '}
                  {[each.by, formatMoment(Temporal.Instant.from(each.handedAt))].filter(Boolean).join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.representations.length === 0 ? null : (
        <section>
          <h2>{v.representations}</h2>
          <Representations
            representations={view.representations}
            today={today}
            locale={locale}
            lookUp={
              may.includes('look-up')
                ? (each) => (
                    <form method="post" action={`/overlamningar/${view.id}`}>
                      <input type="hidden" name="step" value="look-up" />
                      <input type="hidden" name="key" value={crypto.randomUUID()} />
                      <LookUpFields id={`uppslag-${each.id}`} representation={each} locale={locale} />
                    </form>
                  )
                : null
            }
          />
        </section>
      )}
      <Conflicts id={view.id} conflicts={conflicts} locale={locale} />
      {view.deliveries.length === 0 ? null : (
        <section>
          <h2>{v.deliveries}</h2>
          <ul class="plain">
            {view.deliveries.map((each) => (
              <li>
                {v.deliveryChannel[each.channel]}:{' '}
                <Badge
                  kind={each.state === 'failed' ? 'wrong' : each.state === 'delivered' ? 'good' : 'neutral'}
                >
                  {v.deliveryState[each.state]}
                </Badge>{' '}
                <span class="quiet">
                  {v.tries(each.attempts)}
                  {each.lastError === null ? '' : `, ${each.lastError}`}
                </span>
                {each.resent ? <span class="quiet"> {v.resent}</span> : null}
                {each.state === 'failed' && !each.resent ? (
                  <form method="post" action={`/overlamningar/${view.id}/leveranser/${each.id}`}>
                    <button class="link" type="submit">
                      {v.resend}
                    </button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {frontDesk && view.state !== 'rerouted' ? (
        <form method="post" action={`/overlamningar/${view.id}/kod`} class="hand-over-code">
          <p class="quiet">{v.receiptHelp}</p>
          <Button kind="quiet">{v.receipt}</Button>
        </form>
      ) : null}
    </aside>
  );
};
