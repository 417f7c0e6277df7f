import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { api, body, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import { hookOf, phoneRings } from './commands/phone.server.ts';
import { Phone } from './contact.ts';

const Ringing = z.object({
  extension: z.string().min(1).max(60),
  caller: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: 'The caller’s number; absent when it is hidden' }),
  callId: z
    .string()
    .min(1)
    .max(200)
    .openapi({ description: 'The telephone system’s own id: told twice, it is one call' }),
  officeId: Id.optional().openapi({ description: 'For a manager who tries it' }),
});

export const phoneApi = api().openapi(
  createRoute({
    method: 'post',
    path: '/phone/calls',
    tags: ['Contacts'],
    security,
    summary: 'A telephone rings at an extension: offered to its officer, and to nobody else',
    description:
      'Sent by a telephone system with the office’s own secret as the bearer token (`/telefoni`). The answer is the same whether the extension is anybody’s or not. A manager of the office may try it, signed in and with `officeId`.',
    request: body(Ringing),
    responses: { 204: { description: 'Heard' }, ...problems },
  }),
  async (c) => {
    const { extension, caller, callId, officeId } = c.req.valid('json');
    const { database, clock } = c.get('services');
    const digits = Phone.safeParse(caller ?? '');
    const call = { extension, caller: digits.success ? digits.data : null, callKey: callId };
    const known = await phoneRings(database.pool, await hashOf(c, officeId), call, clock());
    if (!known) throw new Problem('not-signed-in');
    return c.body(null, 204);
  },
);

/** The hash of the secret that came, or of the office's own for its manager. */
async function hashOf(c: Http, officeId: number | undefined): Promise<string> {
  if (c.get('actor') !== null) {
    if (officeId === undefined) throw new Problem('forbidden');
    return hookOf(contextOf(c), officeId);
  }
  const secret = /^Bearer +([\w-]{20,100})$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (secret === undefined) throw new Problem('not-signed-in');
  return sha256(secret);
}
