import type { Context } from '../../access/context.server.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Question } from './ask.server.ts';

/** What a question is about, by name: registers that are the same for everybody. */
export async function namesAsked(
  ctx: Context,
  { officerId, officeId, taskId, principalId }: Question,
  locale: Locale,
): Promise<{
  officer: string;
  office: string;
  task: string;
  principal: string;
  offices: Map<number, string>;
}> {
  const db = unscoped(ctx.pool);
  const row = await db.one<{
    officer: string | null;
    sv: string | null;
    en: string | null;
    principal: string | null;
  }>(sql`
    select (select name from officer where id = ${officerId}) as officer,
      (select name_sv from task where id = ${taskId}) as sv, (select name_en from task where id = ${taskId}) as en,
      (select name from authority where id = ${principalId}) as principal`);
  const all = await db.many<{ id: number; name: string }>(sql`select id, name from office`);
  const offices = new Map(all.map((office) => [office.id, office.name]));
  return {
    officer: row.officer ?? '',
    office: offices.get(officeId) ?? '',
    task: (locale === 'sv' ? row.sv : row.en) ?? '',
    principal: row.principal ?? '',
    offices,
  };
}
