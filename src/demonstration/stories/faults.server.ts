import { answerComplaint, makeComplaint, writeBack } from '../../faults/commands/complaints.server.ts';
import { openBody } from '../../faults/commands/configure.server.ts';
import { closeFault, noteOnFault, startFault } from '../../faults/commands/handle-fault.server.ts';
import { reportFault } from '../../faults/commands/report-fault.server.ts';
import { reporterSays } from '../../faults/commands/reporter.server.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import type { Story } from './teller.server.ts';

const HANINGE = '212000-0084';
const ORIGIN = 'http://localhost';

/** What people in Haninge have reported: when, what kind, where, and what they wrote. */
const REPORTS = [
  [
    '2026-10-19T07:40',
    'HAL',
    59.1679,
    18.1412,
    'Rudsjövägen vid bron',
    'DEMONSTRATION: Ett hål i cykelbanan, djupt som en hand.',
    { storlek: 'mellan', var: 'cykelbana' },
  ],
  [
    '2026-11-02T17:15',
    'BELYSNING',
    59.1415,
    18.1262,
    'Jordbro, gångtunneln',
    'DEMONSTRATION: Hela tunneln är mörk.',
    { antal: 'flera' },
  ],
  [
    '2026-11-09T08:05',
    'KLOTTER',
    59.1731,
    18.1502,
    'Handens station',
    'DEMONSTRATION: Klotter på bänken.',
    { hot: 'nej' },
  ],
  [
    '2026-11-12T12:30',
    'LEKPLATS',
    59.1598,
    18.1333,
    'Lekplatsen i Vendelsö',
    'DEMONSTRATION: Gungan hänger i en kedja.',
    { avsparrad: 'ja' },
  ],
  [
    '2026-11-16T16:50',
    'BELYSNING',
    59.1688,
    18.1449,
    'Poseidons torg',
    'DEMONSTRATION: Lyktan blinkar.',
    { antal: 'en', stolpe: 'H 1042' },
  ],
  [
    '2026-11-17T19:20',
    'NEDSKRAPNING',
    null,
    null,
    'Vid bryggan på Dalarö',
    'DEMONSTRATION: Papperskorgen är full och det blåser.',
    {},
  ],
] as const;

/** Haninge receives fault reports: some new, one begun, one late, one closed and said to be there still; and complaints, one that goes on. */
export const faultsStory: Story = async (teller) => {
  const first = await teller.as('samordnare.haninge', '2026-10-01T09:00:00+02:00');
  const { pool } = first;
  const haninge = await teller.authority(HANINGE);
  await openBody(first, haninge, {
    ...{
      area: '0136',
      jurisdiction: 'haninge.example.se',
      contact: 'Kontaktcenter (demonstration)',
      answerDays: 10,
    },
  });
  const made = [];
  for (const [at, code, latitude, longitude, place, description, answers] of REPORTS) {
    const now = Temporal.Instant.from(`${at}:00+01:00`);
    const [category] = await teller.many<{ id: number }>(
      sql`select id from fault_category where body_id = ${haninge} and service_code = ${code}`,
    );
    const { reference, secret } = await reportFault(
      { pool, clock: () => now, origin: ORIGIN },
      {
        key: crypto.randomUUID(),
        categoryId: category!.id,
        point: latitude === null || longitude === null ? null : { latitude, longitude },
        ...{ place, description, contact: {}, photos: [], language: 'sv', from: { source: 'web' } },
        answers: Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, [value]])),
      },
    );
    const { id } = await inTransaction(pool, {}, (db) =>
      db.one<{ id: string }>(sql`select id from public_fault where reference = ${reference}`),
    );
    made.push({ id, reference, secret });
  }
  const [hole, tunnel, graffiti, swing] = made;
  await startFault(
    await teller.as('samordnare.haninge', '2026-10-20T08:30:00+02:00'),
    hole!.id,
    plainDate('2026-11-03'),
  );
  await noteOnFault(
    await teller.as('samordnare.haninge', '2026-11-03T15:00:00+01:00'),
    hole!.id,
    'Asfalten kan inte läggas förrän det slutar regna.',
    true,
  );
  const november = await teller.as('samordnare.haninge', '2026-11-05T10:00:00+01:00');
  await closeFault(november, ORIGIN, tunnel!.id, 'fixed', 'Lamporna är bytta.');
  const denied = Temporal.Instant.from('2026-11-08T18:00:00+01:00');
  await reporterSays({ pool, clock: () => denied }, tunnel!, 'denied', 'Två av dem är fortfarande släckta.');
  const tenth = await teller.as('samordnare.haninge', '2026-11-11T13:00:00+01:00');
  await closeFault(tenth, ORIGIN, graffiti!.id, 'fixed', 'Sanerat.');
  const said = Temporal.Instant.from('2026-11-11T18:00:00+01:00');
  await reporterSays({ pool, clock: () => said }, graffiti!, 'confirmed', '');
  const thirteenth = await teller.as('samordnare.haninge', '2026-11-13T08:00:00+01:00');
  await startFault(thirteenth, swing!.id, plainDate('2026-11-25'));
  await noteOnFault(thirteenth, swing!.id, 'Kedja beställd.', false);
  const complain = (at: string, words: string) =>
    makeComplaint(
      { pool, clock: () => Temporal.Instant.from(at), origin: ORIGIN },
      {
        ...{ key: crypto.randomUUID(), kind: 'complaint', authorityId: haninge, words, wantsAnswer: true },
        ...{ email: null, language: 'sv' },
      },
    );
  const answered = await complain(
    '2026-10-28T10:00:00+01:00',
    'DEMONSTRATION: Jag har ringt tre gånger om bussens väderskydd utan svar.',
  );
  await answerComplaint(
    await teller.as('samordnare.haninge', '2026-11-04T11:00:00+01:00'),
    answered.reference,
    'Väderskyddet är regionens. Vi har lämnat över din synpunkt dit i dag.',
  );
  const back = Temporal.Instant.from('2026-11-09T08:20:00+01:00');
  await writeBack(
    { pool, clock: () => back },
    answered.reference,
    answered.secret,
    'Tack, men det var inte det jag frågade. När får jag veta vad regionen gör?',
  );
  await complain('2026-11-16T09:00:00+01:00', 'DEMONSTRATION: Kön i telefon var en timme i måndags.');
};
