import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import { DEMO_AGREEMENT, HANINGE, type Row } from './agreements.server.ts';
import { LAST_DAY } from './calendar.ts';
import { DEMO_OFFICERS } from './demo-officers.ts';
import { type DemoOfficer, demoOfficers } from './people.server.ts';
import { pick, seeded, whole } from './random.ts';

export interface DemoMandate {
  readonly officer: DemoOfficer;
  readonly agreement: string;
  readonly principal: string;
  readonly from: string;
  readonly to: string | null;
  readonly withdrawnOn: string | null;
  readonly withdrawnReason: string | null;
  readonly tasks: readonly string[];
  readonly access: readonly string[];
  /** Who has signed so far; absent: both sides. */
  readonly signed?: 'principal' | 'nobody';
}

const personalData = (tasks: string) => tasks.split(' ').map((task) => `${task}:personal-data`);
const IDENTITY_CARDS = ['identity-card:personal-data', 'identity-card:authority'];

const PRINCIPALS = [
  {
    principal: '202100-5521',
    agreement: '2019-00518-1.8',
    tasks: personalData('parental-benefit temporary-parental-benefit sickness-benefit housing-allowance'),
    access: ['FK-ARENDE'],
  },
  {
    principal: '202100-6255',
    agreement: '2019-00520-1.8',
    tasks: personalData('pension housing-supplement elderly-support'),
    access: ['PM-PENSION'],
  },
  {
    principal: '202100-5448',
    agreement: '2019-00519-1.8',
    tasks: personalData('population-registration income-tax marriage-register estate-inventory'),
    access: ['SKV-FOLKBOK', 'SKV-SKATT'],
  },
] as const;
const SKATTEVERKET = '202100-5448';
const REASONS = ['Byte av arbetsuppgifter', 'Begäran av handläggaren', 'Huvudmannens beslut'] as const;

let made: readonly DemoMandate[] | undefined;

/** Nearly every officer has all three; a few lack one, let one run out, have renewed one, or had one withdrawn. */
export function demoMandates(): readonly DemoMandate[] {
  made ??= [...make(), ...municipal()];
  return made;
}

function make(): DemoMandate[] {
  const random = seeded(214);
  const fixed = new Set<string>(Object.values(DEMO_OFFICERS));
  return demoOfficers().flatMap((officer) => {
    const staysAsItIs = fixed.has(officer.code);
    const identityCards =
      officer.office.identityCards &&
      officer.code !== DEMO_OFFICERS.withoutIdentityCards &&
      (staysAsItIs || random() < 0.7);
    return PRINCIPALS.flatMap(({ principal, agreement, tasks, access }): DemoMandate[] => {
      const fate = staysAsItIs ? 1 : random();
      if (fate < 0.03) return [];
      const cards = identityCards && principal === SKATTEVERKET;
      const entire = {
        officer,
        agreement,
        principal,
        from: officer.employedFrom,
        to: officer.employedTo,
        withdrawnOn: null,
        withdrawnReason: null,
        tasks: cards ? [...tasks, ...IDENTITY_CARDS] : tasks,
        access: cards ? [...access, 'SKV-IDKORT'] : access,
      };
      if (officer.employedTo !== null || officer.employedFrom > '2024-12-31') return [entire];
      if (fate < 0.06) return [{ ...entire, to: '2025-12-31' }, ...waiting(entire, random)];
      // Some end within 60 days of the last day of the visits, to be renewed.
      if (fate > 0.96) return [{ ...entire, to: ENDING[Math.floor((fate - 0.96) * 100)] ?? '2026-12-31' }];
      if (fate < 0.16)
        return [
          { ...entire, to: '2025-06-30' },
          { ...entire, from: '2025-07-01' },
        ];
      if (fate < 0.19) {
        const withdrawnOn = addDays('2025-03-01' as PlainDate, whole(random, 0, 600));
        return [{ ...entire, withdrawnOn, withdrawnReason: pick(random, REASONS) }];
      }
      return [entire];
    });
  });
}

const ENDING = ['2026-11-30', '2026-12-31', '2027-01-15'];

