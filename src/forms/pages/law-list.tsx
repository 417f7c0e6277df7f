import type { FC } from 'hono/jsx';
import type { Locale } from '../../ui/texts.ts';
import { type Definition, told } from '../definition.ts';

/** The provisions that a form rests on, with what each says. */
export const LawList: FC<{ law: Definition['law']; locale: Locale }> = ({ law, locale }) => (
  <ul>
    {law.map(({ ref, says }) => (
      <li>
        {says === undefined ? null : `${told(says, locale)} `}
        <cite>{ref}</cite>
      </li>
    ))}
  </ul>
);
