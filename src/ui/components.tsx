import type { FC, PropsWithChildren } from 'hono/jsx';

// The small pieces of every page. Controls of forms: fields.tsx; registers: table.tsx.

export const Button: FC<
  PropsWithChildren<{ kind?: 'primary' | 'quiet' | 'danger'; name?: string; value?: string }>
> = ({ kind = 'primary', name, value, children }) => (
  <button type="submit" class={`button button--${kind}`} name={name} value={value}>
    {children}
  </button>
);

export const ButtonLink: FC<
  PropsWithChildren<{ href: string; kind?: 'primary' | 'quiet'; download?: boolean }>
> = ({ href, kind = 'quiet', download, children }) => (
  <a class={`button button--${kind}`} href={href} {...(download ? { download: '' } : {})}>
    {children}
  </a>
);

export const Notice: FC<PropsWithChildren<{ kind?: 'info' | 'good' | 'wrong'; focus?: boolean }>> = ({
  kind = 'info',
  focus,
  children,
}) => (
  <div
    class={`notice notice--${kind}`}
    role="status"
    {...(focus ? { tabindex: -1, 'data-focus': true } : {})}
  >
    {children}
  </div>
);

export const Badge: FC<PropsWithChildren<{ kind?: 'neutral' | 'good' | 'wrong' | 'quiet' }>> = ({
  kind = 'neutral',
  children,
}) => <span class={`badge badge--${kind}`}>{children}</span>;

/** Letter mark of an authority: no logos. */
export const Mark: FC<{ short: string }> = ({ short }) => (
  <span class="mark" aria-hidden="true">
    {short}
  </span>
);
