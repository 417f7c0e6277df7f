import type { FC } from 'hono/jsx';
import type { Period } from '../../kernel/plain-date.ts';
import { formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';

/** A period in a narrow column: it breaks between its days, never within one. */
export const PeriodText: FC<{ period: Period; locale: Locale }> = ({ period, locale }) => {
  const [first = '', last = ''] = formatPeriod(period, locale).split(' – ');
  return (
    <>
      <span class="unbroken">{first} –</span> <span class="unbroken">{last}</span>
    </>
  );
};
