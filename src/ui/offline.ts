// What the pages that go on without line share.

/** Registers the worker that keeps `page` for when a page under one of `scopes` cannot be had. */
export function keepPage(page: string, scopes: readonly string[]): void {
  const { serviceWorker } = navigator;
  // Only over HTTPS, and on this very machine.
  if (!serviceWorker) return;
  for (const scope of scopes)
    serviceWorker
      .register(`/utan-kontakt.js?sida=${encodeURIComponent(page)}`, { scope })
      .then(async (registration) => {
        await active(registration);
        const assets = performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name))
          .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
          .map(({ pathname }) => pathname);
        registration.active?.postMessage(assets);
      })
      .catch(() => {});
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  if (registration.active) return Promise.resolve();
  return new Promise((resolve) => {
    const coming = registration.installing ?? registration.waiting;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve();
    });
  });
}

/** One at a time, also over tabs. */
export function alone<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : Promise.resolve(work());
}

/** Asks the server; null when there is no answer, or it is away. */
export async function ask(address: string, body: object): Promise<Response | null> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    return answer.status >= 500 || answer.redirected ? null : answer;
  } catch {
    return null;
  }
}

/** The server answers, and who asks is nobody to it any more: signed out, withdrawn. That is not a line that is down. */
export function isNobody(answer: Response | null): boolean {
  return answer !== null && (answer.status === 401 || answer.status === 403);
}

export function load<T extends object>(name: string, otherwise: T): T {
  try {
    return { ...otherwise, ...JSON.parse(localStorage.getItem(name) ?? '{}') };
  } catch {
    return otherwise;
  }
}

/** Throws when the browser cannot keep it: then nothing may be said to have been done. */
export function store(name: string, value: object): void {
  localStorage.setItem(name, JSON.stringify(value));
}

export const clockTime = (ms: number) =>
  new Date(ms).toLocaleTimeString('sv-SE', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Stockholm',
  });
