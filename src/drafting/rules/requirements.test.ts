import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { shippedLaw } from '../../law/content.ts';
import type { LawContent, PartyKind, Sphere } from '../../law/facts.ts';
import { type DraftContent, type DraftTask, EMPTY_TASK, emptyDraft } from '../draft.ts';
import { differences } from './differences.ts';
import { isComplete, type RequirementCode, type RequirementFrame, requirements } from './requirements.ts';

const law: LawContent = {
  regimes: new Map(shippedLaw.regimes.map((regime) => [regime.id, regime])),
  lists: shippedLaw.lists,
  items: shippedLaw.items,
};
const [SKV, SSC, KOMMUN, GRANNE, REGION, KASSA] = [1, 2, 3, 4, 5, 6] as const;
const [CARD, FOLK, PARKING] = [11, 12, 13] as const;
const SYSTEM = 21;

const party = (id: number, kind: PartyKind) => [id, { id, kind }] as const;
const task = (id: number, code: string, sphere: Sphere, authorityId: number | null) =>
  [id, { id, code, sphere, authorityId }] as const;
const parking = law.items.find((item) => item.code === 'SA-2019-K4')?.tasks[0] ?? '';
const frame: RequirementFrame = {
  today: plainDate('2026-11-18'),
  law,
  named: {
    parties: new Map([
      party(SKV, 'state'),
      party(SSC, 'state'),
      party(KOMMUN, 'municipality'),
      party(GRANNE, 'municipality'),
      party(REGION, 'region'),
      party(KASSA, 'social-insurance-office'),
    ]),
    tasks: new Map([
      task(CARD, 'identity-card', 'state', SKV),
      task(FOLK, 'population-registration', 'state', SKV),
      task(PARKING, parking, 'municipal', null),
    ]),
    systems: new Map([
      [SYSTEM, { id: SYSTEM, code: 'SKV-FOLK', authorityId: SKV }],
      [22, { id: 22, code: 'SSC-X', authorityId: SSC }],
    ]),
    offices: new Map([
      [31, { id: 31, code: 'haninge', operatorId: SSC }],
      [32, { id: 32, code: 'annan', operatorId: KOMMUN }],
    ]),
  },
  amends: null,
};

const card = (over: Partial<DraftTask> = {}): DraftTask => ({
  ...EMPTY_TASK,
  taskId: CARD,
  principalId: SKV,
  performerId: SSC,
  exercisesAuthority: true,
  requiresPersonalData: true,
  listedSeparately: true,
  catalogueCode: 'SA-2019-S1',
  access: [SYSTEM],
  ...over,
});
const draft = (over: Partial<DraftContent> = {}): DraftContent => ({
  ...emptyDraft(SKV),
  name: 'Serviceavtal',
  diaryNumber: '2026-1',
  signedOn: plainDate('2026-11-01'),
  from: plainDate('2026-12-01'),
  parties: [SKV, SSC],
  offices: 'all',
  tasks: [card()],
  ...over,
});
const found = (content: DraftContent, code: RequirementCode) =>
  requirements(content, frame).find((each) => each.code === code);

