import { answerNow } from '../../contacts/commands/close-contact.server.ts';
import { openContact } from '../../contacts/commands/open-contact.server.ts';
import { keepPromise, makePromise } from '../../contacts/commands/promise.server.ts';
import { receiveContact } from '../../contacts/commands/receive-contact.server.ts';
import { takeContact } from '../../contacts/commands/take-contact.server.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { sendBack } from '../../overflow/commands/end-move.server.ts';
import { moveContact } from '../../overflow/commands/move.server.ts';
import { makeRule } from '../../overflow/commands/set-rule.server.ts';
import type { Kind } from '../../overflow/rule.ts';
import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { DEMO_MAIN_OFFICE, DEMO_OFFICERS, DEMO_SMALL_OFFICE } from '../demo-officers.ts';
import type { Story, Teller } from './teller.server.ts';

/** From this day Jordbro helps Haninge. */
const HELPS_FROM = '2026-11-02';
const FIRST_MONDAY = plainDate('2026-10-05');
const WEEKS = 7;
const ASKED = [
  'Hur ansöker jag om bostadsbidrag?',
  'Jag har inte fått mitt id-kort',
  'När betalas pensionen ut?',
  'Fråga om flyttanmälan',
  'Vilka papper behöver jag ha med mig?',
  'Kan jag boka tid?',
];

interface Place {
  readonly teller: Teller;
  readonly pool: Pool;
  readonly haninge: number;
  readonly jordbro: number;
  readonly dagId: number;
  readonly ruleId: number;
}

/**
 * Haninge had more mail than it managed. Since November Jordbro answers what has waited for an hour and promises that soon break: the
 * wait is shorter, some came back, and some are there now.
 */
export const overflowStory: Story = async (teller) => {
  const lead = await teller.as('omrade', `${HELPS_FROM}T07:00:00Z`);
  const [haninge, jordbro] = [await teller.office(DEMO_MAIN_OFFICE), await teller.office(DEMO_SMALL_OFFICE)];
  const [area] = await teller.many<{ id: number }>(
    sql`select area_id as id from office where id = ${haninge}`,
  );
  const [dag] = await teller.many<{ id: number }>(
    sql`select id from officer where code = ${DEMO_OFFICERS.smallOffice}`,
  );
  if (area === undefined || dag === undefined)
    throw new Error('the demonstration lacks what its story is about');
  const ruleId = await makeRule(lead, {
    ...{ areaId: area.id, name: 'Jordbro hjälper Haninge', fromOffices: [haninge], toOffices: [jordbro] },
    ...{ kinds: ['promise', 'email', 'web'], level: 'guidance', afterMinutes: 60, promiseMinutes: 60 },
    ...{ loadOver: 2, mostAtOnce: 5, firstDay: HELPS_FROM },
  });
  const place: Place = { teller, pool: lead.pool, haninge, jordbro, dagId: dag.id, ruleId };
  for (let week = 0; week < WEEKS; week += 1)
    for (let nth = 0; nth < ASKED.length; nth += 1) await mailOf(place, week, nth);
  await promises(place);
};

/** One mail: before the rule it waits a day or two for Haninge; after it every second goes to Jordbro within two hours. */
async function mailOf(place: Place, week: number, nth: number): Promise<void> {
  const { teller, pool, haninge } = place;
  const day = addDays(FIRST_MONDAY, week * 7 + (nth % 4));
  const key = `demonstration overflow ${week} ${nth}`;
  const at = (time: string, later = 0) => `${addDays(day, later)}T${time}:00Z`;
  const { id } = await inTransaction(pool, { actor: 'system', offices: [haninge] }, (db) =>
    receiveContact(db, {
      ...{ officeId: haninge, channel: nth % 3 === 2 ? 'web' : 'email', key, actor: 'system' },
      subject: `DEMONSTRATION: ${ASKED[nth]}`,
      body: `${ASKED[nth]} Det här är ett påhittat meddelande.`,
      at: Temporal.Instant.from(at(`09:${10 + 7 * nth}`)),
      person: { name: 'Prov Påhittad', email: 'prov.pahittad@example.se', mayMail: false, protected: false },
    }),
  );
  const helped = day >= HELPS_FROM && nth % 2 === 0;
  // Of the last week some still wait.
  const last = week === WEEKS - 1;
  if (!helped) {
    if (last && nth > 3) return;
    const officer = await teller.as(
      nth % 2 === 0 ? 'alva' : 'bo',
      at(`1${nth % 4}:25`, day >= HELPS_FROM ? 0 : 1),
    );
    await takeContact(officer, id);
    return answerNow(officer, id, { body: 'Hej! Så här gör du, steg för steg. (Påhittat svar.)' });
  }
  const there = await moved(place, id, 'email', at(`11:${10 + 7 * nth}`), 62);
  if (last && nth > 0) return;
  const dag = await teller.as('dag', at(`12:${20 + 5 * nth}`, nth === 2 ? 1 : 0));
  if (week === 5 && nth === 4) return sendBack(dag, there, 'Frågan gäller ett id-kort som ligger hos er.');
  await takeContact(dag, there);
  await answerNow(dag, there, { body: 'Hej! Vi svarar åt Haninge: så här gör du. (Påhittat svar.)' });
}

/** Promises to call back: one kept by Jordbro in time, and one that is theirs to keep. */
async function promises(place: Place): Promise<void> {
  const { teller, haninge } = place;
  for (const [day, kept] of [
    ['2026-11-10', true],
    ['2026-11-20', false],
  ] as const) {
    const alva = await teller.as('alva', `${day}T09:05:00Z`);
    const contact = {
      officeId: haninge,
      channel: 'phone',
      subject: 'DEMONSTRATION: Vill veta hur det går med ansökan',
    } as const;
    const person = { name: 'Prov Påhittad', phone: '0701740605', mayMail: false, protected: false };
    const { id } = await openContact(alva, contact, person);
    const due = kept ? `${day}T13:00:00Z` : '2026-11-23T13:00:00Z';
    await makePromise(alva, id, { dueAt: Temporal.Instant.from(due), what: 'Ringa tillbaka med besked' });
    const there = await moved(place, id, 'promise', `${day}T12:10:00Z`, 5);
    if (!kept) continue;
    const [promise] = await teller.many<{ id: string }>(
      sql`select id from promise where visit_id = ${there}`,
    );
    const dag = await teller.as('dag', `${day}T12:40:00Z`);
    await keepPromise(dag, promise?.id ?? '', {
      how: 'phone',
      body: 'Berättade hur det går. (Påhittat.)',
      as: 'answered',
    });
  }
}

/** Moves it as the rule would have; returns the contact at Jordbro. */
async function moved(
  place: Place,
  visitId: string,
  kind: Kind,
  at: string,
  waitedMinutes: number,
): Promise<string> {
  const { teller, pool, haninge, jordbro, dagId, ruleId } = place;
  const move = {
    ruleId,
    mostAtOnce: 200,
    kind,
    visitId,
    fromOffice: haninge,
    toOffice: jordbro,
    officerId: dagId,
  };
  const done = await moveContact(pool, () => Temporal.Instant.from(at), 'system', { ...move, waitedMinutes });
  const [there] = await teller.many<{ id: string }>(
    sql`select moved_visit_id as id from overflow_move where id = ${done}`,
  );
  if (there === undefined) throw new Error('it did not move');
  return there.id;
}