/** Half of those whose mandate ran out have a new one from December that one side has not signed yet. */
function waiting(old: DemoMandate, random: () => number): DemoMandate[] {
  if (random() < 0.5) return [];
  return [{ ...old, from: '2026-12-01', to: '2027-12-31', signed: random() < 0.7 ? 'principal' : 'nobody' }];
}

/** The invented agreement with Haninge: three officers at the one office, one at the other. */
function municipal(): DemoMandate[] {
  const held: readonly string[] = [DEMO_OFFICERS.full, DEMO_OFFICERS.colleague, DEMO_OFFICERS.smallOffice];
  return demoOfficers()
    .filter((officer) => held.includes(officer.code))
    .map((officer) => ({
      officer,
      agreement: DEMO_AGREEMENT,
      principal: HANINGE,
      from: '2024-11-01',
      to: null,
      withdrawnOn: null,
      withdrawnReason: null,
      tasks: ['disabled-parking-permit', 'preschool-application'].flatMap((task) => [
        `${task}:personal-data`,
        `${task}:authority`,
      ]),
      access: ['HANINGE-PARK', 'HANINGE-FORSKOLA'],
    }));
}

export function mandateRows(): Row[] {
  const state = demoMandates().map(({ officer, signed, ...mandate }) => {
    const later = signed === undefined ? null : '2026-11-10';
    return {
      ...mandate,
      officer: officer.code,
      kind: 'commission',
      signedByPrincipalOn: signed === 'nobody' ? null : (later ?? mandate.from),
      signedByOfficerOn: signed === undefined ? mandate.from : null,
    };
  });
  return [...state, ...delegations()];
}

/** At the municipalities' own offices: one decides by delegation, one is employed and prepares. */
function delegations(): Row[] {
  const mandate = (officer: string, agreement: string, kind: string, from: string, tasks: string[]): Row => ({
    officer,
    agreement,
    principal: HANINGE,
    kind,
    from,
    to: null,
    signedByPrincipalOn: from,
    signedByOfficerOn: from,
    tasks,
    access: ['HANINGE-PARK'],
  });
  const parking = ['disabled-parking-permit:personal-data'];
  const decides = [...parking, 'disabled-parking-permit:authority'];
  const toilets = ['alternative-toilet-permit:personal-data', 'alternative-toilet-permit:authority'];
  return [
    mandate('HAN-01', 'DEMO-2022-EGET', 'delegation', '2022-02-01', decides),
    { ...mandate('HAN-02', 'DEMO-2022-EGET', 'employment', '2022-02-01', parking), to: '2027-01-10' },
    mandate('BOT-01', 'DEMO-2023-SAMVERKAN', 'delegation', '2023-06-01', toilets),
    {
      ...mandate('BOT-02', 'DEMO-2023-SAMVERKAN', 'delegation', '2026-12-01', toilets),
      signedByPrincipalOn: '2026-11-10',
      signedByOfficerOn: null,
    },
  ];
}

/** What is switched on: what the mandates open, and a surplus that has not been switched off, for the report's item 3c. */
export function accessGrantRows(): Row[] {
  const random = seeded(315);
  const grants = new Map<string, Row>();
  const grant = (officer: DemoOfficer, system: string, from: string, to: string | null) =>
    grants.set(`${officer.code} ${system} ${from}`, {
      officer: officer.code,
      system,
      from,
      to,
      source: 'Påhittad behörighetslista för demonstrationen',
    });
  for (const mandate of demoMandates()) {
    if (mandate.from > LAST_DAY) continue;
    const forgotten = mandate.withdrawnOn !== null && random() < 0.5;
    const withdrawn = mandate.withdrawnOn === null ? null : addDays(mandate.withdrawnOn as PlainDate, -1);
    for (const system of mandate.access)
      grant(mandate.officer, system, mandate.from, forgotten ? null : (withdrawn ?? mandate.to));
  }
  for (const officer of demoOfficers()) {
    const cards = grants.has(`${officer.code} SKV-IDKORT ${officer.employedFrom}`);
    if (officer.employedTo === null && !cards && random() < 0.03)
      grant(
        officer,
        'SKV-IDKORT',
        '2024-03-01' > officer.employedFrom ? '2024-03-01' : officer.employedFrom,
        null,
      );
  }
  return [...grants.values()];
}
