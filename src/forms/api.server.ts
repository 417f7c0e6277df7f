import { createRoute, z } from '@hono/zod-openapi';
import { transaction } from '../access/context.server.ts';
import { Id } from '../kernel/id.schema.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { applicationIn, applicationView, FILTERS, listApplications, STATES } from './applications.server.ts';
import { publishForm, publishVersion } from './commands/definition.server.ts';
import {
  DecideSchema,
  decideApplication,
  HandOverSchema,
  handOverApplication,
  takeApplication,
} from './commands/outcome.server.ts';
import { DefinitionSchema } from './definition.ts';
import { formView, listForms } from './definitions.server.ts';
import { DECISIONS, WAYS } from './rules/way.ts';

const FormId = z.object({ id: z.coerce.number().pipe(Id) });
const ApplicationId = z.object({ id: z.uuid() });
/** The whole of a form (format samtjanst-form/1), as it is exported: free, because it says itself what is wrong with it. */
const Content = z.record(z.string(), z.unknown()).openapi({ description: 'A form, format samtjanst-form/1' });

const FormSummary = z
  .object({
    id: z.number().int(),
    slug: z.string(),
    title: z.string(),
    authorityId: z.number().int(),
    authority: z.string(),
    office: z.string().nullable(),
    version: z.number().int(),
    publishedAt: z.string(),
    ended: z.boolean(),
  })
  .openapi('Form');
const PublishedForm = z.object({ id: z.number().int(), slug: z.string(), version: z.number().int() });

const Summary = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    title: z.string(),
    authority: z.string(),
    office: z.string(),
    cameBy: z.enum(['web', 'desk']),
    sentAt: z.string(),
    state: z.enum(STATES),
  })
  .openapi('Application');
