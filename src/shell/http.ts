import type { Context as HonoContext } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Auth } from '../access/auth.server.ts';
import type { Context } from '../access/context.server.ts';
import type { TrustedProxies } from '../platform/client-address.server.ts';
import type { MailSettings } from '../platform/config.server.ts';
import type { Database } from '../platform/database.server.ts';
import { type FieldError, Problem } from '../platform/problem.ts';
import type { SealingKey } from '../platform/sealed.server.ts';
import type { Locale } from '../ui/texts.ts';
import type { FieldText } from './problems.tsx';

/** What the process holds for all requests. */
export interface Services {
  readonly database: Database;
  readonly auth: Auth;
  readonly clock: () => Temporal.Instant;
  /** The rooms' own sentences for what is wrong with a field. */
  readonly fieldTexts: readonly FieldText[];
  /** `lobby`: the script of visitors' pages. */
  readonly assets: {
    readonly style: string;
    readonly script: string;
    readonly lobby: string;
    /** What goes on when the line is down: at a kiosk or reception, at a desk, and the worker that keeps their pages. */
    readonly offlineDoor: string;
    readonly offlineDesk: string;
    readonly offlineWorker: string;
    readonly board: { readonly style: string; readonly script: string; readonly chime: string };
  };
  /** The code that opens the first-run page; null once there is an account. */
  firstRunCode: string | null;
  /** Whether the registers hold demonstration data: said on every page. */
  demonstration: boolean;
  /** Where mail is handed over; null: it waits. */
  readonly mail: MailSettings | null;
  /** What passwords to other systems are sealed with; null: none can be kept. */
  readonly sealingKey: SealingKey | null;
  /** Whose X-Forwarded-For is believed. */
  readonly proxies: TrustedProxies;
  /** How often a live stream says that it is there, in milliseconds: a page that hears nothing for twice as long says so. */
  beat: number;
  /** What stands beside a visit on the officer's page; null: nothing. The queue has it (it stands on visits). */
  readonly besideVisit: (c: Http, visitId: string) => Promise<Child | null>;
  /** What stands above a contact: that another office answers it, or that this one does so for another; null: nothing. */
  readonly aboveContact: (c: Http, contactId: string) => Promise<Child | null>;
  /**
   * What stands at a contact of the mail in it; null: nothing. The mail has it (it stands on contacts). `hidden`: who the person
   * is has not been asked for, so no address is shown.
   */
  readonly besideContact: (c: Http, contactId: string, hidden: boolean) => Promise<Child | null>;
  /** What stands where a contact is closed while it is mapped; null: no study goes on for it. Learning has it (it stands on contacts). */
  readonly mappingOf: (c: Http, contactId: string) => Promise<Child | null>;
  /** What the rooms have to say on the start page. */
  readonly startLines: readonly StartLine[];
}

/** A room's line on the start page: null when there is nothing to say, or not to this actor. */
export type StartLine = (
  ctx: Context,
  locale: Locale,
) => Promise<{ readonly text: string; readonly href: string } | null>;

export interface Env {
  Variables: {
    services: Services;
    requestId: string;
    locale: Locale;
    actor: Actor | null;
    token: string | null;
  };
}
export type Http = HonoContext<Env>;

/** The context of a signed-in request. Throws Problem `not-signed-in`. */
export function contextOf(c: Http): Context {
  const actor = c.get('actor');
  if (actor === null) throw new Problem('not-signed-in');
  const { database, clock } = c.get('services');
  return { pool: database.pool, actor, clock, requestId: c.get('requestId') };
}

export type Form<T> =
  | { readonly ok: true; readonly data: T }
  | {
      readonly ok: false;
      readonly errors: readonly FieldError[];
      readonly given: Readonly<Record<string, string>>;
    };

/**
 * A posted form in the shape of `schema`. Bad input is a value: the page is shown again with what was given and what is
 * wrong with each field. A field that is posted several times becomes a list.
 */
export async function readForm<S extends z.ZodType>(c: Http, schema: S): Promise<Form<z.output<S>>> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, data: read.data };
  const given = Object.fromEntries(
    Object.entries(body).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
  return { ok: false, errors: fieldErrors(read.error), given };
}

/** A body of JSON from a page's own script. Throws Problem `invalid`. */
export async function readJson<S extends z.ZodType>(c: Http, schema: S): Promise<z.output<S>> {
  const read = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
  return read.data;
}

/** A browser sends a field that was left empty as an empty text: here it is absent, so that it is told as such. */
export function blankIsAbsent<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (body) =>
      Object.fromEntries(
        Object.entries(body as Record<string, unknown>).filter(
          ([, value]) => typeof value !== 'string' || value.trim() !== '',
        ),
      ),
    schema,
  );
}

/** Zod's issues as field and code; a message that is one of our codes is kept, Zod's own become the code of their kind. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => {
    const own = /^[a-z][a-z-]+$/.test(issue.message);
    // Zod says the same of what is missing and of what is of the wrong type; a person is told which.
    const kind =
      issue.code === 'invalid_type' && issue.message.endsWith('undefined') ? 'required' : issue.code;
    const code = own ? issue.message : kind === 'invalid_type' ? 'invalid-format' : kind.replaceAll('_', '-');
    return { field: issue.path.join('.'), code };
  });
}

/** Where people reach this installation, without a slash at the end. */
export const originOf = (c: Http) =>
  new URL(c.get('services').auth.options.baseURL ?? 'http://localhost').origin;

/** A number in the address. Throws Problem `not-found`: an address that names nothing is no mistake in a form. */
export function idParam(c: Http, name = 'id'): number {
  const id = Number(c.req.param(name));
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) throw new Problem('not-found');
  return id;
}

/** A uuid in the address. Throws Problem `not-found`. */
export function uuidParam(c: Http, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!z.uuid().safeParse(id).success) throw new Problem('not-found');
  return id;
}
