import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import { type Context, transaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Collision } from '../rules/collisions.ts';
import type { Breach } from '../rules/week.ts';
import { type HoursOfOffice, hoursOf, mayChange } from '../store.server.ts';
import { hoursTexts } from '../texts.ts';
import { type Given, nested, read, sentences } from './form.ts';
import { Meets } from './parts.tsx';

export interface FieldsProps {
  readonly given: Given;
  readonly errors: Errors;
  readonly locale: Locale;
  readonly office: HoursOfOffice;
}

interface ChangePage<S extends z.ZodType> {
  readonly path: string;
  readonly title: (locale: Locale) => string;
  readonly schema: S;
  /** From the fields by path to what the schema reads. */
  readonly shape: (fields: ReturnType<typeof nested>) => unknown;
  readonly save: (ctx: Context, officeId: number, data: z.output<S>) => Promise<unknown>;
  /** What stands in the form at first. */
  readonly initial: (office: HoursOfOffice, ctx: Context) => Given;
  readonly fields: (props: FieldsProps) => Child;
}

interface Told {
  readonly given: Given;
  readonly errors: Errors;
  readonly meets: { collisions: Collision[]; breaches: (Breach | Breach['code'])[]; seen: string } | null;
}

/** A form that changes hours: what it meets is shown before it is saved, and saved by sending it once more. */
export function changePage<S extends z.ZodType>(of: ChangePage<S>) {
  const shown = async (c: Http, told?: Told) => {
    const ctx = contextOf(c);
    const locale = c.get('locale');
    const t = hoursTexts[locale];
    const id = idParam(c);
    if (!mayChange(ctx, id)) throw new Problem('forbidden');
    const office = await transaction(ctx, (db) => hoursOf(db, { id }));
    const given = told?.given ?? of.initial(office, ctx);
    return page(
      c,
      { title: `${of.title(locale)}, ${office.name}`, status: told === undefined ? 200 : 422 },
      <>
        <p class="crumb">
          <a href={`/kontorstider/${id}`}>{t.of(office.name)}</a>
        </p>
        <h1>{of.title(locale)}</h1>
        <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
        {told?.meets == null ? null : <Meets {...told.meets} source={office.type.source} locale={locale} />}
        <form method="post" action={`/kontorstider/${id}/${of.path}`} class="stack">
          {told?.meets == null ? null : <input type="hidden" name="seen" value={told.meets.seen} />}
          {of.fields({ given, errors: told?.errors ?? {}, locale, office })}
          <Button>{told?.meets == null ? t.form.save : t.form.saveAnyway}</Button>
        </form>
      </>,
    );
  };
  const action = async (c: Http) => {
    const body = await c.req.parseBody();
    const given = Object.fromEntries(
      Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
    const locale = c.get('locale');
    const form = read(of.schema, of.shape(nested(given)));
    if (!form.ok) return shown(c, { given, errors: sentences(form.errors, locale), meets: null });
    try {
      await of.save(contextOf(c), idParam(c), form.data);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
      const { seen, collisions = [], breaches = [] } = error.facts as Partial<NonNullable<Told['meets']>>;
      const meets = typeof seen === 'string' ? { seen, collisions, breaches } : null;
      return shown(c, { given, errors: sentences(error.errors, locale), meets });
    }
    return c.redirect(`/kontorstider/${idParam(c)}?sparat=1`, 303);
  };
  return { show: (c: Http) => shown(c), action };
}
