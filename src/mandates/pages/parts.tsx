import type { FC } from 'hono/jsx';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import { bulkTexts } from '../texts.ts';

const PAGES = [
  { key: 'register', href: '/uppdrag' },
  { key: 'bulk', href: '/uppdrag/flera' },
  { key: 'renew', href: '/uppdrag/fornya' },
  { key: 'waiting', href: '/uppdrag/vantar' },
] as const;

/** The pages of the register of mandates. */
export const MandateNav: FC<{ here: (typeof PAGES)[number]['key']; locale: Locale }> = ({ here, locale }) => {
  const t = bulkTexts[locale].nav;
  const links = PAGES.map(({ key, href }) => ({ href, text: t[key], here: here === key }));
  return <Submenu label={t.label} links={links} />;
};

/** Several of many, in columns. Nothing is chosen until somebody does. */
export const Boxes: FC<{
  name: string;
  legend: string;
  help?: string;
  error?: string | undefined;
  given: readonly string[];
  options: readonly { readonly value: string; readonly label: string }[];
}> = ({ name, legend, help, error, given, options }) => (
  <fieldset class="conditions" id={name} aria-describedby={error === undefined ? undefined : `${name}-error`}>
    <legend>{legend}</legend>
    {help === undefined ? null : <p class="help">{help}</p>}
    {error === undefined ? null : (
      <p class="error" id={`${name}-error`}>
        {error}
      </p>
    )}
    <div class={options.length > 8 ? 'boxes' : ''}>
      {options.map(({ value, label }) => (
        <label>
          <input type="checkbox" name={name} value={value} checked={given.includes(value)} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
