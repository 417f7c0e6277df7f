import type { FC } from 'hono/jsx';
import type { Locale } from '../ui/texts.ts';

/**
 * Where the queue tells how long one waits: a sentence of now and one of when it is usually calm, in the reader's
 * language. Null: nobody knows, and nothing is said.
 */
export type Waiting = Readonly<Record<Locale, readonly string[]>> | null;

export const WaitingNow: FC<{ waiting: Waiting; locale: Locale }> = ({ waiting, locale }) =>
  waiting === null ? null : (
    <ul class="visit-waiting">
      {waiting[locale].map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
