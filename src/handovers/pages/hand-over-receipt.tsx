import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { renderSVG } from 'uqr';
import { contactAddress } from '../../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import type { Locale } from '../../ui/texts.ts';
import { dayText } from '../due-text.ts';
import type { HandOverView } from '../hand-over-view.server.ts';
import { handOverTexts } from '../texts.ts';

/** What the person is given: a page of its own, because the code is shown once. */
export function receiptPage(c: Http, view: HandOverView, code: string, again: boolean) {
  const locale = c.get('locale');
  const t = handOverTexts[locale].receipt;
  const origin = new URL(c.get('services').auth.options.baseURL ?? 'http://localhost').origin;
  const link = `${origin}/folj/${view.reference}.${code}`;
  const today = swedishDay(c.get('services').clock());
  return page(
    c,
    { title: again ? t.newTitle : t.title, width: 'text' },
    <>
      <h1>{again ? t.newTitle : t.title}</h1>
      <p class="lead">{t.to(view.authority, locale === 'sv' ? view.taskSv : view.taskEn)}</p>
      <div class="hand-over-receipt">
        <Receipt view={view} code={code} link={link} origin={origin} today={today} locale={locale} />
      </div>
      <p class="quiet">{t.give}</p>
      <p class="row">
        <a class="button button--primary" href={`/overlamningar/${view.id}`}>
          {t.on}
        </a>
        <a class="button button--quiet" href={contactAddress(view.channel ?? 'visit', view.visitId)}>
          {view.channel === 'visit' ? t.toVisit : t.toContact}
        </a>
      </p>
    </>,
  );
}

const Receipt: FC<{
  view: HandOverView;
  code: string;
  link: string;
  origin: string;
  today: PlainDate;
  locale: Locale;
}> = ({ view, code, link, origin, today, locale }) => {
  const t = handOverTexts[locale].receipt;
  return (
    <>
      <dl>
        <dt>{t.reference}</dt>
        <dd class="hand-over-secret">{view.reference}</dd>
        <dt>{t.code}</dt>
        <dd class="hand-over-secret">{code}</dd>
      </dl>
      <p>
        {t.follow} {t.at(`${origin.replace(/^https?:\/\//, '')}/folj`)}
      </p>
      <p>
        {t.firstAnswer(dayText(view.firstAnswerDue, today, locale))}{' '}
        {t.answer(dayText(view.finalAnswerDue, today, locale))}
      </p>
      <div class="hand-over-qr" role="img" aria-label={t.follow}>
        {raw(renderSVG(link, { border: 1 }))}
      </div>
    </>
  );
};
