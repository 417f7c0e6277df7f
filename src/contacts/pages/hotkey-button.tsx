import type { FC, PropsWithChildren } from 'hono/jsx';

interface Props {
  /** The letter that presses it (client.ts). */
  readonly hotkey: string;
  readonly kind?: 'primary' | 'quiet';
  readonly formaction?: string;
  readonly name?: string;
  readonly value?: string;
}

/** A button that shows the key that presses it. */
export const HotkeyButton: FC<PropsWithChildren<Props>> = ({
  hotkey,
  kind = 'primary',
  formaction,
  name,
  value,
  children,
}) => (
  <button
    type="submit"
    class={`button button--${kind}`}
    data-hotkey={hotkey}
    {...{ formaction, name, value }}
  >
    {children}
    <kbd class="hotkey">{hotkey.toUpperCase()}</kbd>
  </button>
);
