import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Choice } from '../../ui/fields.tsx';
import { catalogue, type Locale } from '../../ui/texts.ts';
import { setDeviceSettings } from '../commands/devices.server.ts';
import { type BoardSettings, SPEECH } from '../device.ts';

const soundTexts = catalogue(
  {
    speech: 'När någon kallas',
    off: 'Bara signalen',
    silent: 'Inget ljud',
    sv: 'Signal, och numret sägs på svenska',
    'sv-en': 'Signal, och numret sägs på svenska och engelska',
    save: 'Spara',
    look: 'Förhandsvisa tavlan',
  },
  {
    speech: 'When somebody is called',
    off: 'Only the chime',
    silent: 'No sound',
    sv: 'Chime, and the number spoken in Swedish',
    'sv-en': 'Chime, and the number spoken in Swedish and English',
    save: 'Save',
    look: 'Preview the board',
  },
);

const SOUNDS = ['silent', ...SPEECH] as const;

/** How a board sounds, on the page of its device. */
export const BoardSound: FC<{
  officeId: number;
  deviceId: number;
  settings: BoardSettings;
  locale: Locale;
}> = ({ officeId, deviceId, settings, locale }) => {
  const t = soundTexts[locale];
  return (
    <>
      <form method="post" action={`/ko/${officeId}/enheter/${deviceId}/ljud`} class="stack">
        <Choice
          id="sound"
          name="sound"
          legend={t.speech}
          options={SOUNDS.map((value) => ({ value, label: t[value] }))}
          value={settings.chime ? settings.speech : 'silent'}
        />
        <Button>{t.save}</Button>
      </form>
      <p>
        <a href={`/ko/${officeId}/tavla`}>{t.look}</a>
      </p>
    </>
  );
};

/** POST …/:device/ljud. */
export async function setSoundAction(c: Http) {
  const form = await readForm(c, z.object({ sound: z.enum(SOUNDS, 'invalid-value') }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const officeId = idParam(c, 'office');
  const deviceId = idParam(c, 'device');
  const { sound } = form.data;
  await setDeviceSettings(contextOf(c), officeId, deviceId, {
    board: { chime: sound !== 'silent', speech: sound === 'silent' ? 'off' : sound },
  });
  return c.redirect(`/ko/${officeId}/enheter/${deviceId}?sparat=1`, 303);
}
