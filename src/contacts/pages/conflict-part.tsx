import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { conflictTexts } from '../conflict-texts.ts';

/** In which an officer declares a conflict of interest in a matter, whatever has become of it so far. `back`: the application whose page it stands on. */
export const DeclareConflict: FC<{ matterId: string; back?: string; locale: Locale }> = ({
  matterId,
  back,
  locale,
}) => {
  const t = conflictTexts[locale];
  return (
    <details class="matter-representation">
      <summary>{t.title}</summary>
      <p class="help">{t.help}</p>
      <form method="post" action={`/overlamningar/jav/${matterId}`}>
        {back === undefined ? null : <input type="hidden" name="ansokan" value={back} />}
        <Input id={`jav-${matterId}`} name="text" label={t.why} autocomplete="off" />
        <Button kind="quiet">{t.declare}</Button>
      </form>
    </details>
  );
};
