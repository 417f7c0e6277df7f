import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { readReference } from '../reference.ts';
import { contactOutcome } from './outcome.ts';
import { instantOf, promiseState, whyNoPromise, workingDayFrom } from './promise.ts';
import { searchWords } from './search-words.ts';

const at = (text: string) => Temporal.Instant.from(text);

describe('a reference', () => {
  it.each([
    ['K7QM-2XPA', 'K7QM-2XPA'],
    [' k7qm 2xpa ', 'K7QM-2XPA'],
    ['K7QM–2XPA', 'K7QM-2XPA'],
    ['oIlM2XPA', '011M-2XPA'],
    ['K7QM-2XP', null],
    ['K7QM-2XPU', null],
    ['', null],
    ['servicekontoret', null],
  ])('is read as it was said: %s', (given, code) => {
    expect(readReference(given)).toBe(code);
  });
});

describe('a promise', () => {
  const now = at('2026-11-18T09:30:00Z');
  const open = { keptAt: null, movedAt: null };
  it.each([
    [{ ...open, dueAt: at('2026-11-18T09:29:00Z') }, 'late'],
    [{ ...open, dueAt: at('2026-11-18T09:30:00Z') }, 'soon'],
    [{ ...open, dueAt: at('2026-11-18T10:30:00Z') }, 'soon'],
    [{ ...open, dueAt: at('2026-11-18T10:31:00Z') }, 'today'],
    [{ ...open, dueAt: at('2026-11-18T23:30:00Z') }, 'coming'],
    [{ dueAt: at('2026-11-18T09:00:00Z'), keptAt: at('2026-11-18T09:00:00Z'), movedAt: null }, 'kept'],
    [{ dueAt: at('2026-11-18T09:00:00Z'), keptAt: at('2026-11-18T09:00:01Z'), movedAt: null }, 'kept-late'],
    [{ dueAt: at('2026-11-18T09:00:00Z'), keptAt: null, movedAt: at('2026-11-18T08:00:00Z') }, 'moved'],
  ] as const)('stands as its times say: %s', (times, state) => {
    expect(promiseState(times, now)).toBe(state);
  });

  it.each([
    ['2026-11-18T09:30:00Z', 'in-the-past'],
    ['2026-11-18T09:31:00Z', null],
    // Saturday in Sweden, though still Friday in Greenwich.
    ['2026-11-20T23:30:00Z', 'not-a-working-day'],
    ['2026-12-24T10:00:00Z', 'not-a-working-day'],
    ['2027-11-19T10:00:00Z', null],
    ['2027-11-22T10:00:00Z', 'too-far'],
  ])('can be made for %s: %s', (due, why) => {
    expect(whyNoPromise(at(due), now)).toBe(why);
  });

  it('is counted in working days over the holidays of a year’s end', () => {
    expect(workingDayFrom(at('2026-12-23T09:00:00Z'), 1)).toBe('2026-12-28');
    expect(workingDayFrom(at('2026-12-30T09:00:00Z'), 2)).toBe('2027-01-05');
    expect(workingDayFrom(at('2026-11-21T09:00:00Z'), 0)).toBe('2026-11-23');
  });

  it('is due by the Swedish clock, in summer and winter', () => {
    expect(instantOf(plainDate('2026-11-19'), '16:00').toString()).toBe('2026-11-19T15:00:00Z');
    expect(instantOf(plainDate('2026-07-01'), '16:00').toString()).toBe('2026-07-01T14:00:00Z');
  });
});

describe('what came of a contact', () => {
  it.each([
    [{ closedAs: 'answered', outcomes: [], cameBack: false }, 'solved'],
    [{ closedAs: 'answered', outcomes: ['solved', 'partly'], cameBack: false }, 'partly'],
    [{ closedAs: null, outcomes: ['solved', 'handed-over', 'referred'], cameBack: false }, 'handed-over'],
    [{ closedAs: null, outcomes: ['solved', 'referred'], cameBack: false }, 'referred'],
    [{ closedAs: 'answered', outcomes: ['solved'], cameBack: true }, 'came-back'],
    [{ closedAs: 'left', outcomes: [], cameBack: false }, 'left'],
    [{ closedAs: 'junk', outcomes: [], cameBack: false }, null],
    [{ closedAs: null, outcomes: [], cameBack: false }, null],
  ] as const)('%s is %s', (ended, outcome) => {
    expect(contactOutcome(ended)).toBe(outcome);
  });
});

