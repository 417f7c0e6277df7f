import type { FC } from 'hono/jsx';
import { authoritiesOf } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { Mark } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { GuidanceSchema, writeGuidance } from '../commands/write-guidance.server.ts';
import { type Ends, endsOf } from '../ends.server.ts';
import { guidanceVersions } from '../guidance.server.ts';
import {
  type Question,
  type QuestionRow,
  type Questions,
  questionsAsked,
  wordsAsked,
} from '../questions.server.ts';
import { returnedDetails } from '../returned.server.ts';
import { tell, tellTogether } from '../rules/withhold.ts';
import { isOutside, sidesOf } from '../side.ts';
import { questionTexts } from '../texts.ts';
import { askedPage, privacyText } from './asked.tsx';
import { ShareBars, Spark } from './charts.tsx';
import { GuidancePart, ReturnedPart, type Written } from './question-parts.tsx';
import { TrendBadge, WeeksTable } from './question-rows.tsx';
import { Count, countText, percentText } from './told.tsx';
import { WordList } from './words.tsx';

/** GET /fragor/:task/:authority: one question, and what the front desk is told of it. */
export async function showQuestion(c: Http) {
  return questionPage(c, null);
}

async function questionPage(c: Http, written: Written | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = questionTexts[locale];
  const asked = await askedPage(c);
  const question = await questionOf(ctx, idParam(c, 'task'), idParam(c, 'authority'));
  const mine = ({ taskId, principalId }: Question) =>
    taskId === question.taskId && principalId === question.principalId;
  const versions = await guidanceVersions(ctx, question);
  const holds = versions[0]?.body == null ? null : (versions[0] ?? null);
  const [found, ends, words, returned] = await Promise.all([
    questionsAsked(ctx, asked),
    endsOf(ctx, asked),
    wordsAsked(ctx, asked, question),
    returnedDetails(ctx, asked.side, question, holds?.writtenAt ?? null),
  ]);
  const row = found.rows.find(mine) ?? null;
  const end = ends.ends.find(mine) ?? null;
  const name = locale === 'sv' ? question.taskSv : question.taskEn;
  const outside = isOutside(asked.side);
  return page(
    c,
    { title: `${name}, ${question.principalShort}`, status: written?.status ?? 200 },
    <>
      <p class="crumb">
        <a href={`/fragor?${asked.query}`}>{t.question.back}</a>
      </p>
      <h1 class="question-head">
        <Mark short={question.principalShort} /> {name}
      </h1>
      <p class="quiet">
        {question.principal}. {t.days(found.first, found.last)}. {privacyText(asked, locale)}
      </p>
      {question.words === '' ? null : (
        <p>
          <span class="quiet">{t.question.everyday}:</span>{' '}
          <span lang="sv">{question.words.split(/\s+/).join(', ')}</span>
        </p>
      )}
      <div class="question-parts">
        <div>
          <AskedPart row={row} found={found} name={name} locale={locale} />
          <EndsPart end={end} outside={outside} hidden={row?.asked === 'withheld'} locale={locale} />
          <section>
            <h2 id="words">{t.words.title}</h2>
            <WordList words={words} outside={outside} locale={locale} />
          </section>
        </div>
        <div>
          <GuidancePart
            {...{ versions, written, locale }}
            saved={c.req.query('sparat') === '1'}
            own={authoritiesOf(ctx.actor, 'coordinator').includes(question.principalId)}
            action={`/fragor/${question.taskId}/${question.principalId}?${asked.query}`}
          />
          <ReturnedPart returned={returned} locale={locale} />
        </div>
      </div>
    </>,
  );
}

async function questionOf(
  ctx: Context,
  taskId: number,
  principalId: number,
): Promise<Question & { readonly words: string }> {
  if (sidesOf(ctx.actor).length === 0) throw new Problem('forbidden');
  const found = await transaction(ctx, (db) =>
    db.maybe<Question & { words: string }>(sql`
      select t.id as "taskId", p.id as "principalId", t.name_sv as "taskSv", t.name_en as "taskEn", p.name as principal,
        p.short_name as "principalShort", coalesce(t.words, '') as words
      from task t join authority p on p.id = ${principalId} where t.id = ${taskId}
        and (t.authority_id = p.id or t.sphere = 'municipal' and p.kind = 'municipality' or t.sphere = 'regional' and p.kind = 'region')`),
  );
  if (found === undefined) throw new Problem('not-found');
  return found;
}

