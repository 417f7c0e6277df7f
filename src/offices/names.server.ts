import { type Db, type Pool, shortUnscopedRead, sql } from '../platform/database.server.ts';

/** What a form offers: a row of a register by its name. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

export function officesByName(db: Db): Promise<Named[]> {
  return db.many(sql`select id, name from office order by name collate "sv-x-icu"`);
}

/** Of `ids`, by name. */
export function theseOffices(db: Db, ids: readonly number[]): Promise<Named[]> {
  return db.many(sql`select id, name from office where id = any (${ids}) order by name`);
}

/** The same as a short read, for the busiest pages. */
export function theseOfficesShortly(pool: Pool, ids: readonly number[]): Promise<Named[]> {
  return shortUnscopedRead(pool, sql`select id, name from office where id = any (${ids}) order by name`);
}

/** Of `ids`, by name. */
export function theseAuthorities(db: Db, ids: readonly number[]): Promise<Named[]> {
  return db.many(sql`select id, name from authority where id = any (${ids}) order by name`);
}
