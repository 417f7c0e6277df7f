import { HELP_FORMS } from '../contacts/act.ts';
import { LEVELS } from '../law/facts.ts';

/** In the order of LEVELS and HELP_FORMS: the column that counts each. */
export const LEVEL_COLUMNS = [
  'signpost',
  'guidance',
  'e_service',
  'personal_data',
  'authority_level',
] as const;
export const HELP_COLUMNS = ['own_device', 'customer_workstation', 'desk', 'remote'] as const;

const by = (keys: readonly string[], columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map((key, at) => [key, columns[at]!]));
export const LEVEL_COLUMNS_BY_KEY = by(LEVELS, LEVEL_COLUMNS);
export const HELP_FORM_COLUMNS = by(HELP_FORMS, HELP_COLUMNS);
