import { HANINGE } from './agreements.server.ts';
import type { WorkingDay } from './calendar.ts';
import { type DemoMandate, demoMandates } from './mandates.server.ts';
import type { DemoOffice } from './network.server.ts';
import type { DemoOfficer } from './people.server.ts';
import { weighted } from './random.ts';

/** A type, not an interface: it goes as it is into a row of a file. */
export type DemoMatter = {
  readonly task: string;
  readonly authority: string;
  readonly level: 'signpost' | 'guidance' | 'e-service' | 'personal-data' | 'authority';
  readonly helpForm: 'own-device' | 'customer-workstation' | 'desk';
  readonly outcome: 'solved' | 'partly' | 'referred' | 'handed-over' | 'left';
  readonly conditions: string;
};

const [SKV, FK, PM, AF, MIG, POL] = [
  '202100-5448',
  '202100-5521',
  '202100-6255',
  '202100-2114',
  '202100-2163',
  '202100-0076',
];

/** How often each task is asked for, and of whom. */
const ASKED: readonly (readonly [number, string, string])[] = [
  [14, 'identity-card', SKV!],
  [16, 'population-registration', SKV!],
  [11, 'income-tax', SKV!],
  [2, 'marriage-register', SKV!],
  [3, 'estate-inventory', SKV!],
  [7, 'parental-benefit', FK!],
  [3, 'temporary-parental-benefit', FK!],
  [8, 'sickness-benefit', FK!],
  [4, 'housing-allowance', FK!],
  [9, 'pension', PM!],
  [5, 'housing-supplement', PM!],
  [2, 'elderly-support', PM!],
  [8, 'jobseeker-registration', AF!],
  [9, 'activity-report', AF!],
  [3, 'residence-permit', MIG!],
  [1.5, 'citizenship', MIG!],
  [1.2, 'passport-hand-out', POL!],
];
const MUNICIPAL: readonly (readonly [number, string, string])[] = [
  [2, 'disabled-parking-permit', HANINGE],
  [2, 'preschool-application', HANINGE],
];

/** What the law wants confirmed for exercise of authority in each task. */
const CONDITIONS: Readonly<Record<string, string>> = {
  'identity-card': 'simple-case',
  'disabled-parking-permit': 'favourable-only',
};

/** The mandates in force by officer, principal and day. */
export class Mandates {
  readonly #by = Map.groupBy(demoMandates(), (mandate) => `${mandate.officer.code} ${mandate.principal}`);

  of(officer: DemoOfficer, principal: string, day: string): DemoMandate | undefined {
    return this.#by
      .get(`${officer.code} ${principal}`)
      ?.find(
        ({ from, to, withdrawnOn }) =>
          from <= day && (to === null || day <= to) && (withdrawnOn === null || day < withdrawnOn),
      );
  }
}

interface Setting {
  readonly office: DemoOffice;
  readonly officer: DemoOfficer;
  readonly day: WorkingDay;
  readonly mandates: Mandates;
  readonly migration: boolean;
}

/** What a visitor wants, how far the officer may go that day, and how it ends. */
export function matterFor(random: () => number, setting: Setting): DemoMatter {
  const { office, day } = setting;
  const served = office.municipality === '0136';
  const [task, authority] = weighted<readonly [string, string]>(
    random,
    [...ASKED, ...(served ? MUNICIPAL : [])].map(([weight, name, whose]) => [
      weight * season(name, day, office),
      [name, whose],
    ]),
  );
  const level = levelFor(random, task, authority, setting);
  return {
    task,
    authority,
    level,
    helpForm: weighted(random, HELP[level]),
    outcome: weighted(random, ENDS[level]),
    conditions: level === 'authority' ? (CONDITIONS[task] ?? '') : '',
  };
}

/** Tax returns in spring, activity reports in the first half of the month, identity cards mostly where they are issued. */
function season(task: string, { day, month }: WorkingDay, office: DemoOffice): number {
  if (task === 'income-tax') return month >= 3 && month <= 5 ? 2.2 : 0.7;
  if (task === 'activity-report') return Number(day.slice(8)) <= 14 ? 1.7 : 0.3;
  if (task === 'identity-card') return office.identityCards ? 1 : 0.15;
  return 1;
}

function levelFor(
  random: () => number,
  task: string,
  authority: string,
  { office, officer, day, mandates, migration }: Setting,
): DemoMatter['level'] {
  const elsewhere =
    authority === POL ||
    (authority === MIG && !migration) ||
    (task === 'identity-card' && !office.identityCards);
  if (elsewhere) return 'signpost';
  if (authority === AF || authority === MIG)
    return weighted(random, [
      [6, 'e-service'],
      [4, 'guidance'],
    ]);
  const mandate = mandates.of(officer, authority, day.day);
  const may = (level: string) => mandate?.tasks.includes(`${task}:${level}`) ?? false;
  return weighted(random, [
    [may('authority') ? 12 : 0, 'authority'],
    [may('personal-data') ? (may('authority') ? 1.5 : 4.5) : 0, 'personal-data'],
    [task === 'identity-card' ? 0.5 : 3, 'e-service'],
    [2.5, 'guidance'],
  ]);
}

type Weights<T> = Readonly<Record<DemoMatter['level'], readonly (readonly [number, T])[]>>;

const AT_THE_DESK = [
  [85, 'desk'],
  [15, 'customer-workstation'],
] as const;
const HELP: Weights<DemoMatter['helpForm']> = {
  signpost: AT_THE_DESK,
  guidance: AT_THE_DESK,
  'e-service': [
    [45, 'own-device'],
    [51, 'customer-workstation'],
    [4, 'desk'],
  ],
  'personal-data': AT_THE_DESK,
  authority: [[1, 'desk']],
};
const ENDS: Weights<DemoMatter['outcome']> = {
  signpost: [[1, 'referred']],
  guidance: [
    [55, 'solved'],
    [15, 'partly'],
    [25, 'referred'],
    [5, 'left'],
  ],
  'e-service': [
    [66, 'solved'],
    [18, 'partly'],
    [10, 'referred'],
    [6, 'left'],
  ],
  'personal-data': [
    [72, 'solved'],
    [12, 'partly'],
    [6, 'referred'],
    [8, 'handed-over'],
    [2, 'left'],
  ],
  authority: [
    [88, 'solved'],
    [9, 'handed-over'],
    [3, 'left'],
  ],
};
