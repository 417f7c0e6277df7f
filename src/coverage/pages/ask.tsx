import { hasRole } from '../../access/actor.ts';
import {
  type AskedAsOf,
  asOfAsked,
  here,
  idAsked,
  KnownNotice,
  oneOf,
} from '../../agreements/pages/asked.tsx';
import { findOfficers, type OfficerFound, officerById } from '../../agreements/queries/officers.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { LEVELS } from '../../law/facts.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { ErrorSummary } from '../../ui/components.tsx';
import { askTexts } from '../ask-texts.ts';
import { askablePairs, askLaw, overview, type Pair, sourcesOf } from '../queries/ask.server.ts';
import { Answer, Overview } from './ask-answer.tsx';
import { AskForm, choicesOf } from './ask-form.tsx';

/** GET /fraga-lagen: the question stands in the address, so the answer can be linked to. */
export async function showAsk(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = askTexts[locale];
  const pairs = await askablePairs(ctx);
  const asked = asOfAsked(c);
  const db = unscoped(ctx.pool);
  const offices = await db.many<{ id: number; name: string }>(
    sql`select id, name from office order by name collate "sv-x-icu"`,
  );
  const errors: Record<string, string> = { ...asked.errors };

  const { officer, candidates } = await whoIsAsked(c);
  const written = c.req.query('handlaggare')?.trim() ?? '';
  if (written !== '' && officer === null && candidates.length === 0) errors.handlaggare = t.unknownOfficer;

  const officeId = idAsked(c, 'kontor') ?? officer?.homeOfficeId ?? null;
  const office = offices.find((each) => each.id === officeId);
  if ((c.req.query('kontor') ?? '') !== '' && office === undefined) errors.kontor = t.unknownOffice;

  const subject = subjectAsked(c, pairs);
  if (subject.fault !== null) errors.uppgift = t[subject.fault];
  const level = oneOf(LEVELS, c.req.query('niva')) ?? null;

  const ready = Object.keys(errors).length === 0 && officer !== null && office !== undefined;
  return page(
    c,
    { title: t.title, status: Object.keys(errors).length > 0 ? 422 : 200, width: 'wide' },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <AskForm
        asked={asked}
        values={{
          handlaggare: officer?.code ?? written,
          kontor: String(office?.id ?? ''),
          uppgift: String(subject.taskId ?? ''),
          myndighet: String(subject.principalId ?? ''),
          niva: level ?? '',
        }}
        choices={choicesOf(pairs, offices, locale)}
        mayChooseOfficer={hasRole(ctx.actor, 'coordinator')}
        errors={errors}
        locale={locale}
      />
      {candidates.length > 1 ? (
        <section>
          <p>{t.several}</p>
          <ul>
            {candidates.map((each) => (
              <li>
                <a href={here(c, { handlaggare: each.code })}>
                  {each.name} ({each.code}, {each.homeOffice})
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {officer === null && written === '' ? <p class="empty">{t.chooseOfficer}</p> : null}
      <KnownNotice known={asked.known} href={here(c, { kand: null })} locale={locale} />
      {ready ? await answer(c, asked, officer, office, subject, level) : null}
    </>,
  );
}

type Subject = {
  readonly taskId: number | null;
  readonly principalId: number | null;
  readonly pair: Pair | null;
};

async function answer(
  c: Http,
  asked: AskedAsOf,
  officer: OfficerFound,
  office: { readonly id: number; readonly name: string },
  { taskId, principalId, pair }: Subject,
  level: (typeof LEVELS)[number] | null,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const about = { day: asked.day, known: asked.known, officerId: officer.id, officeId: office.id };
  if (pair !== null && level !== null) {
    const question = { ...about, taskId: pair.taskId, principalId: pair.principalId, level };
    const verdict = await askLaw(ctx, question);
    const today = swedishDay(ctx.clock());
    const sources = await sourcesOf(ctx, verdict);
    const names = { officer: officer.name, office: office.name };
    return (
      <Answer
        verdict={verdict}
        question={{ ...question, ...names }}
        pair={pair}
        today={today}
        sources={sources}
        locale={locale}
      />
    );
  }
  const rows = await overview(ctx, { ...about, taskId, principalId });
  return (
    <Overview
      rows={rows}
      officer={officer.name}
      office={office.name}
      day={asked.day}
      href={(row, each) =>
        here(c, {
          handlaggare: officer.code,
          kontor: office.id,
          uppgift: row.taskId,
          myndighet: row.principalId,
          niva: each,
          dag: asked.day,
        })
      }
      locale={locale}
    />
  );
}

/** An officer asks about oneself unless the account is a coordinator's too. */
async function whoIsAsked(c: Http): Promise<{ officer: OfficerFound | null; candidates: OfficerFound[] }> {
  const { actor, pool } = contextOf(c);
  const db = unscoped(pool);
  const written = c.req.query('handlaggare') ?? '';
  const coordinator = hasRole(actor, 'coordinator');
  if (actor.officer !== null && (written.trim() === '' || !coordinator))
    return { officer: await officerById(db, actor.officer.id), candidates: [] };
  const candidates = await findOfficers(db, written);
  return { officer: candidates.length === 1 ? (candidates[0] ?? null) : null, candidates };
}

/** Which task of which authority: a state task names its authority, a municipal one is told apart by `myndighet`. */
function subjectAsked(
  c: Http,
  pairs: readonly Pair[],
): Subject & { readonly fault: 'unknownTask' | 'chooseAuthority' | null } {
  const taskId = idAsked(c, 'uppgift');
  const principalId = idAsked(c, 'myndighet');
  const fits = pairs.filter(
    (pair) =>
      (taskId === null || pair.taskId === taskId) &&
      (principalId === null || pair.principalId === principalId),
  );
  const unknown = (taskId !== null || principalId !== null) && fits.length === 0;
  if (unknown) return { taskId: null, principalId: null, pair: null, fault: 'unknownTask' };
  if (taskId === null) return { taskId, principalId, pair: null, fault: null };
  if (fits.length > 1) return { taskId, principalId, pair: null, fault: 'chooseAuthority' };
  return { taskId, principalId: fits[0]?.principalId ?? null, pair: fits[0] ?? null, fault: null };
}
