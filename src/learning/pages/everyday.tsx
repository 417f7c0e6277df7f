import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { type Ends, endsOf } from '../ends.server.ts';
import { mappingTexts } from '../mapping-texts.ts';
import { isOutside } from '../side.ts';
import { questionTexts } from '../texts.ts';
import { AskedForm, askedPage, privacyText } from './asked.tsx';
import { MarksChart } from './marks-chart.tsx';
import { judge, Suitable, thresholdsAsked } from './suitable.tsx';

/** GET /kartlaggning/vardag: what everyday contacts say of the same, without a study. */
export async function showEveryday(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mappingTexts[locale];
  const asked = await askedPage(c);
  const outside = isOutside(asked.side);
  const { first, last, ends } = await endsOf(ctx, asked);
  const sum = (of: (each: Ends) => number) => ends.reduce((all, each) => all + of(each), 0);
  const handled = {
    contacts: sum((each) => each.asked),
    simple: sum((each) => each.simple),
    solved: sum((each) => each.solved),
    partly: sum((each) => each.partly),
    calls: sum((each) => each.calls),
    callsSolved: sum((each) => each.callsSolved),
  };
  const kinds = ends.map((each) => ({
    ...each,
    contacts: each.asked,
    ...{ suits: null, suitsWith: null },
  }));
  const limits = thresholdsAsked(c);
  return page(
    c,
    { title: t.everyday.title },
    <>
      <p class="crumb">
        <a href={`/kartlaggning?hos=${asked.side}`}>{t.back}</a>
      </p>
      <h1>{t.everyday.title}</h1>
      <p class="lead">{t.everyday.lead}</p>
      <AskedForm c={c} path="/kartlaggning/vardag" asked={asked} locale={locale} />
      <p class="quiet">
        {questionTexts[locale].days(first, last)}. {privacyText(asked, locale)}
      </p>
      {handled.contacts === 0 ? (
        <p class="empty">{questionTexts[locale].top.empty}</p>
      ) : (
        <>
          <MarksChart handled={handled} outside={outside} locale={locale} />
          <Suitable
            judged={judge(kinds, limits, outside)}
            {...{ limits, outside, locale }}
            judging={false}
            path="/kartlaggning/vardag"
            keep={Object.fromEntries(new URLSearchParams(asked.query))}
          />
        </>
      )}
    </>,
  );
}
