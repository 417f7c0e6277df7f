import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { handOverTexts } from '../texts.ts';

/** Who is barred by a conflict of interest is told that there is a matter and since when, and nothing of it. */
export function barredPage(
  c: Http,
  barred: { readonly reference: string; readonly authority: string; readonly declaredAt: Temporal.Instant },
  back: { readonly href: string; readonly text: string },
) {
  const t = handOverTexts[c.get('locale')].view;
  return page(
    c,
    { title: barred.reference, width: 'text', status: 403 },
    <>
      <p class="crumb">
        <a href={back.href}>{back.text}</a>
      </p>
      <h1>
        {barred.authority} <span class="quiet">{barred.reference}</span>
      </h1>
      <Notice kind="info">{t.barred(formatMoment(barred.declaredAt))}</Notice>
      <p>{t.barredHelp}</p>
    </>,
  );
}
