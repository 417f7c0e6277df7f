import { z } from 'zod';
import { fieldErrors } from '../../shell/http.ts';
import { NewItemSchema } from '../commands/new-item.ts';

/**
 * The form's flat fields in the shape of the command: `valid.from` and `valid.to` are one period, each ticked condition is
 * a field of its own, the tasks are one text. `given` is kept for showing the form again.
 */
export const NewItemForm = z.record(z.string(), z.unknown()).transform((body, ctx) => {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(body))
    if (typeof value === 'string' && value.trim() !== '') given[name] = value;
  const ticked = Object.keys(given)
    .filter((name) => name.startsWith('conditions.'))
    .map((name) => name.slice('conditions.'.length));
  const read = NewItemSchema.safeParse({
    ...given,
    tasks: given.tasks?.split(/[\s,;]+/).filter((code) => code !== ''),
    conditions: ticked,
    valid: { from: given['valid.from'], to: given['valid.to'] ?? null },
  });
  if (read.success) return { item: read.data, given };
  // A period that ends before it begins is told at its last day.
  for (const { field, code } of fieldErrors(read.error))
    ctx.addIssue({ code: 'custom', message: code, path: field === 'valid' ? ['valid.to'] : [field] });
  return z.NEVER;
});
