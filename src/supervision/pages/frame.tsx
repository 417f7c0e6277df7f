import type { Child, FC } from 'hono/jsx';
import type { Problem } from '../../platform/problem.ts';
import { type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { deskErrors, deskTexts } from '../texts.ts';

const SECTIONS = [
  ['inbox', '/kammarkollegiet'],
  ['authorities', '/kammarkollegiet/myndigheter'],
  ['deviations', '/kammarkollegiet/avvikelser'],
  ['government', '/kammarkollegiet/regeringen'],
  ['advice', '/kammarkollegiet/rad'],
  ['addresses', '/kammarkollegiet/adresser'],
] as const;
export type Section = (typeof SECTIONS)[number][0];

/** What a page tells after a form: what is wrong, with what was given, or that it went well. */
export interface Told {
  readonly status: 200 | 409 | 422 | 503;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
  readonly notice?: string;
}
export const NOTHING_TOLD: Told = { status: 200, errors: {}, given: {} };

/** A form that was not in shape, or was refused with fields. */
export function toldErrors(
  errors: Problem['errors'],
  given: Readonly<Record<string, string>>,
  locale: Locale,
): Told {
  return { status: 422, errors: deskErrors(errors, locale), given };
}

/** The desk's menu, then the page: its heading, what there is to tell, its content. */
export function deskPage(
  c: Http,
  given: {
    readonly section: Section;
    readonly title: string;
    readonly lead?: string;
    readonly told?: Told;
    readonly crumb?: readonly [href: string, text: string];
  },
  content: Child,
) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const { section, title, lead, told = NOTHING_TOLD, crumb } = given;
  return page(
    c,
    { title, status: told.status },
    <>
      <nav class="desk-nav" aria-label={t.nav.label}>
        <ul>
          {SECTIONS.map(([key, href]) => (
            <li>
              <a
                href={href}
                aria-current={key === section ? (crumb === undefined ? 'page' : 'true') : undefined}
              >
                {t.nav[key]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {crumb === undefined ? null : (
        <p class="crumb">
          <a href={crumb[0]}>{crumb[1]}</a>
        </p>
      )}
      <h1>{title}</h1>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
      {told.notice === undefined ? null : (
        <Notice kind={told.status === 200 ? 'good' : 'wrong'} focus>
          {told.notice}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told.errors} />
      {content}
    </>,
  );
}

/** A whole number of the query; undefined for what is none. */
export function numberAsked(c: Http, name: string): number | undefined {
  const asked = c.req.query(name) ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : undefined;
}
export const pageAsked = (c: Http) => Math.max(1, numberAsked(c, 'sida') ?? 1);

/** The year in a path. */
export const yearParam = (c: Http) => idParam(c, 'year');

/** This page with other query parameters. */
export function here(c: Http, change: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(c.req.query());
  for (const [name, value] of Object.entries(change)) query.set(name, String(value));
  return `${c.req.path}?${query}`;
}

/** Gives a document the desk's diary number. */
export const RegisterForm: FC<{ action: string; told: Told; locale: Locale }> = ({
  action,
  told,
  locale,
}) => {
  const t = deskTexts[locale].register;
  return (
    <section aria-labelledby="register">
      <h2 id="register">{t.title}</h2>
      <p class="help">{t.lead}</p>
      <form method="post" action={action} class="row">
        <Input
          name="diaryNumber"
          label={t.diary}
          help={t.diaryHelp}
          required
          value={told.given.diaryNumber}
          error={told.errors.diaryNumber}
        />
        <button type="submit" class="button button--primary">
          {t.submit}
        </button>
      </form>
    </section>
  );
};

/** What the address says went well. */
export function registeredNotice(c: Http, locale: Locale): Told {
  const count = numberAsked(c, 'diariefort');
  return count === undefined
    ? NOTHING_TOLD
    : { ...NOTHING_TOLD, notice: deskTexts[locale].register.suggested(count) };
}
