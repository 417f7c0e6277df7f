import { z } from 'zod';
import { Id, IdText } from '../kernel/id.schema.ts';
import { parsePlainDate } from '../kernel/plain-date.ts';
import type { Level } from '../law/facts.ts';

/** What can be answered at another office: a promise to call back, and what came in and nobody has taken. */
export const KINDS = ['promise', 'email', 'web', 'letter'] as const;
export type Kind = (typeof KINDS)[number];

/** How far the receiving officer must be allowed to go. */
export const LEVELS = [
  'signpost',
  'guidance',
  'e-service',
  'personal-data',
  'authority',
] as const satisfies readonly Level[];

/** When which offices answer for which others. Offices in the order that they were chosen. */
export interface Rule {
  readonly id: number;
  readonly fromOffices: readonly number[];
  readonly toOffices: readonly number[];
  readonly kinds: readonly Kind[];
  /** null: every authority, and every task of it. */
  readonly principalId: number | null;
  readonly taskId: number | null;
  readonly level: Level;
  /** Open minutes that a contact has waited; null where the rule moves promises alone. */
  readonly afterMinutes: number | null;
  /** Open minutes that are left of a promise; null where it moves none. */
  readonly promiseMinutes: number | null;
  /** Open contacts for each officer who is there, above which it moves; null: whatever the load. */
  readonly loadOver: number | null;
  readonly mostAtOnce: number;
}

const offices = (schema: z.ZodType<number>) =>
  z.preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z
      .array(schema)
      .min(1, { error: 'required' })
      .max(50, { error: 'too-big' })
      .transform((ids) => [...new Set(ids)]),
  );
const kinds = z.preprocess(
  (given) => (given === undefined ? [] : [given].flat()),
  z
    .array(z.enum(KINDS, { error: 'invalid-value' }))
    .min(1, { error: 'required' })
    .max(4, { error: 'invalid-value' })
    .transform((given) => KINDS.filter((kind) => given.includes(kind))),
);
const day = z.string().refine((text) => parsePlainDate(text) !== null, { error: 'not-a-date' });
const whole = (from: number, to: number) =>
  z.coerce
    .number({ error: 'invalid-value' })
    .int({ error: 'invalid-value' })
    .min(from, { error: 'too-small' })
    .max(to, { error: 'too-big' });

const shape = (id: z.ZodType<number>) => ({
  areaId: id,
  name: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(100, { error: 'too-long' }),
  fromOffices: offices(id),
  toOffices: offices(id),
  kinds,
  principalId: id.optional(),
  taskId: id.optional(),
  level: z.enum(LEVELS, { error: 'required' }).default('guidance'),
  afterMinutes: whole(5, 4800).optional(),
  promiseMinutes: whole(5, 4800).optional(),
  loadOver: whole(0, 500).optional(),
  mostAtOnce: whole(1, 200).default(10),
  firstDay: day,
  lastDay: day.optional(),
});

interface Given {
  readonly fromOffices: readonly number[];
  readonly toOffices: readonly number[];
  readonly kinds: readonly Kind[];
  readonly principalId?: number | undefined;
  readonly taskId?: number | undefined;
  readonly afterMinutes?: number | undefined;
  readonly promiseMinutes?: number | undefined;
  readonly firstDay: string;
  readonly lastDay?: string | undefined;
}

/** What must agree between the fields; the first that does not is told at its field. */
function together(rule: Given, wrong: (path: string, message: string) => void): void {
  if (rule.toOffices.some((id) => rule.fromOffices.includes(id))) wrong('toOffices', 'helps-itself');
  const waits = rule.kinds.some((kind) => kind !== 'promise');
  const promises = rule.kinds.includes('promise');
  if (waits && rule.afterMinutes === undefined) wrong('afterMinutes', 'required');
  if (!waits && rule.kinds.length > 0 && rule.afterMinutes !== undefined)
    wrong('afterMinutes', 'not-of-this-kind');
  if (promises && rule.promiseMinutes === undefined) wrong('promiseMinutes', 'required');
  if (!promises && rule.kinds.length > 0 && rule.promiseMinutes !== undefined)
    wrong('promiseMinutes', 'not-of-this-kind');
  if (rule.taskId !== undefined && rule.principalId === undefined)
    wrong('principalId', 'task-without-authority');
  if (rule.lastDay !== undefined && rule.lastDay < rule.firstDay) wrong('lastDay', 'ends-before-it-begins');
}
const checked = <S extends z.ZodType<Given>>(schema: S) =>
  schema.superRefine((rule, { addIssue }) =>
    together(rule, (path, message) => addIssue({ code: 'custom', path: [path], message })),
  );

/** As a form gives it: ids as text. */
export const RuleFormSchema = checked(z.object(shape(IdText)));
/** As another system gives it. */
export const RuleSchema = checked(z.object(shape(Id)));
export type NewRule = z.output<typeof RuleSchema>;
