import { drafts } from './drafts.ts';
import { live } from './live.ts';
import { shownWhen } from './shown-when.ts';
import { silently } from './silently.ts';

// Makes the pages quicker for who has script; each works without it.

focusNews();
searchWhileTyping();
keys();
progress();
checkWhileWriting();
live();
showWhereOneIs();
nearMe();
silently();
drafts();
shownWhen();

/** Where a page brings news (an error, a refusal), that is read first. */
function focusNews(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/** A search field fetches its hits while one types; Enter takes the first hit, the arrow keys walk among them. */
function searchWhileTyping(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-search]');
  const field = form?.querySelector<HTMLInputElement>('input[type="search"]');
  const box = document.getElementById('hits');
  if (!form || !field || !box) return;
  let asked = 0;
  let shown = field.value;
  const load = async () => {
    const word = field.value;
    const mine = ++asked;
    const answer = await fetch(`${form.dataset.search}?sok=${encodeURIComponent(word)}`);
    if (answer.redirected) return location.reload(); // the session has ended
    if (mine !== asked || !answer.ok) return;
    box.innerHTML = await answer.text();
    shown = word;
  };
  let pause: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => void load().catch(() => {}), 80);
  });
  // The button searches; Enter in the field takes the first hit, once the hits are those of what was typed.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    void load().catch(() => form.submit());
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || field.value.trim() === '') return;
    event.preventDefault();
    clearTimeout(pause);
    const take = () => box.querySelector<HTMLButtonElement>('button.hit')?.click();
    if (shown === field.value) take();
    else void load().then(take, () => form.submit());
  });
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const stops = [field, ...box.querySelectorAll<HTMLElement>('button.hit')];
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  form.addEventListener('keydown', walk);
  box.addEventListener('keydown', walk);
}

/** A form with `data-check` sends what stands in it while one writes, and shows the answer in its panel. Nothing is saved. */
function checkWhileWriting(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-check]');
  const panel = document.getElementById('requirements');
  const address = form?.dataset.check;
  if (!form || !panel || !address) return;
  let asked = 0;
  const load = async () => {
    const mine = ++asked;
    const answer = await fetch(address, { method: 'POST', body: new FormData(form) });
    if (mine !== asked || !answer.ok || answer.redirected) return;
    panel.innerHTML = await answer.text();
    // Fields that only some answers ask for; what stands in one keeps it in sight.
    const asks = panel.querySelector<HTMLElement>('[data-asks]')?.dataset.asks?.split(' ') ?? [];
    for (const field of form.querySelectorAll<HTMLElement>('[data-when]'))
      field.hidden = !asks.includes(field.dataset.when ?? '') && !field.querySelector('input')?.value;
  };
  let pause: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => void load().catch(() => {}), 250);
  });
}

/** What slides sideways (a menu on a phone, a wide table) is slid to the page that is shown and to where the keyboard is. */
function showWhereOneIs(): void {
  for (const link of document.querySelectorAll<HTMLElement>('nav [aria-current]')) {
    const line = link.closest('ul');
    if (line) line.scrollLeft = link.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
  }
  // A browser leaves what is half hidden where it is when the keyboard comes to it.
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    if (target.closest('.menu, .submenu, td, th'))
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
}

/**
 * `/` goes to the search; a letter presses the button that shows it; within a group of choices a number chooses; `?` tells of
 * the keys, Escape closes that.
 */
function keys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    const typing =
      at instanceof HTMLTextAreaElement ||
      at instanceof HTMLSelectElement ||
      (at instanceof HTMLInputElement && at.type !== 'radio' && at.type !== 'checkbox');
    if (event.key === 'Escape') return showKeys(false);
    if (typing) return;
    if (event.key === '?') return showKeys();
    if (event.key === '/') {
      const search = document.querySelector<HTMLInputElement>('input[type="search"]');
      if (search) {
        event.preventDefault();
        search.focus();
      }
      return;
    }
    const hotkey = document.querySelector<HTMLElement>(
      `[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`,
    );
    if (hotkey) {
      event.preventDefault();
      hotkey.focus();
      // What one writes or chooses in is gone to; what folds away is opened, and its first field gone to.
      if (hotkey.matches('input, textarea, select')) return;
      hotkey.click();
      const folded = hotkey.matches('summary') ? hotkey.parentElement : null;
      folded?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus();
      return;
    }
    if (/^[1-9]$/.test(event.key)) {
      const group = at?.closest('fieldset.choice');
      const choice = group?.querySelector<HTMLInputElement>(`input[data-key="${event.key}"]`);
      if (choice) {
        choice.checked = true;
        choice.focus();
        // Where a choice has one field after it, that is next.
        const next = choice.closest<HTMLElement>('[data-next]')?.dataset.next;
        if (next) {
          event.preventDefault();
          document.getElementById(next)?.focus();
        }
      }
    }
  });
}

/** A page that shows progress asks again each second; when it shows none any more, it has its result. */
function progress(): void {
  const shown = document.querySelector<HTMLElement>('[data-again]');
  if (!shown) return;
  const ask = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const now = page.querySelector('[data-again]');
    if (!now) return location.reload();
    shown.innerHTML = now.innerHTML;
    setTimeout(() => void ask().catch(() => location.reload()), 1000);
  };
  setTimeout(() => void ask().catch(() => location.reload()), 1000);
}

function showKeys(open?: boolean): void {
  const list = document.querySelector<HTMLDetailsElement>('details.keys');
  if (!list || list.open === (open ?? !list.open)) return;
  list.open = open ?? !list.open;
  if (list.open || list.contains(document.activeElement)) list.querySelector('summary')?.focus();
}

/** "Near me": asks the browser where one is, only when pressed, and opens the page with the place rounded to a kilometre, or as `data-near-digits` says. */
function nearMe(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-near]');
  const form = button?.form;
  if (!button || !form || !('geolocation' in navigator)) return;
  const help = document.getElementById('near-help');
  button.hidden = false;
  if (help) help.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const fields = new URLSearchParams();
        // Where words tell where in the place, they stay; where they name it, the position goes before them.
        const precise = button.dataset.nearDigits !== undefined;
        for (const [name, value] of new FormData(form))
          if (typeof value === 'string' && value !== '' && name !== 'nara' && (name !== 'plats' || precise))
            fields.set(name, value);
        const digits = Number(button.dataset.nearDigits ?? 2);
        fields.set('nara', `${coords.latitude.toFixed(digits)},${coords.longitude.toFixed(digits)}`);
        location.assign(`${form.action}?${fields}`);
      },
      () => {
        button.disabled = false;
        if (help) help.textContent = button.dataset.near ?? '';
      },
      { maximumAge: 600_000, timeout: 10_000 },
    );
  });
}
