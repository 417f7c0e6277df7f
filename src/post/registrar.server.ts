import type { Db } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { isDemonstration, settingOf, storeSetting } from '../platform/setting.server.ts';

/** Kammarkollegiet's own page (seed 000). In a demonstration nothing may reach anybody real. */
const REGISTRAR = 'registratur@kammarkollegiet.se';
const DEMONSTRATION_REGISTRAR = 'registratur@example.se';
const SETTING = 'registrar-address';

/** Where copies and reports are mailed: what an administrator has set; a demonstration never mails outside of example.se. */
export async function registrarAddress(db: Db): Promise<string> {
  const given = await settingOf(db, SETTING);
  const address = typeof given === 'string' ? given : null;
  if (!(await isDemonstration(db))) return address ?? REGISTRAR;
  return address?.endsWith('@example.se') ? address : DEMONSTRATION_REGISTRAR;
}

/** What is mailed to the registrar and to nobody else. */
const TO_THE_REGISTRAR: readonly string[] = ['agreement-copy', 'annual-report'];

/** Where a mail goes if it is tried anew: the registrar's address of today, when it has moved since; else null. */
export async function addressOfToday(
  db: Db,
  mail: { readonly about: string; readonly recipients: readonly string[] },
): Promise<string | null> {
  if (!TO_THE_REGISTRAR.includes(mail.about)) return null;
  const address = await registrarAddress(db);
  return mail.recipients.length === 1 && mail.recipients[0] === address ? null : address;
}

/**
 * Sets it, for whoever may. `field`: the form's name for it. Throws Problem `invalid` when a demonstration is to mail
 * somebody outside of example.se.
 */
export async function storeRegistrarAddress(db: Db, address: string, field: string): Promise<void> {
  await storeSetting(db, SETTING, address);
  if ((await registrarAddress(db)) !== address)
    throw new Problem('invalid', {}, [{ field, code: 'demonstration-mails-nobody' }]);
}
