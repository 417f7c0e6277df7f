import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';

export const ADDRESSEES = ['kammarkollegiet', 'government'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** Where letters to somebody are posted, with where that was found and when it was last held against the source. */
export interface PostalAddress {
  readonly addressee: Addressee;
  /** One to eight lines, as they stand on the envelope. */
  readonly lines: readonly string[];
  readonly source: string;
  readonly verifiedOn: PlainDate;
}
export interface KeptAddress extends PostalAddress {
  readonly recordedAt: Temporal.Instant;
  /** Account name; null for what the product came with. */
  readonly by: string | null;
}

/** All that has been kept, newest first. */
export function keptAddresses(db: Db): Promise<KeptAddress[]> {
  return db.many<KeptAddress>(sql`
    select p.addressee, string_to_array(p.address, chr(10)) as lines, p.source, p.verified_on as "verifiedOn",
      p.recorded_at as "recordedAt", u.name as by
    from postal_address p left join account_user u on u.id = p.recorded_by order by p.id desc`);
}

/** The address that counts; null when nobody has said where: then the letter leaves the place open. */
export async function postalAddress(db: Db, addressee: Addressee): Promise<PostalAddress | null> {
  return (await keptAddresses(db)).find((kept) => kept.addressee === addressee) ?? null;
}

export async function storePostalAddress(
  db: Db,
  { addressee, lines, source, verifiedOn }: PostalAddress,
): Promise<void> {
  await db.run(sql`
    insert into postal_address (addressee, address, source, verified_on, recorded_by)
    values (${addressee}, ${lines.join('\n')}, ${source}, ${verifiedOn}, scope_actor())`);
}
