import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Db, inTransaction } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { sayRetry } from '../../shell/retry.ts';
import { shellTexts } from '../../shell/texts.ts';
import type { Locale } from '../../ui/texts.ts';
import { allBodies, type Body } from '../categories.server.ts';
import { errorSentence } from '../pages/form.ts';
import { type Value, xmlDocument } from './xml.ts';

/** Refused, as Open311 says it: 404 what is not there, 403 the key, 400 anything else. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404;
  readonly errors: readonly string[];
  constructor(status: 400 | 403 | 404, ...errors: string[]) {
    super(errors.join(' '));
    this.status = status;
    this.errors = errors;
  }
}

/** `services.json` → `services`, json. Without a format: XML, which the specification requires. */
function formatOf(c: Http): 'xml' | 'json' {
  const path = c.req.path.toLowerCase();
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.xml')) return 'xml';
  const accepted = c.req.header('accept') ?? '';
  return accepted.includes('application/json') && !accepted.includes('xml') ? 'json' : 'xml';
}

/** A name in the path without its format. */
export const named = (text: string | undefined) => (text ?? '').replace(/\.(json|xml)$/i, '');

export function answer(c: Http, root: string, value: Value, status = 200): Response {
  const json = formatOf(c) === 'json';
  return c.body(json ? JSON.stringify(value) : xmlDocument(root, value), status as ContentfulStatusCode, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
    // Anybody's page may read what anybody may read. A key is never sent by itself.
    'access-control-allow-origin': '*',
  });
}

/** What went wrong before or within, in Open311's own form. */
export function answerOpen311Problem(thrown: unknown, c: Http): Response {
  const locale = languageOf(c);
  if (thrown instanceof Refusal)
    return answer(
      c,
      'errors',
      thrown.errors.map((description) => ({ code: thrown.status, description })),
      thrown.status,
    );
  if (thrown instanceof Problem && thrown.status < 500) {
    const status =
      thrown.status === 404 ? 404 : thrown.status === 429 ? 429 : thrown.status === 413 ? 413 : 400;
    sayRetry(c, thrown);
    const said = thrown.errors.map(({ field, code }) => `${field}: ${errorSentence(code, locale)}`);
    return answer(
      c,
      'errors',
      (said.length > 0 ? said : [shellTexts[locale].problem[thrown.code].help]).map((description) => ({
        code: status,
        description,
      })),
      status,
    );
  }
  const code = String((thrown as { code?: unknown } | null)?.code ?? '');
  if (/^22/.test(code))
    return answer(c, 'errors', [{ code: 400, description: 'A value cannot be read.' }], 400);
  console.error(`request ${c.get('requestId')}:`, thrown);
  return answer(
    c,
    'errors',
    [{ code: 500, description: `Something failed here. Request ${c.get('requestId')}.` }],
    500,
  );
}

export const languageOf = (c: Http): Locale =>
  c.req.header('accept-language')?.startsWith('en') ? 'en' : 'sv';

/** The body that is asked. With one there is none to name; a name that is none is never taken for it. */
export async function bodyOf(db: Db, asked: string | undefined): Promise<Body> {
  const bodies = await allBodies(db);
  if (asked === undefined || asked.trim() === '') {
    if (bodies.length === 1) return bodies[0]!;
    throw new Refusal(400, 'jurisdiction_id was not provided');
  }
  const body = bodies.find(({ jurisdiction }) => jurisdiction === asked.trim());
  if (body === undefined) throw new Refusal(404, 'jurisdiction_id provided was not found');
  return body;
}

export const reading = <T>(c: Http, work: (db: Db) => Promise<T>) =>
  inTransaction(c.get('services').database.pool, {}, work);
