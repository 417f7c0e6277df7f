import { createRoute, z } from '@hono/zod-openapi';
import { signIn, signOut } from '../access/sign-in.server.ts';
import { api, body, json, problems, security, tooMany } from './api.ts';
import { clientAddress } from './client-address.server.ts';
import { contextOf } from './http.ts';

/** Signing in and out for programs. */
export const sessionApi = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/session',
      tags: ['Session'],
      summary: 'Sign in; the token goes into Authorization: Bearer',
      request: body(z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(200) })),
      responses: {
        201: json(z.object({ token: z.string() }), 'Signed in'),
        ...problems,
        429: tooMany,
      },
    }),
    async (c) => {
      const { token } = await signIn(c.get('services').auth, c.req.valid('json'), clientAddress(c));
      return c.json({ token }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/session',
      tags: ['Session'],
      security,
      summary: 'Sign out',
      responses: { 204: { description: 'Signed out' }, 401: problems[401] },
    }),
    async (c) => {
      contextOf(c);
      const token = c.get('token');
      if (token !== null) await signOut(c.get('services').auth, token);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/me',
      tags: ['Session'],
      security,
      summary: 'Who is signed in, and as what',
      responses: {
        200: json(
          z.object({
            name: z.string(),
            email: z.string(),
            officerId: z.number().int().nullable(),
            assignments: z.array(
              z.object({
                role: z.string(),
                authorityId: z.number().int().nullable(),
                officeId: z.number().int().nullable(),
                areaId: z.number().int().nullable(),
              }),
            ),
          }),
          'The actor',
        ),
        401: problems[401],
      },
    }),
    (c) => {
      const { actor } = contextOf(c);
      return c.json(
        {
          name: actor.name,
          email: actor.email,
          officerId: actor.officer?.id ?? null,
          assignments: actor.assignments.map((a) => ({
            role: a.role,
            authorityId: 'authorityId' in a ? a.authorityId : null,
            officeId: 'officeId' in a ? a.officeId : null,
            areaId: 'areaId' in a ? a.areaId : null,
          })),
        },
        200,
      );
    },
  );
