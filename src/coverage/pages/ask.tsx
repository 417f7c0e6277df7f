import { hasRole } from '../../access/actor.ts';
import {
  type AskedAsOf,
  asOfAsked,
  here,
  hrefTo,
  idAsked,
  KnownNotice,
  oneOf,
} from '../../agreements/pages/asked.tsx';
import { findOfficers, type OfficerFound, officerById } from '../../agreements/queries/officers.server.ts';
import { readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { LEVELS, type Level } from '../../law/facts.ts';
import { officesByName } from '../../offices/names.server.ts';
import { unscoped } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { ErrorSummary } from '../../ui/components.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import { askablePairs, overview, type Pair, type Question, sourcesOf } from '../queries/ask.server.ts';
import { whenMay, whereMay, whoMay } from '../queries/open-question.server.ts';
import { reasonedAnswer } from '../queries/reasoned.server.ts';
import type { Change } from '../rules/change.ts';
import { Answer, Overview } from './ask-answer.tsx';
import { AskForm, choicesOf, OPENS, type Open } from './ask-form.tsx';
import { When, Where, Who } from './open-answer.tsx';
import { Remedies } from './remedies.tsx';

/** GET /fraga-lagen: the question stands in the address, so the answer can be linked to. */
export async function showAsk(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = askTexts[locale];
  const pairs = await askablePairs(ctx);
  const asked = asOfAsked(c);
  const db = unscoped(ctx.pool);
  const offices = await officesByName(db);
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

  const open = oneOf(OPENS, c.req.query('fraga')) ?? 'may';
  const ready = Object.keys(errors).length === 0;
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
          fraga: open === 'may' ? '' : open,
          handlaggare: officer?.code ?? written,
          kontor: String(office?.id ?? ''),
          uppgift: String(subject.taskId ?? ''),
          myndighet: String(subject.principalId ?? ''),
          niva: level ?? '',
        }}
        choices={choicesOf(pairs, offices, locale)}
        mayChooseOfficer={readsOfOthers(ctx.actor)}
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
      {officer === null && written === '' && open !== 'who' ? <p class="empty">{t.chooseOfficer}</p> : null}
      <KnownNotice known={asked.known} href={here(c, { kand: null })} locale={locale} />
      {ready ? await answer(c, { asked, officer, office, offices, subject, level, open }) : null}
    </>,
  );
}

type Subject = {
  readonly taskId: number | null;
  readonly principalId: number | null;
  readonly pair: Pair | null;
};

interface Asking {
  readonly asked: AskedAsOf;
  readonly officer: OfficerFound | null;
  readonly office: OfficeNamed | undefined;
  readonly offices: readonly OfficeNamed[];
  readonly subject: Subject;
  readonly level: Level | null;
  readonly open: Open;
}
interface OfficeNamed {
  readonly id: number;
  readonly name: string;
}

