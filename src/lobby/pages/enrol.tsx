import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { enrolDevice } from '../commands/devices.server.ts';
import { pageOf } from '../device.ts';
import { deviceOf, giveSecret, noteClock } from '../devices.server.ts';
import { lobbyErrorText, lobbyTexts } from '../texts.ts';

/** GET /enhet: where a screen becomes a device of an office, by a code. */
export function showEnrol(c: Http) {
  return shown(c);
}

async function shown(
  c: Http,
  told?: { readonly errors: Errors; readonly kod: string; readonly status: 422 | 429 },
) {
  const locale = c.get('locale');
  const t = lobbyTexts[locale];
  const device = await deviceOf(c);
  return page(
    c,
    { title: t.enrol.title, width: 'text', status: told?.status ?? 200 },
    <>
      <h1>{t.enrol.title}</h1>
      {device === null ? (
        <p class="lead">{t.enrol.lead}</p>
      ) : (
        <>
          <Notice kind="good">
            <p>{t.enrol.is(device.name, t.kinds[device.kind])}</p>
            <ButtonLink href={pageOf(device)}>{t.enrol.go}</ButtonLink>
          </Notice>
          <p>{t.enrol.again}</p>
        </>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      <form method="post" action="/enhet" class="stack">
        <Input
          name="kod"
          label={t.enrol.code}
          help={t.enrol.codeHelp}
          value={told?.kod}
          error={told?.errors.kod}
          required
          size={12}
        />
        <Button>{t.enrol.save}</Button>
      </form>
    </>,
  );
}

const EnrolSchema = z.object({ kod: z.string().trim().min(1, 'required').max(40, 'wrong-code') });

/** POST /enhet: from now on this browser is the device, and on its page. */
export async function enrolAction(c: Http) {
  const locale = c.get('locale');
  const sentence = (code: string) => lobbyErrorText(code, {}, locale) ?? fieldErrorText(code, locale);
  const form = await readForm(c, EnrolSchema);
  const refused = (code: string, kod: string, status: 422 | 429 = 422) =>
    shown(c, { errors: { kod: sentence(code) }, kod, status });
  if (!form.ok) return refused(form.errors[0]?.code ?? 'required', '');
  const { database, clock } = c.get('services');
  try {
    const { device, secret } = await enrolDevice(
      { pool: database.pool, clock },
      form.data.kod,
      clientAddress(c),
    );
    giveSecret(c, secret);
    return c.redirect(pageOf(device), 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return refused(error.errors[0]?.code ?? 'wrong-code', form.data.kod);
  }
}

/** What a device is told that has been withdrawn: at its next step, whatever it asks for. */
export function refusedDevice(c: Http) {
  const t = lobbyTexts[c.get('locale')].refused;
  return page(
    c,
    { title: t.title, width: 'text', status: 403 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.help}</p>
      <p>
        <a href="/enhet">{t.enrol}</a>
      </p>
    </>,
  );
}

/** POST /enhet/klocka: what the device's clock says, in milliseconds since 1970. */
export async function clockAction(c: Http) {
  const device = await deviceOf(c);
  if (device === null) throw new Problem('forbidden');
  const form = await readForm(c, z.object({ nu: z.coerce.number().int().min(0).max(8_640_000_000_000_000) }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  await noteClock(c, device, form.data.nu);
  return c.body(null, 204);
}
