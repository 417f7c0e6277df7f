import type { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Badge } from '../../ui/components.tsx';
import type { Errors } from '../../ui/fields.tsx';
import { formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { CLOCK_WARNING } from '../device.ts';
import type { DeviceRow } from '../device-list.server.ts';
import { lobbyErrorText, lobbyTexts } from '../texts.ts';

export const State = ({
  device,
  now,
  locale,
}: {
  device: DeviceRow;
  now: Temporal.Instant;
  locale: Locale;
}) => {
  const t = lobbyTexts[locale].devices;
  const { withdrawnAt, enrolledAt, codeExpiresAt, clockOffMs } = device;
  if (withdrawnAt !== null) return <Badge kind="quiet">{t.withdrawn}</Badge>;
  const waits = codeExpiresAt !== null && Temporal.Instant.compare(codeExpiresAt, now) > 0;
  const off = clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_WARNING ? clockOffMs : null;
  return (
    <>
      {enrolledAt !== null ? <Badge kind="good">{t.connected}</Badge> : null}{' '}
      {waits ? (
        <Badge>{t.waitsForCode(formatTime(codeExpiresAt, locale))}</Badge>
      ) : enrolledAt === null ? (
        <Badge kind="wrong">{t.codeExpired}</Badge>
      ) : null}{' '}
      {off === null ? null : (
        <Badge kind="wrong">{off > 0 ? t.clockAhead(length(off)) : t.clockBehind(length(-off))}</Badge>
      )}
    </>
  );
};

/** "1 h 2 min". */
function length(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const Printer = ({ device, locale }: { device: DeviceRow; locale: Locale }) => {
  const t = lobbyTexts[locale].devices;
  const { settings, failedToday, lastFailure } = device;
  return (
    <>
      {settings.printer !== null
        ? `${settings.printer.host}:${settings.printer.port}`
        : settings.browserPrint
          ? t.browserPrinter
          : t.noPrinter}
      {failedToday === 0 ? null : (
        <p class="late">
          {t.printFailures(failedToday)}
          {lastFailure === null ? null : `. ${t.failure[lastFailure]}.`}
        </p>
      )}
    </>
  );
};

/** What is wrong with what was given, by field. */
export function sentences(c: Http, errors: Problem['errors']): Errors {
  const locale = c.get('locale');
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      lobbyErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
