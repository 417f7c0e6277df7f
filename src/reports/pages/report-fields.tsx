import type { FC, PropsWithChildren } from 'hono/jsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { FIGURES, LONGEST_TEXT } from '../draft.ts';
import type { ReportView } from '../queries.server.ts';
import { reportTexts } from '../texts.ts';

/** What a form on the page was told. `given` is what was typed: it stays in the fields, whatever the answer. */
export interface Told {
  readonly status: 409 | 422 | 503;
  readonly message: string;
  /** What is wrong with a field, said beside it. */
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, string>>;
  /** Somebody else saved meanwhile: where the two differ the stored text is shown as well. */
  readonly stale: boolean;
}

/** What every part of the page is given. */
export interface PageState {
  readonly view: ReportView;
  /** Where the rows behind its figures are. */
  readonly rows: string;
  readonly stored: Readonly<Record<string, string>>;
  readonly told: Told | null;
  readonly locale: Locale;
}

/** A field by its name: `contact.email`, `corrections.visitors.reason`. */
export function labelOf(name: string, locale: Locale): string {
  const t = reportTexts[locale];
  const figure = FIGURES.find((each) => name.startsWith(`corrections.${each}`));
  if (figure !== undefined)
    return `${t.figure[figure]}, ${(name.endsWith('.reason') ? t.field.reason : t.field.value).toLowerCase()}`;
  return name in t.field ? t.field[name as keyof typeof t.field] : name;
}

/** The last day of the report's year, in words. */
export function lastDay({ view, locale }: PageState): string {
  return formatDay(`${view.content.year}-12-31` as Parameters<typeof formatDay>[0], locale);
}

/** Words to write: what was typed, else what is stored. */
export const Written: FC<{
  state: PageState;
  name: string;
  rows?: number;
  kind?: 'area' | 'line' | 'email';
  label?: string;
}> = ({ state, name, rows = 6, kind = 'area', label }) => {
  const { told, stored, locale } = state;
  const t = reportTexts[locale].report;
  const value = told?.given[name] ?? stored[name] ?? '';
  const common = { name, label: label ?? labelOf(name, locale), value, error: told?.errors[name] };
  const theirs = told?.stale === true && value !== stored[name] ? (stored[name] ?? '') : null;
  return (
    <>
      {kind === 'area' ? (
        <TextArea {...common} rows={rows} maxlength={LONGEST_TEXT} />
      ) : (
        <Input {...common} type={kind === 'email' ? 'email' : 'text'} />
      )}
      {theirs === null ? null : (
        <div class="report-theirs">
          <p class="help">{t.staleNow(common.label)}</p>
          <p class="report-words">{theirs === '' ? t.staleEmpty : theirs}</p>
        </div>
      )}
    </>
  );
};

/** How a figure is counted, folded. `of` says for a screen reader which. */
export const How: FC<PropsWithChildren<{ of: string; locale: Locale }>> = ({ of, locale, children }) => (
  <details class="report-how">
    <summary>
      {reportTexts[locale].report.howTitle}
      <span class="sr-only">: {of}</span>
    </summary>
    <p>{children}</p>
  </details>
);
