import { type Db, sql } from './database.server.ts';

/** A setting of the installation as it was stored; undefined when nobody has set it. */
export async function settingOf(db: Db, name: string): Promise<unknown> {
  return (await db.maybe<{ value: unknown }>(sql`select value from setting where name = ${name}`))?.value;
}

/** `value`: anything that JSON can hold. */
export async function storeSetting(db: Db, name: string, value: unknown): Promise<void> {
  await db.run(sql`
    insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
    on conflict (name) do update set value = excluded.value, changed_at = now()`);
}

/** Whether the installation shows invented data: told on every page and report, and nothing is mailed to anybody real. */
export async function isDemonstration(db: Db): Promise<boolean> {
  return (await settingOf(db, 'demonstration')) === true;
}
