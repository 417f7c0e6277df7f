import { z } from '@hono/zod-openapi';
import { AsOfQuery } from '../agreements/api-schemas.ts';
import { Id } from '../agreements/mandate.ts';
import { GroundSchema } from '../agreements/verdict-json.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { LEVELS, SERVICE_LEVELS } from '../law/facts.ts';
import { day, PageQuery } from '../shell/api.ts';

const id = z.number().int();
const level = z.enum(LEVELS, { error: 'required' });
const serviceLevel = z.enum(SERVICE_LEVELS);

export const DecisionQuery = AsOfQuery.extend({ officer: Id, office: Id, task: Id, authority: Id, level });
export const WhoQuery = DecisionQuery.omit({ officer: true });

const Change = z
  .object({
    kind: z.string(),
    sentence: z.string(),
    by: z.string().openapi({ description: 'Who can make it' }),
    agreementId: id.nullable(),
    mandateId: id.nullable(),
    officeId: id.nullable(),
    day: day.nullable(),
    level: z.enum(LEVELS).nullable(),
  })
  .openapi('Change');
export const Changes = z
  .object({
    permitted: z.boolean(),
    ways: z.array(z.array(Change)).openapi({
      description:
        'Sets of changes to the registers, fewest first: all of a set are needed, and they are enough',
    }),
    otherwise: z.array(Change).openapi({ description: 'Another question that has a yes for an answer' }),
    inTheWay: z.array(GroundSchema).openapi({ description: 'Where no change within the law helps: why' }),
  })
  .openapi('Changes');

export const Who = z.object({
  officers: z.array(
    z.object({ id, code: z.string(), name: z.string(), homeOfficeId: id, homeOffice: z.string() }),
  ),
});
export const Where = z.object({ offices: z.array(z.object({ id, name: z.string(), county: z.string() })) });
export const When = z.object({ periods: z.array(z.object({ from: day, to: day.nullable() })) });
export const WhatQuery = AsOfQuery.extend({ officer: Id, office: Id });
export const What = z.object({
  tasks: z.array(
    z.object({
      taskId: id,
      principalId: id,
      task: z.string(),
      principal: z.string(),
      levels: z.array(serviceLevel),
    }),
  ),
});

export const CoverageQuery = AsOfQuery.extend({
  level: serviceLevel.default('personal-data'),
  authority: Id.optional(),
  task: Id.optional(),
  county: z.string().max(10).optional(),
  region: z.string().max(100).optional(),
});
export const Coverage = z
  .object({
    day,
    level: serviceLevel,
    offices: z.array(z.object({ id, name: z.string(), county: z.string(), region: z.string().nullable() })),
    tasks: z.array(
      z.object({
        taskId: id,
        principalId: id,
        task: z.string(),
        principal: z.string(),
        cells: z
          .array(
            z.object({
              state: z.enum(['not-agreed', 'nobody', 'none-here', 'given']),
              here: id.openapi({ description: 'Officers who work there and may' }),
              anywhere: id.openapi({ description: 'Officers who may there, wherever they work' }),
            }),
          )
          .openapi({ description: 'In the order of `offices`' }),
      }),
    ),
  })
  .openapi('Coverage');

/** Rows that nobody is left for, or nobody at the office; acts of the twelve months. */
const sum = { rows: id, nobody: id, nobodyHere: id, acts: id };
export const FallingAwayQuery = z
  .object({
    agreement: Id.optional(),
    mandate: Id.optional(),
    officer: Id.optional(),
    item: z.string().max(30).optional(),
    on: PlainDateSchema.optional().openapi({ description: 'The last day; today when left out' }),
    office: Id.optional().openapi({ description: 'Only rows of that office' }),
    task: Id.optional().openapi({ description: 'Only rows of that task' }),
    ...PageQuery.shape,
  })
  .refine(
    (query) =>
      [query.agreement, query.mandate, query.officer, query.item].filter((one) => one !== undefined)
        .length === 1,
    { path: ['agreement'], error: 'required' },
  );
export const FallingAway = z
  .object({
    name: z.string(),
    lastDay: day,
    counted: z.object({ from: day, to: day }),
    tasks: z.array(z.object({ taskId: id, principalId: id, ...sum })),
    offices: z.array(z.object({ officeId: id, ...sum })),
    ...{ total: id, page: id, pages: id },
    rows: z.array(
      z.object({
        officeId: id,
        office: z.string(),
        taskId: id,
        principalId: id,
        task: z.string(),
        level: serviceLevel,
        before: id,
        left: id,
        beforeHere: id,
        leftHere: id,
        acts: id,
        visits: id,
      }),
    ),
  })
  .openapi('FallingAway');
