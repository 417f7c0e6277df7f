import { swedishDay } from '../../kernel/plain-date.ts';
import { unscoped } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { issueMandate } from '../commands/issue-mandate.server.ts';
import { IssueMandateSchema } from '../mandate.ts';
import { mandateTexts } from '../mandate-texts.ts';
import { issuable } from '../queries/issuable.server.ts';
import { findOfficers } from '../queries/officers.server.ts';
import { sharedTexts } from '../texts.ts';
import { type Given, IssueForm, keyOf } from './issue-form.tsx';

/** GET /uppdrag/nytt?avtal=: first the agreement, then the form that it allows. */
export function showIssueMandate(c: Http) {
  return issuePage(c, 200, {}, {}, c.req.query('avtal'));
}

/** POST /uppdrag/nytt */
export async function issueMandateAction(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const given = await everyField(c);
  const first = (name: string) => given[name]?.[0]?.trim() ?? '';
  const [agreementId, principalId] = first('avtal').split('-');
  const officers = await findOfficers(unscoped(ctx.pool), first('officerId'));
  const read = IssueMandateSchema.safeParse({
    agreementId,
    principalId,
    // An id that nobody has when the officer is not found: every other fault is told in the same answer.
    officerId: officers.length === 1 ? officers[0]?.id : 2_147_483_647,
    kind: given.kind?.[0],
    from: first('from'),
    to: first('to') === '' ? null : first('to'),
    signedByPrincipalOn: first('signedByPrincipalOn'),
    signedByOfficerOn: first('signedByOfficerOn') === '' ? null : first('signedByOfficerOn'),
    tasks: (given.tasks ?? []).map((each) => {
      const [taskId, level] = each.split(':');
      return { taskId, level };
    }),
    access: given.access ?? [],
    delegationOrder: first('delegationOrder'),
    decidedBy: first('decidedBy'),
  });
  const several = officers.length > 1 ? officers.map((o) => `${o.name} (${o.code})`).join(', ') : null;
  const shown = (errors: readonly FieldError[]) => {
    const texts = errorsOf(errors, locale);
    if (officers.length === 0) texts.officerId = sharedTexts[locale].fieldError['unknown-officer'];
    if (several !== null) texts.officerId = mandateTexts[locale].candidates(several);
    return issuePage(c, 422, given, texts, first('avtal'));
  };
  if (!read.success) return shown(fieldErrors(read.error));
  try {
    const id = await issueMandate(ctx, read.data);
    return c.redirect(`/uppdrag/${id}?utfardat=1`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return shown(error.errors);
    throw error;
  }
}

async function issuePage(
  c: Http,
  status: 200 | 422,
  given: Given,
  errors: Errors,
  chosen: string | undefined,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mandateTexts[locale];
  const all = await issuable(ctx, swedishDay(ctx.clock()));
  const agreement =
    all.find((each) => keyOf(each) === chosen) ??
    (all.length === 1 && chosen === undefined ? all[0] : undefined);
  return page(
    c,
    { title: t.issueTitle, status, width: 'text' },
    <>
      <p class="crumb">
        <a href="/uppdrag">{t.back}</a>
      </p>
      <h1>{t.issueTitle}</h1>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{
          officerId: t.officer,
          kind: t.kind,
          delegationOrder: t.delegationOrder,
          decidedBy: t.decidedBy,
          from: t.from,
          to: t.to,
          tasks: t.tasksLegend,
          access: t.accessLegend,
          signedByPrincipalOn: t.signedByPrincipal,
          signedByOfficerOn: t.signedByOfficer,
        }}
      />
      {all.length === 0 ? (
        <div class="empty">
          <p>{t.noAgreements}</p>
        </div>
      ) : agreement === undefined ? (
        <form method="get" action="/uppdrag/nytt" class="stack">
          <Select
            name="avtal"
            label={t.chooseAgreement}
            required
            options={all.map((each) => ({
              value: keyOf(each),
              label: `${each.principal}: ${each.name} (${each.diaryNumber})`,
            }))}
          />
          <Button>{t.go}</Button>
        </form>
      ) : (
        <IssueForm
          agreement={agreement}
          only={all.length === 1}
          given={given}
          errors={errors}
          locale={locale}
        />
      )}
    </>,
  );
}

async function everyField(c: Http): Promise<Given> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}

function errorsOf(errors: readonly FieldError[], locale: Locale): Record<string, string> {
  const own: Readonly<Record<string, string>> = sharedTexts[locale].fieldError;
  return Object.fromEntries(
    errors.map(({ field, code }) => {
      const name = field.split('.')[0] ?? field;
      return [name, own[code] ?? fieldErrorText(code, locale)];
    }),
  );
}
