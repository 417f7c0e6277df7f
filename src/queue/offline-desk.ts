import { alone, ask, clockTime, isNobody, keepPage, load, store } from '../ui/offline.ts';
import type { LineTimes } from './rules/shares.ts';

// A desk whose line is down calls from its share (docs/adr/0012). The script runs beside the desk's panel, where it says that
// the desk is there and keeps what it is told, and on the page that is kept for when the line is down (`data-desk-offline`).

interface Visitor {
  readonly id: string;
  readonly label: string;
  readonly need: string;
  readonly state: string;
  readonly since: number;
  readonly note: string;
}
interface Step {
  readonly key: string;
  readonly kind: 'called' | 'started' | 'finished' | 'missed';
  readonly ticketId: string;
  readonly label: string;
  /** The server's time, as far as it is known here. */
  readonly at: number;
}
interface State {
  readonly holder: string;
  readonly beat: number;
  readonly sessionId: number | null;
  readonly desk: string;
  readonly open: boolean;
  /** The floor: several visitors at once. */
  readonly several: boolean;
  /** When the last beat that was answered was sent, by this clock; and how much this clock was ahead. */
  readonly sentAt: number;
  readonly off: number;
  readonly times: Pick<LineTimes, 'beat' | 'begins' | 'ends'>;
  readonly share: readonly Visitor[];
  readonly mine: readonly Visitor[];
  readonly steps: readonly Step[];
  readonly refused: readonly string[];
}

const root = document.querySelector<HTMLElement>('[data-desk]');
// Of one officer at one office: who signs in here after somebody else hands in nothing of theirs, nor at another office.
const STATE = `samtjanst.disk ${root?.dataset.desk} ${root?.dataset.officer}`;
const kept = root !== null && 'deskOffline' in root.dataset ? root : null;
const texts: Readonly<Record<string, string>> = JSON.parse(root?.dataset.texts ?? '{}');
const base = `/ko/${root?.dataset.desk}`;

const state = (): State =>
  load(STATE, {
    ...{ holder: '', beat: 0, sessionId: null, desk: '', open: false, several: false, sentAt: 0, off: 0 },
    ...{
      times: { beat: 4_000, begins: 16_000, ends: 1_500_000 },
      share: [],
      mine: [],
      steps: [],
      refused: [],
    },
  });
const put = (changes: Partial<State>) => store(STATE, { ...state(), ...changes });

let timer: ReturnType<typeof setTimeout> | undefined;
let going = false;
let drawn = '';

if (root !== null) {
  if (state().holder === '') put({ holder: crypto.randomUUID() });
  keepPage(`${base}/utan-kontakt`, [base, '/besok/']);
  if (kept !== null) {
    draw(kept);
    setInterval(() => draw(kept), 1_000);
  } else {
    document.addEventListener('give-back', (event) => void giveBack((event as CustomEvent<string>).detail));
    leaveWhenGoing();
  }
  void round();
}

/** What was done without line first, then the beat; again in a while. */
async function round(): Promise<void> {
  clearTimeout(timer);
  const isBack = await alone(STATE, async () => (await handIn()) && (await beat(true))).catch(() => false);
  if (kept !== null && isBack && state().refused.length === 0) return location.replace(base);
  if (kept === null && !isBack) await offerToGoOn();
  timer = setTimeout(() => void round(), state().times.beat);
}

async function handIn(): Promise<boolean> {
  for (let { steps } = state(); steps.length > 0; { steps } = state()) {
    const some = steps.slice(0, 50);
    const answer = await ask(`${base}/disk/handelser`, { events: some });
    // The ordinary page asks to sign in; what is kept here is handed in after.
    if (kept !== null && isNobody(answer)) location.replace(base);
    if (!answer?.ok) return false;
    const { events } = (await answer.json()) as {
      events: { key: string; done: boolean; text: string | null }[];
    };
    const done = new Set(events.map(({ key }) => key));
    const said = events.flatMap(({ key, text }) =>
      text === null ? [] : [`${some.find((step) => step.key === key)?.label}: ${text}`],
    );
    put({ steps: state().steps.filter(({ key }) => !done.has(key)), refused: [...state().refused, ...said] });
    if (done.size === 0) return false;
  }
  return true;
}

