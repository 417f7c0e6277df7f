import type { ServiceLevel } from '../../law/facts.ts';
import { addDesk, addNeed, openQueue } from '../../queue/commands/configure.server.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import type { Story } from './teller.server.ts';

const SKV = '202100-5448';
const FK = '202100-5521';

type Needs = readonly (readonly [
  prefix: string,
  sign: string,
  names: Readonly<Record<string, string>>,
  minutes: number,
  tasks: readonly (readonly [task: string, authority: string, level: ServiceLevel])[],
])[];

/** What visitors of the office in Haninge choose among. */
const NEEDS: Needs = [
  [
    'A',
    'id',
    { sv: 'Id-kort', en: 'Identity card', fi: 'Henkilökortti', ar: 'بطاقة الهوية', so: 'Kaarka aqoonsiga' },
    12,
    [['identity-card', SKV, 'authority']],
  ],
  [
    'B',
    'home',
    { sv: 'Flytta, folkbokföring', en: 'Moving, population register', fi: 'Muutto, väestörekisteri' },
    9,
    [['population-registration', SKV, 'personal-data']],
  ],
  [
    'C',
    'family',
    { sv: 'Barn och familj', en: 'Children and family', fi: 'Lapset ja perhe' },
    11,
    [['parental-benefit', FK, 'personal-data']],
  ],
  ['D', 'computer', { sv: 'Hjälp vid datorn', en: 'Help at a computer', fi: 'Apua tietokoneella' }, 7, []],
  ['E', 'other', { sv: 'Något annat', en: 'Something else', fi: 'Jotain muuta' }, 8, []],
];

/** The office in Haninge gets a queue: needs, five desks and the floor. */
export const queueStory: Story = async (teller) => {
  const ctx = await teller.as('kontorschef', '2026-09-25T08:00:00+02:00');
  const office = await teller.office(DEMO_MAIN_OFFICE);
  await openQueue(ctx, office);
  for (const [prefix, sign, names, usualMinutes, tasks] of NEEDS) {
    const asked = tasks.map(async ([task, authority, level]) => ({
      taskId: await teller.task(task),
      principalId: await teller.authority(authority),
      level,
    }));
    const range = { rangeFrom: 1, rangeTo: 199, usualMinutes, waitLimitMinutes: 20 };
    await addNeed(ctx, office, { names, sign, prefix, ...range, tasks: await Promise.all(asked) });
  }
  for (const name of ['1', '2', '3', '4'])
    await addDesk(ctx, office, { name, kind: 'desk', stepFree: name === '1' });
  await addDesk(ctx, office, { name: '5', kind: 'desk', stepFree: true, calm: true });
  await addDesk(ctx, office, { name: 'Datorerna', kind: 'floor', stepFree: true });
};
