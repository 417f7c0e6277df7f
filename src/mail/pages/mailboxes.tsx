import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { endMailbox, saveMailbox, tryMailbox } from '../commands/mailbox.server.ts';
import { makeContactAnyway } from '../commands/make-contact.server.ts';
import { MailboxSchema, SECURITY } from '../mailbox.ts';
import {
  type MailboxRow,
  mailboxes,
  mailboxOf,
  officesForMailbox,
  type SetAsideRow,
  setAside,
} from '../queries.server.ts';
import { mailErrorText, mailTexts } from '../texts.ts';
import { formatBytes } from './bytes.ts';
import { fieldSentences } from './field-sentences.ts';

/** GET /brevlador */
export async function showMailboxes(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mailTexts[locale];
  const rows = await mailboxes(ctx);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table<MailboxRow>
        caption={t.list}
        hideCaption
        rows={rows}
        empty={<p>{t.empty}</p>}
        columns={[
          { head: t.columns.address, cell: (row) => <a href={`/brevlador/${row.id}`}>{row.address}</a> },
          { head: t.columns.office, cell: (row) => row.office },
          {
            head: t.columns.state,
            cell: (row) => (
              <>
                <StateBadge row={row} locale={locale} />
                {row.error === null ? null : <div class="quiet">{t.errors[row.error]}</div>}
              </>
            ),
          },
          {
            head: t.columns.checked,
            cell: (row) => (row.checkedAt === null ? '–' : formatMoment(row.checkedAt)),
          },
          { head: t.columns.setAside, cell: (row) => formatNumber(row.setAside, locale), number: true },
        ]}
      />
      {hasRole(ctx.actor, 'administrator') ? <ButtonLink href="/brevlador/ny">{t.add}</ButtonLink> : null}
    </>,
  );
}

const StateBadge: FC<{ row: MailboxRow; locale: Locale }> = ({ row, locale }) => (
  <Badge kind={row.state === 'failing' ? 'wrong' : row.state === 'working' ? 'good' : 'quiet'}>
    {mailTexts[locale].states[row.state]}
  </Badge>
);

/** GET /brevlador/:id */
export async function showMailbox(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mailTexts[locale];
  const box = await mailboxOf(ctx, idParam(c));
  const asked = Number(c.req.query('sida') ?? '1');
  const found = await setAside(ctx, box.id, Number.isSafeInteger(asked) ? asked : 1);
  const told = c.req.query('gjort');
  return page(
    c,
    { title: box.address },
    <>
      <p class="crumb">
        <a href="/brevlador">{t.title}</a>
      </p>
      <h1>{box.address}</h1>
      <p class="quiet">
        {box.office} · <StateBadge row={box} locale={locale} />
      </p>
      {told === 'sparad' ? <Notice kind="good">{t.saved}</Notice> : null}
      {told === 'kontakt' ? <Notice kind="good">{t.setAside.made}</Notice> : null}
      {told === 'last' ? (
        <Notice kind={box.error === null ? 'good' : 'wrong'} focus>
          {box.error === null ? t.tested.ok : t.tested.wrong}
        </Notice>
      ) : null}
      {box.error === null ? null : (
        <div class="notice notice--wrong">
          <p>
            {t.errors[box.error]} {box.failingSince === null ? '' : t.since(formatMoment(box.failingSince))}
          </p>
          {box.said === null || box.said === '' ? null : <p>{t.said(box.said)}</p>}
        </div>
      )}
      {box.full !== null && box.full >= 90 ? <Notice kind="wrong">{t.full(box.full)}</Notice> : null}
      <form method="post" action={`/brevlador/${box.id}/las`}>
        <Button kind="quiet">{t.test}</Button>
      </form>
      <h2>{t.setAside.title}</h2>
      <p>{t.setAside.lead}</p>
      <Table<SetAsideRow>
        caption={t.setAside.title}
        hideCaption
        rows={found.rows}
        empty={<p>{t.setAside.empty}</p>}
        columns={[
          { head: t.setAside.subject, cell: (row) => row.subject || t.setAside.noSubject },
          { head: t.setAside.from, cell: (row) => row.from ?? '–' },
          { head: t.setAside.came, cell: (row) => <time class="whole">{formatMoment(row.at)}</time> },
          {
            head: t.setAside.why,
            cell: (row) => `${t.why[row.why] ?? row.why} (${formatBytes(row.bytes, locale)})`,
          },
          {
            head: t.setAside.make,
            cell: (row) => (
              <form method="post" action={`/brevlador/${box.id}/mejl/${row.id}/kontakt`}>
                <button
                  type="submit"
                  class="link"
                  aria-label={t.setAside.makeOf(row.subject || t.setAside.noSubject)}
                >
                  {t.setAside.make}
                </button>
              </form>
            ),
          },
        ]}
      />
      <Pages
        label={t.setAside.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => `/brevlador/${box.id}?sida=${to}`}
        previous={t.setAside.previous}
        next={t.setAside.next}
      />
      {hasRole(ctx.actor, 'administrator') ? (
        <>
          <h2>{t.change}</h2>
          <BoxForm
            action={`/brevlador/${box.id}`}
            given={givenOf(box)}
            errors={{}}
            offices={await officesForMailbox(ctx)}
            locale={locale}
            fixedOffice
          />
          <form method="post" action={`/brevlador/${box.id}/avsluta`} class="stack">
            <p class="help">{t.endHelp}</p>
            <Button kind="danger">{t.end}</Button>
          </form>
        </>
      ) : null}
    </>,
  );
}

function givenOf(box: MailboxRow): Readonly<Record<string, string>> {
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

const BoxForm: FC<{
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

/** POST /brevlador/:id/las */
export async function tryMailboxAction(c: Http) {
  const id = idParam(c);
  await tryMailbox(contextOf(c), c.get('services').sealingKey, id);
  return c.redirect(`/brevlador/${id}?gjort=last`, 303);
}

/** POST /brevlador/:id/avsluta */
export async function endMailboxAction(c: Http) {
  await endMailbox(contextOf(c), idParam(c));
  return c.redirect('/brevlador', 303);
}

/** POST /brevlador/:box/mejl/:id/kontakt */
export async function makeContactAction(c: Http) {
  const box = Number(c.req.param('box'));
  if (!Number.isSafeInteger(box) || box < 1 || box > 2_147_483_647) throw new Problem('not-found');
  await makeContactAnyway(contextOf(c), uuidParam(c));
  return c.redirect(`/brevlador/${box}?gjort=kontakt`, 303);
}
