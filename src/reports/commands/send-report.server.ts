import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { withFreeDiaryNumber } from '../../post/diary-number.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { registrarAddress } from '../../post/registrar.server.ts';
import type { ReportContent } from '../content.ts';
import { agreementListPdf } from '../enclosures.server.ts';
import { text } from '../fields.ts';
import { reportOfAuthor, type StoredReport } from '../report-of-author.server.ts';
import { recordStep } from '../steps.server.ts';
import { fileName } from '../versions.server.ts';
import { recipientOf } from '../workflow.ts';

export const SendSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('mail') }),
  /** The day that the letter was posted. */
  z.object({ how: z.literal('letter'), sentOn: PlainDateSchema }),
]);
export type Send = z.infer<typeof SendSchema>;

interface Kept {
  readonly authority: string;
  readonly content: string;
  readonly archive: Buffer;
  readonly reading: Buffer;
  readonly frozenAt: Temporal.Instant;
}

/**
 * Sends a frozen version: by mail, queued with both PDFs and the list of agreements, or as a letter that somebody has
 * posted. Each version goes once by mail; a letter may follow a mail that did not arrive, or where the Government is to
 * have it too. Throws Problem `not-possible` (`newer-version`, `to-government`, `mail-under-way`), `already-recorded`,
 * `invalid`, `not-found`.
 */
export async function sendReport(ctx: Context, reportId: number, version: number, send: Send): Promise<void> {
  const today = swedishDay(ctx.clock());
  const { kept, list } = await listOf(ctx, reportId, version, send.how);
  await transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    const content: ReportContent = JSON.parse(kept.content);
    await mayBeSent(db, reportId, version, send.how, content);
    if (send.how === 'letter') {
      if (send.sentOn > today || send.sentOn < swedishDay(kept.frozenAt))
        throw new Problem('invalid', {}, [{ field: 'sentOn', code: 'not-that-day' }]);
      const recipient = recipientOf(content) === 'government' ? 'Regeringskansliet' : 'Kammarkollegiet';
      await dispatched(db, ctx, report, {
        version,
        how: 'letter',
        recipient,
        sentOn: send.sentOn,
        mailId: null,
      });
      // The mail is locked by now (migration 0021): somebody may have tried it again since it was asked about.
      await noMailUnderWay(db, reportId, version, content);
      return;
    }
    const to = await registrarAddress(db);
    const mailId = await queueMail(db, {
      key: `annual-report:${reportId}:v${version}`,
      about: 'annual-report',
      aboutId: String(reportId),
      authorityId: report.authorityId,
      to: [to],
      subject: `Verksamhetsrapport ${report.year} – ${kept.authority}${version > 1 ? `, version ${version}` : ''}`,
      text: mailText(content, version),
      attachments: [
        pdf(fileName(kept.authority, report.year, version, 'archive'), kept.archive),
        pdf(fileName(kept.authority, report.year, version, 'reading'), kept.reading),
        pdf(fileName(kept.authority, report.year, version, 'agreements'), list ?? new Uint8Array()),
      ],
    });
    await dispatched(db, ctx, report, { version, how: 'mail', recipient: to, sentOn: today, mailId });
  });
}

const pdf = (name: string, content: Uint8Array) => ({
  fileName: name,
  mediaType: 'application/pdf',
  content,
});

