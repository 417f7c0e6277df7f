import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem } from '../platform/problem.ts';
import type { Locale } from '../ui/texts.ts';
import type { Http } from './http.ts';
import { page } from './page.tsx';
import { sayRetry } from './retry.ts';
import { type FieldErrorCode, shellTexts } from './texts.ts';

/** The sentence for what is wrong with a field. */
export function fieldErrorText(code: string, locale: Locale): string {
  const texts = shellTexts[locale].fieldError;
  return code in texts ? texts[code as FieldErrorCode] : texts.other;
}

/** A room's sentence for one of its own codes; null for a code that is not the room's. */
export type FieldText = (
  code: string,
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
) => string | null;

/** Field errors as sentences, for the form that is shown again. */
export function errorTexts(errors: Problem['errors'], locale: Locale): Record<string, string> {
  return Object.fromEntries(errors.map((error) => [error.field, fieldErrorText(error.code, locale)]));
}

/** What a room says of one of its own codes. */
function roomSentence(
  code: string,
  { facts }: Problem,
  locale: Locale,
  roomTexts: readonly FieldText[],
): string | null {
  for (const text of roomTexts) {
    const own = text(code, facts, locale);
    if (own !== null) return own;
  }
  return null;
}

/** RFC 9457 problem details. `errors` names fields; other members are the facts of the problem. */
export function problemDetails(
  problem: Problem,
  locale: Locale,
  requestId: string,
  roomTexts: readonly FieldText[] = [],
) {
  const sentence = (code: string) =>
    roomSentence(code, problem, locale, roomTexts) ?? fieldErrorText(code, locale);
  const text = shellTexts[locale].problem[problem.code];
  const { reason } = problem.facts;
  return {
    type: `/api/problems/${problem.code}`,
    title: text.title,
    status: problem.status,
    detail:
      (typeof reason === 'string' ? roomSentence(reason, problem, locale, roomTexts) : null) ?? text.help,
    instance: `urn:request:${requestId}`,
    code: problem.code,
    ...(problem.errors.length === 0
      ? {}
      : { errors: problem.errors.map((e) => ({ ...e, detail: sentence(e.code) })) }),
    ...problem.facts,
  };
}

/** The one place where what was thrown becomes an answer. A fault is logged with its request id and tells nothing more. */
export function answerProblem(thrown: unknown, c: Http): Response | Promise<Response> {
  const problem = problemOf(thrown);
  const requestId = c.get('requestId') ?? '';
  const locale = c.get('locale') ?? 'sv';
  if (problem.status >= 500) console.error(`request ${requestId}:`, thrown);
  const when = sayRetry(c, problem);
  if (c.req.path.startsWith('/api/'))
    return c.body(
      JSON.stringify(problemDetails(problem, locale, requestId, c.get('services').fieldTexts)),
      problem.status as ContentfulStatusCode,
      {
        'content-type': 'application/problem+json',
      },
    );
  if (problem.code === 'not-signed-in' && c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`/logga-in?till=${encodeURIComponent(pathname + search)}`);
  }
  const t = shellTexts[locale];
  const text = t.problem[problem.code];
  const { reason } = problem.facts;
  const own =
    typeof reason === 'string' ? roomSentence(reason, problem, locale, c.get('services').fieldTexts) : null;
  return page(
    c,
    { title: text.title, status: problem.status as 404, width: 'text' },
    <>
      <h1>{text.title}</h1>
      <p class="lead">{[own ?? text.help, when].filter(Boolean).join(' ')}</p>
      {problem.status >= 500 ? (
        <p class="quiet">
          {t.requestId}: <code>{requestId}</code>
        </p>
      ) : null}
      <p>
        <a href="/">{t.back}</a>
      </p>
    </>,
  );
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  // Hono's own: a body that is no JSON (400), a form from another site (403), a body that is too large (413).
  if (thrown instanceof HTTPException) {
    if (thrown.status === 403) return new Problem('other-site');
    if (thrown.status === 413) return new Problem('too-large');
    return new Problem('invalid', {}, [{ field: 'body', code: 'not-json' }]);
  }
  if (databaseIsAway(thrown)) return new Problem('unavailable');
  // PostgreSQL's class 22: a value that no column can hold (a number out of range, a NUL in a text). The net under Zod.
  if (/^22/.test(String((thrown as { code?: unknown } | null)?.code ?? ''))) return new Problem('invalid');
  // Class 40: PostgreSQL ended a transaction of two that waited for each other. Nothing of it is stored.
  if (/^40/.test(String((thrown as { code?: unknown } | null)?.code ?? ''))) return new Problem('stale');
  return new Problem('fault');
}

/** PostgreSQL's classes 08 (connection), 53 (resources), 57 (operator), and a refused socket. */
function databaseIsAway(thrown: unknown): boolean {
  const code = String((thrown as { code?: unknown } | null)?.code ?? '');
  const text = thrown instanceof Error ? thrown.message : '';
  return (
    /^(08|53|57)/.test(code) ||
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(code) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(text)
  );
}
