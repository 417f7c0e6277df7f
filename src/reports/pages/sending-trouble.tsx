import type { FC } from 'hono/jsx';
import { said } from '../../post/pages/outbox.tsx';
import { Notice } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type SentMail, troubleOf } from '../sending.ts';
import { sendingTexts } from '../texts-sending.ts';

/** What is wrong with a version's mail, what the server said, and what to do. Nothing is shown when all is well. */
export const Trouble: FC<{
  mail: SentMail | null;
  version: number;
  reportId: number | null;
  locale: Locale;
}> = ({ mail, version, reportId, locale }) => {
  const trouble = troubleOf(mail);
  if (mail === null || trouble === null) return null;
  const t = sendingTexts[locale];
  return (
    <Notice kind={trouble === 'retrying' ? 'info' : 'wrong'}>
      <p>
        <strong>{t.title(version)}.</strong> {t.what[trouble]}
      </p>
      {mail.lastError === null ? null : (
        <p class="report-words">
          {mail.lastError === 'bounced' ? '' : `${t.said} `}
          {said(mail.lastError, locale)}
        </p>
      )}
      <p>{t.todo[trouble]}</p>
      <p class="row">
        <a href={`/utskick/${mail.id}`}>{t.toMail}</a>
        {reportId === null ? null : (
          <a href={`/rapporter/${reportId}/versioner/${version}`}>{t.toVersion(version)}</a>
        )}
      </p>
    </Notice>
  );
};
