import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { leadTexts } from '../lead-texts.ts';
import { ticketLabel } from '../ticket.ts';
import type { LeadPart } from './lead-part.tsx';

/** Longest wait by need, as a bar against the office's own limit; what is over is said in words too. */
export const Needs: FC<LeadPart> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { queue, needs } = view;
  if (needs.length === 0) return <p class="quiet">{t.noNeeds}</p>;
  return (
    <ul class="need-waits">
      {needs.map(({ needId, waiting, longest, limit, over }) => {
        const need = queue.needs.find(({ id }) => id === needId);
        if (need === undefined) return null;
        const name = need.names[locale] ?? '';
        // The limit stands at two thirds of the bar, whatever it is: rows are compared by how near they are.
        const share = Math.min(300, (longest / limit) * 200);
        return (
          <li class={over ? 'need-wait need-wait--over' : 'need-wait'}>
            <div class="need-wait-head">
              <strong>{name}</strong>
              {need.paused ? <Badge>{t.paused}</Badge> : null}
              <span class="quiet">{t.needWaits(waiting)}</span>
            </div>
            <svg class="need-wait-bar" viewBox="0 0 300 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="need-wait-room" width="300" height="10" />
              <rect class="need-wait-fill" width={share.toFixed(0)} height="10" />
              <rect class="need-wait-limit" x="199" width="2" height="10" />
            </svg>
            <div class="need-wait-foot">
              <span>
                {waiting === 0 ? t.none : t.minutes(longest)}{' '}
                <span class={over ? 'over' : 'quiet'}>{over ? t.over(longest - limit) : t.limit(limit)}</span>
              </span>
              <form method="post" action={`/ko/${queue.officeId}/ledning/behov/${needId}`}>
                <input type="hidden" name="paused" value={need.paused ? 'false' : 'true'} />
                <button
                  type="submit"
                  class="link"
                  aria-label={need.paused ? t.openNeed(name) : t.pauseNeed(name)}
                >
                  {need.paused ? t.open : t.pause}
                </button>
              </form>
            </div>
          </li>
        );
      })}
    </ul>
  );
};

const LONGEST = 6;

/** Who has waited longest, and how many desks may call them. */
export const Longest: FC<LeadPart> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { queue, waiting } = view;
  if (waiting.length === 0) return <p class="quiet">{t.nobodyWaits}</p>;
  const longest = waiting.toSorted((a, b) => b.minutes - a.minutes).slice(0, LONGEST);
  return (
    <ol class="waiting-list">
      {longest.map(({ ticket, minutes, callable, away }) => {
        const need = queue.needs.find(({ id }) => id === ticket.needId);
        const over = minutes > (need?.waitLimitMinutes ?? minutes);
        return (
          <li class="waits">
            <strong class="waits-number">{ticketLabel(ticket)}</strong>
            <span>
              <a href={`/ko/${queue.officeId}/nummer/${ticket.id}`}>{need?.names[locale]}</a>
            </span>
            <span class={over ? 'waits-time waits-time--long' : 'waits-time'}>{t.minutes(minutes)}</span>
            <span class={callable.length === 0 ? 'waits-why over' : 'waits-why quiet'}>
              {callable.length > 0 ? t.mayServe(callable.length) : away.length > 0 ? t.awayDesk : t.noDesk}
            </span>
          </li>
        );
      })}
    </ol>
  );
};