describe('words to search for', () => {
  it.each([
    ['Servicekontoret', "'servicekontor':*"],
    [
      'servicekontor',
      "('servicekontor':* | 'servicekonta' | 'servicekontas' | 'servicekontan' | 'servicekontans')",
    ],
    ['SERVICEKONTORENS', "'servicekontor':*"],
    ['servicekontorets', "'servicekontor':*"],
    ['blanketterna', "'blankett':*"],
    ['avgifter', "'avgift':*"],
    ['ansöka', "'ansök':*"],
    ['huset', "'hus':*"],
    ['skatt', "'skatt':*"],
    ['pass', "'pass':*"],
    ['vab', "'vab':*"],
    ['skolor', "('skolor':* | 'skola' | 'skolas' | 'skolan' | 'skolans')"],
    ['kontor', "('kontor':* | 'konta' | 'kontas' | 'kontan' | 'kontans')"],
    ["å'ä ö; drop", "'å':* & 'ä':* & 'ö':* & 'drop':*"],
    ['när öppnar kontoret', "('öppn':* | 'öppen':*) & 'kontor':*"],
    ['och', "'och':*"],
    ['  !&| ', null],
    ['a\u0308ndra', "('ändr':* | 'änder':*)"],
    ['2026', "'2026':*"],
  ])('%s', (given, query) => {
    expect(searchWords(given)).toBe(query);
  });

  // Each form finds each of the others.
  it.each([
    'kontor kontoret kontoren kontorets kontorens',
    'förskoleplats förskoleplatsen förskoleplatser förskoleplatserna',
    'ansökan ansökningar ansökningen ansökningarna',
    'anmälan anmälans anmälningar anmälningarna',
    'körkort körkortet körkortets körkorten',
    'personnummer personnumret personnumren',
    'nyckel nyckeln nycklar nycklarna',
    'fönster fönstret fönstrets',
    'skola skolan skolans skolor skolorna',
    'gata gatan gatans gator gatorna',
    'stad staden städer städerna',
    'bok boken böcker',
    'ledamot ledamoten ledamöter',
    'medlem medlemmen medlemmar',
    'program programmet programmen',
    'museum museet museer',
    'bostadsbidrag bostadsbidraget bostadsbidragen',
    'sommar sommaren somrar somrarna',
    'år året åren årets',
    'ny nytt nya',
    'gammal gammalt gamla',
    'dotter dottern döttrar döttrarna',
    'kö kön köer köerna',
    'söka söker sökte sökt',
    'hyra hyran hyror hyrde',
    'anmäla anmäler anmälde anmält anmälan',
    'betala betalat betalning betalningen',
  ])('%s', (forms) => {
    for (const asked of forms.split(' ')) {
      const found = [...(searchWords(asked) ?? '').matchAll(/'([^']+)'(:\*)?/g)];
      for (const form of forms.split(' '))
        expect(
          found.some(([, bare, begins]) => (begins ? form.startsWith(bare!) : form === bare)),
          `${asked} finds ${form}`,
        ).toBe(true);
    }
  });
  it.each([
    ['kontor', 'kontanter'],
    ['hand', 'händelse'],
    ['händer', 'handläggare'],
    ['hemmet', 'hemtjänst'],
    ['räkning', 'räknare'],
  ])('%s does not find %s', (asked, other) => {
    const found = [...(searchWords(asked) ?? '').matchAll(/'([^']+)'(:\*)?/g)];
    expect(found.some(([, bare, begins]) => (begins ? other.startsWith(bare!) : other === bare))).toBe(false);
  });
});
