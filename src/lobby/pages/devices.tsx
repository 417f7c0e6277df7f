import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment, formatNumber, formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { BoardSound } from '../board/sound-form.tsx';
import {
  type GivenCode,
  makeDevice,
  renewCode,
  setDeviceSettings,
  withdrawDevice,
} from '../commands/devices.server.ts';
import {
  CLOCK_WARNING,
  CODE_HOURS,
  DEVICE_KINDS,
  NewDeviceSchema,
  PrinterSchema,
  spacedCode,
} from '../device.ts';
import {
  type DeviceRow,
  deviceForChange,
  devicesOf,
  managedOfficesWithDevices,
} from '../device-list.server.ts';
import { originOf } from '../paper.ts';
import { lobbyErrorText, lobbyTexts } from '../texts.ts';

/** GET /enheter: the manager's offices; the only one is shown at once. */
export async function showMyDevices(c: Http) {
  const locale = c.get('locale');
  const t = lobbyTexts[locale].devices;
  const offices = await managedOfficesWithDevices(contextOf(c));
  const [only] = offices;
  if (offices.length === 1 && only !== undefined) return c.redirect(`/ko/${only.id}/enheter`, 303);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table
        caption={t.mine}
        rows={offices}
        empty={<p>{t.none}</p>}
        columns={[
          { head: t.office, cell: ({ id, name }) => <a href={`/ko/${id}/enheter`}>{name}</a> },
          { head: t.count, cell: ({ devices }) => formatNumber(devices, locale), number: true },
        ]}
      />
    </>,
  );
}

interface Told {
  readonly given?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
  readonly code?: GivenCode & { readonly name: string };
}

/** GET /ko/:office/enheter: the devices of an office, and the form that makes one. */
export function showDevices(c: Http) {
  return devicesPage(c, {});
}

async function devicesPage(c: Http, { given = {}, errors = {}, code }: Told) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lobbyTexts[locale].devices;
  const { kinds } = lobbyTexts[locale];
  const officeId = idParam(c, 'office');
  const { office, devices } = await devicesOf(ctx, officeId);
  const now = ctx.clock();
  return page(
    c,
    { title: t.of(office), status: Object.keys(errors).length === 0 ? 200 : 422 },
    <>
      <h1>{t.of(office)}</h1>
      <p class="lead">{t.lead}</p>
      {code === undefined ? null : <CodeShown code={code} now={now} origin={originOf(c)} locale={locale} />}
      {c.req.query('indragen') === undefined ? null : <Notice kind="good">{t.withdrawnNow}</Notice>}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <Table
        caption={t.caption}
        hideCaption
        rows={devices}
        empty={<p>{t.none}</p>}
        columns={[
          {
            head: t.name,
            cell: (device) =>
              device.withdrawnAt === null ? (
                <a href={`/ko/${officeId}/enheter/${device.id}`}>{device.name}</a>
              ) : (
                device.name
              ),
          },
          { head: t.kind, cell: ({ kind }) => kinds[kind] },
          { head: t.state, cell: (device) => <State device={device} now={now} locale={locale} /> },
          {
            head: t.seen,
            cell: ({ seenAt }) => (seenAt === null ? t.never : <time>{formatMoment(seenAt)}</time>),
          },
          { head: t.printer, cell: (device) => <Printer device={device} locale={locale} /> },
        ]}
      />
      <section class="device-new">
        <h2>{t.make}</h2>
        <form method="post" action={`/ko/${officeId}/enheter`} class="stack" data-once>
          <Input
            name="name"
            label={t.name}
            help={t.nameHelp}
            value={given.name}
            error={errors.name}
            required
          />
          <Choice
            id="kind"
            name="kind"
            legend={t.kind}
            options={DEVICE_KINDS.map((kind) => ({ value: kind, label: kinds[kind] }))}
            value={given.kind ?? 'kiosk'}
            error={errors.kind}
          />
          <Button>{t.make}</Button>
        </form>
      </section>
    </>,
  );
}

const CodeShown = ({
  code: { code, name },
  now,
  origin,
  locale,
}: {
  code: NonNullable<Told['code']>;
  now: Temporal.Instant;
  origin: string;
  locale: Locale;
}) => {
  const t = lobbyTexts[locale].devices;
  return (
    <Notice kind="good" focus>
      <h2>{t.made(name)}</h2>
      <p class="device-code">{spacedCode(code)}</p>
      <p>{t.madeHelp(`${origin}/enhet`, formatTime(now.add({ hours: CODE_HOURS }), locale))}</p>
    </Notice>
  );
};

