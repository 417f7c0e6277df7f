import { alone, ask, clockTime, isNobody, keepPage, load, store } from '../ui/offline.ts';

// A kiosk or a reception page whose line is down gives numbers that are set aside for it (docs/adr/0012). The script runs on the
// device's ordinary pages, where it fetches numbers and hands in what was given, and on the page that is kept (`data-offline`).

/** How the visitor needs to be met: flags, and what was chosen or typed. */
type Met = Readonly<Record<string, string | true>>;

interface Ticket {
  readonly id: string;
  readonly needId: number;
  readonly number: number;
  readonly label: string;
  readonly issuedAt: number;
  readonly key?: string;
  readonly [flag: string]: string | number | boolean | undefined;
}
interface Block {
  readonly needId: number;
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly used: readonly number[];
}
interface State {
  readonly day: string;
  readonly blocks: readonly Block[];
  /** How much this clock was ahead when the server last answered, in milliseconds. */
  readonly off: number;
  readonly heardAt: number;
  /** Given, and not yet in the queue. */
  readonly given: readonly Ticket[];
  /** The labels that were given this day. */
  readonly used: readonly string[];
  readonly refused: readonly string[];
}

const STATE = 'samtjanst.nummer';
const NONE: State = { day: '', blocks: [], off: 0, heardAt: 0, given: [], used: [], refused: [] };
const FLAGS = ['interpreter', 'signLanguage', 'stepFree', 'calm', 'protected'];
const VALUES = ['language', 'priority', 'priorityReason'];
/** Between two beats, and how long a number stands on the screen, in milliseconds. */
const EVERY = 15_000;
const AGAIN = 2_000;
const SHOWN = 12_000;

const state = () => load(STATE, NONE);
const keptPage = document.querySelector<HTMLElement>('[data-offline]');
const home = keptPage?.dataset.home ?? document.querySelector<HTMLElement>('[data-home]')?.dataset.home;
let shownUntil = 0;

if (home) {
  keepPage(`${home}/utan-kontakt`, [home]);
  void beat();
}
if (keptPage) showKept(keptPage);

/** Hands in what was given, then fetches numbers; on the kept page, goes back to the ordinary one when all is well. */
async function beat(): Promise<void> {
  const isBack = await alone(STATE, async () => (await handIn()) && (await fetchNumbers()));
  if (keptPage) {
    tell(keptPage);
    if (isBack && Date.now() > shownUntil) return location.replace(home ?? '/');
  }
  setTimeout(() => void beat(), isBack && !keptPage ? EVERY : AGAIN);
}

async function handIn(): Promise<boolean> {
  for (let given = state().given; given.length > 0; given = state().given) {
    const some = given.slice(0, 50);
    const answer = await ask('/enhet/nummer', { tickets: some });
    if (isNobody(answer)) giveNoMore();
    if (!answer?.ok) return false;
    const { tickets } = (await answer.json()) as { tickets: { id: string; refused: string | null }[] };
    const done = new Set(tickets.map(({ id }) => id));
    const refused = tickets.filter(({ refused }) => refused !== null).map(({ id }) => id);
    const labels = some.filter(({ id }) => refused.includes(id)).map(({ label }) => label);
    const now = state();
    store(STATE, {
      ...now,
      given: now.given.filter(({ id }) => !done.has(id)),
      refused: [...now.refused, ...labels].slice(-20),
    });
    if (done.size === 0) return false;
  }
  return true;
}

async function fetchNumbers(): Promise<boolean> {
  const answer = await ask('/enhet/puls', { now: Date.now() });
  if (isNobody(answer)) giveNoMore();
  if (!answer?.ok) return false;
  const { day, blocks, now } = (await answer.json()) as Pick<State, 'day' | 'blocks'> & { now: number };
  const before = state();
  const sameDay = before.day === day;
  store(STATE, {
    ...{ day, blocks, off: Date.now() - now, heardAt: Date.now(), given: before.given },
    used: sameDay ? before.used : [],
    refused: sameDay ? before.refused : [],
  });
  return true;
}

/** A device that was withdrawn meanwhile: nobody would call its numbers. The ordinary page says what it is now. */
function giveNoMore(): void {
  store(STATE, { ...state(), blocks: [] });
  if (keptPage && home) location.replace(home);
}

/**
 * A number for a need, kept before it is shown; null when there is none to give. Asked again with a key, the same one. At once,
 * whatever a request that is under way waits for.
 */
function give(needId: number, key: string | undefined, met: Met): string | null {
  const now = state();
  const before = key === undefined ? undefined : now.given.find((ticket) => ticket.key === key);
  if (before) return before.label;
  if (swedishDay(Date.now() - now.off) !== now.day) return null;
  const used = new Set(now.used);
  for (const { prefix, from, to, used: gone, needId: of } of now.blocks)
    for (let number = from; of === needId && number <= to; number++) {
      const label = `${prefix} ${number}`.trim();
      if (used.has(label) || gone.includes(number)) continue;
      const ticket: Ticket = {
        ...{ id: crypto.randomUUID(), needId, number, label, issuedAt: Date.now() },
        ...(key === undefined ? {} : { key }),
        ...met,
      };
      try {
        store(STATE, { ...now, given: [...now.given, ticket], used: [...now.used, label] });
      } catch {
        return null;
      }
      return label;
    }
  return null;
}

