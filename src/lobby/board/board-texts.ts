import type { DeskKind } from '../../queue/ticket.ts';

// The wall speaks both languages at once, so its texts stand beside each other and not in a catalogue.
export interface Both {
  readonly sv: string;
  readonly en: string;
}

const NOUNS: Readonly<Record<DeskKind, Both>> = {
  desk: { sv: 'Disk', en: 'Desk' },
  floor: { sv: 'Plats', en: 'Place' },
  remote: { sv: 'Video, rum', en: 'Video, room' },
};

/** Where to go. A desk that is named by a number or a letter is "Disk 3"; one with a name of its own is that: "Datorerna". */
export function deskText(name: string, kind: DeskKind): Both {
  const short = /^(\d{1,3}\p{L}?|\p{Lu}\d{0,2})$/u.test(name);
  const noun = NOUNS[kind];
  if (short || (kind === 'remote' && !/video|rum/i.test(name)))
    return { sv: `${noun.sv} ${name}`, en: `${noun.en} ${name}` };
  return { sv: name, en: name };
}

/** As it is spoken: "Nummer A 47, disk 3". */
export function spokenText(number: string, desk: Both): Both {
  const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  return { sv: `Nummer ${number}, ${lower(desk.sv)}`, en: `Number ${number}, ${lower(desk.en)}` };
}

export const boardTexts = {
  title: { sv: 'Tavla', en: 'Board' },
  nobody: { sv: 'Ingen är kallad än', en: 'Nobody has been called yet' },
  now: { sv: 'Nu kallas', en: 'Now calling' },
  earlier: { sv: 'Nyss kallade', en: 'Called before' },
  waits: { sv: 'Väntar', en: 'Waiting' },
  line: {
    sv: 'Så många väntar, och så länge för den som kommer nu',
    en: 'How many wait, and how long for who comes now',
  },
  paused: { sv: 'Paus just nu', en: 'Paused' },
  closed: { sv: 'Stängt', en: 'Closed' },
  closedEarly: { sv: 'Kontoret har stängt för dagen', en: 'The office has closed for today' },
  opens: (when: Both): Both => ({ sv: `Öppnar ${when.sv}`, en: `Opens ${when.en}` }),
  more: (count: number): Both => ({ sv: `och ${count} till`, en: `and ${count} more` }),
  closes: (time: string): Both => ({ sv: `Öppet till ${time}`, en: `Open until ${time}` }),
  /** `{time}`, `{age}`: set by the script. */
  lost: {
    sv: 'Ingen kontakt sedan {time} – lyssna efter personalen. Det som visas är {age} gammalt.',
    en: 'No contact since {time} – listen for the staff. What is shown is {age} old.',
  },
  allowSound: { sv: 'Tryck här för ljud', en: 'Tap here for sound' },
  preview: { sv: 'Förhandsvisning utan ljud', en: 'Preview without sound' },
  demonstration: { sv: 'Demonstration: uppgifterna är påhittade', en: 'Demonstration: invented data' },
  about: { sv: 'Om tavlan', en: 'About the board' },
  back: { sv: 'Till kön', en: 'To the queue' },
} as const;

const WEEKDAYS: readonly Both[] = [
  { sv: 'måndag', en: 'Monday' },
  { sv: 'tisdag', en: 'Tuesday' },
  { sv: 'onsdag', en: 'Wednesday' },
  { sv: 'torsdag', en: 'Thursday' },
  { sv: 'fredag', en: 'Friday' },
  { sv: 'lördag', en: 'Saturday' },
  { sv: 'söndag', en: 'Sunday' },
];

/** Swedish clock time as the wall writes it, `10.42`. */
export function clockText(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('Europe/Stockholm').toPlainTime().toString().slice(0, 5).replace(':', '.');
}

/** "i dag 10.00", "i morgon 10.00", "måndag 10.00", "7 december 10.00". */
export function whenText(at: Temporal.Instant, now: Temporal.Instant): Both {
  const there = at.toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  const today = now.toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  const { days } = today.until(there, { largestUnit: 'day' });
  const time = clockText(at);
  const weekday = WEEKDAYS[there.dayOfWeek - 1] as Both;
  const day = (): Both =>
    days === 0
      ? { sv: 'i dag', en: 'today' }
      : days === 1
        ? { sv: 'i morgon', en: 'tomorrow' }
        : days < 7
          ? { sv: `på ${weekday.sv}`, en: `on ${weekday.en}` }
          : {
              sv: there.toLocaleString('sv-SE', { day: 'numeric', month: 'long' }),
              en: there.toLocaleString('en-GB', { day: 'numeric', month: 'long' }),
            };
  const { sv, en } = day();
  return { sv: `${sv} ${time}`, en: `${en} ${time}` };
}
