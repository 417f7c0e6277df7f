import type { PropsWithChildren } from 'hono/jsx';

/** What the keys of a page do. Opened by `?` as well (src/ui/client.ts); shown only where there is script and a keyboard. */
export function Keys<Texts extends Readonly<Record<string, string>> & { readonly title: string }>({
  texts,
  shown,
  children,
}: PropsWithChildren<{
  texts: Texts;
  /** What does it, as it stands on the key. */
  shown: Readonly<Record<Exclude<keyof Texts, 'title'>, string>>;
}>) {
  return (
    <details class="keys">
      <summary>
        <kbd>?</kbd> {texts.title}
      </summary>
      <dl class="keys-list">
        {(Object.keys(shown) as (keyof typeof shown)[]).map((does) => (
          <>
            <dt>
              <kbd>{shown[does]}</kbd>
            </dt>
            <dd>{texts[does]}</dd>
          </>
        ))}
      </dl>
      {children}
    </details>
  );
}
