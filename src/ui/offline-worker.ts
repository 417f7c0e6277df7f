// The service worker of the pages that go on without line: the kiosk, the reception, the desk. It keeps one page (`?sida=`,
// nobody's matters stand in it) with what that needs, and shows it when a page of its scope cannot be had. All else passes by.

// What this needs of `WebWorker`, whose types do not live beside those of the DOM.
interface Worker {
  addEventListener(type: 'install' | 'activate', told: (event: Waiting) => void): void;
  addEventListener(type: 'message', told: (event: Waiting & { data: unknown }) => void): void;
  addEventListener(type: 'fetch', told: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
interface Waiting {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = globalThis as unknown as Worker;

const PAGE = new URL(location.href).searchParams.get('sida') ?? '/';
const CACHE = `utan-kontakt ${PAGE}`;
/** A line that is not down but dead is not waited for, in milliseconds. */
const PATIENCE = 6_000;

/** What the kept pages of kiosk and reception read of a form. All else (what is noted of a visit, a reason) is put in no address. */
const READ: ReadonlySet<string> = new Set([
  ...['needId', 'behov', 'key', 'interpreter', 'signLanguage', 'stepFree', 'calm', 'protected'],
]);

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil(keep(event.data)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

/** Keeps the page as it is now, with the assets that are told; those of before are let go. */
async function keep(assets: unknown): Promise<void> {
  if (!Array.isArray(assets)) return;
  const answer = await fetch(PAGE);
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(CACHE);
  const wanted = new Set(
    [...assets.map(String), ...(await answer.clone().text()).matchAll(/\/assets\/[^"]+/g)].map(String),
  );
  for (const address of wanted)
    if ((await cache.match(address)) === undefined) await cache.add(address).catch(() => {});
  await cache.put(PAGE, answer);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !wanted.has(pathname)) await cache.delete(url);
  }
}

async function asset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  // The kept page is asked for when the line is down: nothing is waited for.
  const kept = await caches.match(PAGE);
  if (new URL(request.url).pathname === PAGE && kept !== undefined) return kept;
  const sent = request.method === 'POST' ? request.clone() : null;
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise<never>((_, no) => setTimeout(() => no(new Error('no answer')), PATIENCE)),
    ]);
    // A proxy whose server is away.
    if (answer.status < 502 || answer.status > 504) return answer;
  } catch {}
  if (sent !== null) {
    const { search } = new URL(request.url);
    const fields = new URLSearchParams(search);
    for (const [name, value] of await sent.formData())
      if (typeof value === 'string' && READ.has(name)) fields.append(name, value);
    return Response.redirect(`${PAGE}?${fields}`, 303);
  }
  return kept ?? Response.error();
}
