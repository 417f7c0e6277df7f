import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { PAGE_SIZE } from '../../platform/paging.ts';
import type { Http } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import { Pages } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { officeTexts } from '../texts.ts';

const LINKS = [
  ['overview', '/register'],
  ['offices', '/register/kontor'],
  ['officers', '/register/handlaggare'],
  ['authorities', '/register/myndigheter'],
  ['municipalities', '/register/kommuner'],
  ['tasks', '/register/uppgifter'],
  ['visits', '/register/besokssiffror'],
] as const;
export type Register = (typeof LINKS)[number][0];
export const REGISTERS = LINKS.filter(([key]) => key !== 'overview');

export const RegisterMenu: FC<{ here: Register; locale: Locale }> = ({ here, locale }) => {
  const t = officeTexts[locale].menu;
  const links = LINKS.map(([key, href]) => ({ href, text: t[key], here: here === key }));
  return <Submenu label={t.label} links={links} />;
};

/** Search and selection of a register: a plain GET, so that what one sees has an address. */
export const Filter: FC<PropsWithChildren<{ action: string; word: string | undefined; locale: Locale }>> = ({
  action,
  word,
  locale,
  children,
}) => {
  const t = officeTexts[locale];
  return (
    <form method="get" action={action} class="filters" aria-label={t.filter}>
      <Input name="sok" type="search" label={t.search} value={word} />
      {children}
      <Button kind="quiet">{t.show}</Button>
    </form>
  );
};

/** What of the selection is shown. */
export const Found: FC<{ total: number; page: number; locale: Locale }> = ({ total, page, locale }) => {
  const t = officeTexts[locale];
  const from = Math.min((page - 1) * PAGE_SIZE + 1, total);
  const [count, first, last] = [total, from, Math.min(page * PAGE_SIZE, total)].map((n) =>
    formatNumber(n, locale),
  );
  return <p role="status">{total === 0 ? t.none : t.found(count!, first!, last!)}</p>;
};

/** Links to the other pages of the same selection. */
export const PageLinks: FC<{ c: Http; total: number; page: number; locale: Locale }> = ({
  c,
  total,
  page,
  locale,
}) => {
  const t = officeTexts[locale];
  const href = (number: number) => {
    const query = new URLSearchParams(c.req.query());
    query.set('sida', String(number));
    return `${c.req.path}?${query}`;
  };
  return (
    <Pages
      label={t.pages}
      page={page}
      pages={Math.ceil(total / PAGE_SIZE)}
      href={href}
      previous={t.previous}
      next={t.next}
    />
  );
};

/** `?sida=`; anything that is no page number is the first page. */
export function pageNumber(c: Http): number {
  const page = Number(c.req.query('sida') ?? 1);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

/** `?sok=`, at most as long as anybody types. */
export function searchWord(c: Http): string | undefined {
  return c.req.query('sok')?.trim().slice(0, 100) || undefined;
}

/** What is wrong with a row, or nothing. */
export const Wrong: FC<{ says: readonly (string | null)[] }> = ({ says }) => {
  const told = says.filter((text) => text !== null);
  return told.length === 0 ? null : (
    <ul class="plain">
      {told.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
};

/** What to do first when a list is empty: search otherwise, or fill the register. */
export function emptyList(filtered: boolean, locale: Locale): Child {
  const t = officeTexts[locale];
  return <p>{filtered ? t.noHits : t.emptyRegister}</p>;
}
