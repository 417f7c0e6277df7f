import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { templates } from '../templates.ts';

export type Given = Readonly<Record<string, string>>;
/** What was posted and what is wrong with it. */
export interface Told {
  readonly errors: Problem['errors'];
  readonly given: Given;
}

/** What was posted, with the content from the file, from what was pasted, or from the form that comes with the program. */
export async function posted(c: Http): Promise<{ given: Given; content: string; does: string }> {
  const body = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  const given = Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const { file } = body;
  const read = file instanceof File && file.size > 0 ? await file.text() : '';
  const template = templates().find(({ code }) => code === given.template);
  const pasted = (given.content ?? '').trim();
  const content = read || pasted || (template === undefined ? '' : JSON.stringify(template));
  return { given, content, does: given.do ?? '' };
}

export function idOf(text: string | undefined, field: string): number {
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text ?? '') || id < 1 || id > 2_147_483_647)
    throw new Problem('invalid', {}, [{ field, code: 'invalid-value' }]);
  return id;
}
