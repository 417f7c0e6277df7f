import type { FC } from 'hono/jsx';
import { type Actor, managedOfficesOf } from '../../access/actor.ts';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import { leadTexts } from '../lead-texts.ts';

/** The pages of an office's queue that the actor has. */
export const QueueMenu: FC<{ actor: Actor; officeId: number; here: string; locale: Locale }> = ({
  actor,
  officeId,
  here,
  locale,
}) => {
  const t = leadTexts[locale];
  const managed = managedOfficesOf(actor);
  const to = `/ko/${officeId}`;
  const links = [
    ...(managed.includes(officeId)
      ? [
          [`${to}/ledning`, t.lead],
          [`${to}/installningar`, t.settings],
        ]
      : []),
    [to, t.desk],
    [`${to}/larm`, t.incidents],
    ...(managed.length > 1 ? [['/ko/omrade', t.areaLink]] : []),
  ] as const;
  return (
    <Submenu
      label={t.menu}
      links={links.map(([href = '', text = '']) => ({ href, text, here: href === here }))}
    />
  );
};
