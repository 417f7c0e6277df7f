import { z } from 'zod';
import { NewAccountSchema } from '../access/accounts.server.ts';
import { type Assignment, ROLES, type Role } from '../access/actor.ts';
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
  areaId: blank(choice),
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

const NEEDS: Readonly<Record<Role, 'office' | 'authority' | 'area' | null>> = {
  officer: 'office',
  'office-manager': 'office',
  'area-manager': 'area',
  coordinator: 'authority',
  'report-author': 'authority',
  receiver: 'authority',
  analyst: 'authority',
  supervisor: null,
  'law-editor': null,
  administrator: null,
};

/**
 * A role with its own kind of scope, or what is missing or too much: a scope that does not fit is never dropped in
 * silence, and none never means all.
 */
export function assignmentOf({ role, ...given }: RoleForm): Assignment | FieldError[] {
  const needs = NEEDS[role];
  const errors = (['office', 'authority', 'area'] as const).flatMap((kind): FieldError[] => {
    const field = `${kind}Id` as const;
    if ((given[field] !== undefined) === (needs === kind)) return [];
    return [{ field, code: needs === kind ? `${kind}-missing` : `${kind}-superfluous` }];
  });
  if (errors.length > 0) return errors;
  const { officeId, authorityId, areaId } = given;
  return (
    needs === 'office'
      ? { role, officeId }
      : needs === 'authority'
        ? { role, authorityId }
        : needs === 'area'
          ? { role, areaId }
          : { role }
  ) as Assignment;
}
