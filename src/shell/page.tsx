import type { Child } from 'hono/jsx';
import type { Http } from './http.ts';
import { Navigation } from './navigation.tsx';
import { shellTexts } from './texts.ts';

interface PageOptions {
  readonly title: string;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  /** `wide`: the officer's page and registers; `text`: what is read or written. */
  readonly width?: 'text' | 'wide';
  /** A page that shows progress is asked for again after so many seconds; with script, client.ts does it in place. */
  readonly again?: number;
  /** More for the head: what search engines read. */
  readonly head?: Child;
}

/** The whole page around its content: head, menu, demonstration label, main. */
export function page(
  c: Http,
  { title, status = 200, width = 'wide', again, head }: PageOptions,
  content: Child,
) {
  const locale = c.get('locale');
  const actor = c.get('actor');
  const { assets, demonstration } = c.get('services');
  const t = shellTexts[locale];
  const here = addressOf(c);
  const body = (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${t.product}`}</title>
        {again === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(again)} />
          </noscript>
        )}
        {head ?? null}
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <a class="skip" href="#content">
          {t.skip}
        </a>
        {demonstration ? (
          <aside class="demonstration" aria-label={t.demonstrationLabel}>
            {t.demonstration}
          </aside>
        ) : null}
        <header class="top">
          <a class="brand" href={actor === null ? '/hitta' : '/'}>
            {t.product}
          </a>
          {actor === null ? null : <Navigation actor={actor} path={c.req.path} locale={locale} />}
          <div class="who">
            <form method="post" action="/sprak">
              <input type="hidden" name="till" value={here} />
              <button class="link" type="submit" name="sprak" value={t.otherLocale} lang={t.otherLocale}>
                {t.language}
              </button>
            </form>
            {actor === null ? null : (
              <form method="post" action="/logga-ut">
                <span class="who-name">{actor.name}</span>
                <button class="link" type="submit">
                  {t.signOut}
                </button>
              </form>
            )}
          </div>
        </header>
        <main id="content" class={`main main--${width}`} tabindex={-1}>
          {content}
        </main>
      </body>
    </html>
  );
  // A primitive text goes out in one write with its length; a String object, which JSX gives, would be streamed.
  return c.html(`<!doctype html>${body}`, status);
}

/** Where the reader is, with what they had chosen there: after a form, the page that it stood on. */
function addressOf(c: Http): string {
  const address = new URL((c.req.method === 'GET' ? null : c.req.header('referer')) ?? c.req.url);
  // A language in the address goes before the one that is chosen here.
  if (address.searchParams.has('sprak')) address.searchParams.delete('sprak');
  return address.pathname + address.search;
}
