import type { FC } from 'hono/jsx';
import type { Period } from '../../kernel/plain-date.ts';
import { formatNumber, formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import type { WhereMay, WhoMay } from '../queries/open-question.server.ts';

const SHOWN = 100;

export const Who: FC<{
  found: readonly WhoMay[];
  office: { readonly id: number; readonly name: string };
  words: { readonly level: string; readonly task: string; readonly day: string };
  href: (officer: WhoMay) => string | null;
  locale: Locale;
}> = ({ found, office, words, href, locale }) => {
  const t = askTexts[locale];
  const n = (value: number) => formatNumber(value, locale);
  const title = t.whoTitle(n(found.length), words.level, words.task, office.name, words.day);
  const here = found.filter((officer) => officer.homeOfficeId === office.id);
  const elsewhere = found.filter((officer) => officer.homeOfficeId !== office.id);
  const list = (officers: readonly WhoMay[], withOffice: boolean) => (
    <ul>
      {officers.slice(0, SHOWN).map((officer) => {
        const to = href(officer);
        const name = `${officer.name} (${officer.code})`;
        return (
          <li>
            {to === null ? name : <a href={to}>{name}</a>}
            {withOffice ? <span class="quiet"> {officer.homeOffice}</span> : null}
          </li>
        );
      })}
    </ul>
  );
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" class="answer">
        {title}
      </h2>
      {found.length === 0 ? <p class="empty">{t.nobody}</p> : null}
      {here.length === 0 ? null : (
        <>
          <h3>{t.whoHere}</h3>
          {list(here, false)}
        </>
      )}
      {elsewhere.length === 0 ? null : (
        <details>
          <summary>{t.whoElse(n(elsewhere.length))}</summary>
          {elsewhere.length > SHOWN ? <p class="help">{t.whoMore(n(SHOWN))}</p> : null}
          {list(elsewhere, true)}
        </details>
      )}
    </section>
  );
};

export const Where: FC<{
  found: readonly WhereMay[];
  title: string;
  href: (office: WhereMay) => string;
  locale: Locale;
}> = ({ found, title, href, locale }) => (
  <section aria-labelledby="answer">
    <h2 id="answer" class="answer">
      {title}
    </h2>
    {found.length === 0 ? <p class="empty">{askTexts[locale].nowhere}</p> : null}
    {[...Map.groupBy(found, (office) => office.county)].map(([county, offices]) => (
      <>
        <h3>{county}</h3>
        <ul>
          {offices.map((office) => (
            <li>
              <a href={href(office)}>{office.name}</a>
            </li>
          ))}
        </ul>
      </>
    ))}
  </section>
);

export const When: FC<{ found: readonly Period[]; title: string; locale: Locale }> = ({
  found,
  title,
  locale,
}) => (
  <section aria-labelledby="answer">
    <h2 id="answer" class="answer">
      {title}
    </h2>
    {found.length === 0 ? (
      <p class="empty">{askTexts[locale].never}</p>
    ) : (
      <ul>
        {found.map((period) => (
          <li>{formatPeriod(period, locale)}</li>
        ))}
      </ul>
    )}
  </section>
);
