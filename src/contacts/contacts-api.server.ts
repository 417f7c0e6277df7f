import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { api, body, json, PageQuery, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { openContact } from './commands/open-contact.server.ts';
import { makePromise } from './commands/promise.server.ts';
import { takeContact } from './commands/take-contact.server.ts';
import { CHANNELS, ENDED_AS, OpenContactSchema, PersonSchema } from './contact.ts';
import { openPromises } from './promises.server.ts';
import { VIEWS, workList } from './work-list.server.ts';

const ContactId = z.object({ id: z.uuid() });
const Opened = z.object({ id: z.uuid(), reference: z.string().openapi({ example: 'K7QM-2XPA' }) });

const Row = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    channel: z.enum(CHANNELS),
    subject: z.string().nullable(),
    openedAt: z.string(),
    takenBy: z.string().nullable(),
    closedAt: z.string().nullable(),
    closedAs: z.enum(ENDED_AS).nullable(),
    awayTo: z.string().nullable().openapi({ description: 'The office that answers it, or did' }),
    cameFrom: z
      .string()
      .nullable()
      .openapi({ description: 'The office that it came to, where this one helps' }),
    authorities: z.array(z.string()),
    promisedAt: z.string().nullable(),
  })
  .openapi('Contact');

const PromiseRow = z
  .object({
    id: z.uuid(),
    contactId: z.uuid(),
    reference: z.string(),
    dueAt: z.string(),
    what: z.string(),
    officer: z.string(),
    office: z.string(),
  })
  .openapi('Promise');

export const contactListApi = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/contacts',
      tags: ['Contacts'],
      security,
      summary: 'Open a contact by telephone, letter or visit; anonymous unless a person is given',
      description:
        'Its matters and acts are added under `/visits/{id}`, as at a visit. Sent again with the same `contactId`, it is one.',
      request: body(OpenContactSchema.extend({ officeId: Id, person: PersonSchema.optional() })),
      responses: { 201: json(Opened, 'Opened, with the reference for the person'), ...problems },
    }),
    async (c) => {
      const { person, ...contact } = c.req.valid('json');
      return c.json(await openContact(contextOf(c), contact, person ?? null), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/contacts',
      tags: ['Contacts'],
      security,
      summary: 'A page of an office’s contacts: those that wait oldest first, the others newest first',
      request: {
        query: PageQuery.extend({
          office: z.coerce.number().int().positive().max(2_147_483_647),
          view: z.enum(VIEWS).default('open'),
          channel: z.enum(CHANNELS).optional(),
          authority: z.coerce.number().int().positive().max(2_147_483_647).optional(),
          search: z
            .string()
            .max(200)
            .optional()
            .openapi({ description: 'A reference, or words of the subject' }),
        }),
      },
      responses: {
        200: json(
          z.object({ page: z.number().int(), more: z.boolean(), contacts: z.array(Row) }),
          'At most 50',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { office, authority, ...query } = c.req.valid('query');
      const { rows, page, more } = await workList(contextOf(c), {
        ...query,
        officeId: office,
        principalId: authority,
      });
      return c.json(
        {
          ...{ page, more },
          contacts: rows.map(({ principals, openedAt, closedAt, promisedAt, ...row }) => ({
            ...row,
            openedAt: openedAt.toString(),
            closedAt: closedAt?.toString() ?? null,
            promisedAt: promisedAt?.toString() ?? null,
            authorities: [...principals],
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/contacts/{id}/taking',
      tags: ['Contacts'],
      security,
      summary: 'Take a contact that waits; of two at once one has it and the other is told who',
      request: {
        params: ContactId,
        ...body(z.object({ from: Id.optional().openapi({ description: 'Take it over from this officer' }) })),
      },
      responses: { 204: { description: 'Taken' }, ...problems },
    }),
    async (c) => {
      await takeContact(contextOf(c), c.req.valid('param').id, c.req.valid('json').from ?? null);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/contacts/{id}/promises',
      tags: ['Contacts'],
      security,
      summary: 'Promise a person to come back by an instant of a working day',
      request: {
        params: ContactId,
        ...body(
          z.object({
            dueAt: z.iso.datetime({ offset: true }).openapi({ format: 'date-time' }),
            what: z.string().trim().min(1).max(500),
            officerId: Id.optional().openapi({ description: 'Who keeps it; absent: who promises' }),
          }),
        ),
      },
      responses: { 201: json(z.object({ id: z.uuid() }), 'Promised'), ...problems },
    }),
    async (c) => {
      const { dueAt, ...promise } = c.req.valid('json');
      const at = Temporal.Instant.from(dueAt);
      return c.json(
        { id: await makePromise(contextOf(c), c.req.valid('param').id, { ...promise, dueAt: at }) },
        201,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/promises',
      tags: ['Contacts'],
      security,
      summary: 'The promises that are to be kept, the first to break first: one’s own, or the office’s',
      request: { query: z.object({ whose: z.enum(['mine', 'office']).default('mine') }) },
      responses: { 200: json(z.array(PromiseRow), 'At most 500'), ...problems },
    }),
    async (c) => {
      const rows = await openPromises(contextOf(c), c.req.valid('query').whose);
      return c.json(
        rows.map(({ id, contactId, reference, dueAt, what, officer, office }) => ({
          ...{ id, contactId, reference, what, officer, office },
          dueAt: dueAt.toString(),
        })),
        200,
      );
    },
  );
