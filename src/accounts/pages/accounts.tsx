import { PAGE_SIZE } from '../../platform/paging.ts';
import type { FieldError } from '../../platform/problem.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, ButtonLink } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addAccount } from '../commands.server.ts';
import { type AccountView, accounts, scopes } from '../queries.server.ts';
import { AccountFormSchema } from '../role-form.server.ts';
import { accountErrorText, accountTexts } from '../texts.ts';
import { OfficerField, RoleFields } from './account-forms.tsx';

/** GET /konton?sok=&sida= */
export async function showAccounts(c: Http) {
  const locale = c.get('locale');
  const t = accountTexts[locale];
  const word = c.req.query('sok')?.trim().slice(0, 100) || undefined;
  const asked = Number(c.req.query('sida') ?? 1);
  const number = Number.isSafeInteger(asked) && asked >= 1 && asked <= 1_000_000 ? asked : 1;
  const { rows, total } = await accounts(contextOf(c), word, number);
  const href = (to: number) => {
    const query = new URLSearchParams({ ...(word === undefined ? {} : { sok: word }), sida: String(to) });
    return `/konton?${query}`;
  };
  return page(
    c,
    { title: t.title },
    <>
      <div class="section-head">
        <h1>{t.title}</h1>
        <ButtonLink href="/konton/nytt" kind="primary">
          {t.add}
        </ButtonLink>
      </div>
      <p class="lead">{t.lead}</p>
      <form method="get" action="/konton" class="filters">
        <Input name="sok" type="search" label={t.search} help={t.searchHelp} value={word} />
        <Button kind="quiet">{t.show}</Button>
      </form>
      <p role="status">{t.found(total)}</p>
      <Table<AccountView>
        caption={t.list}
        hideCaption
        rows={rows}
        empty={<p>{t.empty}</p>}
        columns={[
          { head: t.columns.name, cell: (row) => <a href={`/konton/${row.id}`}>{row.name}</a> },
          { head: t.columns.email, cell: (row) => row.email },
          { head: t.columns.roles, cell: (row) => rolesOf(row, locale) },
          { head: t.columns.officer, cell: (row) => row.officer?.code ?? '' },
          { head: t.columns.sessions, cell: (row) => t.signedIn(row.sessions) },
          { head: t.columns.created, cell: (row) => formatMoment(row.createdAt) },
        ]}
      />
      <Pages
        label={t.pages}
        page={number}
        pages={Math.ceil(total / PAGE_SIZE)}
        href={href}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

function rolesOf({ assignments }: AccountView, locale: Locale) {
  const open = assignments.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return <span class="quiet">{accountTexts[locale].noRole}</span>;
  return (
    <ul class="plain">
      {open.map(({ role, office, area, authority }) => (
        <li>
          {[shellTexts[locale].roles[role], office ?? area ?? authority]
            .filter((part) => part !== null)
            .join(', ')}
        </li>
      ))}
    </ul>
  );
}

/** GET /konton/nytt */
export async function showNewAccount(c: Http) {
  return newAccountPage(c, 200, {}, {});
}

/** POST /konton/nytt */
export async function addAccountAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, AccountFormSchema);
  if (!form.ok) return newAccountPage(c, 422, form.given, accountErrors(form.errors, locale));
  try {
    const id = await addAccount(contextOf(c), c.get('services').auth, form.data);
    return c.redirect(`/konton/${id}?sparat=konto`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const { password: _, officeId, authorityId, areaId, ...given } = form.data;
    const scope = {
      officeId: officeId?.toString(),
      authorityId: authorityId?.toString(),
      areaId: areaId?.toString(),
    };
    return newAccountPage(c, 422, { ...given, ...scope }, accountErrors(error.errors, locale));
  }
}

/** Field errors as sentences: this room's own words where it has any. */
export function accountErrors(errors: readonly FieldError[], locale: Locale): Errors {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      accountErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

async function newAccountPage(
  c: Http,
  status: 200 | 422,
  given: Readonly<Record<string, string | undefined>>,
  errors: Errors,
) {
  const locale = c.get('locale');
  const t = accountTexts[locale];
  const choices = await scopes(contextOf(c));
  return page(
    c,
    { title: t.new.title, status, width: 'text' },
    <>
      <p class="crumb">
        <a href="/konton">{t.back}</a>
      </p>
      <h1>{t.new.title}</h1>
      <p class="lead">{t.new.lead}</p>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{
          ...t.new,
          officerCode: t.officer.label,
          role: t.role.first,
          officeId: t.role.office,
          authorityId: t.role.authority,
          areaId: t.role.area,
        }}
      />
      <form method="post" action="/konton/nytt" class="stack">
        <Input name="name" label={t.new.name} value={given.name} error={errors.name} required />
        <Input
          name="email"
          type="email"
          label={t.new.email}
          value={given.email}
          error={errors.email}
          required
        />
        <Input
          name="password"
          type="password"
          label={t.new.password}
          help={t.new.passwordHelp}
          error={errors.password}
          required
          autocomplete="new-password"
        />
        <OfficerField given={given} errors={errors} locale={locale} />
        <RoleFields given={given} errors={errors} scopes={choices} optional locale={locale} />
        <Button>{t.new.submit}</Button>
      </form>
    </>,
  );
}
