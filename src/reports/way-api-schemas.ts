import { z } from '@hono/zod-openapi';
import { day } from '../shell/api.ts';
import { ContentSchema, OfficePartSchema, VersionRowSchema } from './api-schemas.ts';
import { AnswerSchema } from './office-answer.ts';

// The shapes that the API of a report's way answers with (OpenAPI).

export const DutyListSchema = z.array(
  z.object({
    authorityId: z.number().int(),
    authority: z.string(),
    kind: z.string(),
    year: z.number().int(),
    regimes: z.array(z.string()).readonly(),
    diaryNumbers: z.array(z.string()).readonly(),
    provisions: z.array(z.string()).readonly(),
    to: z.array(z.enum(['kammarkollegiet', 'government'])).readonly(),
    due: day.nullable().openapi({ description: 'Null: as the Government decides' }),
    state: z.enum(['not-sent', 'sent', 'received', 'supplemented']),
    sent: z
      .object({
        reportId: z.number().int(),
        version: z.number().int(),
        how: z.enum(['mail', 'letter']),
        sentOn: day,
        receivedOn: day.nullable(),
        diaryNumber: z.string().nullable(),
      })
      .nullable(),
    firstSentOn: day.nullable(),
    firstReceivedOn: day.nullable(),
    daysLate: z.number().int(),
  }),
);

export const ReviewViewSchema = z.object({
  reportId: z.number().int(),
  content: ContentSchema,
  sha256: z.string().openapi({ description: 'Send it back with the review' }),
  stage: z.enum(['draft', 'submitted', 'returned', 'reviewed', 'frozen', 'sent', 'received']),
  ownWork: z.boolean().openapi({ description: 'The asking person wrote in it, and does not review it' }),
  versions: z.array(VersionRowSchema).readonly(),
});

export const QuestionListSchema = z.array(
  z.object({
    requestId: z.number().int(),
    authority: z.string(),
    year: z.number().int(),
    officeId: z.number().int(),
    office: z.string(),
    part: OfficePartSchema,
    askedOn: day,
    answer: z
      .object({
        id: z.number().int(),
        answer: AnswerSchema,
        at: z.string().openapi({ format: 'date-time' }),
        by: z.string().nullable(),
      })
      .nullable(),
    taken: z.boolean(),
  }),
);
