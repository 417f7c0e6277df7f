import type { z } from 'zod';
import { sql } from '../../platform/database.server.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import type { Http } from '../../shell/http.ts';
import type { Body } from '../categories.server.ts';
import { keyHash } from '../commands/configure.server.ts';
import { words } from '../pages/form.ts';
import { countTry } from '../tries.server.ts';
import { bodyOf, Refusal, reading } from './answer.server.ts';

// What programs post, and with which key.

export const optional = (longest: number) =>
  words(longest, `at most ${longest} characters`)
    .optional()
    .transform((text) => (text === '' ? undefined : text));

export const WebAddress = optional(1000).refine(
  (text) => text === undefined || (/^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text)),
  'is no address of the web',
);

export type Given = Readonly<Record<string, unknown>>;

/** The fields of a form, urlencoded or multipart, and of the address where the body does not say them; a file stays one. */
export async function givenIn(c: Http): Promise<Given> {
  const asked = c.req.queries();
  const type = c.req.header('content-type');
  if (type === undefined) return asked;
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(type))
    throw new Refusal(
      400,
      'The content type must be application/x-www-form-urlencoded or multipart/form-data',
    );
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new Refusal(400, 'The charset must be UTF-8');
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Refusal(400, 'The body cannot be read');
  });
  const given = { ...asked, ...body };
  // What was sent in other letters is lost here; its sender still has it.
  if (
    Object.values(given).some((each) =>
      [each].flat().some((one) => typeof one === 'string' && one.includes('\ufffd')),
    )
  )
    throw new Refusal(400, 'The text must be UTF-8');
  return given;
}

/** Each field once: what is sent several times where one is asked for is what came first. */
export const firstOf = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value].flat()[0]]));

/** The body that is asked and the key to it. Comes before all else: who has none learns nothing of what should be posted. */
export async function whoPosts(
  c: Http,
  first: Given,
): Promise<{ readonly body: Body; readonly key: { readonly id: number }; readonly apiKey: string }> {
  const { database, clock } = c.get('services');
  const apiKey = typeof first.api_key === 'string' ? first.api_key : '';
  const { body, key } = await reading(c, async (db) => ({
    key: await db.maybe<{ id: number; bodyId: number }>(
      sql`select id, body_id as "bodyId" from open311_key_id(${keyHash(apiKey)})`,
    ),
    body: await bodyOf(db, typeof first.jurisdiction_id === 'string' ? first.jurisdiction_id : undefined),
  }));
  if (key === undefined || key.bodyId !== body.id) {
    await countTry(database.pool, 'guess', clientAddress(c), clock());
    throw new Refusal(403, apiKey === '' ? 'api_key was not provided' : 'Invalid api_key received');
  }
  return { body, key, apiKey };
}

/** What the schema knows of what was posted. Throws Refusal 400 that names each field. */
export function readAs<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  given: Given,
): z.infer<z.ZodObject<Shape>> {
  const read = schema.safeParse(
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, given[name]])),
  );
  if (read.success) return read.data;
  throw new Refusal(400, ...read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}
