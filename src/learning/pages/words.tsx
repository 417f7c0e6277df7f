import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Words } from '../questions.server.ts';
import { questionTexts } from '../texts.ts';

/** Words that several contacts' subjects have; a word that a pair says wholly is left out. */
export const WordList: FC<{ words: readonly Words[]; outside: boolean; locale: Locale }> = ({
  words,
  outside,
  locale,
}) => {
  const t = questionTexts[locale].words;
  if (words.length === 0) return <p class="quiet">{t.empty}</p>;
  const pairs = words.filter((each) => each.words.includes(' '));
  const shown = words
    .filter(
      ({ words: text, contacts }) =>
        text.includes(' ') ||
        !pairs.some((pair) => pair.contacts === contacts && pair.words.split(' ').includes(text)),
    )
    .slice(0, 30);
  return (
    <>
      <p class="quiet">{outside ? t.lead.outside : t.lead.inside}</p>
      <ul class="word-list" lang="sv">
        {shown.map(({ words: text, contacts }) => (
          <li>
            {text} <span class="quiet">{formatNumber(contacts, locale)}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
