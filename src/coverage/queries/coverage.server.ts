import { type Context, transaction } from '../../access/context.server.ts';
import type { AsOf } from '../../agreements/as-of.ts';
import type { ServiceLevel } from '../../law/facts.ts';
import { permittedMatrix } from '../../law/matrix.ts';
import { loadPolicy, type PolicyOffice, type PolicyTask, type RegisterPolicy } from '../policy.server.ts';
import { type Cell, type Covered, cellAt, covered, isGap, stateOf } from '../rules/covered.ts';

export interface CoverageQuestion extends AsOf {
  readonly level: ServiceLevel;
  readonly principalId: number | null;
  readonly taskId: number | null;
  /** Code of the län. */
  readonly county: string | null;
  readonly region: string | null;
}

export interface CoverageRow {
  readonly task: PolicyTask;
  /** In the order of the view's offices. */
  readonly cells: readonly Cell[];
}

/** Tasks × offices of one day at one level, within what the actor may see whole. */
export interface CoverageView {
  readonly offices: readonly PolicyOffice[];
  readonly rows: readonly CoverageRow[];
  /** What can be chosen between, whatever is chosen. */
  readonly choices: {
    readonly authorities: readonly { readonly id: number; readonly name: string }[];
    readonly counties: readonly { readonly code: string; readonly name: string }[];
    readonly regions: readonly string[];
    readonly tasks: readonly PolicyTask[];
  };
}

/** Full coverage of a day: every task, office and level. */
export interface CoverageOfDay {
  readonly policy: RegisterPolicy;
  readonly table: Covered;
}

export async function coverageOfDay(ctx: Context, { day, known }: AsOf): Promise<CoverageOfDay> {
  const policy = await transaction(ctx, (db) => loadPolicy(db, ctx.actor, { day, known }));
  return { policy, table: covered(permittedMatrix(policy, day), homesOf(policy)) };
}

/** The place in the list of offices of each officer's home; -1 where it is none of them. */
export function homesOf({ officers, offices }: RegisterPolicy): number[] {
  const place = new Map(offices.map((office, index) => [office.id, index]));
  return officers.map((officer) => place.get(officer.homeOfficeId) ?? -1);
}

/** Throws Problem `forbidden`. */
export async function coverageView(ctx: Context, question: CoverageQuestion): Promise<CoverageView> {
  const { level, principalId, taskId, county, region } = question;
  const { policy, table } = await coverageOfDay(ctx, question);
  const offices = policy.offices.flatMap((office, f) =>
    (county === null || office.countyCode === county) && (region === null || office.region === region)
      ? [{ office, f }]
      : [],
  );
  const rows = policy.tasks.flatMap((task, t) =>
    (principalId === null || task.principalId === principalId) && (taskId === null || task.task.id === taskId)
      ? [{ task, cells: offices.map(({ f }) => cellAt(table, t, f, level)) }]
      : [],
  );
  const unique = <T>(pairs: (readonly [string | number, T])[]) => [...new Map(pairs).values()];
  const sv = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'sv');
  return {
    offices: offices.map(({ office }) => office),
    rows,
    choices: {
      authorities: unique(
        policy.tasks.map((t) => [t.principalId, { id: t.principalId, name: t.principal }] as const),
      ).toSorted(sv),
      counties: unique(
        policy.offices.map((o) => [o.countyCode, { code: o.countyCode, name: o.county }] as const),
      ).toSorted(sv),
      regions: unique(
        policy.offices.flatMap((o) => (o.region === null ? [] : [[o.region, o.region] as const])),
      ).toSorted(),
      tasks: policy.tasks,
    },
  };
}

export interface Gap {
  readonly task: PolicyTask;
  readonly office: PolicyOffice;
  readonly cell: Cell;
}
/** A task that an agreement covers at offices of a län, and that nobody who works in any of them may do. */
export interface CountyGap {
  readonly task: PolicyTask;
  readonly county: string;
}

/** Where the agreement covers a task and nobody who works there may do it; and the län where no office gives it. */
export function gapsOf({ offices, rows }: CoverageView): {
  readonly gaps: readonly Gap[];
  readonly counties: readonly CountyGap[];
} {
  const gaps: Gap[] = [];
  const counties: CountyGap[] = [];
  for (const { task, cells } of rows) {
    const byCounty = new Map<string, { agreed: boolean; given: boolean }>();
    cells.forEach((cell, index) => {
      const office = offices[index]!;
      const state = stateOf(cell);
      if (isGap(state)) gaps.push({ task, office, cell });
      const county = byCounty.get(office.county) ?? { agreed: false, given: false };
      byCounty.set(office.county, {
        agreed: county.agreed || cell.agreed,
        given: county.given || state === 'given',
      });
    });
    for (const [county, { agreed, given }] of byCounty) if (agreed && !given) counties.push({ task, county });
  }
  return { gaps, counties };
}
