import { hasRole } from '../../access/actor.ts';
import { here, hrefTo } from '../../agreements/pages/asked.tsx';
import type { OfficerFound } from '../../agreements/queries/officers.server.ts';
import { readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import type { Level } from '../../law/facts.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import { overview, type Pair, type Question, sourcesOf } from '../queries/ask.server.ts';
import { whenMay, whereMay, whoMay } from '../queries/open-question.server.ts';
import { reasonedAnswer } from '../queries/reasoned.server.ts';
import type { Change } from '../rules/change.ts';
import { Answer, Overview } from './ask-answer.tsx';
import type { Asking, OfficeNamed } from './ask-question.server.ts';
import { When, Where, Who } from './open-answer.tsx';
import { Remedies } from './remedies.tsx';

/** What was asked, or what is still to be chosen before it can be answered. */
export async function answerTo(c: Http, asking: Asking) {
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
