import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { connectOfficer, endRole, endSessions, giveRole } from '../commands.server.ts';
import { type AccountView, type AssignmentView, accountView, scopes } from '../queries.server.ts';
import { OfficerFormSchema, RoleFormSchema } from '../role-form.server.ts';
import { accountErrorText, accountTexts } from '../texts.ts';
import { OfficerField, RoleFields } from './account-forms.tsx';
import { accountErrors } from './accounts.tsx';

interface Told {
  readonly status: 409 | 422;
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly errors: Errors;
  readonly message?: string | undefined;
}

/** GET /konton/:id */
export async function showAccount(c: Http) {
  return accountPage(c, null);
}

/** POST /konton/:id/roller */
export async function giveRoleAction(c: Http) {
  const id = accountId(c);
  const locale = c.get('locale');
  const form = await readForm(c, RoleFormSchema);
  if (!form.ok)
    return accountPage(c, { status: 422, given: form.given, errors: accountErrors(form.errors, locale) });
  const { role, officeId, authorityId, areaId } = form.data;
  const given = {
    role,
    officeId: officeId?.toString(),
    authorityId: authorityId?.toString(),
    areaId: areaId?.toString(),
  };
  return saved(c, given, 'roll', () => giveRole(contextOf(c), id, form.data));
}

/** POST /konton/:id/handlaggare */
export async function connectOfficerAction(c: Http) {
  const id = accountId(c);
  const form = await readForm(c, OfficerFormSchema);
  if (!form.ok)
    return accountPage(c, {
      status: 422,
      given: form.given,
      errors: accountErrors(form.errors, c.get('locale')),
    });
  return saved(c, form.data, 'handlaggare', () => connectOfficer(contextOf(c), id, form.data.officerCode));
}

/** POST /konton/:id/roller/:role/avsluta */
export async function endRoleAction(c: Http) {
  const id = accountId(c);
  const role = idParam(c, 'role');
  return saved(c, {}, 'avslutad', () => endRole(contextOf(c), id, role));
}

/** POST /konton/:id/sessioner/avsluta */
export async function endSessionsAction(c: Http) {
  const id = accountId(c);
  return saved(c, {}, 'utloggad', () => endSessions(contextOf(c), id));
}

/** Does it and shows the account again: with the news, or with what stood in the way. */
async function saved(
  c: Http,
  given: Told['given'],
  news: keyof (typeof accountTexts)['sv']['saved'],
  work: () => Promise<void>,
) {
  try {
    await work();
  } catch (error) {
    const locale = c.get('locale');
    if (error instanceof Problem && error.code === 'invalid')
      return accountPage(c, { status: 422, given, errors: accountErrors(error.errors, locale) });
    if (error instanceof Problem && error.code === 'not-possible') {
      const message = accountErrorText(String(error.facts.reason), {}, locale) ?? undefined;
      return accountPage(c, { status: 409, given, errors: {}, message });
    }
    throw error;
  }
  return c.redirect(`/konton/${accountId(c)}?sparat=${news}`, 303);
}

function accountId(c: Http): string {
  const id = c.req.param('id') ?? '';
  if (!/^[\w-]{1,64}$/.test(id)) throw new Problem('not-found');
  return id;
}

async function accountPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = accountTexts[locale];
  const account = await accountView(ctx, accountId(c));
  const choices = await scopes(ctx);
  const { given, errors } = told ?? { given: {}, errors: {} };
  const news = c.req.query('sparat');
  const open = account.assignments.filter(({ endedAt }) => endedAt === null);
  const ended = account.assignments.filter(({ endedAt }) => endedAt !== null);
  return page(
    c,
    { title: account.name, status: told?.status ?? 200, width: 'text' },
    <>
      <p class="crumb">
        <a href="/konton">{t.back}</a>
      </p>
      <h1>{account.name}</h1>
      <p class="lead">{account.email}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {told?.message === undefined ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {told === null && news !== undefined && Object.hasOwn(t.saved, news) ? (
        <Notice kind="good" focus>
          {t.saved[news as keyof typeof t.saved]}
        </Notice>
      ) : null}
      <h2>{t.role.title}</h2>
      <Roles account={account} rows={open} locale={locale} />
      <h2>{t.role.give}</h2>
      <form method="post" action={`/konton/${account.id}/roller`} class="stack">
        <RoleFields given={given} errors={errors} scopes={choices} optional={false} locale={locale} />
        <Button>{t.role.submit}</Button>
      </form>
      <h2 class="section-head">{t.officer.title}</h2>
      {account.officer !== null ? (
        <p>{t.officer.bound(account.officer.name, account.officer.code)}</p>
      ) : (
        <form method="post" action={`/konton/${account.id}/handlaggare`} class="stack">
          <p>{t.officer.none}</p>
          <OfficerField given={given} errors={errors} required locale={locale} />
          <Button kind="quiet">{t.officer.bind}</Button>
        </form>
      )}
      <h2 class="section-head">{t.sessions.title}</h2>
      <p>{t.sessions.count(account.sessions)}</p>
      {account.sessions === 0 ? null : (
        <form method="post" action={`/konton/${account.id}/sessioner/avsluta`}>
          <Button kind="danger">{t.sessions.end}</Button>
        </form>
      )}
      {ended.length === 0 ? null : <EndedRoles rows={ended} locale={locale} />}
    </>,
  );
}

const moment = (text: string) => formatMoment(Temporal.Instant.from(text));

function scopeOf({ office, area, authority }: AssignmentView, locale: Locale): string {
  return office ?? area ?? authority ?? accountTexts[locale].role.system;
}

const Roles: FC<{ account: AccountView; rows: readonly AssignmentView[]; locale: Locale }> = ({
  account,
  rows,
  locale,
}) => {
  const t = accountTexts[locale].role;
  const { roles } = shellTexts[locale];
  return (
    <Table<AssignmentView>
      caption={t.title}
      hideCaption
      rows={rows}
      empty={<p>{t.empty}</p>}
      columns={[
        { head: t.role, cell: (row) => roles[row.role] },
        { head: t.scope, cell: (row) => scopeOf(row, locale) },
        { head: t.since, cell: (row) => moment(row.grantedAt) },
        {
          head: t.end,
          cell: (row) => (
            <form method="post" action={`/konton/${account.id}/roller/${row.id}/avsluta`}>
              <button
                class="link"
                type="submit"
                aria-label={t.endOf(`${roles[row.role]}, ${scopeOf(row, locale)}`)}
              >
                {t.end}
              </button>
            </form>
          ),
        },
      ]}
    />
  );
};

const EndedRoles: FC<{ rows: readonly AssignmentView[]; locale: Locale }> = ({ rows, locale }) => {
  const t = accountTexts[locale].role;
  return (
    <Table<AssignmentView>
      caption={t.history}
      rows={rows}
      empty={null}
      columns={[
        { head: t.role, cell: (row) => shellTexts[locale].roles[row.role] },
        { head: t.scope, cell: (row) => scopeOf(row, locale) },
        { head: t.since, cell: (row) => moment(row.grantedAt) },
        { head: t.ended, cell: (row) => moment(row.endedAt ?? row.grantedAt) },
      ]}
    />
  );
};
