import type { FC } from 'hono/jsx';
import { ROLES } from '../../access/actor.ts';
import { shellTexts } from '../../shell/texts.ts';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Scopes } from '../queries.server.ts';
import { accountTexts } from '../texts.ts';

interface FieldsProps {
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly errors: Errors;
  readonly locale: Locale;
}

/** Role and scope. Which scope a role has is told at the fields, and checked when it is sent. */
export const RoleFields: FC<FieldsProps & { scopes: Scopes; optional: boolean }> = ({
  given,
  errors,
  scopes,
  optional,
  locale,
}) => {
  const t = accountTexts[locale].role;
  const choices = (rows: Scopes['offices']) =>
    rows.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <Select
        name="role"
        label={optional ? t.first : t.role}
        empty={optional ? t.none : t.choose}
        value={given.role}
        error={errors.role}
        required={!optional}
        options={ROLES.map((role) => ({ value: role, label: shellTexts[locale].roles[role] }))}
      />
      <Select
        name="officeId"
        label={t.office}
        help={t.officeHelp}
        empty={t.noScope}
        value={given.officeId}
        error={errors.officeId}
        options={choices(scopes.offices)}
      />
      <Select
        name="authorityId"
        label={t.authority}
        help={t.authorityHelp}
        empty={t.noScope}
        value={given.authorityId}
        error={errors.authorityId}
        options={choices(scopes.authorities)}
      />
      <Select
        name="areaId"
        label={t.area}
        help={t.areaHelp}
        empty={t.noScope}
        value={given.areaId}
        error={errors.areaId}
        options={choices(scopes.areas)}
      />
    </>
  );
};

export const OfficerField: FC<FieldsProps & { required?: boolean }> = ({
  given,
  errors,
  required,
  locale,
}) => {
  const t = accountTexts[locale].officer;
  return (
    <Input
      name="officerCode"
      label={t.label}
      help={t.help}
      value={given.officerCode}
      error={errors.officerCode}
      required={required ?? false}
    />
  );
};
