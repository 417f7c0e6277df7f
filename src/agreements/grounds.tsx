import type { FC } from 'hono/jsx';
import type { GroundCode } from '../law/facts.ts';
import { type Ground, warns } from '../law/verdict.ts';
import { groundSentence, verdictTexts } from '../law/verdict-texts.ts';
import type { Locale } from '../ui/texts.ts';

/**
 * All grounds of a verdict: what it is about, whether it holds, the sentence, the provision. `links` leads to the record
 * that a ground tells of.
 */
export const Grounds: FC<{
  grounds: readonly Ground[];
  links?: Partial<Record<GroundCode, string>>;
  locale: Locale;
}> = ({ grounds, links = {}, locale }) => {
  const t = verdictTexts[locale];
  return (
    <ul class="grounds">
      {grounds.map((ground) => {
        const sentence = groundSentence(ground, locale);
        const href = links[ground.code];
        return (
          <li class={`ground ground--${warns(ground) ? 'warns' : ground.holds ? 'holds' : 'fails'}`}>
            <span class="ground-what">{t.ground[ground.code]}</span>
            <span class="ground-says">
              {warns(ground) ? <strong>{t.warning}: </strong> : null}
              {href === undefined ? sentence : <a href={href}>{sentence}</a>}
            </span>
            <cite class="ground-ref">
              {ground.provision.ref}
              {ground.provision.reading ? ` (${t.reading})` : ''}
            </cite>
          </li>
        );
      })}
    </ul>
  );
};
