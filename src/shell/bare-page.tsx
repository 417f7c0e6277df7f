import type { Child } from 'hono/jsx';
import type { Http } from './http.ts';

interface BarePage {
  readonly title: string;
  readonly scripts: readonly string[];
}

/** A page without anybody's name or matters: what a browser may keep for when its line is down. */
export function barePage(c: Http, { title, scripts }: BarePage, content: Child) {
  const { assets } = c.get('services');
  const body = (
    <html lang={c.get('locale')}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {scripts.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body class="bare">
        <main id="content" class="main">
          {content}
        </main>
      </body>
    </html>
  );
  return c.html(`<!doctype html>${body}`);
}
