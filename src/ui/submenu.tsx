import type { FC } from 'hono/jsx';

/** The pages of a room; `here` marks the one that is shown, `within` the one that it belongs to. */
export const Submenu: FC<{
  label: string;
  links: readonly {
    readonly href: string;
    readonly text: string;
    readonly here: boolean | 'within';
    /** How many stand there. */
    readonly count?: number | undefined;
  }[];
}> = ({ label, links }) => (
  <nav class="submenu" aria-label={label}>
    <ul>
      {links.map(({ href, text, here, count }) => (
        <li>
          <a href={href} aria-current={here === 'within' ? 'true' : here ? 'page' : undefined}>
            {text}
            {count === undefined ? null : <span class="submenu-count">{count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
