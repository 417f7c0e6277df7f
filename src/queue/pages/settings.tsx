import type { FC } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import { contextOf, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import {
  type DeskSettings,
  type NeedSettings,
  type Settings,
  type SettingsEvent,
  settingsEvents,
  settingsOf,
} from '../settings.server.ts';
import { settingsTexts } from '../settings-texts.ts';
import type { Told } from './desk.tsx';
import { QueueMenu } from './queue-menu.tsx';

interface PartProps {
  readonly settings: Settings;
  readonly locale: Locale;
}

/** GET /ko/:office/installningar */
export const showSettings = (c: Http) => settingsPage(c, { told: null, errors: {}, given: {} });

/** What a change that was refused had to say. */
export interface Shown {
  readonly told: Told | null;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

export async function settingsPage(c: Http, shown: Shown, status: 200 | 409 | 422 = 200) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = settingsTexts[locale];
  const officeId = idParam(c, 'office');
  const settings = await settingsOf(ctx, officeId);
  const events = await settingsEvents(ctx, officeId, Object.keys(t.events));
  const told =
    shown.told ?? (c.req.query('sparat') === undefined ? null : { kind: 'good' as const, text: t.saved });
  const props = { settings, locale };
  const menu = (
    <QueueMenu actor={ctx.actor} officeId={officeId} here={`/ko/${officeId}/installningar`} locale={locale} />
  );
  if (settings.queue === null)
    return page(
      c,
      { title: t.title(settings.office), status, width: 'text' },
      <>
        <h1>{t.title(settings.office)}</h1>
        <p class="lead">{t.noQueue}</p>
        <form method="post" action={`/ko/${officeId}/installningar/oppna`}>
          <Button>{t.openQueue}</Button>
        </form>
      </>,
    );
  return page(
    c,
    { title: t.title(settings.office), status },
    <>
      {menu}
      <h1>{t.title(settings.office)}</h1>
      {told === null ? null : (
        <Notice kind={told.kind} focus>
          {told.text}
        </Notice>
      )}
      <ErrorSummary title={t.whole} errors={shown.errors} />
      <Needs {...props} />
      <Desks {...props} />
      <Whole {...props} errors={shown.errors} given={shown.given} />
      <Events events={events} locale={locale} />
    </>,
  );
}

const Needs: FC<PartProps> = ({ settings, locale }) => {
  const t = settingsTexts[locale];
  const { needs, officeId } = settings;
  const to = `/ko/${officeId}/installningar/behov`;
  const name = (need: NeedSettings) => need.names[locale] ?? '';
  return (
    <section>
      <div class="section-head">
        <h2 id="needs">{t.needs}</h2>
        <ButtonLink href={`${to}/nytt`}>{t.addNeed}</ButtonLink>
      </div>
      <p class="quiet">{t.needsLead}</p>
      {needs
        .filter(({ mayServe }) => mayServe === 0)
        .map((need) => (
          <p class="notice notice--wrong">{t.nobodyMay(name(need))}</p>
        ))}
      <Table<NeedSettings>
        caption={t.needs}
        hideCaption
        rows={needs}
        empty={<p>{t.noNeeds}</p>}
        columns={[
          {
            head: t.need,
            cell: (need) => (
              <>
                <a href={`${to}/${need.id}`}>{name(need)}</a> {need.paused ? <Badge>{t.paused}</Badge> : null}
              </>
            ),
          },
          { head: t.numbers, cell: (need) => t.range(need.prefix, need.rangeFrom, need.rangeTo) },
          { head: t.usual, cell: ({ usualMinutes }) => t.minutes(usualMinutes), number: true },
          { head: t.limit, cell: ({ waitLimitMinutes }) => t.minutes(waitLimitMinutes), number: true },
          {
            head: t.callers,
            cell: ({ tasks, mayServe }) =>
              mayServe === 0 ? (
                <span class="over">{t.nobody}</span>
              ) : tasks.length === 0 ? (
                t.everybody
              ) : (
                t.officers(mayServe)
              ),
          },
          {
            head: t.order,
            cell: (need) => (
              <span class="order-steps">
                {([-1, 1] as const).map((by) => {
                  const edge = needs[by === -1 ? 0 : needs.length - 1] === need;
                  return (
                    <form method="post" action={`${to}/${need.id}/ordning`}>
                      <input type="hidden" name="by" value={by} />
                      <button
                        type="submit"
                        class="button button--quiet"
                        disabled={edge}
                        aria-label={by === -1 ? t.up(name(need)) : t.down(name(need))}
                      >
                        {by === -1 ? '↑' : '↓'}
                      </button>
                    </form>
                  );
                })}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
};

const Desks: FC<PartProps> = ({ settings, locale }) => {
  const t = settingsTexts[locale];
  const to = `/ko/${settings.officeId}/installningar/disk`;
  return (
    <section>
      <div class="section-head">
        <h2 id="desks">{t.desks}</h2>
        <ButtonLink href={`${to}/ny`}>{t.addDesk}</ButtonLink>
      </div>
      <Table<DeskSettings>
        caption={t.desks}
        hideCaption
        rows={settings.desks}
        empty={<p>{t.noDesks}</p>}
        columns={[
          { head: t.desk, cell: ({ id, name }) => <a href={`${to}/${id}`}>{name}</a> },
          {
            head: t.kind,
            cell: ({ kind, link }) =>
              kind === 'remote' ? `${t.kinds.remote}, ${link === null ? t.phone : t.video}` : t.kinds[kind],
          },
          {
            head: t.fits,
            cell: ({ stepFree, calm }) =>
              [...(stepFree ? [t.stepFree] : []), ...(calm ? [t.calm] : [])].join(', '),
          },
        ]}
      />
    </section>
  );
};

const Whole: FC<PartProps & Pick<Shown, 'errors' | 'given'>> = ({ settings, errors, given, locale }) => {
  const t = settingsTexts[locale];
  const { queue, officeId } = settings;
  if (queue === null) return null;
  return (
    <section>
      <h2 id="whole">{t.whole}</h2>
      <form method="post" action={`/ko/${officeId}/installningar`} class="stack">
        <div class="conditions">
          <label>
            <input type="checkbox" name="keepOvernight" checked={queue.keepOvernight} />
            <span>
              {t.keepOvernight}
              <span class="help check-help">{t.keepHelp}</span>
            </span>
          </label>
        </div>
        <Input
          name="returnWithinMinutes"
          type="number"
          min="0"
          max="120"
          label={t.returnWithin}
          value={given.returnWithinMinutes ?? String(queue.returnWithinMinutes)}
          error={errors.returnWithinMinutes}
        />
        <Input
          name="ticketsAMinute"
          type="number"
          min="1"
          max="120"
          label={t.aMinute}
          value={given.ticketsAMinute ?? String(queue.ticketsAMinute)}
          error={errors.ticketsAMinute}
        />
        <Button>{t.save}</Button>
      </form>
    </section>
  );
};

const Events: FC<{ events: readonly SettingsEvent[]; locale: Locale }> = ({ events, locale }) => {
  const t = settingsTexts[locale];
  if (events.length === 0) return null;
  const about = ({ details }: SettingsEvent) => {
    const names = details.names as Readonly<Record<string, string>> | undefined;
    return [names?.[locale], details.name, details.reason]
      .filter((each) => typeof each === 'string')
      .join(', ');
  };
  return (
    <section class="settings-history">
      <h2 id="history">{t.history}</h2>
      <Table<SettingsEvent>
        caption={t.history}
        hideCaption
        rows={events}
        empty=""
        columns={[
          { head: t.at, cell: ({ at }) => formatMoment(at) },
          {
            head: t.what,
            cell: (event) => [t.events[event.kind] ?? event.kind, about(event)].filter(Boolean).join(': '),
          },
          { head: t.by, cell: ({ by }) => by ?? '' },
        ]}
      />
    </section>
  );
};
