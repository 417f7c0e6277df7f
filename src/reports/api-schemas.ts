import { z } from '@hono/zod-openapi';
import { SERVICE_LEVELS } from '../law/facts.ts';
import { day } from '../shell/api.ts';
import { TEXT_ITEMS } from './content.ts';
import { FIGURES } from './draft.ts';
import { OFFICE_COMMENTS, OFFICE_FIGURES } from './office-answer.ts';

// The shapes that the API answers with (OpenAPI). What it takes in is SaveSchema and OpenReportSchema.

const each = <K extends string, S extends z.ZodType>(keys: readonly K[], schema: S) =>
  z.object(Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>);
/** Answers are only read. */
const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();
const instant = z.string().openapi({ format: 'date-time' });

const TaskExtent = z.object({
  task: z.string(),
  provision: z.string().nullable(),
  times: z.number().int(),
});
const DerivedFigure = z.object({
  derived: z.number(),
  corrected: z.number().nullable(),
  reason: z.string(),
});
const Contact = z.object({
  address: z.string(),
  person: z.string(),
  email: z.string(),
  phone: z.string(),
});
const Duty = z.object({
  owed: z.boolean(),
  to: list(z.enum(['kammarkollegiet', 'government'])),
  due: day.nullable(),
  provisions: list(z.string()),
});

export const OfficePartSchema = z.object({
  name: z.string(),
  locality: z.string(),
  municipality: z.string(),
  authorityTasks: list(TaskExtent),
  personalDataTasks: list(TaskExtent),
  surplusAccess: z.number().int(),
  fullTimeEquivalents: z.number(),
  authorityShareOfFullTimeEquivalents: z.number(),
  visitors: z.number().int(),
});
const Performed = z.object({
  name: z.string(),
  locality: z.string(),
  municipality: z.string(),
  tasks: list(
    z.object({
      principal: z.string(),
      task: z.string(),
      level: z.enum(SERVICE_LEVELS),
      times: z.number().int(),
    }),
  ),
  fullTimeEquivalents: z.number(),
  visitors: z.number().int(),
});
/** The office's own answer, as it was taken in. */
const Answered = z.object({
  by: z.string(),
  on: day,
  comments: each(OFFICE_COMMENTS, z.string()),
  corrections: each(OFFICE_FIGURES, z.object({ value: z.number(), reason: z.string() }).nullable()),
});

export const ContentSchema = z
  .object({
    schema: z.union([z.literal(1), z.literal(2), z.literal(3)]).openapi({
      description: 'The version of this shape; what stands now is 3, what was frozen before may be older',
    }),
    year: z.number().int(),
    language: z.literal('sv'),
    demonstration: z.boolean(),
    authority: z.object({ name: z.string(), orgNumber: z.string().nullable() }),
    duty: Duty,
    contact: Contact,
    agreements: list(
      z.object({
        diaryNumber: z.string(),
        name: z.string(),
        regime: z.string(),
        counterparties: list(z.string()),
        from: day,
        to: day.nullable(),
        version: z.number().int(),
        governmentDirected: z.boolean(),
      }),
    ),
    offices: list(OfficePartSchema.extend({ answer: Answered.nullable() })),
    surplusDuring: list(z.object({ system: z.string(), office: z.string(), from: day, to: day }))
      .nullable()
      .openapi({
        description: 'Access that no mandate justified, each with its days of the year; from version 3',
      }),
    performed: list(Performed).nullable().openapi({
      description: 'What the authority performs in the names of others, per office; from version 3',
    }),
    totals: each(FIGURES, DerivedFigure),
    texts: each(TEXT_ITEMS, z.string()),
    supplements: z.object({ version: z.number().int(), what: z.string() }).nullable(),
  })
  .openapi('AnnualReportContent', {
    description: 'What Kammarkollegiet asks for (item by item), as frozen and as printed',
  });

export const VersionRowSchema = z.object({
  version: z.number().int(),
  frozenAt: instant,
  frozenBy: z.string().nullable(),
  sha256: z.string(),
});

export const ReportSchema = z
  .object({
    id: z.number().int(),
    authorityId: z.number().int(),
    year: z.number().int(),
    revision: z.number().int().openapi({ description: 'Send it back with what you save or freeze' }),
    draft: z.object({
      texts: each(TEXT_ITEMS, z.string()),
      contact: Contact,
      corrections: each(FIGURES, z.object({ value: z.number(), reason: z.string() }).nullable()),
    }),
    content: ContentSchema,
    missing: list(z.object({ field: z.string(), code: z.string(), detail: z.string() })).openapi({
      description: 'What has to be there before the report can be frozen',
    }),
    changedSinceVersion: z.boolean(),
    stage: z.enum(['draft', 'submitted', 'returned', 'reviewed', 'frozen', 'sent', 'received']),
    sha256: z.string().openapi({ description: 'Of the content as it stands: what a review is of' }),
    versions: list(VersionRowSchema),
  })
  .openapi('AnnualReport');

export const ReportListSchema = z.array(
  z.object({
    authorityId: z.number().int(),
    authority: z.string(),
    year: z.number().int(),
    id: z.number().int().nullable().openapi({ description: 'Null when nobody has begun it' }),
    agreements: z.number().int(),
    duty: Duty,
    frozenVersion: z.number().int().nullable(),
    savedSince: z.boolean(),
    trouble: z
      .enum(['retrying', 'failed', 'uncertain', 'cancelled'])
      .nullable()
      .openapi({ description: 'What is wrong with the mail of the newest version' }),
    sentOn: day.nullable(),
    received: z.boolean(),
  }),
);

const SentMail = z.object({
  id: z.uuid(),
  state: z.enum(['queued', 'sending', 'uncertain', 'sent', 'failed', 'cancelled']),
  lastError: z.string().nullable(),
});
const KeptFile = z.object({ bytes: z.number().int(), sha256: z.string() });
export const VersionSchema = z
  .object({
    reportId: z.number().int(),
    version: z.number().int(),
    year: z.number().int(),
    authority: z.string(),
    frozenAt: instant,
    frozenBy: z.string().nullable(),
    templateSha256: z.string(),
    supplements: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'The version that had been sent before' }),
    supplementNote: z.string(),
    to: list(z.enum(['kammarkollegiet', 'government'])),
    registrar: z.string(),
    dispatches: list(
      z.object({
        how: z.enum(['mail', 'letter']),
        recipient: z.string(),
        sentOn: day,
        sentBy: z.string().nullable(),
        mail: SentMail.nullable(),
        diaryNumber: z.string().nullable(),
        receivedOn: day.nullable(),
      }),
    ),
    files: z.object({ archive: KeptFile, reading: KeptFile, content: KeptFile }),
  })
  .openapi('AnnualReportVersion');
