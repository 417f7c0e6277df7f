import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import type { Draft } from '../commands/draft.server.ts';

/** The texts of a form as they stand, whatever is wrong with them: at most 30 fields. Throws Problem `invalid` on what is no form. */
export async function draftFrom(c: Http): Promise<Draft> {
  const body = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.slice(0, 30).map(([name, value]) => [name.slice(0, 100), value]));
}
