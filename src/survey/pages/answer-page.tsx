import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { languageOf } from '../../lobby/door.server.ts';
import { LanguageLinks, ReadAloud, visitorPage } from '../../lobby/pages/visitor-page.tsx';
import type { VisitorLanguage } from '../../lobby/visitor-language.ts';
import { Problem } from '../../platform/problem.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { answerSurvey, type Survey, surveyOf } from '../answer.server.ts';
import { readSurveyCode } from '../code.ts';
import { SCORES, type Score } from '../rules/satisfaction-index.ts';
import { surveyTexts } from '../visitor-texts.ts';

/** GET /tyck/:code: one question after a contact. Whoever has the code answers; the page says nothing of the contact. */
export async function showSurvey(c: Http): Promise<Response> {
  return surveyPage(c, null);
}

async function surveyPage(c: Http, wrong: string | null, status: 200 | 409 | 422 = 200): Promise<Response> {
  const language = languageOf(c);
  const t = surveyTexts[language];
  const { database, clock } = c.get('services');
  const code = readSurveyCode(c.req.param('code') ?? '');
  const survey = code === null ? null : await surveyOf(database.pool, code, clock());
  if (code === null || survey === null)
    return visitorPage(
      c,
      { title: t.title, language, kind: 'phone', status: 404 },
      <main id="content">
        <h1>{t.title}</h1>
        <p class="lobby-note">{t.unknown}</p>
      </main>,
    );
  const address = `/tyck/${code}`;
  return visitorPage(
    c,
    { title: t.title, language, kind: 'phone', status },
    <>
      <header class="lobby-top">
        <p class="lobby-office" lang="sv">
          {survey.office}
        </p>
        <LanguageLinks language={language} href={(to) => `${address}?sprak=${to}`} />
      </header>
      <main id="content" class="survey">
        <h1 id="question">{t.question}</h1>
        {wrong === null ? null : (
          <p class="lobby-note lobby-note--wrong" role="alert">
            {wrong}
          </p>
        )}
        <Said survey={survey} language={language} />
        {survey.mayAnswer ? <Answers address={address} survey={survey} language={language} /> : null}
      </main>
      <footer class="lobby-tools">
        <ReadAloud language={language} />
      </footer>
    </>,
  );
}

const Said: FC<{ survey: Survey; language: VisitorLanguage }> = ({
  survey: { score, mayAnswer },
  language,
}) => {
  const t = surveyTexts[language];
  if (score === null) return <p class="survey-lead">{mayAnswer ? t.lead : t.tooLate}</p>;
  return (
    <div role="status" class="survey-thanks">
      <p>
        <strong>{t.thanks}</strong> {t.scores[score]}.{mayAnswer ? ` ${t.change}` : ''}
      </p>
    </div>
  );
};

const Answers: FC<{ address: string; survey: Survey; language: VisitorLanguage }> = ({
  address,
  survey,
  language,
}) => (
  <form method="post" action={`${address}?sprak=${language}`} aria-labelledby="question">
    <ol class="survey-scores">
      {SCORES.map((score) => (
        <li>
          <button
            type="submit"
            name="score"
            value={String(score)}
            class="survey-score"
            aria-pressed={survey.score === score ? 'true' : 'false'}
          >
            <Face score={score} />
            <span>{surveyTexts[language].scores[score]}</span>
          </button>
        </li>
      ))}
    </ol>
  </form>
);

/** How the mouth goes, from 5 to 1: drawn, so that no typeface decides how somebody looks. */
const MOUTHS: Readonly<Record<Score, string>> = {
  5: 'M13 24 Q20 34 27 24',
  4: 'M14 25 Q20 30 26 25',
  3: 'M14 27 L26 27',
  2: 'M14 29 Q20 24 26 29',
  1: 'M13 31 Q20 21 27 31',
};
const Face: FC<{ score: Score }> = ({ score }) => (
  <svg class="survey-face" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="17" />
    <path d={`M14 15.5 v1.5 M26 15.5 v1.5 ${MOUTHS[score]}`} />
  </svg>
);

export const ScoreSchema = z.object({
  score: z.coerce
    .number({ error: 'required' })
    .pipe(z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)])),
});

/** POST /tyck/:code */
export async function answerSurveyAction(c: Http): Promise<Response> {
  const language = languageOf(c);
  const t = surveyTexts[language];
  const { database, clock } = c.get('services');
  const code = readSurveyCode(c.req.param('code') ?? '');
  const form = await readForm(c, ScoreSchema);
  if (code === null) return surveyPage(c, null);
  if (!form.ok) return surveyPage(c, t.choose, 422);
  try {
    await answerSurvey({ pool: database.pool, clock }, code, form.data.score);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'not-found') return surveyPage(c, null);
    return surveyPage(c, t.tooLate, 409);
  }
  return c.redirect(`/tyck/${code}?sprak=${language}`, 303);
}