const Detail = z
  .object({
    ...Summary.shape,
    formId: z.number().int(),
    version: z.number().int(),
    answers: z.record(z.string(), z.any()).openapi({ description: 'By the question’s id' }),
    files: z.array(
      z.object({
        id: z.uuid(),
        question: z.string(),
        fileName: z.string(),
        mediaType: z.string(),
        size: z.number().int(),
      }),
    ),
    way: z
      .enum(WAYS)
      .nullable()
      .openapi({ description: 'What the caller may do with it today; null: not theirs to see to' }),
    decisions: z.array(z.enum(DECISIONS)),
    outcome: z
      .object({
        kind: z.enum(['decided', 'received', 'handed-over']),
        at: z.string(),
        arrivedOn: day,
        decision: z.enum(DECISIONS).nullable(),
        reasons: z.string().nullable(),
        handOverId: z.uuid().nullable(),
        number: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi('ApplicationDetail');

export const formsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/forms',
      tags: ['Forms'],
      security,
      summary: 'Intake forms, those of the caller’s authorities first',
      request: { query: PageQuery },
      responses: { 200: json(pageOf('forms', FormSummary), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const { rows, total, page, pages } = await listForms(contextOf(c), c.req.valid('query'));
      const locale = c.get('locale');
      const forms = rows.map(({ titleSv, titleEn, publishedAt, ...row }) => ({
        ...row,
        ...{ title: locale === 'sv' ? titleSv : titleEn, publishedAt: publishedAt.toString() },
      }));
      return c.json({ total, page, pages, forms }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/forms',
      tags: ['Forms'],
      security,
      summary: 'Publish a new form of an authority that the caller coordinates',
      request: body(
        z.object({
          authorityId: Id,
          officeId: Id.nullable().default(null),
          form: Content.pipe(DefinitionSchema),
        }),
      ),
      responses: { 201: json(PublishedForm, 'Published, as its version 1'), ...problems },
    }),
    async (c) => c.json(await publishForm(contextOf(c), c.req.valid('json')), 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/forms/{id}',
      tags: ['Forms'],
      security,
      summary: 'A form: what it asks, in its last version or another',
      request: { params: FormId, query: z.object({ version: z.coerce.number().pipe(Id).optional() }) },
      responses: {
        200: json(
          z.object({ id: z.number().int(), slug: z.string(), version: z.number().int(), form: Content }),
          'The form',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { id, slug, version, form } = await formView(
        contextOf(c),
        c.req.valid('param').id,
        c.req.valid('query').version,
      );
      return c.json({ id, slug, version, form: { ...form } }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/forms/{id}/versions',
      tags: ['Forms'],
      security,
      summary: 'Publish the next version of a form; the same content again is no new version',
      request: { params: FormId, ...body(z.object({ form: Content.pipe(DefinitionSchema) })) },
      responses: { 201: json(PublishedForm, 'The version that is in use'), ...problems },
    }),
    async (c) =>
      c.json(await publishVersion(contextOf(c), c.req.valid('param').id, c.req.valid('json').form), 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/applications',
      tags: ['Applications'],
      security,
      summary: 'Applications at the caller’s offices and to the authorities that the caller receives for',
      request: { query: PageQuery.extend({ filter: z.enum(FILTERS).default('waiting') }) },
      responses: { 200: json(pageOf('applications', Summary), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const { rows, total, page, pages } = await listApplications(contextOf(c), c.req.valid('query'));
      const locale = c.get('locale');
      const applications = rows.map(({ titleSv, titleEn, authorityShort: _, sentAt, ...row }) => ({
        ...row,
        ...{ title: locale === 'sv' ? titleSv : titleEn, sentAt: sentAt.toString() },
      }));
      return c.json({ total, page, pages, applications }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/applications/{id}',
      tags: ['Applications'],
      security,
      summary: 'An application with its answers, and what the caller may do with it today',
      request: { params: ApplicationId },
      responses: { 200: json(Detail, 'The application'), ...problems },
    }),
    async (c) => {
      const { application, way } = await applicationView(contextOf(c), c.req.valid('param').id);
      const { id, reference, authority, office, cameBy, sentAt, state, version, outcome } = application;
      return c.json(
        {
          ...{ id, reference, authority, office, cameBy, state, version },
          title: application.form.title[c.get('locale')],
          sentAt: sentAt.toString(),
          formId: application.definitionId,
          answers: { ...application.answers },
          files: [...application.files],
          way: way?.way ?? null,
          decisions: [...(way?.decisions ?? [])],
          outcome:
            outcome === null
              ? null
              : {
                  ...{ kind: outcome.kind, at: outcome.at.toString(), arrivedOn: outcome.arrivedOn },
                  ...{ decision: outcome.decision, reasons: outcome.reasons },
                  ...{ handOverId: outcome.handOverId, number: outcome.number },
                },
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/take',
      tags: ['Applications'],
      security,
      summary: 'Take an application that came from the web',
      request: { params: ApplicationId },
      responses: { 200: json(z.object({ matterId: z.uuid() }), 'The matter that it is now'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid('param');
      await takeApplication(ctx, id);
      const { matterId } = await transaction(ctx, (db) => applicationIn(db, id));
      return c.json({ matterId: matterId ?? '' }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/decision',
      tags: ['Applications'],
      security,
      summary: 'Decide in the authority’s name, where the law lets the caller',
      request: { params: ApplicationId, ...body(DecideSchema) },
      responses: { 201: json(z.object({ id: z.uuid() }), 'Decided'), ...problems },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await decideApplication(contextOf(c), id, c.req.valid('json'));
      return c.json({ id }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/hand-over',
      tags: ['Applications'],
      security,
      summary:
        'Hand over to the authority, with its documents; received in its name first, where the law lets the caller',
      request: { params: ApplicationId, ...body(HandOverSchema) },
      responses: {
        201: json(
          z.object({
            handOverId: z.uuid(),
            kind: z.enum(['received', 'handed-over']),
            reference: z.string(),
            code: z.string(),
            number: z.string().nullable(),
          }),
          'Handed over. The code is given once',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { auth, demonstration } = c.get('services');
      const origin = new URL(auth.options.baseURL ?? 'http://localhost').origin;
      const { id } = c.req.valid('param');
      const handed = await handOverApplication(contextOf(c), id, c.req.valid('json'), {
        origin,
        demonstration,
      });
      const { kind, reference, code, number } = handed;
      return c.json({ handOverId: handed.id, kind, reference, code, number }, 201);
    },
  );
