import type { Http } from '../../shell/http.ts';
import type { VisitorLanguage } from '../visitor-language.ts';
import { visitorTexts } from '../visitor-texts/index.ts';
import { LanguageLinks, visitorPage } from './visitor-page.tsx';

/** A code of a wall that has expired, or never was one. */
export function codeExpired(c: Http, language: VisitorLanguage): Response | Promise<Response> {
  const t = visitorTexts[language];
  return visitorPage(
    c,
    { title: t.phone, language, kind: 'phone', status: 410 },
    <main id="content">
      <LanguageLinks language={language} href={(code) => `?sprak=${code}`} />
      <h1>{t.phone}</h1>
      <p class="lobby-note" role="status">
        {t.phoneExpired}
      </p>
    </main>,
  );
}
