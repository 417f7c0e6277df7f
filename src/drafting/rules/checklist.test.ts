import { describe, expect, it } from 'vitest';
import { derivedItems, type Situation } from './checklist.ts';

const joined: Situation = {
  lastDay: null,
  tasks: 3,
  wantsMandates: true,
  systems: 1,
  mandates: 2,
  mandatesPast: 2,
  grantsMissing: 0,
  grantsPast: 0,
  asksCompetence: true,
  competenceMissing: 0,
  contacts: 1,
};
const competence = (over: Partial<Situation>) =>
  derivedItems('joining', { ...joined, ...over }, 7).find(({ code }) => code === 'competence');

describe('competence, when an authority joins', () => {
  it.each([
    ['everybody has it', {}, true, 0],
    ['an officer lacks it', { competenceMissing: 1 }, false, 1],
    ['nobody has a mandate yet', { mandates: 0 }, false, 0],
    ['the agreement does not ask for it', { asksCompetence: false, competenceMissing: 2 }, true, 0],
  ] as const)('%s', (_, over, done, count) => {
    expect(competence(over)).toMatchObject({ done, count });
  });
});
