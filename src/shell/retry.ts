import type { Problem } from '../platform/problem.ts';
import { formatTime } from '../ui/format.ts';
import type { Http } from './http.ts';
import { shellTexts } from './texts.ts';

/** Says when to try again: in the header `Retry-After`, seconds, and as a sentence. Null: the problem is none that passes. */
export function sayRetry(c: Http, problem: Problem): string | null {
  const seconds = retryAfter(problem);
  if (seconds === null) return null;
  return sayRetryAfter(c, seconds);
}

export function sayRetryAfter(c: Http, seconds: number): string {
  c.header('Retry-After', String(seconds));
  const minutes = Math.ceil(seconds / 60);
  // The minute that the clock shows has begun before it is over.
  const at = c
    .get('services')
    .clock()
    .add({ seconds: seconds + 59 });
  return shellTexts[c.get('locale') ?? 'sv'].tryAgain(minutes, formatTime(at, c.get('locale') ?? 'sv'));
}

/** Seconds, where a problem says them. */
export function retryAfter({ facts }: Problem): number | null {
  return typeof facts.retryAfter === 'number' ? facts.retryAfter : null;
}
