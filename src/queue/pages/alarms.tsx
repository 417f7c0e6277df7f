import type { FC } from 'hono/jsx';
import { managedOfficesOf, officesOf } from '../../access/actor.ts';
import { scopeOf } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { openAlarms, type PastAlarm, pastAlarms } from '../alarms.server.ts';
import { atDesk } from '../api.server.ts';
import { acknowledgeAlarm, endAlarm, noteIncident, raiseAlarm } from '../commands/alarm.server.ts';
import { leadTexts } from '../lead-texts.ts';
import { IncidentSchema } from '../schemas.ts';
import { lineNow } from '../shared-line.server.ts';
import { staffAt } from '../staff.server.ts';
import { queueErrorText } from '../texts.ts';
import { mayWatch } from '../who-may-watch.ts';
import { Alarms } from './alarm.tsx';
import type { Told } from './desk.tsx';
import { QueueMenu } from './queue-menu.tsx';
import { refusalOf, toldOf } from './told.ts';

const PAGE = 50;

/** What was written in a note that was refused. */
interface Refused {
  readonly alarmId: number;
  readonly text: string;
  readonly error: string;
}

/** GET /ko/:office/larm?fore= : calls for help that go on, and those that are over with what was noted. */
export const showAlarms = (c: Http) => alarmsPage(c, null, null);

async function alarmsPage(
  c: Http,
  told: Told | null,
  refused: Refused | null,
  status: 200 | 409 | 422 = 200,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = leadTexts[locale].alarm;
  const officeId = idParam(c, 'office');
  const { actor } = ctx;
  if (!mayWatch(actor, officeId)) throw new Problem('forbidden');
  const given = Number(c.req.query('fore'));
  const before = Number.isSafeInteger(given) && given > 0 && given < 2 ** 31 ? given : null;
  const [{ office, seq }, open, past] = await Promise.all([
    lineNow(ctx.pool, scopeOf(actor), officeId),
    openAlarms(ctx, officeId),
    pastAlarms(ctx, officeId, { before, count: PAGE }),
  ]);
  const shown = told ?? toldOf(c, locale);
  const officerId = officesOf(actor).includes(officeId) ? (actor.officer?.id ?? null) : null;
  const manages = managedOfficesOf(actor).includes(officeId);
  const place = (desk: string | null) => (desk === null ? t.noDesk : t.atDesk(desk));
  return page(
    c,
    { title: t.title(office), status },
    <>
      <QueueMenu actor={actor} officeId={officeId} here={`/ko/${officeId}/larm`} locale={locale} />
      <h1>{t.title(office)}</h1>
      {shown === null ? null : (
        <Notice kind={shown.kind} focus>
          {shown.text}
        </Notice>
      )}
      <div data-live={`/ko/${officeId}/strom`} data-seq={seq}>
        <div data-live-part="alarms">
          <Alarms alarms={open} officerId={officerId} locale={locale} />
        </div>
      </div>
      <Table<PastAlarm>
        caption={t.over}
        rows={past}
        empty={<p>{t.none}</p>}
        columns={[
          { head: t.when, cell: ({ at }) => formatMoment(at) },
          { head: t.where, cell: ({ desk }) => place(desk) },
          { head: t.who, cell: ({ by }) => by },
          { head: t.came, cell: ({ coming }) => coming ?? t.nobodyCame },
          {
            head: t.what,
            cell: (alarm) => (
              <Incident
                alarm={alarm}
                mayWrite={manages || (officerId !== null && [alarm.byId, alarm.comingId].includes(officerId))}
                refused={refused?.alarmId === alarm.id ? refused : null}
                locale={locale}
              />
            ),
          },
        ]}
      />
      {past.length < PAGE ? null : <a href={`/ko/${officeId}/larm?fore=${past.at(-1)?.id}`}>{t.older}</a>}
    </>,
  );
}

const Incident: FC<{ alarm: PastAlarm; mayWrite: boolean; refused: Refused | null; locale: Locale }> = ({
  alarm,
  mayWrite,
  refused,
  locale,
}) => {
  const t = leadTexts[locale].alarm;
  if (alarm.incident !== null) return <>{t.noted(alarm.incident, alarm.incidentBy ?? '')}</>;
  if (!mayWrite) return <span class="quiet">{t.notWritten}</span>;
  return (
    <details id={`incident-of-${alarm.id}`} open={refused !== null}>
      <summary>{t.write}</summary>
      <form method="post" action={`/ko/${alarm.officeId}/larm/${alarm.id}/anteckna`} class="stack">
        <label class="incident">
          <span>{t.warning}</span>
          {refused === null ? null : <span class="error">{refused.error}</span>}
          <textarea name="incident" rows={4} maxlength={2000} required aria-invalid={refused !== null}>
            {refused?.text ?? ''}
          </textarea>
        </label>
        <Button>{t.save}</Button>
      </form>
    </details>
  );
};

/** Back where one was: the desk, the visit or the list. */
function back(c: Http, officeId: number, says: string) {
  const from = c.req.header('referer');
  const path = from === undefined ? '' : new URL(from, c.req.url).pathname;
  const known = /^\/(ko\/\d+(\/ledning|\/larm|\/reception)?|besok\/[0-9a-f-]{36})$/.test(path);
  return c.redirect(`${known ? path : `/ko/${officeId}`}?gjort=${says}`, 303);
}

/** POST /ko/:office/larm: without leaving the page where script sends it (`data-silent`). */
export async function raiseAlarmAction(c: Http) {
  const officeId = idParam(c, 'office');
  await raiseAlarm(atDesk(c, officeId), officeId);
  return c.req.header('x-silent') === undefined ? back(c, officeId, 'larm') : c.body(null, 204);
}

async function orTold(c: Http, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const locale = c.get('locale');
    const told = refusalOf(error, locale, (code) => fieldErrorText(code, locale));
    return alarmsPage(c, told, null, 409);
  }
}

/** POST /ko/:office/larm/:alarm/kommer */
export function acknowledgeAlarmAction(c: Http) {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    await acknowledgeAlarm(staffAt(contextOf(c), officeId), officeId, idParam(c, 'alarm'));
    return back(c, officeId, 'kommer');
  });
}

/** POST /ko/:office/larm/:alarm/avsluta */
export function endAlarmAction(c: Http) {
  return orTold(c, async () => {
    const officeId = idParam(c, 'office');
    await endAlarm(staffAt(contextOf(c), officeId), officeId, idParam(c, 'alarm'));
    return c.redirect(`/ko/${officeId}/larm?gjort=slut`, 303);
  });
}

/** POST /ko/:office/larm/:alarm/anteckna */
export async function noteIncidentAction(c: Http) {
  const officeId = idParam(c, 'office');
  const alarmId = idParam(c, 'alarm');
  const locale = c.get('locale');
  const asker = staffAt(contextOf(c), officeId, 'office-manager');
  const given = await readForm(c, IncidentSchema);
  const wrong = (code: string) =>
    alarmsPage(
      c,
      null,
      {
        alarmId,
        text: given.ok ? given.data.incident : (given.given.incident ?? ''),
        error: queueErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
      },
      422,
    );
  if (!given.ok) return wrong(given.errors[0]?.code ?? '');
  try {
    await noteIncident(asker, officeId, alarmId, given.data.incident);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid')
      return orTold(c, () => Promise.reject(error));
    return wrong(error.errors[0]?.code ?? '');
  }
  return c.redirect(`/ko/${officeId}/larm?gjort=antecknat`, 303);
}
