import { assignRole, bindOfficer, hashPassword, recordAccount } from '../../src/access/accounts.server.ts';
import type { Assignment } from '../../src/access/actor.ts';
import { createAuth } from '../../src/access/auth.server.ts';
import { type Database, inTransaction } from '../../src/platform/database.server.ts';

const PASSWORD = 'matning-2026-prov';

/** Session tokens. */
export interface Accounts {
  /** Coordinates a principal with about a hundred agreements. */
  readonly coordinator: string;
  /** Coordinates the performer, which is a party to them all. */
  readonly performer: string;
  readonly officer: string;
  /** Coordinates five principals. */
  readonly five: string;
  /** Writes the reports of the principal, and of the performer. */
  readonly author: string;
  readonly performersAuthor: string;
  /** At Kammarkollegiet's desk. */
  readonly desk: string;
}

/** Makes the accounts and signs them in at the server, as anybody would. */
export async function makeAccounts(
  { pool, libraryPool }: Pick<Database, 'pool' | 'libraryPool'>,
  url: string,
  {
    principals,
    performerId,
    officeId,
  }: { readonly principals: readonly number[]; readonly performerId: number; readonly officeId: number },
): Promise<Accounts> {
  const auth = createAuth(libraryPool, { baseUrl: url, secret: 'only to make the passwords of a bench' });
  const passwordHash = await hashPassword(auth, PASSWORD);
  const signedIn = async (name: string, roles: readonly Assignment[], officerCode?: string) => {
    const email = `${name}@example.se`;
    await inTransaction(pool, { registers: true }, async (db) => {
      const id = await recordAccount(db, { email, name, passwordHash });
      if (officerCode !== undefined) await bindOfficer(db, id, officerCode);
      for (const role of roles) await assignRole(db, id, role, 'bench');
    });
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`${email}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  };
  const coordinates = (authorityId: number): Assignment => ({ role: 'coordinator', authorityId });
  const writes = (authorityId: number): Assignment => ({ role: 'report-author', authorityId });
  return {
    coordinator: await signedIn('principal', principals.slice(0, 1).map(coordinates)),
    performer: await signedIn('performer', [coordinates(performerId)]),
    officer: await signedIn('officer', [{ role: 'officer', officeId }], 'B-37'),
    five: await signedIn('five', principals.map(coordinates)),
    author: await signedIn('author', principals.slice(0, 1).map(writes)),
    performersAuthor: await signedIn('performers-author', [writes(performerId)]),
    desk: await signedIn('desk', [{ role: 'supervisor' }]),
  };
}