const AskedPart: FC<{ row: QuestionRow | null; found: Questions; name: string; locale: Locale }> = ({
  row,
  found,
  name,
  locale,
}) => {
  const t = questionTexts[locale];
  const most = Math.max(0, ...(row?.weekly ?? []).map((count) => (count === 'withheld' ? 0 : count)));
  return (
    <section>
      <h2 id="asked">{t.question.asked}</h2>
      {row === null ? (
        <p class="quiet">{t.top.empty}</p>
      ) : (
        <>
          <p class="question-count">
            <strong>
              <Count told={row.asked} locale={locale} />
            </strong>{' '}
            <TrendBadge row={row} locale={locale} />
          </p>
          <div class="spark-large">
            <Spark
              id="weeks"
              values={row.weekly}
              title={t.spark.title(name)}
              description={t.spark.description(
                row.weekly.length,
                countText(row.weekly.at(-1) ?? null, locale),
                formatNumber(most, locale),
              )}
            />
          </div>
          <p>
            {t.growing.compared(countText(row.now, locale), countText(row.before, locale))}.{' '}
            <span class="quiet">
              {row.lastYear === null
                ? t.growing.noLastYear
                : `${t.growing.lastYear(countText(row.lastYear, locale))}.`}
            </span>
          </p>
          <details>
            <summary>{t.top.asTable}</summary>
            <WeeksTable rows={[row]} found={found} locale={locale} />
          </details>
        </>
      )}
    </section>
  );
};

const ENDS = ['solved', 'partly', 'passedOn', 'cameBack'] as const;

const EndsPart: FC<{ end: Ends | null; outside: boolean; hidden: boolean; locale: Locale }> = ({
  end,
  outside,
  hidden,
  locale,
}) => {
  const t = questionTexts[locale].question;
  if (end === null || hidden || (outside && tell(end.asked) === 'withheld')) return null;
  // What is left of the whole (abandoned) is a count too, and would be given away by the others.
  const rest = end.asked - ENDS.reduce((sum, each) => sum + end[each], 0);
  const counts = [...ENDS.map((each) => end[each]), rest];
  const told = outside ? tellTogether(counts) : counts;
  return (
    <section>
      <h2 id="ends">{t.ends}</h2>
      <p class="quiet">{t.endsLead}</p>
      <ShareBars
        id="ends-chart"
        title={t.ends}
        description={ENDS.map(
          (each, index) => `${t.end[each]}: ${percentText(told[index] ?? 0, end.asked, locale)}`,
        ).join('. ')}
        bars={ENDS.map((each, index) => {
          const count = told[index] ?? 0;
          return {
            name: t.end[each],
            percent: count === 'withheld' ? null : (count * 100) / end.asked,
            text: countText(count, locale),
          };
        })}
      />
      {end.minutes === null ? null : <p class="quiet">{t.minutes(Math.max(1, Math.round(end.minutes)))}</p>}
    </section>
  );
};

/** POST /fragor/:task/:authority: the note to the desk, a new version. */
export async function writeGuidanceAction(c: Http) {
  const locale = c.get('locale');
  const taskId = idParam(c, 'task');
  const principalId = idParam(c, 'authority');
  const form = await readForm(c, GuidanceSchema);
  if (!form.ok) {
    const error = errorTexts(form.errors, locale).body ?? errorTexts(form.errors, locale).seen ?? null;
    return questionPage(c, { body: form.given.body ?? '', error, status: 422 });
  }
  try {
    await writeGuidance(contextOf(c), taskId, principalId, form.data);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { body } = form.data;
    if (error.code === 'stale')
      return questionPage(c, { body, error: questionTexts[locale].guidance.stale, status: 409 });
    if (error.code === 'invalid')
      return questionPage(c, { body, error: errorTexts(error.errors, locale).body ?? null, status: 422 });
    throw error;
  }
  const { query } = await askedPage(c);
  return c.redirect(`/fragor/${taskId}/${principalId}?${query}&sparat=1`, 303);
}
