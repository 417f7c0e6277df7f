import { z } from 'zod';
import { NewAccountSchema } from '../access/accounts.server.ts';
import { type Assignment, ROLES } from '../access/actor.ts';
import { IdText } from '../kernel/id.schema.ts';
import type { FieldError } from '../platform/problem.ts';

const choice = IdText;
const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (given) => (typeof given === 'string' && given.trim() === '' ? undefined : given),
    schema.optional(),
  );
const scope = {
  officeId: blank(choice),
  authorityId: blank(choice),
};
const officerCode = z.string().trim().min(1, { error: 'required' }).max(100, { error: 'too-long' });

/** An account with, if wished, the officer that it is and a first role. */
export const AccountFormSchema = NewAccountSchema.extend({
  officerCode: blank(officerCode),
  role: blank(z.enum(ROLES)),
  ...scope,
});
export type AccountForm = z.output<typeof AccountFormSchema>;

export const RoleFormSchema = z.object({ role: z.enum(ROLES, { error: 'required' }), ...scope });
export type RoleForm = z.output<typeof RoleFormSchema>;

export const OfficerFormSchema = z.object({ officerCode });

/**
 * A role with its own kind of scope, or what is missing or too much: a scope that does not fit is never dropped in
 * silence, and none never means all.
 */
export function assignmentOf({ role, officeId, authorityId }: RoleForm): Assignment | FieldError[] {
  const needs =
    role === 'officer' || role === 'office-manager'
      ? 'office'
      : role === 'coordinator' || role === 'report-author' || role === 'receiver'
        ? 'authority'
        : null;
  const errors: FieldError[] = [];
  if (needs === 'office' && officeId === undefined)
    errors.push({ field: 'officeId', code: 'office-missing' });
  if (needs !== 'office' && officeId !== undefined)
    errors.push({ field: 'officeId', code: 'office-superfluous' });
  if (needs === 'authority' && authorityId === undefined)
    errors.push({ field: 'authorityId', code: 'authority-missing' });
  if (needs !== 'authority' && authorityId !== undefined)
    errors.push({ field: 'authorityId', code: 'authority-superfluous' });
  if (errors.length > 0) return errors;
  if (role === 'officer' || role === 'office-manager') return { role, officeId: officeId! };
  if (role === 'coordinator' || role === 'report-author' || role === 'receiver')
    return { role, authorityId: authorityId! };
  return { role };
}
