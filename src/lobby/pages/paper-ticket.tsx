import type { FC } from 'hono/jsx';
import type { Paper } from '../printing/ticket-paper.ts';
import { needName, type VisitorLanguage } from '../visitor-language.ts';
import { visitorTexts } from '../visitor-texts/index.ts';
import { QrCode } from './visitor-page.tsx';

/** The ticket as a browser prints it, 80 mm wide; on the screen only where it is the page. */
export const PaperTicket: FC<{ paper: Paper; language: VisitorLanguage; shown?: boolean }> = ({
  paper,
  language,
  shown = false,
}) => {
  const t = visitorTexts[language];
  const need = needName(paper.needNames, language);
  return (
    <div
      class={shown ? 'paper paper--shown' : 'paper'}
      aria-hidden={shown ? undefined : 'true'}
      lang={language}
    >
      <p lang="sv">{paper.office}</p>
      <p>{t.yourNumber}</p>
      <p class="paper-number">{paper.label}</p>
      <p lang={need.lang}>{need.name}</p>
      <p>{paper.issued}</p>
      <QrCode address={`${paper.address}?sprak=${language}`} label={t.follow} />
      <p>{t.follow}</p>
    </div>
  );
};
