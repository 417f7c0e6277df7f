import { z } from 'zod';

/** An id of a register row, in a JSON body: a number and nothing that could be taken for one. */
export const Id = z.number().int().positive().max(2_147_483_647);

/** The same in a form, a path or a query: digits. */
export const IdText = z
  .string()
  .regex(/^\d{1,10}$/, { error: 'invalid-value' })
  .transform(Number)
  .pipe(Id);

/** Where one command serves a form and a program: a number, or the digits of one. */
export const AnyId = z.union([Id, IdText]);
