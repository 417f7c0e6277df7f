import type { FC } from 'hono/jsx';

/** The pages of a room; `here` is the address of the one that is shown. */
export const Submenu: FC<{
  label: string;
  links: readonly { readonly href: string; readonly text: string; readonly here: boolean }[];
}> = ({ label, links }) => (
  <nav class="submenu" aria-label={label}>
    <ul>
      {links.map(({ href, text, here }) => (
        <li>
          <a href={href} aria-current={here ? 'page' : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
