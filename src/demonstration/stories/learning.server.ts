import type { Context } from '../../access/context.server.ts';
import type { RecordAct } from '../../contacts/act.ts';
import { addMatter } from '../../contacts/commands/add-matter.server.ts';
import { closeContact } from '../../contacts/commands/close-contact.server.ts';
import { openContact } from '../../contacts/commands/open-contact.server.ts';
import { recordAct } from '../../contacts/commands/record-act.server.ts';
import { receiptOf } from '../../contacts/receipt.server.ts';
import { offer } from '../../handovers/commands/offer.server.ts';
import { step } from '../../handovers/commands/step.server.ts';
import { asAccount } from '../../handovers/commands/take-step.server.ts';
import { OfferSchema } from '../../handovers/schemas.ts';
import { makeStudy } from '../../learning/commands/make-study.server.ts';
import { mapContact } from '../../learning/commands/map-contact.server.ts';
import { writeGuidance } from '../../learning/commands/write-guidance.server.ts';
import { type Extent, type Mapping, StudySchema } from '../../learning/mapping.ts';
import { inTransaction } from '../../platform/database.server.ts';
import { answerSurvey } from '../../survey/answer.server.ts';
import type { Score } from '../../survey/rules/satisfaction-index.ts';
import { workingDays } from '../calendar.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import { pick, seeded, weighted, whole } from '../random.ts';
import type { Story, Teller } from './teller.server.ts';

const SKV = '202100-5448';
const FK = '202100-5521';

interface Call {
  readonly task: string;
  readonly authority: string;
  readonly subjects: readonly string[];
  readonly mapping: Omit<Mapping, 'extent' | 'handling'>;
  readonly extents: readonly Extent[];
  /** How often it is asked, and how much of it from November. */
  readonly weight: readonly [number, number];
  readonly handedOver: number;
}

const SIMPLE = { complexity: 'simple', suits: 'yes' } as const;
const CALLS: readonly Call[] = [
  {
    ...{ task: 'population-registration', authority: SKV, weight: [4, 4], handedOver: 0.2 },
    subjects: [
      'Flyttanmälan',
      'Flytten är inte registrerad',
      'Personbevis till bank',
      'Flytta till nytt boende',
    ],
    mapping: { kind: 'guidance', ...SIMPLE },
    extents: ['to-5', 'to-5', 'to-10', 'to-10', 'to-20'],
  },
  {
    ...{ task: 'sickness-benefit', authority: FK, weight: [1, 5], handedOver: 0 },
    subjects: ['Läkarintyg för sjukpenning', 'Sjukpenningen har inte kommit', 'Läkarintyg, hur skickar jag'],
    mapping: { kind: 'information', complexity: 'some', suits: 'training' },
    extents: ['to-10', 'to-20', 'to-20', 'to-30'],
  },
  {
    ...{ task: 'parental-benefit', authority: FK, weight: [4, 3], handedOver: 0 },
    subjects: ['Föräldrapenning för två barn', 'Anmäla föräldrapenning', 'Ansöka om föräldrapenning'],
    mapping: { kind: 'form-help', ...SIMPLE },
    extents: ['to-10', 'to-10', 'to-20'],
  },
  {
    ...{ task: 'income-tax', authority: SKV, weight: [3, 2], handedOver: 0.1 },
    subjects: ['Slutskatt', 'Skattekonto och kvarskatt', 'Betala kvarskatt'],
    mapping: { kind: 'information', complexity: 'complex', suits: 'no' },
    extents: ['to-20', 'to-30', 'to-60', 'over-60'],
  },
];

/** Why what was handed over wrongly came back, in turn. */
const RETURNS = [
  ['answer-was-public', 'Personbevis beställs i e-tjänsten utan handläggare.'],
  ['e-service', 'Flyttanmälan görs i e-tjänsten, vi registrerar inte åt den som ringer.'],
  ['answer-was-public', 'Handläggningstiden står på webbplatsen.'],
] as const;
const NOTE = `DEMONSTRATION: Flyttanmälan och personbevis görs i e-tjänsten och kommer åter till er om de lämnas över.
Lämna över när personen saknar e-legitimation eller när anmälan är äldre än fyra veckor.`;
const NOTED_ON = '2026-11-13';
const SCORES = [
  [9, 5],
  [8, 4],
  [2, 3],
  [1, 2],
  [1, 1],
] as const satisfies readonly (readonly [number, Score])[];

/**
 * Six weeks of calls in Haninge: two studies, most contacts of the first mapped, some answers to the question afterwards, hand-overs
 * that came back and what the desk was told so that they stopped.
 */
export const learningStory: Story = async (teller) => {
  const office = await teller.office(DEMO_MAIN_OFFICE);
  const manager = await teller.as('kontorschef', '2026-10-28T10:00:00+01:00');
  const authorities = [String(await teller.authority(SKV)), String(await teller.authority(FK))];
  const study = (name: string, firstOn: string, lastOn: string) =>
    makeStudy(
      manager,
      StudySchema.parse({
        ...{ name, firstOn, lastOn, officeIds: [String(office)], authorityIds: authorities },
        purpose: 'DEMONSTRATION: Vad av det som människor frågar om kan disken svara på?',
      }),
    );
  await study('Två veckor i november (demonstration)', '2026-11-02', '2026-11-13');
  await study('Samtal före jul (demonstration)', '2026-11-16', '2026-12-04');
  const officers = {
    alva: await teller.as('alva', '2026-10-12T08:00:00+02:00'),
    bo: await teller.as('bo', '2026-10-12T08:00:00+02:00'),
  };
  const registers = await registersOf(teller);
  for (const [day, calls] of Map.groupBy(plannedCalls(), (call) => call.day)) {
    await Promise.all(
      calls.map((call) => takeCall(teller, { office, registers, officer: officers[call.officer] }, call)),
    );
    if (day !== NOTED_ON) continue;
    const skv = await teller.as('samordnare.skv', `${day}T15:00:00+01:00`);
    const about = registers.get('population-registration')!;
    await writeGuidance(skv, about.taskId, about.principalId, { body: NOTE, seen: 0 });
  }
};

