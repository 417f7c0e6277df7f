import type { FC } from 'hono/jsx';
import { minutesOf } from '../place.ts';
import type { VisitorTexts } from '../visitor-texts/index.ts';

/** How many come before, and how long it may take; where nothing honest can be said of that, nothing is. */
export const PlaceInLine: FC<{
  ahead: number;
  /** Seconds. */
  estimate: { readonly low: number; readonly high: number } | null;
  t: VisitorTexts;
}> = ({ ahead, estimate, t }) => {
  const minutes = minutesOf(estimate);
  return (
    <>
      <p class="lobby-place">{t.place(ahead + 1)}</p>
      {minutes === null ? null : <p class="lobby-estimate">{t.estimate(minutes.low, minutes.high)}</p>}
    </>
  );
};
