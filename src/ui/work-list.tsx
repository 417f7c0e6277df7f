import type { FC } from 'hono/jsx';
import { Button, Mark } from './components.tsx';
import { Submenu } from './submenu.tsx';

// What the work lists of matters have in common: their parts, the field that finds one, and what a row is about.

/** The parts of a list at `path` (`?urval=`), and the field that finds one of it (`?referens=`). */
export const ListTools: FC<{
  path: string;
  label: string;
  parts: readonly { readonly part: string; readonly text: string; readonly count?: number | undefined }[];
  chosen: string | null;
  reference: string;
  typed: string;
  find: string;
}> = ({ path, label, parts, chosen, reference, typed, find }) => (
  <div class="list-tools">
    <Submenu
      label={label}
      links={parts.map(({ part, text, count }) => ({
        href: `${path}?urval=${part}`,
        text,
        count,
        here: part === chosen,
      }))}
    />
    <form method="get" action={path}>
      <label for="referens">{reference}</label>
      <input
        id="referens"
        name="referens"
        type="search"
        value={typed}
        size={12}
        maxlength={20}
        autocomplete="off"
      />
      <Button kind="quiet">{find}</Button>
    </form>
  </div>
);

/** The first cell of a row: whose it is, what it is about, and its reference. */
export const RowAbout: FC<{ href: string; short: string; text: string; reference: string }> = ({
  href,
  short,
  text,
  reference,
}) => (
  <a class="row-about" href={href}>
    <Mark short={short} />
    <span>
      <span class="row-words">{text}</span> <span class="reference">{reference}</span>
    </span>
  </a>
);
