import type { z } from 'zod';
import type { Context } from '../../access/context.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { ApproveAmendmentSchema, ApproveSchema, RevokeApprovalSchema } from '../approval.ts';
import { approveAgreement, approveAmendment, revokeApproval } from '../commands/approve-agreement.server.ts';
import { agreementErrorText } from '../texts.ts';
import { agreementPage } from './agreement.tsx';

/** POST /avtal/:id/godkannande */
export const approveAction = recording('approved', ApproveSchema, approveAgreement);

/** POST /avtal/:id/godkannande/andring */
export const approveAmendmentAction = recording('amendment', ApproveAmendmentSchema, approveAmendment);

/** POST /avtal/:id/godkannande/aterkalla */
export const revokeApprovalAction = recording('revoked', RevokeApprovalSchema, revokeApproval);

function recording<S extends z.ZodType>(
  done: 'approved' | 'amendment' | 'revoked',
  schema: S,
  record: (ctx: Context, id: number, given: z.output<S>) => Promise<unknown>,
) {
  return async (c: Http) => {
    const id = idParam(c);
    const again = (errors: readonly FieldError[], given: Readonly<Record<string, string>>) => {
      const version = done === 'amendment' ? Number(given.version) || undefined : undefined;
      return agreementPage(c, version, errorTexts(errors, c.get('locale')), given);
    };
    const form = await readForm(c, schema);
    if (!form.ok) return again(form.errors, form.given);
    try {
      await record(contextOf(c), id, form.data);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
      return again(error.errors, form.data as Record<string, string>);
    }
    const { version } = form.data as { readonly version?: number };
    const shown = version === undefined ? '' : `version=${version}&`;
    return c.redirect(`/avtal/${id}?${shown}registrerat=${done}#godkannande`, 303);
  };
}

function errorTexts(errors: readonly FieldError[], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      agreementErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