interface Planned {
  readonly day: string;
  readonly at: Temporal.Instant;
  readonly officer: 'alva' | 'bo';
  readonly call: Call;
  readonly subject: string;
  readonly extent: Extent;
  readonly outcome: 'handed-over' | 'solved' | 'partly';
  /** Which of RETURNS a hand-over comes back by; null: it is taken, or there is none. */
  readonly returned: number | null;
  readonly mapped: boolean;
  readonly score: Score | null;
}

/** The calls of six weeks, the same every time. */
function plannedCalls(): Planned[] {
  const random = seeded(71);
  const planned: Planned[] = [];
  let returns = 0;
  for (const { day } of workingDays().filter((each) => each.day >= '2026-10-12')) {
    const calls = day < '2026-11-02' ? 1 : day < '2026-11-14' ? 7 : 3;
    for (let n = 0; n < calls; n += 1) {
      const call = weighted(
        random,
        CALLS.map((each) => [each.weight[day < '2026-10-26' ? 0 : 1], each] as const),
      );
      const time = `${String(9 + n).padStart(2, '0')}:${whole(random, 10, 50)}:00`;
      const handsOver = random() < call.handedOver;
      const solved = random() < 0.86;
      planned.push({
        ...{ day, call },
        at: Temporal.Instant.from(`${day}T${time}${day < '2026-10-25' ? '+02:00' : '+01:00'}`),
        officer: pick(random, ['alva', 'bo']),
        subject: pick(random, call.subjects),
        extent: pick(random, call.extents),
        outcome: handsOver ? 'handed-over' : solved ? 'solved' : 'partly',
        returned: handsOver && day <= NOTED_ON ? returns++ % RETURNS.length : null,
        mapped: day >= '2026-11-02' && random() < 0.88,
        score: random() < 0.4 ? weighted(random, SCORES) : null,
      });
    }
  }
  return planned;
}

type Registers = ReadonlyMap<string, { readonly taskId: number; readonly principalId: number }>;

async function registersOf(teller: Teller): Promise<Registers> {
  const found = CALLS.map(
    async ({ task, authority }) =>
      [task, { taskId: await teller.task(task), principalId: await teller.authority(authority) }] as const,
  );
  return new Map(await Promise.all(found));
}

interface Setting {
  readonly office: number;
  readonly officer: Context;
  readonly registers: Registers;
}

const MINUTES = { 'to-5': 4, 'to-10': 8, 'to-20': 15, 'to-30': 26, 'to-60': 41, 'over-60': 70 } as const;

async function takeCall(
  teller: Teller,
  { office, officer, registers }: Setting,
  planned: Planned,
): Promise<void> {
  const { at, call, subject, extent, outcome } = planned;
  const answering: Context = { ...officer, clock: () => at };
  const after: Context = { ...officer, clock: () => at.add({ minutes: MINUTES[extent] }) };
  const { id } = await openContact(answering, { officeId: office, channel: 'phone', subject });
  const matterId = await addMatter(answering, id, registers.get(call.task)!);
  const act: RecordAct = { level: 'guidance', helpForm: 'remote', outcome, conditions: [] };
  const recorded = await recordAct(after, id, matterId, act);
  if (!recorded.ok) await recordAct(after, id, matterId, { ...act, level: 'signpost', outcome: 'referred' });
  if (outcome === 'handed-over') await handOver(teller, after, matterId, planned.returned);
  await closeContact(after, id, 'answered');
  if (planned.mapped) await mapContact(after, id, { ...call.mapping, extent, handling: outcome });
  if (planned.score !== null) await answer(after, office, id, planned.score);
}

/** Until the desk was told, what was handed over came back; since then it is taken. */
async function handOver(
  teller: Teller,
  after: Context,
  matterId: string,
  returned: number | null,
): Promise<void> {
  const { id } = await offer(
    after,
    OfferSchema.parse({
      matterId,
      ...{ wants: 'DEMONSTRATION: Vill veta hur det går.', done: 'Visat e-tjänsten.', consent: 'given' },
      ...{ reachBy: 'code', department: 'Folkbokföring' },
    }),
  );
  const receiver = asAccount(await teller.as('mottagare.skv', after.clock().add({ hours: 3 }).toString()));
  if (returned === null) {
    await step(receiver, id, { step: 'accept' });
    return;
  }
  const [reasonKind, text] = RETURNS[returned]!;
  await step(receiver, id, { step: 'return', reasonKind, text });
}

async function answer(after: Context, office: number, id: string, score: Score): Promise<void> {
  const { surveyCode } = await inTransaction(
    after.pool,
    { actor: after.actor.userId, offices: [office] },
    (db) => receiptOf(db, id, after.clock()),
  );
  if (surveyCode === null) return;
  await answerSurvey({ pool: after.pool, clock: () => after.clock().add({ hours: 1 }) }, surveyCode, score);
}
