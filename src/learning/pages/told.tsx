import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Told } from '../rules/withhold.ts';
import { questionTexts } from '../texts.ts';

/** A count, or that it is not told. */
export const Count: FC<{ told: Told | null; locale: Locale }> = ({ told, locale }) => {
  const t = questionTexts[locale];
  if (told === null) return <span class="quiet">–</span>;
  if (told !== 'withheld') return <>{formatNumber(told, locale)}</>;
  return (
    <span class="quiet withheld" title={t.withheldSaid}>
      {t.withheld}
    </span>
  );
};

export function countText(told: Told | null, locale: Locale): string {
  if (told === null) return '';
  return told === 'withheld' ? questionTexts[locale].withheld : formatNumber(told, locale);
}

/** A share in per cent, without decimals: of small numbers they say nothing. */
export function percentText(part: Told, whole: Told, locale: Locale): string {
  if (part === 'withheld' || whole === 'withheld' || whole === 0) return '–';
  return `${formatNumber(Math.round((part * 100) / whole), locale)} %`;
}
