import type { FC } from 'hono/jsx';
import type { Ground } from '../law/verdict.ts';
import type { Locale } from '../ui/texts.ts';
import { groundSentence, verdictTexts } from './verdict-texts.ts';

/** All grounds of a verdict: what it is about, whether it holds, the sentence, the provision. */
export const Grounds: FC<{ grounds: readonly Ground[]; locale: Locale }> = ({ grounds, locale }) => {
  const t = verdictTexts[locale];
  return (
    <ul class="grounds">
      {grounds.map((ground) => (
        <li class={ground.holds ? 'ground ground--holds' : 'ground ground--fails'}>
          <span class="ground-what">{t.ground[ground.code]}</span>
          <span class="ground-says">{groundSentence(ground, locale)}</span>
          <cite class="ground-ref">
            {ground.provision.ref}
            {ground.provision.reading ? ` (${t.reading})` : ''}
          </cite>
        </li>
      ))}
    </ul>
  );
};
