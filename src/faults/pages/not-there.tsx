import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { faultTexts } from '../public-texts.ts';

/** Where one writes the number of a report. */
export const NumberForm: FC<{ locale: Locale; error?: string | undefined; value?: string }> = ({
  locale,
  error,
  value,
}) => {
  const t = faultTexts[locale];
  return (
    <form method="get" action="/felanmalan" class="fault-number">
      <Input name="nummer" label={t.reference} value={value} error={error} size={12} required />
      <Button kind="quiet">{t.showReport}</Button>
    </form>
  );
};

/**
 * The page of `work`; where there is nothing, what may be wrong with the number or the link. It says the same of a number that is
 * none and of one whose secret is another: who guesses learns nothing.
 */
export async function orNotThere(
  c: Http,
  what: 'report' | 'link' | 'complaint',
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-found') throw error;
  }
  const locale = c.get('locale');
  const t = faultTexts[locale].notThere;
  const asked = (c.req.param('reference') ?? '').slice(0, 40);
  return page(
    c,
    { title: t.title[what], width: 'text', status: 404 },
    <>
      <h1>{t.title[what]}</h1>
      <p class="lead">{t.help[what]}</p>
      {what === 'report' ? <NumberForm locale={locale} value={asked} /> : null}
      <p>
        <a href={what === 'complaint' ? '/synpunkter' : '/felanmalan'}>{t.back[what]}</a>
      </p>
    </>,
  );
}
