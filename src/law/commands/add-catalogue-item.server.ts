import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { RegimeRules } from '../facts.ts';
import { contentError, overlapAsError } from './content-error.ts';
import type { NewItem } from './new-item.ts';

/**
 * Adds an item to a closed list, or a new wording of one that has the code already. It holds at once: the revision of the
 * law grows in the same transaction. Throws Problem `forbidden`, or `invalid` with the fields that cannot be.
 */
export async function addCatalogueItem(
  ctx: Context,
  given: NewItem,
): Promise<{ readonly code: string; readonly version: number }> {
  if (!hasRole(ctx.actor, 'law-editor')) throw new Problem('forbidden');
  if (given.verifiedOn > swedishDay(ctx.clock())) throw contentError('verifiedOn', 'in-the-future');
  try {
    return await registersTransaction(ctx, async (db) => {
      await oneEditorAtATime(db, given.code);
      const item = { ...given, code: await spelling(db, given.code) };
      await belongsToItsList(db, item);
      await tasksAreKnown(db, item);
      const version = await insertWording(db, item, ctx.actor.userId);
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'law-editor',
        kind: 'catalogue-item-added',
        subject: 'catalogue-item',
        subjectId: item.code,
        details: { ...item, version },
      });
      return { code: item.code, version };
    });
  } catch (error) {
    throw overlapAsError(error, 'valid.from');
  }
}

/** Two editors of one item: the second waits, and gets the version after the first. */
export async function oneEditorAtATime(db: Db, code: string): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('catalogue-item'), hashtext(lower(${code})))`);
}

/** `sa-2019-k1a` is the item SA-2019-K1a: agreements name items by their code, so that two spellings would be two items. */
async function spelling(db: Db, code: string): Promise<string> {
  const known = await db.maybe<{ code: string }>(
    sql`select code from catalogue_item where lower(code) = lower(${code}) limit 1`,
  );
  return known?.code ?? code;
}

async function belongsToItsList(db: Db, { code, regimeId, sphere }: NewItem): Promise<void> {
  const regime = await db.maybe<{ exercise: RegimeRules['exerciseOfAuthority'] }>(sql`
    select rules ->> 'exerciseOfAuthority' as exercise from regime where id = ${regimeId}`);
  if (regime === undefined) throw contentError('regimeId', 'unknown-regime');
  if (regime.exercise !== 'closed-list') throw contentError('regimeId', 'no-list');
  const elsewhere = await db.maybe(sql`
    select from catalogue_item where code = ${code} and (regime_id, sphere) <> (${regimeId}, ${sphere}) limit 1`);
  if (elsewhere !== undefined) throw contentError('code', 'item-of-another-list');
}

/** An item whose task nobody knows would silently permit nothing; `task` is the register of src/offices. */
async function tasksAreKnown(db: Db, { tasks, sphere }: NewItem): Promise<void> {
  const found = await db.many<{ code: string; sphere: string }>(
    sql`select code, sphere from task where code = any (${tasks})`,
  );
  const spheres = new Map(found.map((task) => [task.code, task.sphere]));
  const unknown = tasks.filter((code) => !spheres.has(code));
  if (unknown.length > 0) throw contentError('tasks', 'unknown-tasks', unknown);
  const others = tasks.filter((code) => spheres.get(code) !== sphere);
  if (others.length > 0) throw contentError('tasks', 'tasks-of-another-list', others);
}

async function insertWording(db: Db, item: NewItem, by: string): Promise<number> {
  const { version } = await db.one<{ version: number }>(sql`
    insert into catalogue_item (code, version, regime_id, sphere, provision, action, text_sv, tasks, conditions, valid, source,
      verified_on, note, recorded_by)
    select ${item.code}, coalesce(max(version), 0) + 1, ${item.regimeId}, ${item.sphere}, ${item.provision}, ${item.action},
      ${item.text}, ${item.tasks}, ${item.conditions}, ${daterange(item.valid)}, ${item.source}, ${item.verifiedOn},
      ${item.note}, ${by}
    from catalogue_item where code = ${item.code}
    returning version`);
  return version;
}
