import type { Locale } from '../ui/texts.ts';

type Said = Readonly<Record<Locale, string>>;
const said = (sv: string, en: string): Said => ({ sv, en });
const defined = (name: Said, definition: Said, formula: Said) => ({ name, definition, formula });

const OF_TICKETS = said('Räknas den dag då könumret togs.', 'Counted on the day the number was taken.');
const ONLY_REAL = said(
  `Tider som har märkts som inte verkliga räknas inte. ${OF_TICKETS.sv}`,
  `Times that were marked as not real are not counted. ${OF_TICKETS.en}`,
);
const WAIT = said(
  `Väntetid: från att besökaren ställde sig i kön till det första uppropet. ${ONLY_REAL.sv}`,
  `Waiting: from joining the line to the first call. ${ONLY_REAL.en}`,
);
const WALK = said(
  `Gångtid: från det upprop som besökaren kom på till att betjäningen började. ${ONLY_REAL.sv}`,
  `Walking: from the call that the visitor came on until serving began. ${ONLY_REAL.en}`,
);
const SERVE = said(
  `Betjäningstid: all tid som besökaren betjänades, utan den tid som ärendet var parkerat, när betjäningen är över. ${ONLY_REAL.sv}`,
  `Serving: all the time the visitor was served, without the time the ticket was parked, once serving is over. ${ONLY_REAL.en}`,
);
const RANK = said(
  'Den kortaste av tiderna som minst så stor andel av alla tider inte överstiger, i hela sekunder.',
  'The shortest of the times that at least that share of all times do not exceed, in whole seconds.',
);
const ACTED = said('ärenden där något har gjorts', 'matters in which something was done');

function times(name: Said, what: Said, limit: Said) {
  const of = (sv: string, en: string, formula: Said) =>
    defined(said(`${name.sv}, ${sv}`, `${name.en}, ${en}`), what, formula);
  return {
    mean: of(
      'medel',
      'mean',
      said('summan av tiderna ÷ antalet tider', 'sum of the times ÷ number of times'),
    ),
    median: of('median', 'median', said(`50 %: ${RANK.sv}`, `50 %: ${RANK.en}`)),
    p90: of('90 procent', '90 per cent', said(`90 %: ${RANK.sv}`, `90 %: ${RANK.en}`)),
    within: of(
      `andel inom ${limit.sv}`,
      `share within ${limit.en}`,
      said(`tider om högst ${limit.sv} ÷ alla tider`, `times of at most ${limit.en} ÷ all times`),
    ),
  };
}
const waiting = times(said('Väntetid', 'Waiting time'), WAIT, said('10 minuter', '10 minutes'));
const walking = times(said('Gångtid', 'Walking time'), WALK, said('2 minuter', '2 minutes'));
const serving = times(said('Betjäningstid', 'Serving time'), SERVE, said('15 minuter', '15 minutes'));