/** Says that the desk is there, and what it holds. Only an answer that came in time changes what it holds. */
async function beat(adds: boolean): Promise<boolean> {
  const before = state();
  const sentAt = Date.now();
  put({ beat: before.beat + 1 });
  const { holder, share, beat } = state();
  const answer = await ask(`${base}/disk/puls`, { holder, beat, holds: share.map(({ id }) => id), adds });
  if (answer === null) return false;
  if (!answer.ok) {
    // Signed out, or no longer at this office: the server answers, and nothing is kept here.
    put({ share: [], mine: [], sessionId: null });
    return true;
  }
  const told = await answer.json();
  // A step was taken while the answer was under way: it is handed in before anything is believed.
  if (state().steps.length > 0) return false;
  const { now, times, sessionId } = told;
  if (sessionId === null) put({ times, sessionId, share: [], mine: [] });
  else {
    const { desk, open, several, share, mine } = told;
    put({ times, sessionId, desk, open, several, share, mine, sentAt, off: Date.now() - now });
  }
  return true;
}

/** A colleague is about to call somebody of this desk's share ("session ticket"): let go of, and said at once. */
async function giveBack(wanted: string): Promise<void> {
  const [sessionId, ticketId] = wanted.split(' ');
  if (Number(sessionId) !== state().sessionId) return;
  await alone(STATE, async () => {
    put({ share: state().share.filter(({ id }) => id !== ticketId) });
    await beat(false);
  }).catch(() => {});
}

/** Who goes to another page than the desk's gives everything back: nobody is to wait for a page that is not there. */
function leaveWhenGoing(): void {
  let stays = false;
  const { navigation } = window as unknown as {
    navigation?: EventTarget;
  };
  navigation?.addEventListener('navigate', (event) => {
    const { url } = (event as unknown as { destination: { url: string } }).destination;
    const { pathname } = new URL(url);
    stays = pathname === base || pathname.startsWith(`${base}/`) || /^\/besok\/[0-9a-f-]{36}/.test(pathname);
  });
  addEventListener('pagehide', () => {
    const { holder, beat, sentAt, times } = state();
    const hasLine = Date.now() - sentAt < 2 * times.beat;
    if (stays || !hasLine) return;
    put({ share: [], beat: beat + 1 });
    navigator.sendBeacon(
      `${base}/disk/puls`,
      new Blob([JSON.stringify({ holder, beat: beat + 1, leaves: true })], { type: 'application/json' }),
    );
  });
}

/** On the desk's page goes over to the page that is kept; where somebody may be writing, a link to it. */
async function offerToGoOn(): Promise<void> {
  const { sentAt, times, sessionId, share, mine } = state();
  if (sessionId === null || Date.now() - sentAt < times.begins || share.length + mine.length === 0) return;
  const page = `${base}/utan-kontakt`;
  // Whether this very page is controlled says nothing: the one that is gone to is, when the worker is there.
  const worker = await navigator.serviceWorker?.getRegistration(page);
  if (!worker?.active) return;
  if (location.pathname === base) {
    // Once: a second one would break off the first, which may take its time.
    if (!going) location.assign(page);
    going = true;
    return;
  }
  const offer = document.querySelector<HTMLAnchorElement>('[data-go-on]');
  if (offer) offer.hidden = false;
}

/** Takes a step without line: kept before it is shown, at once, whatever a request that is under way waits for. */
function take(kind: Step['kind'], { id, label }: Visitor): void {
  const now = state();
  const step = { key: crypto.randomUUID(), kind, ticketId: id, label, at: Date.now() - now.off };
  const visitor = [...now.mine, ...now.share].find((each) => each.id === id);
  // Pressed twice, or in another tab meanwhile.
  if (visitor === undefined || (kind === 'called' && (!now.share.includes(visitor) || !mayCall(now)))) return;
  const mine = now.mine.filter((each) => each.id !== id);
  const goesOn = kind === 'called' || kind === 'started';
  store(STATE, {
    ...now,
    steps: [...now.steps, step],
    share: now.share.filter((each) => each.id !== id),
    mine: goesOn ? [...mine, { ...visitor, state: kind === 'called' ? 'called' : 'serving' }] : mine,
  });
  if (kept !== null) draw(kept);
}

