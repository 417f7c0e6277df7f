// What visitors' pages do beyond forms and links. Without it each works all the same.

goBackToStart();
readAloud();
sendOnce();
print();
tellTheTime();
callToCome();

/** A page that nobody touches goes back to the start: who comes next shall not see what the last one chose. */
function goBackToStart(): void {
  const { timeout, timeoutTo } = document.body.dataset;
  if (timeout === undefined || timeoutTo === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(timeoutTo), Number(timeout) * 1000);
  };
  for (const touch of ['pointerdown', 'keydown', 'scroll', 'change'])
    addEventListener(touch, begin, { passive: true });
  // A page that is come back to in the browser's memory begins anew.
  addEventListener('pageshow', (event) => (event.persisted ? location.replace(timeoutTo) : begin()));
  begin();
}

/** Reads what stands in the main part, each piece in its own language. */
function readAloud(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-read-aloud]');
  if (!button || !('speechSynthesis' in window)) return;
  const voiceOf = (language: string) =>
    speechSynthesis.getVoices().find(({ lang }) => lang.slice(0, 2).toLowerCase() === language.slice(0, 2)) ??
    null;
  const show = () => {
    button.hidden = voiceOf(document.documentElement.lang) === null;
  };
  speechSynthesis.addEventListener('voiceschanged', show);
  show();
  button.addEventListener('click', () => {
    speechSynthesis.cancel();
    for (const piece of document.querySelectorAll<HTMLElement>(
      'main :is(h1, h2, p, summary, legend, .lobby-need, .lobby-take, .lobby-chip)',
    )) {
      const text = piece.innerText.trim();
      if (text === '' || piece.offsetParent === null) continue;
      const said = new SpeechSynthesisUtterance(text);
      said.lang = piece.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang;
      said.voice = voiceOf(said.lang);
      speechSynthesis.speak(said);
    }
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
}

/** A form is sent by its first press; the key in it makes the second harmless where this has not run. */
function sendOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
    let sent = false;
    form.addEventListener('submit', (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    addEventListener('pageshow', () => {
      sent = false;
    });
  }
}

function print(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-print]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => window.print());
  if ('printNow' in button.dataset) setTimeout(() => window.print(), 300);
}

/** A device says what its clock says: staff are told when it is wrong. */
function tellTheTime(): void {
  if (!document.querySelector('[data-device]')) return;
  const tell = () =>
    void fetch('/enhet/klocka', {
      method: 'POST',
      body: new URLSearchParams({ nu: String(Date.now()) }),
    }).catch(() => {});
  tell();
  setInterval(tell, 300_000);
}

/** When it is one's turn, the telephone shakes and the title says so. */
function callToCome(): void {
  const where = () => document.querySelector<HTMLElement>('[data-where]');
  let before = where()?.dataset.where;
  if (before === undefined) return;
  document.addEventListener('live', () => {
    const now = where();
    if (!now) return;
    document.title = now.dataset.title ?? document.title;
    if (now.dataset.where === 'called' && before !== 'called') navigator.vibrate?.([400, 200, 400, 200, 800]);
    before = now.dataset.where;
  });
}
