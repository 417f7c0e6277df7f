/**
 * What one types in a form with `data-draft` is sent there while one types, one request at a time, and tried again until it has
 * arrived. Ctrl+Enter sends a form with `data-send`; `data-pulse` is asked for again every fifteen seconds; `data-print` prints.
 */
export function drafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const form = document.activeElement?.closest<HTMLFormElement>('form[data-send]');
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>('button.button--primary'));
  });
  for (const box of document.querySelectorAll<HTMLElement>('[data-pulse]')) pulse(box);
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
  // A page that begins with a choice begins there.
  document.querySelector<HTMLInputElement>('[data-start] input:checked')?.focus();
}

function keep(form: HTMLFormElement): void {
  const state = form.querySelector<HTMLElement>('[data-draft-state]');
  const say = (text: string | undefined) => {
    if (state && text !== undefined) state.textContent = text;
  };
  let sending = false;
  let changed = false;
  let ended = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const send = async () => {
    if (sending || ended || !changed) return;
    sending = true;
    changed = false;
    say(state?.dataset.saving);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    // keepalive: it arrives also when one has gone on to another page. A browser takes no more than 64 kB that way.
    const keepalive = body.toString().length < 60_000;
    const arrived = await fetch(form.dataset.draft ?? '', {
      method: 'POST',
      body,
      keepalive,
      redirect: 'manual',
      headers: { 'x-draft': '1' },
    }).then(
      (answer) => answer.status === 204,
      () => false,
    );
    sending = false;
    if (!arrived) changed = true;
    say(arrived ? (changed ? state?.dataset.saving : state?.dataset.saved) : state?.dataset.failed);
    if (changed) later(arrived ? 0 : 3000);
  };
  const later = (wait: number) => {
    clearTimeout(pause);
    pause = setTimeout(() => void send(), wait);
  };
  form.addEventListener('input', () => {
    changed = true;
    later(400);
  });
  form.addEventListener('submit', () => {
    ended = true;
    clearTimeout(pause);
  });
  addEventListener('pagehide', () => void send());
}

function pulse(box: HTMLElement): void {
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(box.dataset.pulse ?? '');
    if (!answer.ok || answer.redirected) return;
    const html = await answer.text();
    // A call that is about to be taken is not taken away from under the finger.
    if (!box.contains(document.activeElement) && box.innerHTML !== html) box.innerHTML = html;
  };
  setInterval(() => void ask().catch(() => {}), 15_000);
}
