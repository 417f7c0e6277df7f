import { createRoute, z } from '@hono/zod-openapi';
import { transaction } from '../../access/context.server.ts';
import type { AgreementTask } from '../../law/facts.ts';
import { api, body, json, problems, security } from '../../shell/api.ts';
import { contextOf } from '../../shell/http.ts';
import { AsOfQuery, IdParam, VersionParam } from '../api-schemas.ts';
import { Id } from '../mandate.ts';
import { requirePartInAgreements } from '../queries/who-sees.server.ts';
import { FLAGS, type ScopeChange, TERMS } from '../rules/version-difference.ts';
import { compareVersions } from './compare-versions.server.ts';
import { downloadPdf } from './download.ts';
import {
  attachSignedCopy,
  listSignedCopies,
  type SignedCopy,
  signedCopyFile,
} from './signed-copies.server.ts';
import { LARGEST_COPY, REMARKS } from './signed-copy.ts';
import { versionContent } from './version-content.server.ts';
import { renderVersion } from './version-pdf.server.ts';

const id = z.number().int();
const ids = z.array(id);
const Scope = z.union([z.literal('all'), ids]);
const ScopeDifference = z.object({ before: Scope, after: Scope, added: ids, removed: ids });
const TermValue = z
  .union([z.string(), z.number()])
  .nullable()
  .openapi({ description: 'Days as text; working days and months as numbers' });
const ContactSaid = z.object({ authorityId: id, function: z.string(), email: z.string(), phone: z.string() });
const OfTask = { taskId: id, principalId: id };
const Comparison = z
  .object({
    from: id,
    to: id,
    terms: z.array(z.object({ term: z.enum(TERMS), before: TermValue, after: TermValue })),
    contacts: z
      .array(
        z.object({
          authorityId: id,
          function: z.string(),
          before: ContactSaid.nullable(),
          after: ContactSaid.nullable(),
        }),
      )
      .openapi({
        description: 'Contacts that came (`before` null), went (`after` null) or are reached in another way',
      }),
    offices: ScopeDifference.nullable(),
    added: z.array(z.object(OfTask)),
    removed: z.array(z.object(OfTask)),
    changed: z.array(
      z.object({
        ...OfTask,
        changes: z.array(
          z.union([
            z.object({ what: z.literal('performer'), before: id, after: id }),
            z.object({ what: z.enum(FLAGS), before: z.boolean(), after: z.boolean() }),
            z.object({
              what: z.literal('catalogueCode'),
              before: z.string().nullable(),
              after: z.string().nullable(),
            }),
            z.object({ what: z.literal('access'), added: ids, removed: ids }),
            ScopeDifference.extend({ what: z.literal('offices') }),
          ]),
        ),
      }),
    ),
    unchanged: z
      .object({
        terms: z.array(z.enum(TERMS)),
        offices: z.boolean(),
        tasks: z.array(z.object(OfTask)),
        contacts: z.array(ContactSaid),
      })
      .openapi({ description: 'What both say' }),
    agreement: z
      .object({
        signedOn: z.string(),
        approvedOn: z.string().nullable(),
        approvalRevokedOn: z.string().nullable(),
        termEndsOn: z.string().nullable(),
        amendmentApprovedOn: z
          .object({ before: z.string().nullable(), after: z.string().nullable() })
          .openapi({ description: 'The approval of each version by itself, 2 § lagen (1994:686)' }),
      })
      .openapi({ description: 'What is true of the agreement whatever the version' }),
    same: id.openapi({ description: 'How many tasks are the same in both' }),
  })
  .openapi('VersionComparison');
const Copy = z
  .object({
    id,
    version: id,
    fileName: z.string(),
    bytes: id,
    sha256: z.string(),
    remarks: z.array(z.enum(REMARKS)).openapi({ description: 'What a reader should be told of the file' }),
    attachedAt: z.string(),
    attachedBy: z.string().nullable(),
  })
  .openapi('SignedCopy');

const pdf = (description: string) => ({
  description,
  content: { 'application/pdf': { schema: { type: 'string' as const, format: 'binary' } } },
});
const scope = (given: ScopeChange) => ({
  before: given.before === 'all' ? ('all' as const) : [...given.before],
  after: given.after === 'all' ? ('all' as const) : [...given.after],
  added: [...given.added],
  removed: [...given.removed],
});
const ofTask = ({ taskId, principal }: AgreementTask) => ({ taskId, principalId: principal.id });
const copyJson = (copy: SignedCopy) => ({
  ...copy,
  remarks: [...copy.remarks],
  attachedAt: copy.attachedAt.toString(),
});