const State = ({ device, now, locale }: { device: DeviceRow; now: Temporal.Instant; locale: Locale }) => {
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

const Printer = ({ device, locale }: { device: DeviceRow; locale: Locale }) => {
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

/** POST /ko/:office/enheter: a device, and its code, shown this once. */
export async function makeDeviceAction(c: Http) {
  const form = await readForm(c, NewDeviceSchema);
  if (!form.ok) return devicesPage(c, { given: form.given, errors: sentences(c, form.errors) });
  try {
    const code = await makeDevice(contextOf(c), idParam(c, 'office'), form.data);
    return devicesPage(c, { code: { ...code, name: form.data.name } });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return devicesPage(c, { given: form.data, errors: sentences(c, error.errors) });
  }
}

function sentences(c: Http, errors: Problem['errors']): Errors {
  const locale = c.get('locale');
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      lobbyErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

/** GET /ko/:office/enheter/:device: where it prints, a new code, withdrawing it. */
export function showDevice(c: Http) {
  return devicePage(c, {});
}

async function devicePage(c: Http, { given, errors = {} }: Told) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lobbyTexts[locale].devices;
  const officeId = idParam(c, 'office');
  const device = await deviceForChange(ctx, officeId, idParam(c, 'device'));
  const { settings } = device;
  const kind = settings.printer !== null ? 'network' : settings.browserPrint ? 'browser' : 'none';
  const address = `/ko/${officeId}/enheter/${device.id}`;
  const now = ctx.clock();
  return page(
    c,
    {
      title: `${device.name}, ${device.office}`,
      width: 'text',
      status: Object.keys(errors).length === 0 ? 200 : 422,
    },
    <>
      <p class="crumb">
        <a href={`/ko/${officeId}/enheter`}>{t.of(device.office)}</a>
      </p>
      <h1>{device.name}</h1>
      <p>
        {lobbyTexts[locale].kinds[device.kind]} <State device={device} now={now} locale={locale} />
      </p>
      {c.req.query('sparat') === undefined ? null : <Notice kind="good">{t.saved}</Notice>}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {device.withdrawnAt !== null ? null : (
        <>
          {device.kind === 'board' ? (
            <BoardSound officeId={officeId} deviceId={device.id} settings={settings.board} locale={locale} />
          ) : (
            <form method="post" action={`${address}/skrivare`} class="stack">
              <Choice
                id="printing"
                name="printing"
                legend={t.printing}
                options={[
                  { value: 'none', label: t.noPrinter },
                  { value: 'browser', label: t.browserPrinter },
                  { value: 'network', label: t.networkPrinter },
                ]}
                value={given?.printing ?? kind}
                error={errors.printing}
              />
              <Input
                name="host"
                label={t.host}
                help={t.hostHelp}
                value={given?.host ?? settings.printer?.host}
                error={errors.host}
              />
              <Input
                name="port"
                label={t.port}
                help={t.portHelp}
                value={given?.port ?? String(settings.printer?.port ?? 9100)}
                error={errors.port}
                size={6}
              />
              <Button>{t.save}</Button>
            </form>
          )}
          <div class="device-ends">
            <form method="post" action={`${address}/kod`} data-once>
              <Button kind="quiet">{t.newCode}</Button>
            </form>
            <form method="post" action={`${address}/dra-in`}>
              <Button kind="danger">{t.withdraw}</Button>
            </form>
          </div>
        </>
      )}
    </>,
  );
}

const PrintingSchema = z.discriminatedUnion(
  'printing',
  [
    z.object({ printing: z.literal('none') }),
    z.object({ printing: z.literal('browser') }),
    z.object({ printing: z.literal('network'), ...PrinterSchema.shape }),
  ],
  'invalid-value',
);

/** POST …/:device/skrivare. */
export async function setPrinterAction(c: Http) {
  const form = await readForm(c, PrintingSchema);
  if (!form.ok) return devicePage(c, { given: form.given, errors: sentences(c, form.errors) });
  const { data } = form;
  const officeId = idParam(c, 'office');
  const deviceId = idParam(c, 'device');
  await setDeviceSettings(contextOf(c), officeId, deviceId, {
    browserPrint: data.printing === 'browser',
    printer: data.printing === 'network' ? { host: data.host, port: data.port } : null,
  });
  return c.redirect(`/ko/${officeId}/enheter/${deviceId}?sparat=1`, 303);
}

/** POST …/:device/kod: a new code, shown this once. */
export async function newCodeAction(c: Http) {
  const ctx = contextOf(c);
  const officeId = idParam(c, 'office');
  const code = await renewCode(ctx, officeId, idParam(c, 'device'));
  const { name } = await deviceForChange(ctx, officeId, code.deviceId);
  return devicesPage(c, { code: { ...code, name } });
}

/** POST …/:device/dra-in. */
export async function withdrawDeviceAction(c: Http) {
  const officeId = idParam(c, 'office');
  await withdrawDevice(contextOf(c), officeId, idParam(c, 'device'));
  return c.redirect(`/ko/${officeId}/enheter?indragen=1`, 303);
}