describe('the requirements of 2 § while an agreement is written', () => {
  it('R2: are fulfilled when every task is listed, separately where it must be, with its access', () => {
    const all = requirements(draft(), frame);
    expect(all.filter(({ state, advice }) => state !== 'fulfilled' && !advice)).toEqual([]);
    expect(isComplete(all)).toBe(true);
    expect(all.filter(({ advice }) => advice).map(({ code }) => code)).toEqual(['levels', 'contacts']);
  });

  it.each<[string, Partial<DraftContent>, RequirementCode, 'missing' | 'not-allowed', string]>([
    ['R2: no tasks', { tasks: [] }, 'tasks', 'missing', 'no-tasks'],
    ['R2: a row without task', { tasks: [EMPTY_TASK] }, 'task', 'missing', 'no-task'],
    [
      'R2: not listed separately',
      { tasks: [card({ listedSeparately: false })] },
      'listed-separately',
      'missing',
      'not-listed-separately',
    ],
    ['R2: access not stated', { tasks: [card({ access: [] })] }, 'access', 'missing', 'access-not-stated'],
    [
      'R7: access to another authority’s system',
      { tasks: [card({ access: [22] })] },
      'access',
      'not-allowed',
      'system-of-another-authority',
    ],
    [
      'R7: access without need',
      { tasks: [card({ requiresPersonalData: false })] },
      'access',
      'not-allowed',
      'access-without-need',
    ],
    [
      'R3: exercise without an item',
      { tasks: [card({ catalogueCode: null })] },
      'catalogue',
      'missing',
      'catalogue-item-required',
    ],
    [
      'R3: an item of another regime',
      { tasks: [card({ catalogueCode: 'STJ-2009-S3' })] },
      'catalogue',
      'not-allowed',
      'catalogue-item-of-another-list',
    ],
    [
      'R4: an item of the municipal list for a state task',
      { tasks: [card({ catalogueCode: 'SA-2019-K4' })] },
      'catalogue',
      'not-allowed',
      'catalogue-item-of-another-list',
    ],
    [
      'R3: an item that had lapsed',
      { tasks: [card({ catalogueCode: 'SA-2019-S4' })] },
      'catalogue',
      'not-allowed',
      'catalogue-item-for-another-task',
    ],
    [
      'a task of somebody else',
      { tasks: [card({ principalId: SSC, performerId: SKV, access: [] })] },
      'direction',
      'not-allowed',
      'task-of-another-authority',
    ],
    ['the same task twice', { tasks: [card(), card()] }, 'task', 'not-allowed', 'task-twice'],
    ['one party', { parties: [SKV] }, 'parties', 'missing', 'two-parties'],
    ['a party of no register', { parties: [SKV, 99] }, 'parties', 'missing', 'two-parties'],
    [
      'municipality and municipality',
      { parties: [KOMMUN, GRANNE] },
      'parties',
      'not-allowed',
      'municipal-cooperation',
    ],
    [
      'municipality and region',
      { parties: [KOMMUN, REGION] },
      'parties',
      'not-allowed',
      'municipal-cooperation',
    ],
    ['R1: a day before any law', { signedOn: plainDate('1994-06-30') }, 'signed', 'not-allowed', 'no-regime'],
    ['signed tomorrow', { signedOn: plainDate('2026-11-19') }, 'signed', 'missing', 'not-signed-yet'],
    [
      'applies before it is signed',
      { from: plainDate('2026-10-31') },
      'days',
      'not-allowed',
      'before-it-was-decided',
    ],
    [
      'ends before it begins',
      { to: plainDate('2026-11-30') },
      'days',
      'not-allowed',
      'ends-before-it-begins',
    ],
    ['no office', { offices: [] }, 'offices', 'missing', 'no-offices'],
    ['an office of no party', { offices: [32] }, 'offices', 'not-allowed', 'office-of-no-party'],
    [
      'final before first answer',
      { firstAnswerDays: 5, finalAnswerDays: 2 },
      'levels',
      'not-allowed',
      'final-before-first',
    ],
  ])('%s', (_what, over, code, state, reason) => {
    const content = draft(over);
    const told = requirements(content, frame).filter(
      (each) => each.code === code && each.state !== 'fulfilled',
    );
    expect(told[0]).toMatchObject({ state });
    expect(told[0]?.reasons).toContain(reason);
    expect(isComplete(requirements(content, frame))).toBe(false);
  });

  it('names the provision, and for municipalities kommunallagen', () => {
    expect(found(draft(), 'listed-separately')?.provision).toContain('2 § andra stycket lagen (2019:212)');
    expect(found(draft({ parties: [KOMMUN, GRANNE] }), 'parties')?.provision).toContain('9 kap. 37 §');
    expect(found(draft(), 'identity')?.provision).toBeNull();
  });

  it('R3, R4: suggests the items of the right list that are valid on the first day', () => {
    expect(found(draft({ tasks: [card({ catalogueCode: null })] }), 'catalogue')?.items).toEqual([
      'SA-2019-S1',
    ]);
    const municipal = card({
      taskId: PARKING,
      principalId: KOMMUN,
      catalogueCode: null,
      requiresPersonalData: false,
      access: [],
    });
    const content = draft({ parties: [KOMMUN, SSC], tasks: [municipal] });
    expect(found(content, 'catalogue')?.items).toEqual(['SA-2019-K4']);
  });

  it('between municipalities is avtalssamverkan when that is chosen, and rests on delegation without any list', () => {
    const shared = card({
      taskId: PARKING,
      principalId: KOMMUN,
      performerId: GRANNE,
      catalogueCode: null,
      requiresPersonalData: false,
      listedSeparately: false,
      access: [],
    });
    const between = draft({ parties: [KOMMUN, GRANNE], tasks: [shared] });
    expect(isComplete(requirements(between, frame))).toBe(false);
    const chosen = requirements({ ...between, regimeId: 'KL-SAMVERKAN' }, frame);
    expect(chosen.filter(({ state, advice }) => state !== 'fulfilled' && !advice)).toEqual([]);
    // The choice is no way around 1 §: a state authority has no part in it.
    expect(found(draft({ regimeId: 'KL-SAMVERKAN' }), 'parties')).toMatchObject({ state: 'not-allowed' });
    expect(found(draft({ regimeId: 'SA-2019' }), 'signed')).toMatchObject({ state: 'not-allowed' });
  });

  it('R14: wants approval and term where the regime of the signing day does', () => {
    const old = {
      signedOn: plainDate('1998-01-01'),
      from: plainDate('1998-02-01'),
      parties: [KOMMUN, KASSA],
      tasks: [],
    };
    expect(found(draft(old), 'approval')).toMatchObject({ state: 'missing', reasons: ['no-approval'] });
    expect(found(draft(old), 'term')).toMatchObject({ state: 'missing', reasons: ['no-term'] });
    const long = { ...old, approvedOn: plainDate('1998-01-20'), termEndsOn: plainDate('2010-12-31') };
    expect(found(draft(long), 'approval')?.state).toBe('fulfilled');
    expect(found(draft(long), 'term')).toMatchObject({ state: 'not-allowed', reasons: ['term-too-long'] });
    expect(found(draft(), 'approval')).toBeUndefined();
    expect(found(draft(), 'term')).toBeUndefined();
  });
});

describe('what two coordinators have written differently', () => {
  it('is told field by field, and lists row by row', () => {
    const mine = draft({ name: 'A', tasks: [card(), card({ catalogueCode: null })] });
    const theirs = draft({ name: 'B', tasks: [card()] });
    expect(differences(mine, theirs).map(({ field }) => field)).toEqual(['name', 'tasks.1']);
    expect(differences(mine, { ...mine, tasks: mine.tasks.map((t) => ({ ...t })) })).toEqual([]);
  });
});
