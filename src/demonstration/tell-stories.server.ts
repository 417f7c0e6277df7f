import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { nextStepStory, openDraftStory } from './stories/agreements.server.ts';
import { contactsStory } from './stories/contacts.server.ts';
import { lateCopyStory, migrationCopiesStory, orderedCopyStory } from './stories/copies.server.ts';
import { deskStory } from './stories/desk.server.ts';
import { faultsStory } from './stories/faults.server.ts';
import { formsStory } from './stories/forms.server.ts';
import { handOversStory } from './stories/hand-overs.server.ts';
import { learningStory } from './stories/learning.server.ts';
import { accessListStory, competenceStory, operationStory } from './stories/mandates.server.ts';
import { overflowStory } from './stories/overflow.server.ts';
import { queueHistoryStory } from './stories/queue-history.server.ts';
import { queueStory } from './stories/queues.server.ts';
import { begunReportStory, handedOverReportStory, sentReportStory } from './stories/report.server.ts';
import { closedMonthStory, mailedViewStory } from './stories/statistics.server.ts';
import { type Story, tellerOf } from './stories/teller.server.ts';
import { foundOfficesStory, managersHoursStory } from './stories/visitors.server.ts';

/** In the order in which they build on each other. */
export const STORIES: Readonly<Record<string, Story>> = {
  'migration-copies': migrationCopiesStory,
  'late-copy': lateCopyStory,
  'ordered-copy': orderedCopyStory,
  'open-draft': openDraftStory,
  'next-step': nextStepStory,
  operation: operationStory,
  competence: competenceStory,
  'access-list': accessListStory,
  'sent-report': sentReportStory,
  'begun-report': begunReportStory,
  'handed-over-report': handedOverReportStory,
  desk: deskStory,
  queue: queueStory,
  'queue-history': queueHistoryStory,
  'found-offices': foundOfficesStory,
  'managers-hours': managersHoursStory,
  faults: faultsStory,
  forms: formsStory,
  contacts: contactsStory,
  'hand-overs': handOversStory,
  learning: learningStory,
  overflow: overflowStory,
  'closed-month': closedMonthStory,
  'mailed-view': mailedViewStory,
};
const SETTING = 'demonstration-stories';

/**
 * What people have done in the demonstration, by the product's own commands, after its accounts are there. Each story is
 * marked before it begins: one that was ended in the middle is not told twice, and the program starts. Returns those that
 * could not be told; of each, why.
 */
export async function tellStories(
  pool: Pool,
  progress: (done: number, total: number) => void = () => {},
): Promise<ReadonlyMap<string, unknown>> {
  const teller = tellerOf(pool);
  const failed = new Map<string, unknown>();
  const all = Object.entries(STORIES);
  for (const [at, [name, story]] of all.entries()) {
    if (!(await begin(pool, name))) continue;
    try {
      await story(teller);
    } catch (error) {
      failed.set(name, error);
    }
    progress(at + 1, all.length);
  }
  return failed;
}

/** Whether every story has been told, or begun. */
export async function storiesAreTold(db: Db): Promise<boolean> {
  const told = await db.maybe<{ value: unknown }>(sql`select value from setting where name = ${SETTING}`);
  const names = Array.isArray(told?.value) ? told.value : [];
  return Object.keys(STORIES).every((name) => names.includes(name));
}

function begin(pool: Pool, name: string): Promise<boolean> {
  return inTransaction(pool, { actor: 'system', registers: true }, async (db) => {
    const marked = await db.run(sql`
      insert into setting (name, value) values (${SETTING}, ${JSON.stringify([name])}::jsonb)
      on conflict (name) do update set value = setting.value || excluded.value, changed_at = now()
      where not setting.value @> excluded.value`);
    return marked === 1;
  });
}
