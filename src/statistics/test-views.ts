import { FK, SKV, type World } from '../../test/world.ts';
import { importFile } from '../imports/import-file.server.ts';
import { rollUpAll } from './roll-up.server.ts';

/** Visits of one day at an office, each with one matter. */
export interface Visits {
  readonly office: 'haninge' | 'visby';
  readonly of?: 'skv' | 'fk';
  readonly day: string;
  readonly count: number;
  readonly task?: string;
  readonly level?: string;
  readonly helpForm?: string;
}

/** Past visits by the file that an office would bring them in, and their figures added up. */
export async function bringVisits(world: World, all: readonly Visits[]): Promise<void> {
  const rows = all.flatMap(
    ({ office, of = 'skv', day, count, task, level = 'guidance', helpForm = 'desk' }, nth) =>
      Array.from({ length: count }, (_, index) => ({
        visit: `${nth}-${index}`,
        office,
        officer: office === 'haninge' ? 'H-1' : 'V-1',
        openedAt: `${day}T10:${String(index % 60).padStart(2, '0')}`,
        closedAt: `${day}T11:30`,
        task: task ?? (of === 'skv' ? 'population-registration' : 'parental-benefit'),
        authority: of === 'skv' ? SKV : FK,
        level,
        helpForm,
        outcome: 'solved',
      })),
  );
  const ctx = {
    pool: world.database.pool,
    actor: { userId: 'system' },
    role: 'system',
    clock: world.services.clock,
  };
  const result = await importFile(ctx, {
    kind: 'visits',
    fileName: 'visits.json',
    format: 'json',
    content: JSON.stringify(rows),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  await rollUpAll(world.database.pool, world.services.clock());
}
