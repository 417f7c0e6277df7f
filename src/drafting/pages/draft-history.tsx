import { pageAsked } from '../../agreements/pages/asked.tsx';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages } from '../../ui/table.tsx';
import { historyTexts } from '../history-texts.ts';
import { draftHistory } from '../queries/draft-history.server.ts';
import { draftRegisters } from '../queries/drafts.server.ts';
import { draftTexts } from '../texts.ts';
import { Changes } from './draft-changes.tsx';

/** GET /avtal/utkast/:id/historik */
export async function showDraftHistory(c: Http) {
  const locale = c.get('locale');
  const t = historyTexts[locale];
  const d = draftTexts[locale];
  const id = idParam(c);
  const history = await draftHistory(contextOf(c), id, pageAsked(c));
  const registers = await draftRegisters(contextOf(c));
  const name = history.name === '' ? d.unnamed : history.name;
  return page(
    c,
    { title: `${t.title}: ${name}` },
    <>
      <p class="crumb">
        <a href={`/avtal/utkast/${id}`}>{name}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ol class="timeline draft-history">
        {history.rows.map((event) => {
          const when = formatMoment(event.at);
          return (
            <li>
              <div>
                <strong>{t.events[event.what]}</strong>
                {event.what === 'rebased' ? ` (${event.amendsVersion})` : ''}
              </div>
              <div class="quiet">{[when, event.who].filter(Boolean).join(' · ')}</div>
              {event.changes.length === 0 ? null : (
                <details open={event.changes.length <= 3}>
                  <summary>{t.count(event.changes.length)}</summary>
                  <Changes
                    changes={event.changes}
                    registers={registers}
                    before={t.before}
                    after={t.after}
                    caption={t.caption(when)}
                    locale={locale}
                  />
                </details>
              )}
            </li>
          );
        })}
      </ol>
      <Pages
        label={d.pages}
        page={history.page}
        pages={history.pages}
        href={(to) => `/avtal/utkast/${id}/historik?sida=${to}`}
        previous={d.previous}
        next={d.next}
      />
    </>,
  );
}
