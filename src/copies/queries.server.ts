import { authoritiesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { searchWords } from '../agreements/queries/who-sees.server.ts';
import { addDays, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import { type PostalAddress, postalAddress } from '../post/postal-address.server.ts';
import { registrarAddress } from '../post/registrar.server.ts';
import { documentOf } from './document.server.ts';
import type { CopyItem } from './items.ts';
import { letterPdf } from './letter.server.ts';
import type { CopyFacts } from './mail-text.ts';
import { type CopyState, isLate, LATE_AFTER_DAYS } from './rules/copy-state.ts';

export interface CopyRow extends CopyItem {
  readonly agreement: string;
  readonly diaryNumber: string;
  readonly parties: string[];
  readonly dueSince: PlainDate;
  readonly state: CopyState;
  readonly why: string | null;
  readonly provision: string | null;
  readonly how: 'mail' | 'letter' | null;
  readonly sentOn: PlainDate | null;
  readonly theirNumber: string | null;
  readonly acknowledgedOn: PlainDate | null;
  readonly failure: string | null;
  readonly mailId: string | null;
  readonly mailState: string | null;
  readonly sender: string | null;
  readonly fileName: string | null;
  readonly late: boolean;
}

/** `late`: not sent, and due for more than two weeks (rules/copy-state.ts). */
export const COPY_FILTERS = ['late', 'due', 'queued', 'sent', 'acknowledged', 'failed', 'exempt'] as const;
export type CopyFilter = (typeof COPY_FILTERS)[number];

const columns = sql`c.agreement_id as "agreementId", c.version, a.name as agreement, a.diary_number as "diaryNumber",
  (select array_agg(p.name order by p.name) from agreement_party ap join authority p on p.id = ap.authority_id
    where ap.agreement_id = c.agreement_id) as parties,
  c.due_since as "dueSince", c.state, c.why, c.provision, c.how, c.sent_on as "sentOn",
  c.diary_number as "theirNumber", c.acknowledged_on as "acknowledgedOn", c.failure, c.mail_id as "mailId",
  (select m.state from outgoing_mail m where m.id = c.mail_id) as "mailState",
  (select s.name from authority s where s.id = c.sender_id) as sender, c.file_name as "fileName"`;

/** The copies of the agreements that the coordinator's authorities are parties to. Throws Problem `forbidden`. */
function mine(ctx: Context): Sql {
  const authorities = authoritiesOf(ctx.actor, 'coordinator');
  if (authorities.length === 0) throw new Problem('forbidden');
  return sql`exists (select from agreement_party own where own.agreement_id = c.agreement_id
    and own.authority_id = any (${authorities}))`;
}

function lateSql(today: PlainDate): Sql {
  return sql`(c.state in ('due', 'failed') and c.due_since < ${addDays(today, -LATE_AFTER_DAYS)}::date)`;
}

export interface CopyCounts {
  readonly due: number;
  readonly late: number;
  readonly failed: number;
}

function countColumns(today: PlainDate): Sql {
  return sql`count(*) filter (where c.state = 'due') as due, count(*) filter (where c.state = 'failed') as failed,
    count(*) filter (where ${lateSql(today)}) as late`;
}

/** What waits, for the start page. */
export function copyCounts(ctx: Context): Promise<CopyCounts> {
  const own = mine(ctx);
  const today = swedishDay(ctx.clock());
  return transaction(ctx, (db) =>
    db.one<CopyCounts>(sql`select ${countColumns(today)} from agreement_copy c where ${own}`),
  );
}

/** 50 a page: what has waited longest first, then the newest of what has gone. */
export function listCopies(
  ctx: Context,
  asked: { readonly filter: CopyFilter | undefined; readonly search: string; readonly page: number },
) {
  const own = mine(ctx);
  const today = swedishDay(ctx.clock());
  const words = searchWords(asked.search);
  const chosen = sql`${asked.filter === undefined ? sql`true` : asked.filter === 'late' ? lateSql(today) : sql`c.state = ${asked.filter}`}
    and (${words} = '' or strpos(lower(a.name || ' ' || a.diary_number || ' ' || coalesce(c.diary_number, '')), ${words}) > 0)`;
  return transaction(ctx, async (db) => {
    const { total, ...counts } = await db.one<CopyCounts & { total: number }>(sql`
      select count(*) filter (where ${chosen}) as total, ${countColumns(today)}
      from agreement_copy c join agreement a on a.id = c.agreement_id where ${own}`);
    const { page, pages, offset } = pageAt(asked.page, total);
    const rows = await db.many<CopyRow>(sql`
      select ${columns} from agreement_copy c join agreement a on a.id = c.agreement_id
      where ${own} and ${chosen} order by case when c.state in ('due', 'failed') then 0 when c.state = 'queued' then 1 when c.state = 'exempt' then 3
        else 2 end, case when c.state in ('due', 'failed') then c.due_since end, c.sent_on desc, c.due_since desc,
        c.agreement_id, c.version limit ${PAGE_SIZE} offset ${offset}`);
    return {
      rows: rows.map((row) => ({ ...row, late: isLate(row, today) })),
      counts,
      recipient: await registrarAddress(db),
      total,
      page,
      pages,
    };
  });
}

export interface CopyView extends CopyRow {
  readonly recipient: string;
  /** Where a letter is posted; null when nobody has said where. */
  readonly postal: PostalAddress | null;
  readonly events: readonly {
    readonly at: Temporal.Instant;
    readonly state: CopyState;
    readonly detail: string;
    readonly by: string | null;
  }[];
}

/** Throws Problem `forbidden`, `not-found`. */
export function copyView(ctx: Context, { agreementId, version }: CopyItem): Promise<CopyView> {
  const own = mine(ctx);
  return transaction(ctx, async (db) => {
    const row = await db.maybe<CopyRow>(sql`
      select ${columns} from agreement_copy c join agreement a on a.id = c.agreement_id
      where c.agreement_id = ${agreementId} and c.version = ${version} and ${own}`);
    if (row === undefined) throw new Problem('not-found');
    const events = await db.many<CopyView['events'][number]>(sql`
      select e.at, e.state, e.detail, (select u.name from account_user u where u.id = e.actor) as by
      from agreement_copy_event e where e.agreement_id = ${agreementId} and e.version = ${version} order by e.id`);
    const late = isLate(row, swedishDay(ctx.clock()));
    return {
      ...row,
      late,
      events,
      recipient: await registrarAddress(db),
      postal: await postalAddress(db, 'kammarkollegiet'),
    };
  });
}

export interface CopyFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** The very file that was sent; where none has been, what would be. Throws Problem `forbidden`, `not-found`, `unavailable`. */
export function copyFile(ctx: Context, { agreementId, version }: CopyItem): Promise<CopyFile> {
  const own = mine(ctx);
  return transaction(ctx, async (db) => {
    const copy = await db.maybe<{ fileName: string | null; content: Buffer | null }>(sql`
      select c.file_name as "fileName", case when c.state in ('sent', 'acknowledged') then c.document end as content
      from agreement_copy c where c.agreement_id = ${agreementId} and c.version = ${version} and ${own}`);
    if (copy === undefined) throw new Problem('not-found');
    const { content, fileName } = copy;
    const file =
      content === null || fileName === null
        ? await documentOf(db, agreementId, version, ctx.clock())
        : { fileName, content };
    return { ...file, mediaType: 'application/pdf' };
  });
}

/** The letter that goes with a printed copy to the postal address. Throws as `copyFile`. */
export async function copyLetter(ctx: Context, { agreementId, version }: CopyItem): Promise<CopyFile> {
  const own = mine(ctx);
  const authorities = authoritiesOf(ctx.actor, 'coordinator');
  const { facts, address } = await transaction(ctx, async (db) => ({
    address: await postalAddress(db, 'kammarkollegiet'),
    facts: await db.maybe<Omit<CopyFacts, 'askedBy'> & { demonstration: boolean }>(sql`
      select a.diary_number as "diaryNumber", a.name, c.version, c.due_since as "decidedOn",
        coalesce(c.provision, '') as provision,
        (select array_agg(p.name order by p.name) from agreement_party ap join authority p on p.id = ap.authority_id
          where ap.agreement_id = a.id) as parties,
        (select p.name from agreement_party ap join authority p on p.id = ap.authority_id
          where ap.agreement_id = a.id and p.id = any (${authorities}) order by p.id limit 1) as sender,
        exists (select from setting where name = 'demonstration' and value = 'true') as demonstration
      from agreement_copy c join agreement a on a.id = c.agreement_id
      where c.agreement_id = ${agreementId} and c.version = ${version} and ${own}`),
  }));
  if (facts === undefined) throw new Problem('not-found');
  const askedBy = `${ctx.actor.name}, ${ctx.actor.email}`;
  return {
    fileName: `brev-avtalskopia-${agreementId}-version-${version}.pdf`,
    mediaType: 'application/pdf',
    content: await letterPdf({ ...facts, askedBy }, address, ctx.clock()),
  };
}