/** What each measure is, in plain words: the first version of each. */
export const DEFINITIONS = {
  visits: defined(
    said('Besök', 'Visits'),
    said(
      'Varje gång en besökare möttes på ett kontor. Den som ringer eller skriver är ingen besökare. Räknas den dag då besöket började. Det som avslutas som skräp räknas inte. För en myndighet: besök med minst ett ärende hos den.',
      'Each time a visitor was met at an office. Who telephones or writes is no visitor. Counted on the day the visit began. What is closed as junk is not counted. For an authority: visits with at least one matter of it.',
    ),
    said('antalet kontakter med kanalen besök', 'number of contacts by the channel visit'),
  ),
  contacts: defined(
    said('Kontakter', 'Contacts'),
    said(
      'Varje gång någon hade med receptionen att göra, i alla kanaler. Räknas den dag då kontakten började, vid det kontor dit den kom, även när ett annat hjälpte till. Det som avslutas som skräp räknas inte. För en myndighet: kontakter med minst ett ärende hos den.',
      'Each time somebody and the front desk had to do with each other, by any channel. Counted on the day the contact began, at the office that it came to, also when another helped. What is closed as junk is not counted. For an authority: contacts with at least one matter of it.',
    ),
    said('antalet kontakter', 'number of contacts'),
  ),
  matters: defined(
    said('Ärenden', 'Matters'),
    said(
      'Vad en person ville en myndighet vid en kontakt. En kontakt kan ha flera. Räknas den dag då kontakten började, vid det kontor som svarade. Det som avslutas som skräp eller skickas tillbaka räknas inte. Efter nivå räknas ärendet på den högsta som nåddes, efter hjälpform på den senaste åtgärdens; där inget har gjorts har det ingendera.',
      'What a person wanted of one authority in a contact. A contact may have several. Counted on the day the contact began, at the office that answered. What is closed as junk or sent back is not counted. By level a matter counts at the highest that was reached, by form of help at that of the last act; where nothing was done it has neither.',
    ),
    said('antalet ärenden', 'number of matters'),
  ),
  'waiting-mean': waiting.mean,
  'waiting-median': waiting.median,
  'waiting-p90': waiting.p90,
  'waiting-within': waiting.within,
  'walking-mean': walking.mean,
  'walking-median': walking.median,
  'walking-p90': walking.p90,
  'walking-within': walking.within,
  'serving-mean': serving.mean,
  'serving-median': serving.median,
  'serving-p90': serving.p90,
  'serving-within': serving.within,
  'no-shows': defined(
    said('Uteblivna', 'No-shows'),
    said(
      `Könummer som ropades upp men vars besökare aldrig kom fram, av alla könummer. Den som skickades vidare i kön är ett enda nummer. ${OF_TICKETS.sv}`,
      `Tickets that were called and whose visitor never came to the desk, of all tickets. Who was sent on in the line is one ticket. ${OF_TICKETS.en}`,
    ),
    said('uppropade som aldrig betjänades ÷ könummer', 'called and never served ÷ tickets'),
  ),
  'gave-up': defined(
    said('Gick utan att bli uppropade', 'Left before being called'),
    said(
      `Könummer som avslutades utan att ha ropats upp, av alla könummer. ${OF_TICKETS.sv}`,
      `Tickets that ended without having been called, of all tickets. ${OF_TICKETS.en}`,
    ),
    said('avslutade utan upprop ÷ könummer', 'ended without a call ÷ tickets'),
  ),
  'estimate-error': defined(
    said('Väntetidsbeskedens fel', 'Error of estimates'),
    said(
      'Hur långt den verkliga väntetiden låg från mitten av det som besökaren fick veta när numret togs, i medeltal av hela sekunder.',
      'How far the real waiting time was from the middle of what the visitor was told when taking the number, on average of whole seconds.',
    ),
    said(
      'summan av |väntetid − mitten av beskedet| ÷ antalet',
      'sum of |waiting time − middle of what was told| ÷ number',
    ),
  ),
  'estimate-within': defined(
    said('Väntetidsbesked som höll', 'Estimates that held'),
    said(
      'Andel väntetider som låg inom det som besökaren fick veta när numret togs.',
      'Share of waiting times that lay within what the visitor was told when taking the number.',
    ),
    said(
      'väntetider inom beskedet ÷ väntetider med besked',
      'waiting times within what was told ÷ those told of',
    ),
  ),
  'language-met': defined(
    said('Språkbehov som möttes', 'Language needs met'),
    said(
      'Besökare som bad om ett annat språk än svenska och betjänades av någon som har angett det språket. Engelska talas vid alla diskar.',
      'Visitors who asked for another language than Swedish and were served by somebody who has said to speak it. English is spoken at every desk.',
    ),
    said(
      'betjänade på språket ÷ betjänade som bad om ett språk',
      'served in the language ÷ served who asked for one',
    ),
  ),
  'interpreter-served': defined(
    said('Betjänade med tolkbehov', 'Served who needed an interpreter'),
    said(
      'Besökare som sade att de behövde tolk och som betjänades. Om tolken kom registreras inte.',
      'Visitors who said that they needed an interpreter and who were served. Whether the interpreter came is not recorded.',
    ),
    said('betjänade med tolkbehov ÷ könummer med tolkbehov', 'served with the need ÷ tickets with the need'),
  ),
  'sign-language-met': defined(
    said('Teckenspråksbehov som möttes', 'Sign language needs met'),
    said(
      'Besökare som bad om svenskt teckenspråk och betjänades av någon som har angett det.',
      'Visitors who asked for Swedish sign language and were served by somebody who has said to use it.',
    ),
    said(
      'betjänade på teckenspråk ÷ betjänade som bad om det',
      'served in sign language ÷ served who asked for it',
    ),
  ),
  solved: defined(
    said('Lösta vid kontakten', 'Solved in the contact'),
    said(
      `Andel ${ACTED.sv} vars sista utfall är löst.`,
      `Share of ${ACTED.en} whose last outcome is solved.`,
    ),
    said('lösta ÷ ärenden där något har gjorts', 'solved ÷ matters in which something was done'),
  ),
  'solved-first': defined(
    said('Lösta vid första kontakten', 'Solved at first contact'),
    said(
      `Andel ${ACTED.sv} som löstes helt i en kontakt som inte följde på en tidigare. Den som är anonym kan inte följas: att någon kom tillbaka är känt bara när handläggaren har antecknat det.`,
      `Share of ${ACTED.en} that were wholly solved in a contact that did not follow on an earlier one. Who is anonymous cannot be followed: that somebody came back is known only where the officer noted it.`,
    ),
    said(
      'lösta i en första kontakt ÷ ärenden där något har gjorts',
      'solved in a first contact ÷ matters in which something was done',
    ),
  ),
  'partly-first': defined(
    said('Delvis lösta vid första kontakten', 'Partly solved at first contact'),
    said(
      `Andel ${ACTED.sv} som löstes delvis i en kontakt som inte följde på en tidigare.`,
      `Share of ${ACTED.en} that were partly solved in a contact that did not follow on an earlier one.`,
    ),
    said(
      'delvis lösta i en första kontakt ÷ ärenden där något har gjorts',
      'partly solved in a first contact ÷ matters in which something was done',
    ),
  ),
  referred: defined(
    said('Hänvisade vidare', 'Referred onward'),
    said(
      `Andel ${ACTED.sv} vars sista utfall är hänvisat vidare.`,
      `Share of ${ACTED.en} whose last outcome is referred onward.`,
    ),
    said('hänvisade ÷ ärenden där något har gjorts', 'referred ÷ matters in which something was done'),
  ),
  'handed-over': defined(
    said('Överlämnade', 'Handed over'),
    said(
      `Andel ${ACTED.sv} vars sista utfall är överlämnat till myndigheten.`,
      `Share of ${ACTED.en} whose last outcome is handed over to the authority.`,
    ),
    said('överlämnade ÷ ärenden där något har gjorts', 'handed over ÷ matters in which something was done'),
  ),
  'came-back': defined(
    said('Kom tillbaka inom 14 dagar', 'Came back within 14 days'),
    said(
      'Andel ärenden där personen kom tillbaka om samma sak hos samma myndighet inom 14 dagar efter en tidigare kontakt. Räknas den dag då personen kom tillbaka. Den som är anonym kan inte följas: att någon kom tillbaka är känt bara när handläggaren har antecknat det.',
      'Share of matters in which the person came back about the same thing with the same authority within 14 days of an earlier contact. Counted on the day of coming back. Who is anonymous cannot be followed: that somebody came back is known only where the officer noted it.',
    ),
    said('ärenden som kom tillbaka ÷ ärenden', 'matters that came back ÷ matters'),
  ),
  'failure-demand': defined(
    said('Onödig efterfrågan', 'Failure demand'),
    said(
      'Andel ärenden där personen behövde flera kontakter: kom tillbaka om samma sak inom 14 dagar, eller hänvisades vidare. Ett ärende räknas en gång.',
      'Share of matters in which the person needed several contacts: came back about the same thing within 14 days, or was referred onward. A matter counts once.',
    ),
    said('(kom tillbaka eller hänvisades vidare) ÷ ärenden', '(came back or referred onward) ÷ matters'),
  ),
  'promises-kept': defined(
    said('Hållna löften', 'Promises kept'),
    said(
      'Löften att återkomma vars dag är förbi och som hölls senast den utlovade tiden. Löften som flyttades räknas inte; det nya räknas på sin dag.',
      'Promises to come back whose day is over and that were kept by the promised time. Promises that were moved are not counted; the new one is, on its day.',
    ),
    said('hållna i tid ÷ löften vars dag är förbi', 'kept in time ÷ promises whose day is over'),
  ),
  'hand-overs': defined(
    said('Överlämningar', 'Hand-overs'),
    said(
      'Överlämningar till en myndighet, den dag de gjordes.',
      'Hand-overs to an authority, on the day they were made.',
    ),
    said('antalet överlämningar', 'number of hand-overs'),
  ),
  'hand-over-first-answer': defined(
    said('Överlämning: tid till första svar', 'Hand-over: time to first answer'),
    said(
      'Från överlämningen till det första svaret, i medeltal och i klocktid. Räknas den dag då svaret gavs.',
      'From the hand-over to the first answer, on average and by the clock. Counted on the day of the answer.',
    ),
    said('summan av tiderna ÷ antalet första svar', 'sum of the times ÷ number of first answers'),
  ),
  'hand-over-final-answer': defined(
    said('Överlämning: tid till slutligt svar', 'Hand-over: time to final answer'),
    said(
      'Från överlämningen till det slutliga svaret, i medeltal och i klocktid. Räknas den dag då svaret gavs.',
      'From the hand-over to the final answer, on average and by the clock. Counted on the day of the answer.',
    ),
    said('summan av tiderna ÷ antalet slutliga svar', 'sum of the times ÷ number of final answers'),
  ),
  'hand-overs-returned': defined(
    said('Återlämnade överlämningar', 'Hand-overs given back'),
    said(
      'Gånger som en myndighet avböjde eller lämnade tillbaka en överlämning, den dag det skedde.',
      'Times that an authority refused or returned a hand-over, on the day it happened.',
    ),
    said('avböjda + återlämnade', 'refused + returned'),
  ),
  satisfaction: defined(
    said('Nöjdhet (index)', 'Satisfaction (index)'),
    said(
      'Svar på en fråga efter kontakten, på skalan 1–5, omräknade så att 5 = 100, 4 = 75, 3 = 50, 2 = 25 och 1 = 0; medelvärdet. Räknas den dag svaret gavs.',
      'Answers to one question after the contact, from 1 to 5, counted as 5 = 100, 4 = 75, 3 = 50, 2 = 25 and 1 = 0; their mean. Counted on the day of the answer.',
    ),
    said('summan av poängen ÷ antalet svar', 'sum of the points ÷ number of answers'),
  ),
  'visits-per-open-hour': defined(
    said('Besök per öppettimme', 'Visits per opening hour'),
    said(
      'Besök på dagar som är förbi, delade med de timmar som kontoret hade öppet de dagarna. Kontor och dagar utan kända öppettider räknas inte.',
      'Visits on days that are over, divided by the hours that the office was open on those days. Offices and days without known opening hours are not counted.',
    ),
    said('besök ÷ öppettimmar', 'visits ÷ opening hours'),
  ),
} as const;
