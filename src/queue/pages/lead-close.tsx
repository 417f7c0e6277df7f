import type { FC } from 'hono/jsx';
import { CAUSES } from '../../hours/schemas.ts';
import { Button } from '../../ui/components.tsx';
import { leadTexts } from '../lead-texts.ts';
import type { LeadPart } from './lead-part.tsx';

/** Closes the office early, with the reason and what becomes of those who wait. */
export const Close: FC<LeadPart> = ({ view, locale }) => {
  const t = leadTexts[locale];
  return (
    <details class="lead-close" id="close-office">
      <summary>{t.close}</summary>
      <form method="post" action={`/ko/${view.queue.officeId}/ledning/stang`} class="stack">
        <p>{t.closeLead}</p>
        <label class="field">
          {t.reason}
          <input type="text" name="reason" minlength={3} maxlength={300} required autocomplete="off" />
        </label>
        <label class="field">
          {t.cause}
          <select name="cause" required>
            {CAUSES.map((cause) => (
              <option value={cause}>{t.causes[cause]}</option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend>{t.whoWaits}</legend>
          <ul class="plain">
            {(['serve', 'send-home'] as const).map((each) => (
              <li>
                <label>
                  <input type="radio" name="waiting" value={each} required checked={each === 'serve'} />{' '}
                  {each === 'serve' ? t.serve : t.sendHome}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Button kind="danger">{t.closeNow}</Button>
      </form>
    </details>
  );
};
