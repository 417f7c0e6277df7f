import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { actorOfSession, sessionToken } from './access/who-asks.server.ts';
import { createApi } from './api.server.ts';
import { Problem } from './platform/problem.ts';
import { routes } from './routes.server.ts';
import type { Env, Services } from './shell/http.ts';
import { ICON } from './shell/icon.ts';
import { answerProblem } from './shell/problems.tsx';
import type { Locale } from './ui/texts.ts';

const MEGABYTE = 1024 * 1024;
/** Files for import are the largest thing that anybody sends. */
const LARGEST_REQUEST = 200 * MEGABYTE;

/** The pipeline, written once: what happens to every request before a page or the API sees it. */
export function createApp(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.use(requestId());
  app.use(async (c, next) => {
    c.set('services', services);
    c.set('actor', null);
    c.set('token', null);
    c.set('locale', localeOf(getCookie(c, 'sprak'), c.req.header('accept-language')));
    await next();
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  );
  app.use(
    '/assets/*',
    serveStatic({
      root: './build/client',
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.get('/icon.svg', (c) =>
    c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  );
  app.use(
    bodyLimit({
      maxSize: LARGEST_REQUEST,
      onError: () => {
        throw new Problem('too-large');
      },
    }),
  );
  app.use(csrf());
  app.use(async (c, next) => {
    const token = sessionToken(
      c.req.raw.headers,
      getCookie(c, 'samtjanst.session_token') ?? getCookie(c, '__Secure-samtjanst.session_token'),
    );
    if (token !== null) {
      c.set('token', token);
      c.set('actor', await actorOfSession(services.database.pool, token));
    }
    // What a page shows depends on who asks: nothing of it may stay in a cache.
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use(async (c, next) => {
    if (services.firstRunCode === null || c.req.path === '/forsta-start' || c.req.path === '/sprak')
      return next();
    if (c.req.path.startsWith('/api/')) throw new Problem('unavailable');
    return c.redirect('/forsta-start');
  });
  // Who asks comes before what is asked: nobody without a session learns what a request should look like.
  app.use('/api/*', async (c, next) => {
    const open =
      c.req.path === '/api/openapi.json' || (c.req.path === '/api/session' && c.req.method === 'POST');
    if (!open && c.get('actor') === null) throw new Problem('not-signed-in');
    await next();
  });
  app.route('/api', createApi());
  routes(app);
  app.notFound(() => {
    throw new Problem('not-found');
  });
  app.onError((error, c) => answerProblem(error, c));
  return app;
}

/** The reader's choice, else what the browser asks for first, else Swedish. */
function localeOf(chosen: string | undefined, accepted: string | undefined): Locale {
  if (chosen === 'sv' || chosen === 'en') return chosen;
  const first = accepted
    ?.split(',')
    .map((part) => part.trim().slice(0, 2))
    .find((tag) => tag === 'sv' || tag === 'en');
  return first === 'en' ? 'en' : 'sv';
}