/** Whether the desk may call by itself now: not before others have ceased to, not after they may again. */
function mayCall({ sentAt, times, open, several, mine }: State): boolean {
  const silence = Date.now() - sentAt;
  return silence >= times.begins && silence < times.ends && open && (several || mine.length === 0);
}

function draw(page: HTMLElement): void {
  const now = state();
  const silence = Date.now() - now.sentAt;
  const may = mayCall(now);
  const about = !now.open
    ? 'paused'
    : silence < now.times.begins && silence >= 0
      ? 'wait'
      : silence < now.times.ends && silence >= 0
        ? 'may'
        : 'over';
  const shows = JSON.stringify([now.share, now.mine, now.steps.length, now.refused, may, about]);
  if (shows === drawn) return;
  drawn = shows;
  const set = (selector: string, text: string) => {
    const at = page.querySelector<HTMLElement>(selector);
    if (!at) return;
    at.hidden = text === '';
    if (at.textContent !== text) at.textContent = text;
  };
  const filled = (name: string, value: string) => (texts[name] ?? '').replace('{x}', value);
  set('[data-status]', filled(about, clockTime(now.sentAt - now.off)));
  set('[data-pending]', now.steps.length === 0 ? '' : filled('pending', String(now.steps.length)));
  const nobody = page.querySelector<HTMLElement>('[data-nobody]');
  if (nobody) nobody.hidden = now.share.length > 0;
  const button = (kind: Step['kind'], visitor: Visitor, name: string, primary: boolean) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `button button--${primary ? 'primary' : 'quiet'}`;
    made.textContent = texts[name] ?? '';
    made.addEventListener('click', () => take(kind, visitor));
    return made;
  };
  page.querySelector('[data-mine]')?.replaceChildren(
    ...now.mine.map((visitor) => {
      const steps =
        visitor.state === 'called'
          ? [button('started', visitor, 'start', true), button('missed', visitor, 'missed', false)]
          : [button('finished', visitor, 'finish', true)];
      return row('visitor', visitor, texts[visitor.state] ?? '', steps);
    }),
  );
  page.querySelector('[data-share]')?.replaceChildren(
    ...now.share.map((visitor, index) => {
      const call = button('called', visitor, 'call', index === 0);
      call.disabled = !may;
      call.setAttribute('aria-label', `${texts.call} ${visitor.label}`);
      return row('waits', visitor, clockTime(visitor.since), [call]);
    }),
  );
  if (now.refused.length > 0) showRefused(page, now.refused);
}

function row(kind: 'visitor' | 'waits', visitor: Visitor, said: string, steps: readonly Node[]): HTMLElement {
  const item = document.createElement('li');
  item.className = kind;
  const add = (tag: string, name: string, text: string) => {
    const part = document.createElement(tag);
    part.className = name;
    part.textContent = text;
    if (text !== '') item.append(part);
  };
  add('strong', `${kind}-number`, visitor.label);
  add('span', `${kind}-need`, visitor.need);
  add('span', 'quiet', said);
  add('span', 'quiet', visitor.note);
  const group = document.createElement('span');
  group.className = 'visitor-steps';
  group.append(...steps);
  item.append(group);
  return item;
}

/** What could not be recorded stays until it has been read. */
function showRefused(page: HTMLElement, refused: readonly string[]): void {
  page.querySelector('[data-refused]')?.remove();
  const box = document.createElement('div');
  box.className = 'notice notice--wrong';
  box.dataset.refused = '';
  const said = document.createElement('p');
  said.textContent = texts.refused ?? '';
  const list = document.createElement('ul');
  for (const each of refused) list.append(Object.assign(document.createElement('li'), { textContent: each }));
  const go = Object.assign(document.createElement('button'), {
    ...{ type: 'button', className: 'button button--primary', textContent: texts.toDesk ?? '' },
  });
  go.addEventListener('click', () => {
    put({ refused: [] });
    location.assign(base);
  });
  box.append(said, list, go);
  page.querySelector('h1')?.after(box);
}
