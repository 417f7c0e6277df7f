import { type Db, sql } from '../platform/database.server.ts';

/** Kammarkollegiet's own page (seed 000). In a demonstration nothing may reach anybody real. */
const REGISTRAR = 'registratur@kammarkollegiet.se';
const DEMONSTRATION_REGISTRAR = 'registratur@example.se';
const SETTING = 'registrar-address';

/** Where copies are mailed: what an administrator has set; a demonstration never mails outside of example.se. */
export async function registrarAddress(db: Db): Promise<string> {
  const set = await db.many<{ name: string; value: unknown }>(
    sql`select name, value from setting where name in (${SETTING}, 'demonstration')`,
  );
  const value = (name: string) => set.find((each) => each.name === name)?.value;
  const given = value(SETTING);
  const address = typeof given === 'string' ? given : null;
  if (value('demonstration') !== true) return address ?? REGISTRAR;
  return address?.endsWith('@example.se') ? address : DEMONSTRATION_REGISTRAR;
}

export async function storeRegistrarAddress(db: Db, address: string): Promise<void> {
  await db.run(sql`
    insert into setting (name, value) values (${SETTING}, ${JSON.stringify(address)}::jsonb)
    on conflict (name) do update set value = excluded.value, changed_at = now()`);
}
