import type { FC } from 'hono/jsx';
import { Grounds } from '../../agreements/grounds.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type NamesAsked, namesOf } from '../change-names.ts';
import { changeSentence, changeTexts } from '../change-texts.ts';
import type { Change } from '../rules/change.ts';
import type { Remedies as Found } from '../rules/smallest-changes.ts';

/** What would turn the no into a yes: sets of changes with who can make them, other questions, or that nothing helps. */
export const Remedies: FC<{
  remedies: Found;
  past: boolean;
  named: NamesAsked;
  href: (change: Change) => string;
  locale: Locale;
}> = ({ remedies, past, named, href, locale }) => {
  const t = changeTexts[locale];
  const say = (change: Change) => changeSentence(change, namesOf(change, named, locale), locale);
  return (
    <section class="remedies" aria-labelledby="remedies">
      <h3 id="remedies">{remedies.changes.length === 0 ? t.nothing : past ? t.titleThen : t.title}</h3>
      {remedies.changes.length === 0 ? (
        <>
          <p>{t.nothingLead}</p>
          <Grounds grounds={remedies.inTheWay} locale={locale} />
        </>
      ) : (
        <>
          {past ? <p class="help">{t.passed}</p> : null}
          <ol class="ways">
            {remedies.changes.map((set, index) => (
              <li>
                {remedies.changes.length > 1 ? <h4>{t.way(String(index + 1))}</h4> : null}
                <ul>
                  {set.map((change) => {
                    const { what, who } = say(change);
                    return (
                      <li>
                        {what} <span class="quiet">{`${t.makerLabel}: ${who}.`}</span>
                      </li>
                    );
                  })}
                </ul>
              </li>
            ))}
          </ol>
        </>
      )}
      {remedies.otherwise.length === 0 ? null : (
        <>
          <h4>{t.otherwise}</h4>
          <ul>
            {remedies.otherwise.map((change) => (
              <li>
                <a href={href(change)}>{say(change).what}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
