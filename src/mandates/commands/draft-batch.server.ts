import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { BatchOrder, BatchRow, OfficerFile, Terms } from '../batch.ts';
import { MOST_OFFICERS } from '../batch.ts';
import { storeDraft } from '../batch-store.server.ts';
import type { FileFault } from '../officer-file.ts';
import { officesOf } from '../works-at.server.ts';

/**
 * Keeps what is to be issued and for whom; nothing is issued yet. The special agreement is the responsible authority's to
 * make (5 § lagen (2019:212)): the actor coordinates every principal in it, and several authorities may stand in one
 * operation when one person coordinates them. An administrator has no part in it. Returns the id of the draft. When a row
 * of the list of officers is wrong, nothing is kept: that it was refused is noted, and each row is told (facts: `rows`).
 * Throws Problem `forbidden` for who coordinates no authority, `not-found` for another authority's agreement, `invalid`
 * when no officer is chosen.
 */
export async function draftBatch(
  ctx: Context,
  order: BatchOrder,
  file: OfficerFile | null = null,
): Promise<string> {
  const mine = coordinated(ctx.actor);
  if (order.parts.some((part) => !mine.includes(part.principalId))) throw new Problem('not-found');
  const drafted = await transaction(ctx, async (db) => {
    await requireParties(db, order);
    const { from, to, signedByPrincipalOn, signedByOfficerOn } = order;
    const parts: Terms[] = order.parts.map((part) => ({
      ...part,
      from,
      to,
      signedByPrincipalOn,
      signedByOfficerOn,
    }));
    const { rows, faults } = await rowsOf(db, order, file);
    if (faults.length > 0) {
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'coordinator',
        kind: 'mandate-batch-refused',
        subject: 'mandate-batch',
        subjectId: file?.name.slice(0, 200) ?? 'api',
        details: { rows: rows.length, faults: faults.length },
      });
      return { faults };
    }
    if (rows.length === 0) throw new Problem('invalid', {}, [{ field: 'officers', code: 'no-officers' }]);
    if (rows.length > MOST_OFFICERS * 10)
      throw new Problem('invalid', {}, [{ field: 'officers', code: 'too-many-officers' }]);
    const name = file?.name ?? (order.officers.by === 'codes' ? 'api' : null);
    const id = await storeDraft(db, ctx.clock(), {
      origin: 'issue',
      parts,
      rows,
      file: name === null ? null : { name, faults: [] },
    });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'mandate-batch-drafted',
      subject: 'mandate-batch',
      subjectId: id,
      authorityId: parts.length === 1 ? (parts[0]?.principalId ?? null) : null,
      details: { rows: rows.length },
    });
    return { id };
  });
  if ('id' in drafted) return drafted.id;
  throw new Problem('invalid', { rows: drafted.faults }, [{ field: 'officers.codes', code: 'rows-wrong' }]);
}

async function requireParties(db: Db, { parts }: BatchOrder): Promise<void> {
  const { found } = await db.one<{ found: number }>(sql`
    select count(*) as found from agreement_party p
      join jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as x("agreementId" int, "principalId" int)
        on x."agreementId" = p.agreement_id and x."principalId" = p.authority_id`);
  if (found !== parts.length) throw new Problem('not-found');
}

interface Chosen {
  readonly rows: readonly BatchRow[];
  readonly faults: readonly FileFault[];
}

async function rowsOf(
  db: Db,
  { officers, parts, from }: BatchOrder,
  file: OfficerFile | null,
): Promise<Chosen> {
  if (officers.by === 'codes') {
    const written = file?.rows ?? officers.codes.map((code, at) => ({ line: at + 1, code }));
    const { found, faults } = await officersByCode(db, written);
    const rows = parts.flatMap((_, part) => found.map((each) => ({ ...each, part, follows: null })));
    return { rows, faults: [...(file?.faults ?? []), ...faults].sort((a, b) => a.line - b.line) };
  }
  if (officers.by === 'performer') {
    // Each agreement has its own performer.
    const rows = await db.many<{ part: number; officerId: number }>(sql`
      select x.part, o.id as "officerId"
      from jsonb_to_recordset(${JSON.stringify(parts.map((part, at) => ({ ...part, part: at })))}::jsonb)
          as x(part int, "agreementId" int, "principalId" int)
        join officer o on o.employer_id in (select t.performer_id from agreement_task t
          where t.agreement_id = x."agreementId" and t.principal_id = x."principalId")
      where coalesce(upper(o.employed) > ${from}::date, true) order by x.part, o.code`);
    return { rows: rows.map((row) => ({ ...row, line: null, follows: null })), faults: [] };
  }
  const where =
    officers.by === 'office' ? sql`f.id = any (${officers.ids})` : sql`f.area_id = any (${officers.ids})`;
  const found = await db.many<{ officerId: number }>(sql`
    select o.id as "officerId" from officer o
    where exists (select from office f where ${where} and f.id in ${officesOf(sql`o.id`, sql`o.home_office_id`)}) and coalesce(upper(o.employed) > ${from}::date, true) order by o.code`);
  const rows = parts.flatMap((_, part) =>
    found.map((each) => ({ ...each, part, line: null, follows: null })),
  );
  return { rows, faults: [] };
}

/** Officers of a list of codes; each code that is none, or stands twice, is told with its line. */
export async function officersByCode(
  db: Db,
  written: readonly { readonly line: number; readonly code: string }[],
): Promise<{ found: { officerId: number; line: number }[]; faults: FileFault[] }> {
  const clean = written.map(({ line, code }) => ({ line, code: code.replaceAll('\0', '').trim() }));
  const known = await db.many<{ id: number; code: string }>(sql`
    select id, lower(code) as code from officer where lower(code) = any (${clean.map(({ code }) => code.toLowerCase())})`);
  const ids = new Map(known.map(({ id, code }) => [code, id]));
  const found: { officerId: number; line: number }[] = [];
  const faults: FileFault[] = [];
  const seen = new Set<number>();
  for (const { line, code } of clean) {
    const id = ids.get(code.toLowerCase());
    const field = 'officer';
    if (code === '') faults.push({ line, field, code: 'required' });
    else if (id === undefined)
      faults.push({ line, field, code: 'unknown-officer', value: code.slice(0, 40) });
    else if (seen.has(id)) faults.push({ line, field, code: 'twice-in-file', value: code });
    else found.push({ officerId: id, line });
    if (id !== undefined) seen.add(id);
  }
  return { found, faults };
}
