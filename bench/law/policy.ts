import { type PlainDate, plainDate } from '../../src/kernel/plain-date.ts';
import { shippedLaw } from '../../src/law/content.ts';
import {
  type AgreementTask,
  type LawContent,
  type Mandate,
  type MandateLevel,
  SERVICE_LEVELS,
  type ServiceLevel,
} from '../../src/law/facts.ts';
import type { Policy, PrincipalTask } from '../../src/law/matrix.ts';

// A made-up nation of the size of the real one: one operator's offices and officers, six authorities with ten tasks each.
export const SIZE = { offices: 150, officers: 1_000, authorities: 6, tasks: 60 };
export const DAY: PlainDate = plainDate('2026-03-02');

export interface Question {
  readonly officerId: number;
  readonly officeId: number;
  readonly taskId: number;
  readonly principalId: number;
  readonly level: ServiceLevel;
}

const OPERATOR = { id: 1, kind: 'state' } as const;
const d = plainDate;
/** Tasks that the closed lists know, with the list's item; the rest of an authority's tasks are its own. */
const LISTED: Readonly<Record<number, readonly (readonly [code: string, item: string])[]>> = {
  10: [['identity-card', 'SA-2019-S1']],
  20: [
    ['passport-hand-out', 'SA-2019-S2'],
    ['lost-property', 'SA-2019-S3'],
  ],
  // Signed before 1 June 2019: still under lagen (2004:543).
  30: [
    ['housing-supplement', 'STJ-2009-S1'],
    ['elderly-support', 'STJ-2009-S1'],
    ['travel-allowance', 'STJ-2009-S2'],
  ],
  // The item lapsed in 2023.
  40: [['vaccination-certificate-basis', 'SA-2019-S4']],
};
const OLD = 30;
/** Agreements on general service only: advice and help, no access. */
const GENERAL = new Set([50, 60]);

export function law(): LawContent {
  return { ...shippedLaw, regimes: new Map(shippedLaw.regimes.map((regime) => [regime.id, regime])) };
}

/** The same policy for the same seed. */
export function nationalPolicy(seed = 20_260_302): Policy {
  const random = mulberry32(seed);
  const chance = (p: number) => random() < p;
  const offices = Array.from({ length: SIZE.offices }, (_, i) => ({
    id: i + 1,
    operatorId: OPERATOR.id,
    open: { from: d('2019-06-01'), to: chance(0.1) ? d('2025-06-13') : null },
  }));
  const some = (share: number) => offices.filter(() => chance(share)).map((office) => office.id);
  const officers = Array.from({ length: SIZE.officers }, (_, i) => ({
    id: i + 1,
    employerId: OPERATOR.id,
    employed: { from: d('2019-06-01'), to: chance(0.05) ? d('2025-12-31') : null },
  }));
  const tasks: PrincipalTask[] = [];
  const agreements: AgreementTask[] = [];
  for (let a = 1; a <= SIZE.authorities; a++) {
    const principalId = a * 10;
    const everywhere = chance(0.5) ? 'all' : some(0.8);
    for (let t = 0; t < SIZE.tasks / SIZE.authorities; t++) {
      const [code, item] = LISTED[principalId]?.[t] ?? [`task-${a}-${t}`, null];
      const task = { id: tasks.length + 1, code, sphere: 'state', authorityId: principalId } as const;
      tasks.push({ task, principalId });
      const agreement: AgreementTask = {
        agreementId: principalId,
        diaryNumber: `2019-${principalId}`,
        version: 2,
        regimeId: principalId === OLD ? 'STJ-2009' : 'SA-2019',
        signedOn: principalId === OLD ? d('2016-05-02') : d('2019-06-03'),
        governmentDirected: principalId !== OLD,
        approvedOn: null,
        approvalRevokedOn: null,
        termEndsOn: chance(0.05) ? d('2025-12-31') : null,
        decidedOn: d('2023-11-01'),
        valid: { from: d('2024-01-01'), to: null },
        amendmentApprovedOn: null,
        followed: null,
        principal: { id: principalId, kind: 'state' },
        performer: OPERATOR,
        taskId: task.id,
        exercisesAuthority: item !== null,
        requiresPersonalData: !GENERAL.has(principalId) && chance(0.85),
        listedSeparately: !chance(0.03),
        performersNamed: false,
        catalogueCode: item,
        access: GENERAL.has(principalId) ? [] : [principalId + (t % 3)],
        offices: { agreement: everywhere, task: item === null || chance(0.3) ? 'all' : some(0.4) },
        competence: 'not-asked',
      };
      // Some tasks were in the version before as well, which no longer governs.
      if (chance(0.2))
        agreements.push({
          ...agreement,
          version: 1,
          valid: { from: agreement.signedOn, to: d('2023-12-31') },
          followed: { version: 2, until: null, approvedFrom: null },
        });
      agreements.push(agreement);
    }
  }
  return {
    officers,
    offices,
    tasks,
    agreements,
    mandates: mandatesFor(tasks, random),
    competences: [],
    law: law(),
  };
}

function mandatesFor(tasks: readonly PrincipalTask[], random: () => number): Mandate[] {
  const chance = (p: number) => random() < p;
  const mandates: Mandate[] = [];
  for (let officerId = 1; officerId <= SIZE.officers; officerId++)
    for (let principalId = 10; principalId <= SIZE.authorities * 10; principalId += 10) {
      if (GENERAL.has(principalId) || chance(0.05)) continue;
      const covered: { taskId: number; level: MandateLevel }[] = [];
      for (const { task } of tasks.filter((t) => t.principalId === principalId)) {
        if (chance(0.85)) covered.push({ taskId: task.id, level: 'personal-data' });
        if (chance(0.85)) covered.push({ taskId: task.id, level: 'authority' });
      }
      mandates.push({
        id: mandates.length + 1,
        officerId,
        agreementId: principalId,
        principalId,
        kind: chance(0.05) ? 'employment' : 'commission',
        delegationStated: true,
        valid: { from: d('2024-02-01'), to: chance(0.07) ? d('2026-01-31') : d('2026-12-31') },
        signedByPrincipalOn: d('2024-01-22'),
        signedByOfficerOn: chance(0.03) ? null : d('2024-01-24'),
        withdrawnOn: chance(0.05) ? d('2025-10-01') : null,
        tasks: covered,
        access: [0, 1, 2].filter(() => chance(0.9)).map((system) => principalId + system),
      });
    }
  return mandates;
}

/** Questions drawn evenly over officers, offices and levels; half of them about tasks that a list knows. */
export function questions(policy: Policy, count: number, seed = 7): Question[] {
  const random = mulberry32(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const listed = policy.tasks.filter(({ task }) => !task.code.startsWith('task-'));
  return Array.from({ length: count }, () => {
    const { task, principalId } = pick(random() < 0.5 ? listed : policy.tasks);
    const [officerId, officeId] = [pick(policy.officers).id, pick(policy.offices).id];
    return { officerId, officeId, taskId: task.id, principalId, level: pick(SERVICE_LEVELS) };
  });
}

/** Mulberry32, a small generator with a seed (public domain, Tommy Ettinger 2017). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
