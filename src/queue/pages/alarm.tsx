import type { FC } from 'hono/jsx';
import { formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { OpenAlarm } from '../alarms.server.ts';
import { leadTexts } from '../lead-texts.ts';
import { StepButton } from './step-button.tsx';

interface AlarmsProps {
  readonly alarms: readonly OpenAlarm[];
  /** The officer who looks; null for a manager who is none, and for a reception. */
  readonly officerId: number | null;
  /** At a reception that is a device one can say that one comes; who ends an alarm is signed in. */
  readonly atDevice?: boolean;
  readonly locale: Locale;
}

/** The calls for help that go on, first on every page of staff. Never on a board, a kiosk or a visitor's page. */
export const Alarms: FC<AlarmsProps> = ({ alarms, officerId, atDevice = false, locale }) => {
  const t = leadTexts[locale].alarm;
  if (alarms.length === 0) return null;
  return (
    <div class="alarms" role="alert">
      {alarms.map((alarm) => {
        const mine = alarm.byId === officerId;
        const at = `/ko/${alarm.officeId}${atDevice ? '/reception' : ''}`;
        const to = `${at}/larm/${alarm.id}`;
        return (
          <div class={mine ? 'alarm alarm--mine' : 'alarm'}>
            <p>
              <strong>
                {mine ? t.mine : t.calls(alarm.by, alarm.desk === null ? t.noDesk : t.atDesk(alarm.desk))}
              </strong>{' '}
              <span>{t.since(formatTime(alarm.at, locale))}.</span>{' '}
              {alarm.coming === null ? null : <span>{t.coming(alarm.coming)}</span>}
            </p>
            <div class="alarm-steps">
              {mine || alarm.coming !== null ? null : (
                <StepButton action={`${to}/kommer`} kind="primary">
                  {t.iCome}
                </StepButton>
              )}
              {atDevice ? null : <StepButton action={`${to}/avsluta`}>{t.end}</StepButton>}
            </div>
          </div>
        );
      })}
    </div>
  );
};

/** Quick and silent: one press, or F9 twice wherever one is. What the page holds stays as it is. */
export const AlarmButton: FC<{ officeId: number; locale: Locale }> = ({ officeId, locale }) => {
  const t = leadTexts[locale].alarm;
  return (
    <form method="post" action={`/ko/${officeId}/larm`} class="alarm-button" data-silent>
      <button
        type="submit"
        class="button button--quiet"
        id="call-for-help"
        data-twice="F9"
        title={t.help}
        aria-keyshortcuts="F9"
      >
        {t.button} <kbd class="hotkey">{t.keys}</kbd>
      </button>
    </form>
  );
};
