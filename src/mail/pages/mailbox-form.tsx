import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { saveMailbox } from '../commands/mailbox.server.ts';
import { MailboxSchema, SECURITY } from '../mailbox.ts';
import { type MailboxRow, officesForMailbox } from '../queries.server.ts';
import { mailErrorText, mailTexts } from '../texts.ts';
import { fieldSentences } from './field-sentences.ts';

export function givenOf(box: MailboxRow): Readonly<Record<string, string>> {
  return {
    officeId: String(box.officeId),
    ...{ address: box.address, senderName: box.senderName, host: box.host, port: String(box.port) },
    ...{ security: box.security, user: box.user, folder: box.folder, receipts: box.receipts ? 'on' : 'off' },
  };
}

/** GET /brevlador/ny */
export async function showNewMailbox(c: Http) {
  return formPage(c, null, { security: 'tls', port: '993', folder: 'INBOX', receipts: 'on' }, {}, 200);
}

async function formPage(
  c: Http,
  id: number | null,
  given: Readonly<Record<string, string>>,
  errors: Errors,
  status: 200 | 409 | 422,
) {
  const ctx = contextOf(c);
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = mailTexts[locale];
  const title = id === null ? t.add : t.change;
  return page(
    c,
    { title, width: 'text', status },
    <>
      <p class="crumb">
        <a href="/brevlador">{t.title}</a>
      </p>
      <h1>{title}</h1>
      <ErrorSummary title={t.wrong} errors={errors} />
      <BoxForm
        action={id === null ? '/brevlador/ny' : `/brevlador/${id}`}
        given={given}
        errors={errors}
        offices={await officesForMailbox(ctx)}
        locale={locale}
        fixedOffice={id !== null}
      />
    </>,
  );
}

export const BoxForm: FC<{
  action: string;
  given: Readonly<Record<string, string>>;
  errors: Errors;
  offices: readonly { readonly id: number; readonly name: string }[];
  locale: Locale;
  /** A mailbox stays its office's: what came to it is. */
  fixedOffice: boolean;
}> = ({ action, given, errors, offices, locale, fixedOffice }) => {
  const t = mailTexts[locale];
  const field = (name: string) => ({ name, value: given[name], error: errors[name] });
  return (
    <form method="post" action={action} class="stack">
      {fixedOffice ? (
        <input type="hidden" name="officeId" value={given.officeId} />
      ) : (
        <Select
          {...field('officeId')}
          label={t.office}
          empty="–"
          options={offices.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <Input {...field('address')} type="email" label={t.address} help={t.addressHelp} autocomplete="off" />
      <Input {...field('senderName')} label={t.senderName} autocomplete="off" />
      <Input {...field('host')} label={t.host} autocomplete="off" />
      <Input {...field('port')} label={t.port} help={t.portHelp} size={6} />
      <Select
        {...field('security')}
        label={t.security}
        options={SECURITY.map((value) => ({ value, label: t.securities[value] }))}
      />
      <Input {...field('user')} label={t.user} autocomplete="off" />
      <Input
        name="password"
        error={errors.password}
        type="password"
        label={t.password}
        help={t.passwordHelp}
        autocomplete="new-password"
      />
      <Input {...field('folder')} label={t.folder} />
      <Select
        name="receipts"
        label={t.receipts}
        value={given.receipts === 'on' ? 'on' : 'off'}
        options={[
          { value: 'on', label: t.receiptsYes },
          { value: 'off', label: t.receiptsNo },
        ]}
      />
      <Button>{t.save}</Button>
    </form>
  );
};

/** POST /brevlador/ny */
export function addMailboxAction(c: Http) {
  return save(c, null);
}
/** POST /brevlador/:id */
export function changeMailboxAction(c: Http) {
  return save(c, idParam(c));
}

async function save(c: Http, id: number | null) {
  const ctx = contextOf(c);
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  const locale = c.get('locale');
  const read = await readForm(c, blankIsAbsent(MailboxSchema));
  if (!read.ok) return formPage(c, id, read.given, fieldSentences(read.errors, locale), 422);
  try {
    const saved = await saveMailbox(ctx, c.get('services').sealingKey, id, read.data);
    return c.redirect(`/brevlador/${saved}?gjort=sparad`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { officeId, port, receipts, password: _, address, ...rest } = read.data;
    const given = {
      ...rest,
      address: address ?? '',
      officeId: String(officeId),
      port: String(port),
      receipts: receipts ? 'on' : 'off',
    };
    if (error.code === 'invalid') return formPage(c, id, given, fieldSentences(error.errors, locale), 422);
    const { reason } = error.facts;
    const sentence = typeof reason === 'string' ? mailErrorText(reason, error.facts, locale) : null;
    if (sentence === null) throw error;
    return formPage(c, id, given, { [reason === 'no-key' ? 'password' : 'address']: sentence }, 409);
  }
}
