import { OpenAPIHono, z } from '@hono/zod-openapi';
import { Problem } from '../platform/problem.ts';
import { type Env, fieldErrors } from './http.ts';

/** A room's part of the API. What is not in the shape is refused before the handler runs. */
export function api(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw new Problem('invalid', {}, fieldErrors(result.error));
    },
  });
}

const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .loose()
  .openapi('Problem', { description: 'RFC 9457 problem details, in the language of Accept-Language' });

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDetails } },
});

/** The answers that every signed-in endpoint can give besides its own. */
export const problems = {
  401: refusal('Not signed in'),
  403: refusal('Not the role'),
  404: refusal('Not there, or another authority’s'),
  409: refusal('Refused by the law, or somebody else was first'),
  422: refusal('Malformed: which fields and why'),
} as const;

export const tooMany = {
  ...refusal('Too many tries'),
  headers: z.object({
    'Retry-After': z.number().int().openapi({ description: 'Seconds until another is looked at' }),
  }),
};

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A request body as JSON, required. */
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export const security = [{ session: [] }];

/** A day that is answered with. */
export const day = z.string().openapi({ format: 'date' });
export const Period = z.object({ from: day, to: day.nullable() });

export const PageQuery = z.object({ page: z.coerce.number().int().min(1).max(1_000_000).default(1) });

/** A page of rows under their own name. */
export const pageOf = <Name extends string, S extends z.ZodType>(name: Name, row: S) =>
  z.object({
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    ...({ [name]: z.array(row) } as Record<Name, z.ZodArray<S>>),
  });
