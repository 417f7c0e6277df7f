import { z } from '@hono/zod-openapi';
import type { Shown, ShownCells, ShownRow, ShownTable } from '../protect.ts';
import { addressOf } from '../query.ts';

const ValueJson = z
  .object({
    value: z.number().nullable(),
    base: z.number().nullable(),
    part: z.number().nullable(),
    withheld: z.boolean(),
  })
  .openapi({
    description:
      'base: how many it counts; part: of a share, how many have what is asked for. withheld: too few, or what would reveal them.',
  });
const Days = z.object({ from: z.string(), to: z.string() });
const Both = { cells: z.array(ValueJson), accumulated: z.array(ValueJson).nullable() };
const RowJson = z.object({
  key: z.string(),
  label: z.looseObject({ kind: z.string() }),
  period: Days,
  ...Both,
  compared: z.array(z.object({ yearsBack: z.number().int(), period: Days, ...Both })),
  reported: z.array(z.object({ value: z.number(), source: z.string(), note: z.string() })),
});
const InLanguages = z.object({ sv: z.string(), en: z.string() });

export const DefinitionJson = z
  .object({
    measure: z.string(),
    unit: z.string(),
    version: z.number().int(),
    from: z.string(),
    to: z.string().nullable(),
    name: InLanguages,
    definition: InLanguages,
    formula: InLanguages,
    source: z.string(),
  })
  .openapi('MeasureVersion');

export const FiguresJson = z
  .object({
    address: z.string().openapi({ description: 'The view, as a page reads it' }),
    period: Days,
    columns: z.array(DefinitionJson),
    rows: z.array(RowJson),
    total: RowJson,
    officesCounted: z.number().int(),
    corrections: z.number().int(),
    recordedFrom: z.string().nullable(),
    closedMonths: z.array(z.string()),
    withheld: z.boolean(),
  })
  .openapi('Figures');

type Column = ShownTable['columns'][number];
export const definitionJson = ({ measure, version }: Pick<Column, 'measure' | 'version'>, unit: string) => ({
  measure,
  unit,
  version: version.version,
  from: version.from,
  to: version.to,
  name: version.name,
  definition: version.definition,
  formula: version.formula,
  source: version.source,
});

const cell = ({ value, base, part, hidden }: Shown) => ({ value, base, part, withheld: hidden });
const cells = (all: ShownCells) => all.map(cell);
const both = (from: { readonly cells: ShownCells; readonly accumulated: ShownCells | null }) => ({
  cells: cells(from.cells),
  accumulated: from.accumulated === null ? null : cells(from.accumulated),
});
const row = ({ key, label, period, compared, reported, ...rest }: ShownRow) => ({
  key,
  label: { ...label },
  period,
  ...both(rest),
  compared: compared.map(({ yearsBack, period: days, ...each }) => ({
    yearsBack,
    period: days,
    ...both(each),
  })),
  reported: [...reported],
});

/** A view with its definitions, for programs. */
export function jsonOf(
  table: ShownTable,
  unitOf: (measure: Column['measure']) => string,
): z.infer<typeof FiguresJson> {
  return {
    address: `/statistik/visa?${addressOf(table.query)}`,
    period: table.query.period,
    columns: table.columns.map((column) => definitionJson(column, unitOf(column.measure))),
    rows: table.rows.map(row),
    total: row(table.total),
    officesCounted: table.officesCounted,
    corrections: table.correctionCount,
    recordedFrom: table.recordedFrom,
    closedMonths: [...table.closedMonths],
    withheld: table.withheld,
  };
}
