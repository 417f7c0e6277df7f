import { type Context, transaction } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { type PostalAddress, postalAddress } from '../post/postal-address.server.ts';
import { registrarAddress } from '../post/registrar.server.ts';
import type { ReportContent } from './content.ts';
import type { Recipient } from './duties.ts';
import { agreementListPdf, letterPdf } from './enclosures.server.ts';
import { reportOfAuthor } from './report-of-author.server.ts';
import { recipientOf } from './workflow.ts';

export interface VersionView {
  readonly reportId: number;
  readonly year: number;
  readonly authority: string;
  readonly version: number;
  readonly newest: number;
  readonly frozenAt: Temporal.Instant;
  readonly frozenBy: string | null;
  readonly templateSha256: string;
  readonly supplements: number | null;
  readonly supplementNote: string;
  readonly to: readonly Recipient[];
  /** Where it is mailed. */
  readonly registrar: string;
  /** Where a letter is posted; null when nobody has said where. */
  readonly postal: PostalAddress | null;
  /** How it was sent: by mail, and by letter, at most once each. */
  readonly dispatches: readonly Dispatch[];
  readonly files: Readonly<Record<FileKind, { readonly bytes: number; readonly sha256: string }>>;
}

export interface Dispatch {
  readonly how: 'mail' | 'letter';
  readonly recipient: string;
  readonly sentOn: PlainDate;
  readonly sentBy: string | null;
  /** What has become of the mail in the outbox; null for a letter. */
  readonly mail: 'queued' | 'sending' | 'uncertain' | 'sent' | 'failed' | 'cancelled' | null;
  readonly diaryNumber: string | null;
  readonly receivedOn: PlainDate | null;
}

/** What is kept of each version. */
export const FILES = ['archive', 'reading', 'content'] as const;
export type FileKind = (typeof FILES)[number];

const TYPE = { archive: 'application/pdf', reading: 'application/pdf', content: 'application/json' } as const;
const COLUMN = {
  archive: sql`v.archive_pdf`,
  reading: sql`v.reading_pdf`,
  content: sql`convert_to(v.content, 'UTF8')`,
} as const;

/** A frozen version: when, by whom, and the hashes of what is kept. Throws Problem `forbidden`, `not-found`. */
export async function versionView(ctx: Context, reportId: number, version: number): Promise<VersionView> {
  return transaction(ctx, async (db) => {
    const { year, authorityId } = await reportOfAuthor(ctx, db, reportId);
    const file = (kind: FileKind) =>
      sql`jsonb_build_object('bytes', length(${COLUMN[kind]}), 'sha256', encode(sha256(${COLUMN[kind]}), 'hex'))`;
    const row = await db.maybe<
      Omit<VersionView, 'reportId' | 'year' | 'dispatches' | 'registrar' | 'postal'>
    >(sql`
      select a.name as authority, v.version, v.frozen_at as "frozenAt", u.name as "frozenBy",
        v.template_sha256 as "templateSha256", v.supplements, v.supplement_note as "supplementNote",
        coalesce(v.content::jsonb->'duty'->'to', '["kammarkollegiet"]') as to,
        (select max(n.version) from annual_report_version n where n.report_id = v.report_id) as newest,
        jsonb_build_object('archive', ${file('archive')}, 'reading', ${file('reading')}, 'content', ${file('content')}) as files
      from annual_report_version v join authority a on a.id = ${authorityId}
        left join account_user u on u.id = v.frozen_by
      where v.report_id = ${reportId} and v.version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    const dispatches = await db.many<Dispatch>(sql`
      select d.how, d.recipient, d.sent_on as "sentOn", u.name as "sentBy", m.state as mail,
        d.diary_number as "diaryNumber", d.received_on as "receivedOn"
      from annual_report_dispatch d left join account_user u on u.id = d.sent_by left join outgoing_mail m on m.id = d.mail_id
      where d.report_id = ${reportId} and d.version = ${version} order by d.sent_on, d.how desc`);
    const to = row.to.includes('government') ? 'government' : 'kammarkollegiet';
    const postal = await postalAddress(db, to);
    return { reportId, year, dispatches, registrar: await registrarAddress(db), postal, ...row };
  });
}

export interface KeptFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly type: string;
  readonly sha256: string;
  readonly name: string;
}

/** One of the kept files, byte for byte as it was frozen. Throws Problem `forbidden`, `not-found`. */
export async function keptFile(
  ctx: Context,
  reportId: number,
  version: number,
  kind: FileKind,
): Promise<KeptFile> {
  return transaction(ctx, async (db: Db) => {
    const { year, authorityId } = await reportOfAuthor(ctx, db, reportId);
    const row = await db.maybe<{ bytes: Buffer<ArrayBuffer>; sha256: string; authority: string }>(sql`
      select ${COLUMN[kind]} as bytes, encode(sha256(${COLUMN[kind]}), 'hex') as sha256, a.name as authority
      from annual_report_version v join authority a on a.id = ${authorityId}
      where v.report_id = ${reportId} and v.version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    return {
      bytes: row.bytes,
      type: TYPE[kind],
      sha256: row.sha256,
      name: fileName(row.authority, year, version, kind),
    };
  });
}

const ENDING = {
  archive: 'arkiv.pdf',
  reading: 'lasning.pdf',
  content: 'innehall.json',
  agreements: 'avtal.pdf',
  letter: 'brev.pdf',
} as const;

/** `verksamhetsrapport-2025-forsakringskassan-v2-arkiv.pdf`: letters that every system can keep. */
export function fileName(
  authority: string,
  year: number,
  version: number,
  kind: keyof typeof ENDING,
): string {
  const plain = authority
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `verksamhetsrapport-${year}-${plain}-v${version}-${ENDING[kind]}`;
}

/**
 * What goes with a frozen version: the list of its agreements, as it is mailed, or the letter to post it with, dated today.
 * Throws Problem `forbidden`, `not-found`, `unavailable`.
 */
export async function enclosure(
  ctx: Context,
  reportId: number,
  version: number,
  kind: 'agreements' | 'letter',
): Promise<KeptFile> {
  const { year, authority, frozen, frozenAt, address } = await transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId);
    const row = await db.maybe<{ authority: string; content: string; frozenAt: Temporal.Instant }>(sql`
      select a.name as authority, v.content, v.frozen_at as "frozenAt"
      from annual_report_version v join authority a on a.id = ${report.authorityId}
      where v.report_id = ${reportId} and v.version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    const frozen: ReportContent = JSON.parse(row.content);
    return { year: report.year, ...row, frozen, address: await postalAddress(db, recipientOf(frozen)) };
  });
  const bytes = Buffer.from(
    kind === 'letter'
      ? await letterPdf(frozen, version, address, ctx.clock())
      : await agreementListPdf(frozen, frozenAt),
  );
  return { bytes, type: TYPE.reading, sha256: sha256(bytes), name: fileName(authority, year, version, kind) };
}