function swedishDay(ms: number): string {
  return new Date(ms).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
}

/** The page that is kept: what somebody had pressed when the line went becomes a number at once; then needs to press. */
function showKept(page: HTMLElement): void {
  const asked = new URLSearchParams(location.search);
  speak(page, asked.get('sprak') ?? 'sv');
  for (const choice of page.querySelectorAll<HTMLElement>('[data-choose]'))
    choice.addEventListener('click', () => speak(page, choice.dataset.choose ?? 'sv'));
  for (const need of page.querySelectorAll<HTMLElement>('[data-need]'))
    need.addEventListener('click', () => {
      const form = page.querySelector<HTMLFormElement>('form[data-met]');
      const met =
        form === null ? {} : metOf(new URLSearchParams([...new FormData(form)] as [string, string][]));
      if (form !== null && met.priority !== undefined && met.priorityReason === undefined) {
        form.querySelector<HTMLElement>('[name="priorityReason"]')?.focus();
        return;
      }
      show(page, Number(need.dataset.need), undefined, met);
      form?.reset();
    });
  for (const done of page.querySelectorAll<HTMLElement>('[data-done]'))
    done.addEventListener('click', () => showNeeds(page));
  page.querySelector('form[data-met]')?.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', ({ key, ctrlKey, metaKey, target }) => {
    const types = (target as HTMLElement).matches('select, input:not([type="checkbox"])');
    if (!ctrlKey && !metaKey && !types)
      page.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.toUpperCase())}"]`)?.click();
  });
  tell(page);
  const typed = (asked.get('behov') ?? '').toUpperCase();
  const byKey = page.querySelector<HTMLElement>(`[data-key="${CSS.escape(typed)}"]`)?.dataset.need;
  const needId = Number(asked.get('needId') ?? byKey);
  // The address is cleared, so that a reload is not another visitor.
  history.replaceState(null, '', location.pathname);
  if (needId > 0) show(page, needId, asked.get('key') ?? undefined, metOf(asked));
}

/** How the visitor needs to be met, of a form's fields. */
function metOf(fields: URLSearchParams): Met {
  const flags = FLAGS.filter((flag) => fields.has(flag)).map((flag) => [flag, true]);
  const values = VALUES.map((name) => [name, fields.get(name)?.trim() ?? '']).filter(
    ([name, value]) => value !== '' && !(name === 'priority' && value === '0'),
  );
  return Object.fromEntries([...flags, ...values]);
}

/** Shows one language of those that the page has. */
function speak(page: HTMLElement, language: string): void {
  const parts = [...page.querySelectorAll<HTMLElement>('[data-language]')];
  const there = parts.some((part) => part.dataset.language === language);
  for (const part of parts) {
    part.hidden = there ? part.dataset.language !== language : part !== parts[0];
    if (part.hidden) continue;
    document.documentElement.lang = part.lang;
    document.documentElement.dir = part.dir;
  }
}

function show(page: HTMLElement, needId: number, key: string | undefined, met: Met): void {
  const label = give(needId, key, met);
  shownUntil = Date.now() + SHOWN;
  for (const number of page.querySelectorAll('[data-number]')) number.textContent = label ?? '';
  for (const part of page.querySelectorAll<HTMLElement>('[data-part]'))
    part.hidden = part.dataset.part !== (label === null ? 'none' : 'given') && !('stays' in part.dataset);
  page.querySelector<HTMLElement>('[data-language]:not([hidden]) [data-part]:not([hidden]) h1')?.focus();
  tell(page);
  if (label !== null && 'print' in page.dataset) setTimeout(() => window.print(), 300);
  setTimeout(() => {
    if (Date.now() >= shownUntil) showNeeds(page);
  }, SHOWN + 100);
}

function showNeeds(page: HTMLElement): void {
  shownUntil = 0;
  for (const part of page.querySelectorAll<HTMLElement>('[data-part]'))
    part.hidden = part.dataset.part !== 'needs' && !('stays' in part.dataset);
}

/** Since when there is no contact, how many wait to be handed in, and what was refused. */
function tell(page: HTMLElement): void {
  const { heardAt, off, given, refused } = state();
  const say = (name: string, value: string) => {
    for (const at of page.querySelectorAll<HTMLElement>(`[data-say="${name}"]`)) {
      const text = (at.dataset.text ?? '').replace('{x}', value);
      at.hidden = value === '';
      if (at.textContent !== text) at.textContent = text;
    }
  };
  say('since', heardAt === 0 ? '' : clockTime(heardAt - off));
  say('given', given.length === 0 ? '' : given.map(({ label }) => label).join(', '));
  say('refused', refused.join(', '));
}