/** The PDF takes seconds: made outside of the transaction that sends. */
async function listOf(ctx: Context, reportId: number, version: number, how: Send['how']) {
  const kept = await transaction(ctx, async (db) => {
    const { authorityId } = await reportOfAuthor(ctx, db, reportId);
    const row = await db.maybe<Kept>(sql`
      select a.name as authority, v.content, v.archive_pdf as archive, v.reading_pdf as reading, v.frozen_at as "frozenAt"
      from annual_report_version v join authority a on a.id = ${authorityId}
      where v.report_id = ${reportId} and v.version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    await mayBeSent(db, reportId, version, how, JSON.parse(row.content));
    return row;
  });
  const list = how === 'mail' ? await agreementListPdf(JSON.parse(kept.content), kept.frozenAt) : null;
  return { kept, list };
}

async function mayBeSent(
  db: Db,
  reportId: number,
  version: number,
  how: Send['how'],
  content: ReportContent,
): Promise<void> {
  const there = await db.maybe(sql`
    select from annual_report_dispatch where report_id = ${reportId} and version = ${version} and how = ${how}`);
  if (there !== undefined) throw new Problem('already-recorded');
  const { newest } = await db.one<{ newest: number }>(
    sql`select max(version) as newest from annual_report_version where report_id = ${reportId}`,
  );
  if (newest !== version) throw new Problem('not-possible', { reason: 'newer-version' });
  if (how === 'mail' && recipientOf(content) === 'government')
    throw new Problem('not-possible', { reason: 'to-government' });
  if (how === 'letter') await noMailUnderWay(db, reportId, version, content);
}

async function noMailUnderWay(
  db: Db,
  reportId: number,
  version: number,
  content: ReportContent,
): Promise<void> {
  const mail = await db.maybe(sql`
    select from annual_report_dispatch d join outgoing_mail m on m.id = d.mail_id
    where d.report_id = ${reportId} and d.version = ${version} and m.state not in ('failed', 'cancelled', 'uncertain')`);
  if (mail !== undefined && !content.duty.to.includes('government'))
    throw new Problem('not-possible', { reason: 'mail-under-way' });
}

async function dispatched(
  db: Db,
  ctx: Context,
  report: StoredReport,
  given: {
    readonly version: number;
    readonly how: Send['how'];
    readonly recipient: string;
    readonly sentOn: PlainDate;
    readonly mailId: string | null;
  },
): Promise<void> {
  const { version, how, recipient, sentOn, mailId } = given;
  await db.run(sql`
    insert into annual_report_dispatch (report_id, version, authority_id, year, how, mail_id, recipient, sent_on, sent_by)
    values (${report.id}, ${version}, ${report.authorityId}, ${report.year}, ${how}, ${mailId}, ${recipient}, ${sentOn},
      ${ctx.actor.userId})`);
  await recordStep(db, ctx, report, {
    kind: 'sent',
    role: 'report-author',
    version,
    details: { how, recipient },
  });
}

function mailText(content: ReportContent, version: number): string {
  const { authority, contact, duty, supplements, year } = content;
  return [
    ...(content.demonstration ? ['DEMONSTRATION: uppgifterna är påhittade.', ''] : []),
    `Härmed lämnas ${authority.name}s verksamhetsrapport för ${year}, version ${version}.`,
    ...(supplements === null
      ? []
      : [`Den kompletterar version ${supplements.version}, som redan är lämnad:`, supplements.what]),
    ...(duty.provisions.length === 0
      ? []
      : [`Redovisningen lämnas enligt ${duty.provisions.join(' och ')}.`]),
    '',
    'Bifogat: rapporten som PDF för arkiv (PDF/A-2a) och för läsning (PDF/UA-1), och förteckningen över gällande avtal.',
    '',
    `Kontaktperson: ${contact.person}, ${contact.email}, ${contact.phone}`,
    contact.address,
  ].join('\n');
}

export const ReceiveSchema = z.object({
  diaryNumber: text(60).pipe(z.string().min(1, { error: 'required' })),
  receivedOn: PlainDateSchema,
});
export type Receive = z.infer<typeof ReceiveSchema>;

/**
 * Records that a sent version has come in, with the recipient's diary number: by the authority's report author, or by the
 * supervising authority itself. Who recorded it may correct it. Throws Problem `not-found` for what was not sent,
 * `already-recorded` by somebody else, `invalid` for a day before the sending or to come, or a diary number of another document.
 */
export async function receiveReport(
  ctx: Context,
  reportId: number,
  version: number,
  { diaryNumber, receivedOn }: Receive,
): Promise<void> {
  const desk = hasRole(ctx.actor, 'supervisor');
  await transaction(ctx, async (db) => {
    if (!desk) await reportOfAuthor(ctx, db, reportId);
    const sent = await db.maybe<{
      how: string;
      authorityId: number;
      year: number;
      sentOn: PlainDate;
      receivedBy: string | null;
    }>(sql`
      select how, authority_id as "authorityId", year, sent_on as "sentOn", received_by as "receivedBy"
      from annual_report_dispatch where report_id = ${reportId} and version = ${version}
      order by received_on nulls last, sent_on desc, how limit 1 for update`);
    if (sent === undefined) throw new Problem('not-found');
    if (sent.receivedBy !== null && sent.receivedBy !== ctx.actor.userId)
      throw new Problem('already-recorded');
    if (receivedOn < sent.sentOn || receivedOn > swedishDay(ctx.clock()))
      throw new Problem('invalid', {}, [{ field: 'receivedOn', code: 'not-that-day' }]);
    await withFreeDiaryNumber(() =>
      db.run(sql`
        update annual_report_dispatch set diary_number = ${diaryNumber}, received_on = ${receivedOn},
          received_by = ${ctx.actor.userId}
        where report_id = ${reportId} and version = ${version} and how = ${sent.how}`),
    );
    await recordStep(
      db,
      ctx,
      { id: reportId, authorityId: sent.authorityId, year: sent.year },
      {
        kind: 'received',
        role: desk ? 'supervisor' : 'report-author',
        version,
        note: diaryNumber,
        details: { diaryNumber, receivedOn },
      },
    );
  });
}
