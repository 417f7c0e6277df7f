import type { FC } from 'hono/jsx';
import type { Locale } from '../../ui/texts.ts';
import { applyTexts } from '../public-texts.ts';
import type { SaidSection } from '../rules/said.ts';

/** Questions and answers to read. `files`: where what was attached is fetched, by its question; absent: only named. */
export const SaidAnswers: FC<{
  sections: readonly SaidSection[];
  files?: readonly { readonly question: string; readonly fileName: string; readonly href: string }[];
  level?: 2 | 3;
  locale: Locale;
}> = ({ sections, files = [], level = 2, locale }) => {
  const t = applyTexts[locale].review;
  return (
    <>
      {sections.map((section) => (
        <section class="apply-said">
          {level === 2 ? <h2>{section.title}</h2> : <h3>{section.title}</h3>}
          <dl>
            {section.answers.map(({ id, question, answer }) => {
              const links = files.filter((file) => file.question === id);
              return (
                <div>
                  <dt>{question}</dt>
                  <dd>
                    {links.length > 0 ? (
                      <ul class="plain">
                        {links.map(({ href, fileName }) => (
                          <li>
                            <a href={href} download="">
                              {fileName}
                            </a>
                          </li>
                        ))}
                      </ul>
                    ) : answer === null ? (
                      <span class="quiet">{t.notAnswered}</span>
                    ) : (
                      <span class="apply-text">{answer}</span>
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </>
  );
};
