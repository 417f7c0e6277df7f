import type { FC } from 'hono/jsx';
import { at, numberOf, type Value } from './shape.ts';

/** A share of the whole as a bar in a cell; the number beside it says the same, so it is silent. `share`: 0–1. */
export const ShareBar: FC<{ share: number; tone?: 'now' | 'before' }> = ({ share, tone = 'now' }) => (
  <svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="share-ground" width="100" height="8" />
    <rect
      class={`figure-mark figure-mark--${tone}`}
      width={at(Math.min(1, Math.max(0, share)) * 100)}
      height="8"
    />
  </svg>
);

/** A line in a line of text, from zero, its last value marked. `title` says what it shows. */
export const Sparkline: FC<{ title: string; values: readonly Value[] }> = ({ title, values }) => {
  const numbers = values.map(numberOf);
  const most = Math.max(1, ...numbers.filter((value) => value !== null));
  const x = (index: number) => 2 + (index / Math.max(1, numbers.length - 1)) * 92;
  const y = (value: number) => 22 - (value / most) * 20;
  const path = numbers
    .map((value, index) =>
      value === null
        ? ''
        : `${index === 0 || numbers[index - 1] === null ? 'M' : 'L'}${at(x(index))} ${at(y(value))}`,
    )
    .join('');
  const last = numbers.findLastIndex((value) => value !== null);
  return (
    <svg class="sparkline" viewBox="0 0 100 24" role="img" aria-label={title}>
      <title>{title}</title>
      <path class="figure-line figure-line--now" d={path} />
      {last < 0 ? null : (
        <circle class="figure-dot figure-dot--now" cx={at(x(last))} cy={at(y(numbers[last]!))} r="3" />
      )}
    </svg>
  );
};
