import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { renderSVG } from 'uqr';
import type { Http } from '../../shell/http.ts';
import {
  directionOf,
  VISITOR_LANGUAGE_CODES,
  VISITOR_LANGUAGES,
  type VisitorLanguage,
} from '../visitor-language.ts';
import { visitorTexts } from '../visitor-texts/index.ts';

interface VisitorPage {
  readonly title: string;
  readonly language: VisitorLanguage;
  readonly kind: 'kiosk' | 'phone';
  readonly status?: 200 | 403 | 404 | 409 | 410 | 422 | 429;
  /** The controls of a kiosk in its lower half: for who sits. */
  readonly low?: boolean;
  /** After so many seconds without a touch the page goes to an address: the start, or itself to be fresh. */
  readonly timeout?: { readonly seconds: number; readonly to: string };
  /** Asked for again after so many seconds where there is no script. */
  readonly again?: number;
}

/** The whole page of a visitor: no menu, no account, one thing to do. */
export function visitorPage(c: Http, page: VisitorPage, content: Child) {
  const { title, language, kind, status = 200, low = false, timeout, again } = page;
  const { assets } = c.get('services');
  const refresh = timeout === undefined ? again : `${timeout.seconds + 15};url=${timeout.to}`;
  const body = (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={kind === 'kiosk' ? 'light' : 'light dark'} />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        {refresh === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script type="module" src={assets.script} />
        <script type="module" src={assets.lobby} />
        {kind === 'kiosk' ? <script type="module" src={assets.offlineDoor} /> : null}
      </head>
      <body
        class={`lobby lobby--${kind}${low ? ' lobby--low' : ''}`}
        data-device={kind === 'kiosk' ? '' : undefined}
        data-home={kind === 'kiosk' ? '/kiosk' : undefined}
        data-timeout={timeout?.seconds}
        data-timeout-to={timeout?.to}
      >
        {content}
      </body>
    </html>
  );
  return c.html(`<!doctype html>${body}`, status);
}

/** The page in each other language, by its own name. `href` gives the address of one. */
export const LanguageLinks: FC<{
  language: VisitorLanguage;
  href: (language: VisitorLanguage) => string;
}> = ({ language, href }) => (
  <nav class="lobby-languages" aria-label={visitorTexts[language].languages}>
    <ul>
      {VISITOR_LANGUAGE_CODES.map((code) => (
        <li>
          <a
            href={href(code)}
            lang={code}
            dir={directionOf(code)}
            hreflang={code}
            aria-current={code === language ? 'true' : undefined}
          >
            {VISITOR_LANGUAGES[code]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** Reads the page aloud; shown by the script where the browser has a voice for the language. */
export const ReadAloud: FC<{ language: VisitorLanguage }> = ({ language }) => (
  <button type="button" class="lobby-tool" data-read-aloud hidden>
    {visitorTexts[language].readAloud}
  </button>
);

/** An address as a square for cameras. */
export const QrCode: FC<{ address: string; label: string }> = ({ address, label }) => (
  <div class="qr" role="img" aria-label={label}>
    {raw(
      renderSVG(address, { border: 2, ecc: 'M' }).replace(
        '<svg ',
        '<svg aria-hidden="true" focusable="false" ',
      ),
    )}
  </div>
);
