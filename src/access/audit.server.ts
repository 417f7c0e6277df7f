import { type Db, sql } from '../platform/database.server.ts';

export interface AuditEntry {
  /** Account id, or `system` for what the installation does itself. */
  readonly actor: string;
  readonly role: string;
  readonly kind: string;
  readonly subject: string;
  readonly subjectId: string | number;
  readonly authorityId?: number | null;
  readonly officeId?: number | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes the audit in the transaction of what it tells of: one does not happen without the other. */
export async function recordEvent(db: Db, entry: AuditEntry): Promise<void> {
  await db.run(sql`
    insert into event (actor, role, kind, subject, subject_id, authority_id, office_id, details)
    values (${entry.actor}, ${entry.role}, ${entry.kind}, ${entry.subject}, ${String(entry.subjectId)},
      ${entry.authorityId ?? null}, ${entry.officeId ?? null}, ${JSON.stringify(entry.details ?? {})})`);
}

/** The same for many, in one statement. */
export async function recordEvents(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  await db.run(sql`
    insert into event (actor, role, kind, subject, subject_id, authority_id, office_id, details)
    select x.actor, x.role, x.kind, x.subject, x."subjectId", x."authorityId", x."officeId", coalesce(x.details, '{}')
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(actor text, role text, kind text, subject text,
      "subjectId" text, "authorityId" int, "officeId" int, details jsonb)`);
}
