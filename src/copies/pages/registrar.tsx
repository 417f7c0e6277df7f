import { registersTransaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { registrarAddress } from '../../post/registrar.server.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { RegistrarSchema, setRegistrar } from '../commands/set-registrar.server.ts';
import { copyTexts } from '../texts.ts';
import { sentences } from './copies.tsx';

/** The administrator's part of /kopior: where copies go. Agreements are the coordinators'. */
export async function registrarPage(c: Http, errors: Errors, given?: string) {
  const locale = c.get('locale');
  const t = copyTexts[locale];
  const address = await registersTransaction(contextOf(c), registrarAddress);
  return page(
    c,
    { title: t.title, status: Object.keys(errors).length > 0 ? 422 : 200, width: 'text' },
    <>
      <h1>{t.title}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {c.req.query('sparat') === undefined ? null : <Notice kind="good">{t.registrar.saved}</Notice>}
      <h2>{t.registrar.title}</h2>
      <p>{t.registrar.help}</p>
      <form method="post" action="/kopior/mottagare" class="stack">
        <Input
          name="address"
          type="email"
          label={t.registrar.label}
          value={given ?? address}
          error={errors.address}
          required
        />
        <Button>{t.registrar.submit}</Button>
      </form>
    </>,
  );
}

/** POST /kopior/mottagare */
export async function setRegistrarAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, RegistrarSchema);
  if (!form.ok) return registrarPage(c, errorTexts(form.errors, locale), form.given.address);
  try {
    await setRegistrar(contextOf(c), form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return registrarPage(c, sentences(error, locale), form.data.address);
  }
  return c.redirect('/kopior?sparat', 303);
}
