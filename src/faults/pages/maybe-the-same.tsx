import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { PublicFault } from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { publicText } from '../rules/public-text.ts';

/** What others have reported near there, which may be the same. */
export const MaybeTheSame: FC<{ same: readonly (PublicFault & { metres: number })[]; locale: Locale }> = ({
  same,
  locale,
}) => {
  const t = faultTexts[locale];
  return (
    <section class="fault-same" aria-labelledby="same">
      <h2 id="same">{t.form.same}</h2>
      <p>{t.form.sameLead}</p>
      <ul>
        {same.map((fault) => (
          <li>
            <p>
              <a href={`/felanmalan/${fault.reference}`}>
                <strong>{fault.name[locale]}</strong>
              </a>
              {fault.place === '' ? '' : `, ${publicText(fault.place)}`}
              {', '}
              {t.form.away(formatNumber(fault.metres, locale))}
              {'. '}
              {t.status.state[fault.state]}, {formatDay(swedishDay(fault.receivedAt), locale)}.
            </p>
            <form method="post" action={`/felanmalan/${fault.reference}/folj`} class="fault-number">
              <Button kind="quiet">{t.form.follow}</Button>
              <details>
                <summary>{t.form.followTold}</summary>
                <Input
                  name={`epost-${fault.reference}`}
                  type="email"
                  label={`${t.form.followEmail} (${t.form.optional})`}
                  autocomplete="email"
                />
              </details>
            </form>
          </li>
        ))}
      </ul>
      <p>
        <a href="#ny">{t.form.notSame}</a>
      </p>
    </section>
  );
};
