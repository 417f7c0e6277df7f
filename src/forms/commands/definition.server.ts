import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { fieldErrors } from '../../shell/http.ts';
import { type Definition, DefinitionSchema } from '../definition.ts';

export interface Published {
  readonly id: number;
  readonly slug: string;
  readonly version: number;
}

/** A form as it came: JSON text. Throws Problem `invalid`, each part that is wrong by its place in it. */
export function readDefinition(text: string): Definition {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Problem('invalid', {}, [{ field: 'content', code: 'not-json' }]);
  }
  const read = DefinitionSchema.safeParse(content);
  if (!read.success) {
    const errors = fieldErrors(read.error).map((e) => ({
      ...e,
      field: e.field === '' ? 'content' : e.field,
    }));
    throw new Problem('invalid', {}, errors.slice(0, 50));
  }
  return read.data;
}

/**
 * Publishes a new form of an authority, for its coordinator. Throws Problem `forbidden`, `invalid` (`task`: `unknown-task`; `code`:
 * `code-taken`; `officeId`: `office-without-agreement`).
 */
export async function publishForm(
  ctx: Context,
  { authorityId, officeId, form }: { authorityId: number; officeId: number | null; form: Definition },
): Promise<Published> {
  mayPublish(ctx, authorityId);
  try {
    return await transaction(ctx, async (db) => {
      const taskId = await taskOf(db, form, authorityId);
      if (officeId !== null) await officeServes(ctx, db, officeId, authorityId);
      const { name } = await db.one<{ name: string }>(
        sql`select name from authority where id = ${authorityId}`,
      );
      const slug = `${slugOf(name)}-${form.code}`.slice(0, 120);
      const { id } = await db.one<{ id: number }>(sql`
        insert into form_definition (authority_id, task_id, code, slug, office_id, made_at, made_by)
        values (${authorityId}, ${taskId}, ${form.code}, ${slug}, ${officeId}, ${ctx.clock()}, ${ctx.actor.userId}) returning id`);
      await addVersion(ctx, db, id, 1, form);
      await audit(ctx, db, 'form-published', { id, authorityId }, { slug, version: 1 });
      return { id, slug, version: 1 };
    });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === '23505') throw new Problem('invalid', {}, [{ field: 'code', code: 'code-taken' }]);
    throw error;
  }
}

/**
 * Publishes the next version of a form: from now on it is what is filled in. The same content again is no new version. Throws
 * Problem `not-found`, `forbidden`, `invalid` (`code`, `task`: `another-form`).
 */
export async function publishVersion(ctx: Context, id: number, form: Definition): Promise<Published> {
  return transaction(ctx, async (db) => {
    const held = await lock(db, id);
    mayPublish(ctx, held.authorityId);
    if (form.code !== held.code) throw new Problem('invalid', {}, [{ field: 'code', code: 'another-form' }]);
    if ((await taskOf(db, form, held.authorityId)) !== held.taskId)
      throw new Problem('invalid', {}, [{ field: 'task', code: 'another-form' }]);
    const last = await db.one<{ version: number; same: boolean }>(sql`
      select version, content = ${JSON.stringify(form)}::jsonb as same from form_version
      where definition_id = ${id} order by version desc limit 1`);
    if (last.same) return { id, slug: held.slug, version: last.version };
    const version = last.version + 1;
    await addVersion(ctx, db, id, version, form);
    await audit(
      ctx,
      db,
      'form-published',
      { id, authorityId: held.authorityId },
      { slug: held.slug, version },
    );
    return { id, slug: held.slug, version };
  });
}

/** Which office takes what comes by web; null: it is filled in at desks only. Throws as `publishForm` does. */
export async function setOffice(ctx: Context, id: number, officeId: number | null): Promise<void> {
  await transaction(ctx, async (db) => {
    const { authorityId } = await lock(db, id);
    mayPublish(ctx, authorityId);
    if (officeId !== null) await officeServes(ctx, db, officeId, authorityId);
    await db.run(sql`update form_definition set office_id = ${officeId} where id = ${id}`);
    await audit(ctx, db, 'form-office-set', { id, authorityId }, { officeId });
  });
}

/** Ends a form, or takes it up again. What was sent by it stays. */
export async function endForm(ctx: Context, id: number, ended: boolean): Promise<void> {
  await transaction(ctx, async (db) => {
    const { authorityId } = await lock(db, id);
    mayPublish(ctx, authorityId);
    await db.run(sql`
      update form_definition set ended_on = ${ended ? swedishDay(ctx.clock()) : null}::date where id = ${id}`);
    await audit(ctx, db, ended ? 'form-ended' : 'form-taken-up', { id, authorityId }, {});
  });
}

function mayPublish(ctx: Context, authorityId: number): void {
  if (!authoritiesOf(ctx.actor, 'coordinator').includes(authorityId)) throw new Problem('forbidden');
}

async function lock(db: Db, id: number) {
  const held = await db.maybe<{ authorityId: number; taskId: number; code: string; slug: string }>(sql`
    select authority_id as "authorityId", task_id as "taskId", code, slug from form_definition where id = ${id}`);
  if (held === undefined) throw new Problem('not-found');
  // Of two who publish at once the second gets the next number.
  await db.run(sql`select pg_advisory_xact_lock(670000000 + ${id}::bigint)`);
  return held;
}

/** The authority's own task, or one that every municipality or region has. */
async function taskOf(db: Db, { task }: Definition, authorityId: number): Promise<number> {
  const found = await db.maybe<{ id: number }>(sql`
    select t.id from task t join authority a on a.id = ${authorityId}
    where t.code = ${task} and (t.authority_id = a.id or t.sphere = 'municipal' and a.kind = 'municipality'
      or t.sphere = 'regional' and a.kind = 'region')`);
  if (found === undefined) throw new Problem('invalid', {}, [{ field: 'task', code: 'unknown-task' }]);
  return found.id;
}

/** An authority gives work to its own offices, and to those of who has an agreement with it. */
async function officeServes(ctx: Context, db: Db, officeId: number, authorityId: number): Promise<void> {
  const today = swedishDay(ctx.clock());
  const serves = await db.maybe(sql`
    select from office f where f.id = ${officeId} and f.open @> ${today}::date and (f.operator_id = ${authorityId} or exists (
      select from agreement_task t join agreement_version v on v.agreement_id = t.agreement_id and v.version = t.version
      where t.principal_id = ${authorityId} and t.performer_id = f.operator_id and v.valid @> ${today}::date))`);
  if (serves === undefined)
    throw new Problem('invalid', {}, [{ field: 'officeId', code: 'office-without-agreement' }]);
}

async function addVersion(
  ctx: Context,
  db: Db,
  id: number,
  version: number,
  form: Definition,
): Promise<void> {
  await db.run(sql`
    insert into form_version (definition_id, version, content, published_at, published_by)
    values (${id}, ${version}, ${JSON.stringify(form)}, ${ctx.clock()}, ${ctx.actor.userId})`);
}

async function audit(
  ctx: Context,
  db: Db,
  kind: string,
  { id, authorityId }: { readonly id: number; readonly authorityId: number },
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordEvent(db, {
    ...{
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind,
      subject: 'form',
      subjectId: id,
      authorityId,
      details,
    },
  });
}

/** `Haninge kommun` → `haninge-kommun`. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 58);
}
