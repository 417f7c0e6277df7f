import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { conflictTexts } from '../conflict-texts.ts';

/** In which an officer declares a conflict of interest in a matter, whatever has become of it so far. */
export const DeclareConflict: FC<{ matterId: string; locale: Locale }> = ({ matterId, locale }) => {
  const t = conflictTexts[locale];
  return (
    <details class="matter-representation">
      <summary>{t.title}</summary>
      <p class="help">{t.help}</p>
      <form method="post" action={`/overlamningar/jav/${matterId}`}>
        <Input id={`jav-${matterId}`} name="text" label={t.why} autocomplete="off" />
        <Button kind="quiet">{t.declare}</Button>
      </form>
    </details>
  );
};
