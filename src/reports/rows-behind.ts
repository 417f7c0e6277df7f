import { z } from 'zod';
import type { RowsOf } from '../statistics/of-reports/query.server.ts';

export const ROW_FIGURES = [
  'report-visits',
  'report-authority-tasks',
  'report-personal-data-tasks',
] as const satisfies readonly RowsOf['measure'][];

const words = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);

/** What stands in the address of the rows behind a figure: office by its name, as the report has it. */
export const RowsAddress = z.object({
  matt: z.enum(ROW_FIGURES),
  kontor: words,
  uppgift: words,
  bestammelse: words,
  sida: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
export type RowsAsked = Omit<z.output<typeof RowsAddress>, 'sida'>;

/** The address of the rows that a figure of a report counts. */
export function rowsHref(base: string, asked: { matt: RowsAsked['matt'] } & Partial<RowsAsked>): string {
  const entries = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null);
  return `${base}?${new URLSearchParams(entries)}`;
}