/** Versions compared, versions as PDF, and signed copies. */
export const documentsPart = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements/{id}/comparison',
      tags: ['Agreements'],
      security,
      summary: 'What tells two versions apart; the newest from the one before it when left out',
      request: {
        params: IdParam,
        query: z.object({ from: Id.optional(), to: Id.optional(), known: AsOfQuery.shape.known }),
      },
      responses: { 200: json(Comparison, 'The difference'), ...problems },
    }),
    async (c) => {
      const { from, to, known } = c.req.valid('query');
      const found = await compareVersions(contextOf(c), c.req.valid('param').id, {
        from,
        to,
        known: known ?? null,
      });
      const { terms, offices, contacts, added, removed, changed, same, unchanged } = found.difference;
      return c.json(
        {
          from: found.before.version,
          to: found.after.version,
          terms: [...terms],
          contacts: [...contacts],
          offices: offices === null ? null : scope(offices),
          added: added.map(ofTask),
          removed: removed.map(ofTask),
          changed: changed.map(({ after, changes }) => ({
            ...ofTask(after),
            changes: changes.map((change) =>
              change.what === 'offices'
                ? { what: change.what, ...scope(change) }
                : change.what === 'access'
                  ? { what: change.what, added: [...change.added], removed: [...change.removed] }
                  : change,
            ),
          })),
          same,
          unchanged: {
            terms: [...unchanged.terms],
            offices: unchanged.offices,
            tasks: unchanged.tasks.map(ofTask),
            contacts: [...unchanged.contacts],
          },
          agreement: {
            signedOn: found.agreement.signedOn,
            approvedOn: found.agreement.approvedOn,
            approvalRevokedOn: found.agreement.approvalRevokedOn,
            termEndsOn: found.agreement.termEndsOn,
            amendmentApprovedOn: {
              before: found.before.amendmentApprovedOn,
              after: found.after.amendmentApprovedOn,
            },
          },
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements/{id}/versions/{version}/agreement.pdf',
      tags: ['Agreements'],
      security,
      summary: 'A version as a document to read (PDF/UA-1, Swedish)',
      request: { params: VersionParam },
      responses: { 200: pdf('The document'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      requirePartInAgreements(ctx.actor);
      const { id: agreementId, version } = c.req.valid('param');
      const content = await transaction(ctx, (db) => versionContent(db, agreementId, version));
      return downloadPdf(c, await renderVersion(content, ctx.clock())) as never;
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements/{id}/signed-copies',
      tags: ['Agreements'],
      security,
      summary: 'The signed copies of an agreement, newest first',
      request: { params: IdParam, query: z.object({ known: AsOfQuery.shape.known }) },
      responses: { 200: json(z.array(Copy), 'All that were attached by then'), ...problems },
    }),
    async (c) => {
      const { known } = c.req.valid('query');
      const copies = await listSignedCopies(contextOf(c), c.req.valid('param').id, known ?? null);
      return c.json(copies.map(copyJson), 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/versions/{version}/signed-copies',
      tags: ['Agreements'],
      security,
      summary: 'Attach a signed copy to a version (coordinator of a party); what is attached stays',
      request: {
        params: VersionParam,
        ...body(
          z.object({
            fileName: z.string().min(1).max(200),
            content: z
              .base64()
              .max(Math.ceil(LARGEST_COPY / 3) * 4 + 4, { error: 'file-too-large' })
              .openapi({ description: 'The PDF, at most 20 MB, as base64' }),
          }),
        ),
      },
      responses: { 201: json(Copy, 'Attached'), ...problems },
    }),
    async (c) => {
      const { id: agreementId, version } = c.req.valid('param');
      const { fileName, content } = c.req.valid('json');
      const copy = await attachSignedCopy(contextOf(c), agreementId, version, {
        fileName,
        content: Buffer.from(content, 'base64'),
      });
      return c.json(copyJson(copy), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements/{id}/signed-copies/{copy}',
      tags: ['Agreements'],
      security,
      summary: 'A signed copy, byte for byte',
      request: { params: IdParam.extend({ copy: Id }) },
      responses: { 200: pdf('The file'), ...problems },
    }),
    async (c) => {
      const { id: agreementId, copy } = c.req.valid('param');
      return downloadPdf(c, await signedCopyFile(contextOf(c), agreementId, copy)) as never;
    },
  );
