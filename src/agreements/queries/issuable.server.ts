import { type Context, transaction } from '../../access/context.server.ts';
import type { Period } from '../../kernel/plain-date.ts';
import type { MandateKind } from '../../law/facts.ts';
import { kindsOf } from '../../law/rules/mandate-covers.ts';
import { loadLaw } from '../../law/store.server.ts';
import { sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import { MANDATE_LEVELS } from '../mandate.ts';
import { coordinated } from './who-sees.server.ts';

/** An agreement under which an authority can give mandates, with what a mandate can hold. */
export interface Issuable {
  readonly agreementId: number;
  readonly principalId: number;
  readonly principal: string;
  readonly diaryNumber: string;
  readonly name: string;
  readonly valid: Period;
  readonly tasks: readonly {
    readonly taskId: number;
    readonly nameSv: string;
    readonly nameEn: string;
    readonly exercisesAuthority: boolean;
    readonly requiresPersonalData: boolean;
  }[];
  /** R6: the kinds of mandate that will do for some task of it. Delegation first where exercise of authority rests on it. */
  readonly kinds: readonly MandateKind[];
  readonly systems: readonly { readonly id: number; readonly name: string }[];
}

/** Agreements that have not ended, with tasks of the actor's authorities that need a mandate. Throws Problem `forbidden`. */
export async function issuable(ctx: Context, today: string): Promise<Issuable[]> {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, async (db) => {
    const all = await db.many<Omit<Issuable, 'kinds'>>(sql`
      select a.id as "agreementId", p.id as "principalId", p.name as principal, a.diary_number as "diaryNumber", a.name,
        ${periodOf(sql`v.all`)} as valid, x.tasks,
        (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name), '[]')
          from authority_system s where s.id in (select y.system_id from agreement_task_access y
            join agreement_version w on w.agreement_id = y.agreement_id and w.version = y.version
            where y.agreement_id = a.id and y.principal_id = p.id and w.valid && daterange(${today}::date, null))) as systems
      from agreement a
        join agreement_party ap on ap.agreement_id = a.id
        join authority p on p.id = ap.authority_id,
        lateral (select range_merge(range_agg(valid)) as all from agreement_version v where v.agreement_id = a.id) v,
        lateral (select jsonb_agg(distinct jsonb_build_object('taskId', t.id, 'nameSv', t.name_sv, 'nameEn', t.name_en,
            'exercisesAuthority', at.exercises_authority, 'requiresPersonalData', at.requires_personal_data)) as tasks
          from agreement_task at join task t on t.id = at.task_id
            join agreement_version w on w.agreement_id = at.agreement_id and w.version = at.version
          where at.agreement_id = a.id and at.principal_id = p.id and w.valid && daterange(${today}::date, null)
            and (at.exercises_authority or at.requires_personal_data)) x
      where p.id = any (${mine}) and x.tasks is not null order by p.name, a.name`);
    const ids = all.map((each) => each.agreementId);
    const valid = sql`v.valid && daterange(${today}::date, null)`;
    const tasks = await loadAgreementTasks(db, sql`at.agreement_id = any (${ids}) and ${valid}`);
    const { regimes } = await loadLaw(db);
    return all.map((each) => {
      const own = tasks.filter(
        (task) => task.agreementId === each.agreementId && task.principal.id === each.principalId,
      );
      const kinds = own.flatMap((task) => {
        const regime = regimes.get(task.regimeId);
        return regime === undefined ? [] : MANDATE_LEVELS.flatMap((level) => kindsOf(regime, task, level));
      });
      return { ...each, kinds: KINDS.filter((kind) => kinds.includes(kind)) };
    });
  });
}

const KINDS: readonly MandateKind[] = ['delegation', 'commission', 'employment'];
