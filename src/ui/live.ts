// Pages that stay as the queue is. An element with `data-live` (the address of the stream) and `data-seq` (the event that the
// page shows) listens; on a newer event the page asks for itself again and takes over the elements with `data-live-part`.
// Whatever was missed, the number tells: so a page that slept, or whose line was down, is right as soon as it is back.

/** Silence after which the page says that it has lost its line, in milliseconds: two beats and a half of the stream. */
const SILENCE = 25_000;
/** Waiting times grow without events: asked for again this often. */
const GROW = 60_000;

export function live(): void {
  const root = document.querySelector<HTMLElement>('[data-live]');
  const address = root?.dataset.live;
  if (!root || !address) return;
  let shown = Number(root.dataset.seq);
  let newest = shown;
  let heardAt = Date.now();
  let asking = false;
  // A form is on its way: its own answer is the news, and what this page did meanwhile would take its place.
  let leaving = false;
  addEventListener('submit', (event) => {
    leaving = !event.defaultPrevented;
  });
  addEventListener('pageshow', () => {
    leaving = false;
  });

  const refresh = async () => {
    if (asking || leaving) return;
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (leaving) return;
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return location.reload();
      // Who may not see it any more (withdrawn, signed out) is shown that, at once.
      if (answer.status === 403) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (leaving) return;
      const seq = Number(page.querySelector<HTMLElement>('[data-live]')?.dataset.seq ?? Number.NaN);
      if (Number.isNaN(seq)) return location.reload();
      shown = seq;
      takeOver(page);
      document.dispatchEvent(new CustomEvent('live', { detail: seq }));
    } finally {
      asking = false;
    }
    // A part that was being written in waits; an event that came meanwhile is asked for now.
    if (newest > shown) again();
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const again = (after = 0) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void refresh().catch(() => again(2000)), after);
  };
  const heard = () => {
    heardAt = Date.now();
    showLost(null);
  };

  const connect = () => {
    const source = new EventSource(address);
    source.addEventListener('queue', (event) => {
      heard();
      newest = Number(event.data);
      if (newest !== shown) again();
    });
    source.addEventListener('beat', heard);
    source.addEventListener('give-back', ({ data }) =>
      document.dispatchEvent(new CustomEvent('give-back', { detail: data })),
    );
    source.addEventListener('error', () => {
      // Refused (signed out, withdrawn, or the server is coming up): the browser does not try by itself.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(connect, 3000);
      again(3000);
    });
  };
  // A page about many offices has no stream: it asks every so many seconds, and an answer is a sign of life.
  const every = Number(root.dataset.liveEvery) * 1000;
  if (every > 0) {
    document.addEventListener('live', heard);
    setInterval(() => again(), every);
  } else connect();
  document.addEventListener('ask-again', () => again());
  setInterval(() => {
    if (Date.now() - heardAt > SILENCE) showLost(new Date(heardAt));
  }, 1000);
  setInterval(() => again(), GROW);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') again();
  });
  document.addEventListener('focusout', () => {
    if (held) again(50);
  });
}

/** Whether a part was left as it was because somebody writes in it. */
let held = false;

function takeOver(page: Document): void {
  held = false;
  const active = document.activeElement as HTMLElement | null;
  const focused = active?.id;
  for (const part of document.querySelectorAll<HTMLElement>('[data-live-part]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-live-part="${part.dataset.livePart}"]`);
    if (fresh === null || fresh.innerHTML === part.innerHTML) continue;
    if (part.contains(active) && writes(active)) {
      held = true;
      continue;
    }
    const open = [...part.querySelectorAll<HTMLDetailsElement>('details[open][id]')].map(({ id }) => id);
    part.innerHTML = fresh.innerHTML;
    for (const id of open)
      part.querySelector<HTMLDetailsElement>(`details#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
  if (focused && document.activeElement !== active) document.getElementById(focused)?.focus();
}

function writes(element: HTMLElement | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && !['button', 'submit', 'checkbox', 'radio'].includes(element.type))
  );
}

/** `[data-live-lost]` says since when nothing was heard: `{time}` in its `data-text`. */
function showLost(since: Date | null): void {
  const lost = document.querySelector<HTMLElement>('[data-live-lost]');
  if (!lost || lost.hidden === (since === null)) return;
  lost.hidden = since === null;
  const time = since?.toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' }) ?? '';
  lost.textContent = (lost.dataset.text ?? '').replace('{time}', time);
}
