import { z } from 'zod';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { BoardSound } from '../board/sound-form.tsx';
import { setDeviceSettings } from '../commands/devices.server.ts';
import { PrinterSchema } from '../device.ts';
import { deviceForChange } from '../device-list.server.ts';
import { lobbyTexts } from '../texts.ts';
import { State, sentences } from './device-part.tsx';

interface Told {
  readonly given?: Readonly<Record<string, string>>;
  readonly errors?: Errors;
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
