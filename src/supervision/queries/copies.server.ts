import { type Context, transaction } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import { copyDeviations } from '../rules/copy-deviations.ts';
import type { SentAgreement } from '../sent-agreement.ts';
import { readSentContent } from '../sent-content.ts';
import type { Suggestion } from '../suggestion.ts';
import { type DeviationRow, deviationsAbout } from './deviations.server.ts';
import { type Run, runsOf } from './runs.server.ts';

/** A copy as it came in. */
export interface ReceivedCopy {
  readonly agreementId: number;
  readonly version: number;
  readonly how: string | null;
  readonly sentOn: PlainDate;
  /** The desk's own; null until it is registered. */
  readonly diaryNumber: string | null;
  readonly registeredOn: PlainDate | null;
  readonly hasDocument: boolean;
  readonly agreement: SentAgreement | null;
  /** The parties of the agreement. */
  readonly authorityIds: readonly number[];
}
type Row = Omit<ReceivedCopy, 'agreement'> & { readonly content: unknown };

const RECEIVED = sql`c.state in ('sent', 'acknowledged')`;
const COLUMNS = sql`c.agreement_id as "agreementId", c.version, c.how, c.sent_on as "sentOn",
  c.diary_number as "diaryNumber", c.acknowledged_on as "registeredOn", c.document is not null as "hasDocument",
  c.content, sent_copy_parties(c.agreement_id) as "authorityIds"`;

/** Throws Problem `not-found` for what was not sent. `lock`: `for update`. */
export async function receivedCopy(
  db: Db,
  agreementId: number,
  version: number,
  lock: Sql = sql``,
): Promise<ReceivedCopy> {
  const row = await db.maybe<Row>(sql`
    select ${COLUMNS} from agreement_copy c
    where c.agreement_id = ${agreementId} and c.version = ${version} and ${RECEIVED} ${lock}`);
  if (row === undefined) throw new Problem('not-found');
  return copyOf(row);
}

export async function receivedCopies(db: Db, where: Sql = sql`true`): Promise<ReceivedCopy[]> {
  const rows = await db.many<Row>(sql`
    select ${COLUMNS} from agreement_copy c where ${RECEIVED} and ${where}
    order by c.sent_on, c.agreement_id, c.version`);
  return rows.map(copyOf);
}

/** A page of them, newest first. */
export async function receivedCopyPage(db: Db, where: Sql, page: number): Promise<PageOf<ReceivedCopy>> {
  const { total } = await db.one<{ total: number }>(
    sql`select count(*) as total from agreement_copy c where ${RECEIVED} and ${where}`,
  );
  const at = pageAt(page, total);
  const rows = await db.many<Row>(sql`
    select ${COLUMNS} from (select * from agreement_copy c where ${RECEIVED} and ${where}
      order by c.sent_on desc, c.agreement_id desc, c.version desc limit ${PAGE_SIZE} offset ${at.offset}) c
    order by c.sent_on desc, c.agreement_id desc, c.version desc`);
  return { rows: rows.map(copyOf), total, page: at.page, pages: at.pages };
}

function copyOf({ content, ...row }: Row): ReceivedCopy {
  return { ...row, agreement: readSentContent(content) };
}

/** Diary numbers of the agreements of which any copy has come in, as the authorities number them. */
export async function receivedDiaryNumbers(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.many<{ number: string }>(sql`
    select distinct c.sent_diary_number as number from agreement_copy c
    where ${RECEIVED} and c.sent_diary_number is not null`);
  return new Set(rows.map((row) => row.number));
}

export interface CopyView extends ReceivedCopy {
  readonly regime: string | null;
  readonly otherVersions: readonly number[];
  readonly deviations: readonly DeviationRow[];
  /** What the rules find today, before the copy is registered. */
  readonly found: readonly Suggestion[];
  /** Every time that the rules were asked, newest first. */
  readonly runs: readonly Run[];
}

/** Throws Problem `forbidden`, `not-found`. */
export async function copyView(ctx: Context, agreementId: number, version: number): Promise<CopyView> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const copy = await receivedCopy(db, agreementId, version);
    const law = await loadLaw(db);
    const others = await db.many<{ version: number }>(sql`
      select c.version from agreement_copy c
      where c.agreement_id = ${agreementId} and c.version <> ${version} and ${RECEIVED} order by c.version`);
    return {
      ...copy,
      regime: law.regimes.get(copy.agreement?.regimeId ?? '')?.name ?? null,
      otherVersions: others.map((each) => each.version),
      deviations: await deviationsAbout(db, { kind: 'copy', agreementId, version }),
      runs: await runsOf(db, law, { kind: 'copy', id: agreementId, version }),
      found: copy.agreement === null ? [] : copyDeviations(copy.agreement, law, copy.sentOn),
    };
  });
}

/** The very file that was sent. Throws Problem `forbidden`, `not-found`. */
export async function copyDocument(
  ctx: Context,
  agreementId: number,
  version: number,
): Promise<{
  readonly bytes: Buffer<ArrayBuffer>;
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
}> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<{ bytes: Buffer<ArrayBuffer>; sha256: string }>(sql`
      select c.document as bytes, encode(sha256(c.document), 'hex') as sha256 from agreement_copy c
      where c.agreement_id = ${agreementId} and c.version = ${version} and ${RECEIVED} and c.document is not null`);
    if (row === undefined) throw new Problem('not-found');
    return { ...row, name: `avtalskopia-${agreementId}-v${version}.pdf`, type: 'application/pdf' };
  });
}
