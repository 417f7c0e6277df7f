import type { z } from 'zod';
import { CatalogueItemSchema } from '../content.ts';

/** An item as an editor gives it: the version is counted when it is stored. */
export const NewItemSchema = CatalogueItemSchema.omit({ version: true })
  .extend({
    conditions: CatalogueItemSchema.shape.conditions.default([]),
    note: CatalogueItemSchema.shape.note.default(''),
  })
  .transform((item) => ({
    ...item,
    tasks: [...new Set(item.tasks)],
    conditions: [...new Set(item.conditions)],
  }));
export type NewItem = z.output<typeof NewItemSchema>;
