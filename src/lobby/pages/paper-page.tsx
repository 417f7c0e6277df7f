import type { Http } from '../../shell/http.ts';
import type { Paper } from '../printing/ticket-paper.ts';
import { lobbyTexts } from '../texts.ts';
import { PaperTicket } from './paper-ticket.tsx';
import { visitorPage } from './visitor-page.tsx';

/** A ticket that the visitor takes a picture of, or that the browser prints. */
export function paperPage(c: Http, officeId: number, paper: Paper) {
  const locale = c.get('locale');
  const t = lobbyTexts[locale].reception;
  return visitorPage(
    c,
    { title: paper.label, language: locale, kind: 'phone' },
    <>
      <main id="content" class="paper-page">
        <h1 class="sr-only">{paper.label}</h1>
        <PaperTicket paper={paper} language="sv" shown />
      </main>
      <footer class="lobby-tools">
        <button type="button" class="lobby-tool" data-print hidden>
          {t.print}
        </button>
        <a class="lobby-tool" href={`/ko/${officeId}/reception`}>
          {t.title}
        </a>
      </footer>
    </>,
  );
}
