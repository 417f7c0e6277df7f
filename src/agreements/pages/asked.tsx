import type { FC } from 'hono/jsx';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Notice } from '../../ui/components.tsx';
import { type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { type AsOf, knownAt } from '../as-of.ts';
import { sharedTexts } from '../texts.ts';

/** The two clocks of a page, as they stand in its address. */
export interface AskedAsOf extends AsOf {
  readonly given: { readonly dag: string; readonly kand: string };
  readonly errors: Errors;
}

/** `dag` and `kand` of the address. What is no day is told at its field, and today is shown meanwhile. */
export function asOfAsked(c: Http): AskedAsOf {
  const { clock } = contextOf(c);
  const today = swedishDay(clock());
  const given = { dag: c.req.query('dag')?.trim() ?? '', kand: c.req.query('kand')?.trim() ?? '' };
  const day = given.dag === '' ? today : (PlainDateSchema.safeParse(given.dag).data ?? null);
  const known = given.kand === '' ? null : knownAt(given.kand);
  const wrong = sharedTexts[c.get('locale')].asOf.wrong;
  return {
    day: day ?? today,
    known,
    given: { ...given, dag: given.dag === '' ? today : given.dag },
    errors: {
      ...(day === null ? { dag: wrong } : {}),
      ...(known === null && given.kand !== '' ? { kand: wrong } : {}),
    },
  };
}

/** Two fields that stay in the address. */
export const AsOfFields: FC<{ asked: AskedAsOf; locale: Locale }> = ({ asked, locale }) => {
  const t = sharedTexts[locale].asOf;
  const isInstant = asked.given.kand.includes('T') && asked.errors.kand === undefined;
  return (
    <>
      <Input name="dag" type="date" label={t.day} value={asked.given.dag} error={asked.errors.dag} />
      <Input
        name="kand"
        type={isInstant ? 'text' : 'date'}
        label={t.known}
        value={asked.given.kand}
        error={asked.errors.kand}
      />
    </>
  );
};

/** Says that what is shown is what was known then. */
export const KnownNotice: FC<{ known: AsOf['known']; href: string; locale: Locale }> = ({
  known,
  href,
  locale,
}) => {
  if (known === null) return null;
  const t = sharedTexts[locale].asOf;
  return (
    <Notice>
      <p>
        {t.asKnown(formatMoment(known))} <a href={href}>{t.now}</a>
      </p>
    </Notice>
  );
};

/** This address with some of its parameters changed; null takes one away. */
export function here(c: Http, changes: Readonly<Record<string, string | number | null>>): string {
  const { pathname, searchParams } = new URL(c.req.url);
  for (const [name, value] of Object.entries(changes))
    if (value === null) searchParams.delete(name);
    else searchParams.set(name, String(value));
  // Fields that were left empty need not stand in the address.
  for (const [name, value] of [...searchParams]) if (value === '') searchParams.delete(name);
  const query = searchParams.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
}

/** The two clocks of this address, to be carried to another page. */
export function clocks(c: Http): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['dag', 'kand']) {
    const value = c.req.query(name);
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}

export function hrefTo(path: string, query: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** A number in the query; null when there is none or it is no id. */
export function idAsked(c: Http, name: string): number | null {
  const text = c.req.query(name) ?? '';
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return id > 0 && id <= 2_147_483_647 ? id : null;
}

export function pageAsked(c: Http): number {
  return Math.min(idAsked(c, 'sida') ?? 1, 1_000_000);
}

/** One of the words that a choice offers; undefined for any other. */
export function oneOf<T extends string>(all: readonly T[], text: string | undefined): T | undefined {
  return all.find((each) => each === text);
}