/** What was asked, or what is still to be chosen before it can be answered. */
async function answer(c: Http, asking: Asking) {
  const locale = c.get('locale');
  const t = askTexts[locale];
  const { officer, office, subject, level, open, asked } = asking;
  if (open === 'who') {
    if (office === undefined) return <p class="empty">{t.needsOffice}</p>;
    if (subject.pair === null || level === null) return <p class="empty">{t.needs}</p>;
    return whoAnswer(c, asking, office, subject.pair, level);
  }
  if (officer === null || office === undefined) return null;
  if (subject.pair !== null && level !== null && open !== 'what') {
    const question = {
      ...{ day: asked.day, known: asked.known, officerId: officer.id, officeId: office.id, level },
      ...{ taskId: subject.pair.taskId, principalId: subject.pair.principalId },
    };
    if (open === 'may') return mayAnswer(c, asking, officer, office, subject.pair, question);
    return whereOrWhen(c, open, officer, office, subject.pair, question);
  }
  if (open === 'where' || open === 'when') return <p class="empty">{t.needs}</p>;
  const rows = await overview(contextOf(c), {
    ...{ day: asked.day, known: asked.known, officerId: officer.id, officeId: office.id },
    ...{ taskId: subject.taskId, principalId: subject.principalId },
  });
  return (
    <Overview
      rows={rows}
      officer={officer.name}
      office={office.name}
      day={asked.day}
      href={(row, each) =>
        here(c, {
          fraga: null,
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

const nameOf = (pair: Pair, locale: Locale) => (locale === 'sv' ? pair.nameSv : pair.nameEn);

async function mayAnswer(
  c: Http,
  { offices }: Asking,
  officer: OfficerFound,
  office: OfficeNamed,
  pair: Pair,
  question: Question,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = askTexts[locale];
  const { verdict, branches, remedies, performer } = await reasonedAnswer(ctx, question);
  const today = swedishDay(ctx.clock());
  const sources = await sourcesOf(ctx, verdict);
  const readsRegisters = ['coordinator', 'report-author', 'law-editor', 'administrator'] as const;
  const records = readsRegisters.some((role) => hasRole(ctx.actor, role))
    ? [
        { href: `/register/kontor/${office.id}`, text: t.recordOffice },
        { href: hrefTo('/register/handlaggare', { sok: officer.code }), text: t.recordOfficer },
      ]
    : [];
  return (
    <Answer
      verdict={verdict}
      question={{ ...question, officer: officer.name, office: office.name }}
      pair={pair}
      today={today}
      sources={sources}
      branches={branches}
      records={records}
      locale={locale}
    >
      {remedies === null ? null : (
        <Remedies
          remedies={remedies}
          past={question.day < today}
          named={{
            officer: officer.name,
            office: office.name,
            task: nameOf(pair, locale),
            principal: pair.principal,
            performer,
            level: t.level1[question.level],
            day: formatDay(question.day, locale),
            offices: new Map(offices.map((each) => [each.id, each.name])),
          }}
          href={(change) => here(c, askedOtherwise(change))}
          locale={locale}
        />
      )}
    </Answer>
  );
}

function askedOtherwise(change: Change): Record<string, string | number> {
  if (change.kind === 'another-day') return { dag: change.day };
  if (change.kind === 'lower-level') return { niva: change.level };
  return change.kind === 'another-office' ? { kontor: change.office.id } : {};
}

async function whoAnswer(c: Http, { asked }: Asking, office: OfficeNamed, pair: Pair, level: Level) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const found = await whoMay(ctx, {
    ...{ day: asked.day, known: asked.known, officeId: office.id, level },
    ...{ taskId: pair.taskId, principalId: pair.principalId },
  });
  const ofOthers = readsOfOthers(ctx.actor);
  return (
    <Who
      found={found}
      office={office}
      words={{
        level: askTexts[locale].level1[level],
        task: nameOf(pair, locale),
        day: formatDay(asked.day, locale),
      }}
      href={(officer) =>
        ofOthers || officer.id === ctx.actor.officer?.id
          ? here(c, { fraga: null, handlaggare: officer.code, kontor: office.id })
          : null
      }
      locale={locale}
    />
  );
}

async function whereOrWhen(
  c: Http,
  open: 'where' | 'when',
  officer: OfficerFound,
  office: OfficeNamed,
  pair: Pair,
  question: Question,
) {
  const locale = c.get('locale');
  const t = askTexts[locale];
  const [task, level] = [nameOf(pair, locale), t.level1[question.level]];
  if (open === 'when') {
    const periods = await whenMay(contextOf(c), question);
    return (
      <When found={periods} title={t.whenTitle(officer.name, level, task, office.name)} locale={locale} />
    );
  }
  const found = await whereMay(contextOf(c), question);
  const n = formatNumber(found.length, locale);
  return (
    <Where
      found={found}
      title={t.whereTitle(officer.name, n, level, task, formatDay(question.day, locale))}
      href={(each) => here(c, { fraga: null, handlaggare: officer.code, kontor: each.id })}
      locale={locale}
    />
  );
}

/** An officer asks about oneself unless the account reads of others too. */
async function whoIsAsked(c: Http): Promise<{ officer: OfficerFound | null; candidates: OfficerFound[] }> {
  const { actor, pool } = contextOf(c);
  const db = unscoped(pool);
  const written = c.req.query('handlaggare') ?? '';
  if (actor.officer !== null && (written.trim() === '' || !readsOfOthers(actor)))
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
