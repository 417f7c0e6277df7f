import { factsOf, loadFacts } from '../agreements/facts.server.ts';
import { whileRegistersStand } from '../agreements/while-registers-stand.server.ts';
import { decide } from '../law/decide.ts';
import type { Db } from '../platform/database.server.ts';
import type { Asker, Line } from './line.server.ts';
import type { Need } from './store.server.ts';

/**
 * The needs that an officer may serve at an office on the line's day: of each, everything that it stands for must be permitted
 * by the law (agreement, mandate, competence). A need that stands for nothing is showing the way, which every officer may.
 */
export function mayServe(
  db: Db,
  asker: Asker & { readonly officerId: number },
  line: Line,
  needs: readonly Need[],
): Promise<number[]> {
  const { officerId } = asker;
  const { officeId, day, revision } = line;
  const asked = needs.map(({ id, tasks }) => [id, tasks]);
  return whileRegistersStand(
    { scope: asker.scope, revision, question: ['may serve', officerId, officeId, day, asked] },
    async () => {
      const taskIds = [...new Set(needs.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId)))];
      const loaded = await loadFacts(db, { officerId, officeId, taskIds });
      return needs
        .filter(({ tasks }) =>
          tasks.every(
            ({ taskId, principalId, level }) =>
              decide(factsOf(loaded, taskId, principalId, level), day).permitted,
          ),
        )
        .map(({ id }) => id);
    },
  );
}
