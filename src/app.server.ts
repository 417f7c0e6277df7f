import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { hasAccounts } from './access/accounts.server.ts';
import { SESSION_COOKIES } from './access/sign-in.server.ts';
import { actorOfSession, sessionToken } from './access/who-asks.server.ts';
import { createApi } from './api.server.ts';
import { answerOpen311Problem } from './faults/open311/answer.server.ts';
import { open311 } from './faults/open311/server.server.ts';
import { root } from './platform/paths.server.ts';
import { Problem } from './platform/problem.ts';
import { routes } from './routes.server.ts';
import type { Env, Services } from './shell/http.ts';
import { ICON } from './shell/icon.ts';
import { answerProblem } from './shell/problems.tsx';
import type { Locale } from './ui/texts.ts';

const MEGABYTE = 1024 * 1024;
/**
 * Files for import are the largest thing that anybody sends: 100 MB (imports/source-row.ts) and their wrapping. A signed
 * agreement is at most 20 MB (agreements/documents/signed-copy.ts), a third more as base64 in JSON; one that is somewhat
 * larger is told so at its field. A document that is handed over, and the files of a mail together, are at most 25 MB
 * (handovers/schemas.ts, mail/commands/files-to-send.server.ts).
 */
const LARGEST = {
  import: 101 * MEGABYTE,
  signedCopy: 40 * MEGABYTE,
  handedOver: 26 * MEGABYTE,
  photo: 14 * MEGABYTE,
  application: 27 * MEGABYTE,
  other: MEGABYTE,
};
/** Where a file may be sent, and how large. */
const FILES = [
  [/^\/(api\/)?import(\/|$)/, LARGEST.import],
  [/^\/avtal\/\d+\/versioner\/\d+\/undertecknat$/, LARGEST.signedCopy],
  [/^\/overlamningar\/[0-9a-f-]{36}\/handlingar$/, LARGEST.handedOver],
  [/^\/ansokningar\/ny\/\d+$/, LARGEST.application],
  [/^\/folj\/arende$/, LARGEST.handedOver],
  [/^\/api\/hand-overs\/[0-9a-f-]{36}\/documents$/, LARGEST.signedCopy],
  [/^\/kontakter\/[0-9a-f-]{36}\/mejl$/, LARGEST.handedOver],
  [/^\/api\/agreements\/\d+\/versions\/\d+\/signed-copies$/, LARGEST.signedCopy],
] as const;
/** Where anybody may send one file: at most 10 MB (platform/clean-file.server.ts, strip-photo.ts); one somewhat larger is told so at its field. */
const PHOTOS = /^\/(felanmalan(\/[^/]+\/[^/]+\/mer)?|folj\/arende|open311\/v2\/requests(\.\w+)?)$/;

/** Where anybody may send an application: at most 25 MB of files (forms/commands/draft.server.ts). */
const APPLICATIONS = /^\/ansok\/[a-z0-9-]{1,120}$/;

/** The pipeline, written once: what happens to every request before a page or the API sees it. */
export function createApp(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  // Behind a proxy that ends TLS the address that people use is not the one that the request came to.
  const ownOrigin = new URL(services.auth.options.baseURL ?? 'http://localhost').origin;
  app.use(requestId());
  app.use(async (c, next) => {
    c.set('services', services);
    c.set('actor', null);
    c.set('token', null);
    c.set('locale', localeOf(c.req.query('sprak'), getCookie(c, 'sprak'), c.req.header('accept-language')));
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
      // An attachment is sandboxed, and a photo that others show may be shown there: their answers say so themselves.
      overwrite: false,
    }),
  );
  app.use(
    '/assets/*',
    serveStatic({
      root: path.join(root, 'build/client'),
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.get('/icon.svg', (c) =>
    c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  );
  const tooLarge = () => {
    throw new Problem('too-large');
  };
  const forFiles = FILES.map(([path, maxSize]) => ({
    path,
    limit: bodyLimit({ maxSize, onError: tooLarge }),
  }));
  const forApplications = bodyLimit({ maxSize: LARGEST.application, onError: tooLarge });
  const forPhotos = bodyLimit({ maxSize: LARGEST.photo, onError: tooLarge });
  const forOthers = bodyLimit({ maxSize: LARGEST.other, onError: tooLarge });
  app.use(async (c, next) => {
    const token = sessionToken(
      c.req.raw.headers,
      SESSION_COOKIES.map((name) => getCookie(c, name)).find((value) => value !== undefined),
    );
    if (token !== null) {
      c.set('token', token);
      c.set('actor', await actorOfSession(services.database.pool, token));
    }
    // What a page shows depends on who asks: nothing of it may stay in a cache.
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use((c, next) => {
    // Neither brings a body, and to look for one makes a whole Request of what came in.
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const file = c.get('actor') === null ? undefined : forFiles.find(({ path }) => path.test(c.req.path));
    const { path } = c.req;
    const open = PHOTOS.test(path) ? forPhotos : APPLICATIONS.test(path) ? forApplications : forOthers;
    return (file?.limit ?? open)(c, next);
  });
  const sameSite = csrf({
    origin: (origin, c) => origin === ownOrigin || origin === new URL(c.req.url).origin,
  });
  // A browser adds no bearer token by itself: only what a cookie vouches for can come from another site.
  // Nor does Open311 know who is signed in: it asks for a key of its own.
  app.use((c, next) =>
    c.req.header('authorization') === undefined && !c.req.path.startsWith('/open311/')
      ? sameSite(c, next)
      : next(),
  );
  app.use(async (c, next) => {
    if (services.firstRunCode === null) return next();
    // Another process, or another tab, may have made the first administrator meanwhile.
    if (await hasAccounts(services.database.pool)) {
      services.firstRunCode = null;
      return next();
    }
    if (c.req.path === '/forsta-start' || c.req.path === '/sprak') return next();
    return c.req.path.startsWith('/api/') ? next() : c.redirect('/forsta-start');
  });
  // Who asks comes before what is asked: nobody without a session learns what a request should look like.
  app.use('/api/*', async (c, next) => {
    const open =
      c.req.path === '/api/openapi.json' ||
      (c.req.path.startsWith('/api/open-figures/') && c.req.method === 'GET') ||
      (c.req.path === '/api/session' && c.req.method === 'POST') ||
      // A telephone system brings a secret of its own (contacts/phone-api.server.ts).
      (c.req.path === '/api/phone/calls' && c.req.header('authorization') !== undefined);
    if (!open && c.get('actor') === null) throw new Problem('not-signed-in');
    await next();
  });
  app.route('/api', createApi());
  app.route('/open311/v2', open311());
  routes(app);
  app.notFound(() => {
    throw new Problem('not-found');
  });
  app.onError((error, c) =>
    c.req.path.startsWith('/open311/') ? answerOpen311Problem(error, c) : answerProblem(error, c),
  );
  return app;
}

/** What the address says (links to a page in a language), else the reader's choice, else what the browser asks for first, else Swedish. */
function localeOf(
  addressed: string | undefined,
  chosen: string | undefined,
  accepted: string | undefined,
): Locale {
  for (const locale of [addressed, chosen]) if (locale === 'sv' || locale === 'en') return locale;
  const first = accepted
    ?.split(',')
    .map((part) => part.trim().slice(0, 2))
    .find((tag) => tag === 'sv' || tag === 'en');
  return first === 'en' ? 'en' : 'sv';
}
