import { randomUUID } from 'node:crypto';
import type { FC, PropsWithChildren } from 'hono/jsx';

/** A button that takes one step; a key does the same. A request that is sent twice is done once. */
export const StepButton: FC<
  PropsWithChildren<{
    action: string;
    kind?: 'primary' | 'quiet' | 'danger';
    hotkey?: string;
    id?: string;
    fields?: Readonly<Record<string, string>>;
  }>
> = ({ action, kind = 'quiet', hotkey, id, fields = {}, children }) => (
  <form method="post" action={action}>
    <input type="hidden" name="key" value={randomUUID()} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button
      type="submit"
      class={`button button--${kind}`}
      {...(id === undefined ? {} : { id })}
      {...(hotkey === undefined ? {} : { 'data-hotkey': hotkey, 'aria-keyshortcuts': hotkey })}
    >
      {children}
      {hotkey === undefined ? null : <kbd class="hotkey">{hotkey.toUpperCase()}</kbd>}
    </button>
  </form>
);
