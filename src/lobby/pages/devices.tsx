import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment, formatNumber, formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type GivenCode, makeDevice, renewCode, withdrawDevice } from '../commands/devices.server.ts';
import { CODE_HOURS, DEVICE_KINDS, NewDeviceSchema, spacedCode } from '../device.ts';
import { deviceForChange, devicesOf, managedOfficesWithDevices } from '../device-list.server.ts';
import { lobbyTexts } from '../texts.ts';
import { Printer, State, sentences } from './device-part.tsx';

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
