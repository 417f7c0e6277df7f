import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { EstimateQuality } from '../estimate-quality.server.ts';
import { leadTexts } from '../lead-texts.ts';

/** Fewer say nothing of how good estimates are. */
const ENOUGH = 20;

/** One line where staff tell visitors how long it takes: how sure that is. Nothing while too little is known. */
export const EstimatesSoFar: FC<{ quality: EstimateQuality; locale: Locale }> = ({ quality, locale }) => {
  const t = leadTexts[locale];
  const { tickets, medianError, within } = quality;
  if (tickets < ENOUGH || medianError === null || within === null) return null;
  return (
    <p class="quiet">
      {t.qualityLine(formatNumber(Math.floor(within * 10), locale), t.minutes(Math.round(medianError / 60)))}
    </p>
  );
};
