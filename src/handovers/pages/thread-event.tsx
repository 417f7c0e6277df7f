import type { FC } from 'hono/jsx';
import { representationTexts } from '../../contacts/representation-texts.ts';
import { Badge } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { ThreadEvent } from '../hand-over-view.server.ts';
import { handOverTexts } from '../texts.ts';

/** One thing that happened, with what was written. */
export const Event: FC<{ event: ThreadEvent; locale: Locale }> = ({ event, locale }) => {
  const t = handOverTexts[locale];
  const at = formatMoment(Temporal.Instant.from(event.at));
  return (
    <li
      class={`thread-event thread-event--${event.side}${event.audience === 'own-side' ? ' thread-event--own' : ''}`}
    >
      <p class="thread-head">
        <strong>{t.event[event.kind as keyof typeof t.event]}</strong>
        {event.detail === '' ? null : ` ${detailOf(event, locale)}`}
        {event.reasonKind === null ? null : `: ${t.reason[event.reasonKind as keyof typeof t.reason]}`}
        {event.represented === null ? null : ` ${representationTexts[locale].by(event.represented)}`}
        {event.audience === 'own-side' ? <Badge kind="quiet">{t.view.ownSide}</Badge> : null}
        {event.audience === 'citizen' && event.message?.kind.endsWith('-answer') ? (
          <Badge kind="good">{t.view.toPerson}</Badge>
        ) : null}
      </p>
      <p class="thread-by quiet">
        {[event.by, t.side[event.side]].filter(Boolean).join(', ')} · <time datetime={event.at}>{at}</time>
      </p>
      {event.message === null ? null : (
        <>
          {event.message.toldAt === null ? null : (
            <p class="quiet">
              {t.told(event.message.toldBy ?? '', formatMoment(Temporal.Instant.from(event.message.toldAt)))}
            </p>
          )}
          <p class="hand-over-text">{event.message.text}</p>
        </>
      )}
    </li>
  );
};

/** What stands beside an event: a word of its own, or one that we have a name for. */
function detailOf({ kind, detail }: ThreadEvent, locale: Locale): string {
  const names: Readonly<Record<string, string>> = handOverTexts[locale].answerIn;
  return kind === 'language-asked' ? (names[detail] ?? detail) : detail;
}
