import { type Context, read, transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';

/** How long somebody counts as there after they were heard of. */
const SECONDS = 60;

/** Says that the actor has a contact before them, and who else has. Nothing for a contact that the actor does not see. */
export async function lookAt(ctx: Context, contactId: string): Promise<string[]> {
  const now = ctx.clock();
  return transaction(ctx, async (db) => {
    await db.run(sql`
      insert into contact_presence (visit_id, office_id, user_id, name, seen_at)
      select id, office_id, ${ctx.actor.userId}, ${ctx.actor.name}, ${now} from visit where id = ${contactId}
      on conflict (visit_id, user_id) do update set seen_at = excluded.seen_at, name = excluded.name`);
    const others = await db.many<{ name: string }>(sql`
      select name from contact_presence where visit_id = ${contactId} and user_id <> ${ctx.actor.userId}
        and seen_at > ${now.subtract({ seconds: SECONDS })} order by name`);
    return others.map(({ name }) => name);
  });
}

export interface RingingCall {
  readonly id: string;
  readonly number: string | null;
  readonly rangAt: Temporal.Instant;
  readonly officeId: number;
  /** An open contact of the office with that number, written as within the country or as from abroad. */
  readonly contact: { readonly id: string; readonly reference: string } | null;
}

/** The calls that ring at the actor's own telephone, or did a moment ago: no other's are to be had. */
export async function ringing(ctx: Context): Promise<RingingCall[]> {
  const since = ctx.clock().subtract({ minutes: 5 });
  return read<RingingCall>(
    ctx,
    sql`
      select c.id, c.number, c.rang_at as "rangAt", c.office_id as "officeId",
        (select jsonb_build_object('id', v.id, 'reference', v.reference) from contact_person p join visit v on v.id = p.visit_id
          where p.office_id = c.office_id and p.phone in (c.number, regexp_replace(c.number, '^[+]46', '0'), regexp_replace(c.number, '^0', '+46')) and v.closed_at is null order by v.opened_at desc limit 1) as contact
      from phone_call c where c.user_id = ${ctx.actor.userId} and c.visit_id is null and c.rang_at > ${since}
      order by c.rang_at desc limit 3`,
  );
}

/** The number that a contact was opened for, for whom it rang; null for anybody else. */
export async function numberOfCall(ctx: Context, contactId: string): Promise<string | null> {
  const call = await transaction(ctx, (db) =>
    db.maybe<{ number: string | null }>(sql`
      select number from phone_call where user_id = ${ctx.actor.userId} and visit_id = ${contactId} order by rang_at desc limit 1`),
  );
  return call?.number ?? null;
}
