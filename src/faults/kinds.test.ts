import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { readQuestions } from './rules/read-kind.ts';
import { makeFaults } from './test-faults.ts';

let world: World;
let faults: Awaited<ReturnType<typeof makeFaults>>;
const SKV = 'samordnare.skv@example.se';
const FK = 'samordnare.fk@example.se';
beforeAll(async () => {
  world = await makeWorld();
  faults = await makeFaults(world);
});
afterAll(() => world.close());

const address = (kind: number | 'nytt') =>
  `/felanmalningar/installningar/${faults.bodies.haninge}/slag/${kind}`;
const read = async (account: typeof SKV | null, path: string) => (await world.as(account, path)).text();
const kindForm = (more: Readonly<Record<string, string>> = {}) => ({
  version: '1',
  namn: 'Gatlykta',
  'namn-en': 'Street lamp',
  om: 'En lykta som är släckt',
  'om-en': 'A lamp that is out',
  ord: 'lampa lykta',
  dagar: '5',
  'fraga.0.kod': 'antal',
  'fraga.0.sv': 'Hur många lyktor?',
  'fraga.0.en': 'How many lamps?',
  'fraga.0.slag': 'singlevaluelist',
  'fraga.0.val': 'en; En; One\nflera; Flera; Several\nalla; Alla; All',
  'fraga.0.kravs': 'ja',
  'fraga.0.ordning': '1',
  'fraga.1.ny': 'ja',
  'fraga.1.sv': '',
  'fraga.1.en': '',
  ...more,
});

describe('what a kind of fault says and asks', () => {
  it('is changed by who leads the body, in a new version; reports keep the questions that they answered', async () => {
    const lamp = faults.kind('BELYSNING');
    const before = await faults.report({ 'svar.antal': 'en' });
    const old = await read(SKV, `/felanmalningar/${before.reference}`);
    const page = await read(SKV, address(lamp));
    expect(page).toContain('Version 1');
    expect((await world.as(SKV, address(lamp), form(kindForm()))).status).toBe(303);
    const changed = await read(SKV, address(lamp));
    for (const says of ['Version 2', 'Hur många lyktor?', 'Tidigare versioner'])
      expect(changed).toContain(says);
    // Somebody else had the page of the version before: nothing of theirs is written over this.
    expect((await world.as(SKV, address(lamp), form(kindForm({ namn: 'Annat' })))).status).toBe(409);
    const after = await faults.report({ 'svar.antal': 'alla' });
    expect(await read(SKV, `/felanmalningar/${after.reference}`)).toContain('Hur många lyktor?');
    const question = /<dt>([^<]*)<\/dt><dd>(?:En|En lykta|Bara en)[^<]*<\/dd>/.exec(old)?.[1] ?? '';
    expect(question).not.toBe('');
    const kept = await read(SKV, `/felanmalningar/${before.reference}`);
    expect(kept).toContain(question);
    expect(kept).not.toContain('Hur många lyktor?');
    const definition = await (
      await world.as(null, '/open311/v2/services/BELYSNING.json?jurisdiction_id=haninge.example.se')
    ).json();
    expect(definition.attributes[0]).toMatchObject({ code: 'antal', description: 'Hur många lyktor?' });
    // Moved to another kind of the same body, it still shows what it answered.
    const moved = form({ typ: String(faults.kind('HAL')), varfor: '' });
    expect((await world.as(SKV, `/felanmalningar/${after.reference}/flytta`, moved)).status).toBe(303);
    expect(await read(SKV, `/felanmalningar/${after.reference}`)).toContain('Hur många lyktor?');
  });

  it('gets a kind of its own; a code that is taken, and a question that cannot be asked, are told at their fields', async () => {
    const group = /<option value="(\d+)">/.exec(await read(SKV, address('nytt')))![1]!;
    const fresh = { ...kindForm({ grupp: group, kod: 'BRYGGA', namn: 'Brygga', 'namn-en': 'Jetty' }) };
    const made = await world.as(SKV, address('nytt'), form(fresh));
    expect(made.status).toBe(303);
    expect(await read(null, '/open311/v2/services.json?jurisdiction_id=haninge.example.se')).toContain(
      'BRYGGA',
    );
    const again = await world.as(SKV, address('nytt'), form(fresh));
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('Koden finns redan.');
    const wrong = await world.as(SKV, address('nytt'), form({ ...fresh, kod: 'B2', 'fraga.0.val': 'en' }));
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Skriv minst två val');
  });

  it('is nobody else’s to change or to see in the settings', async () => {
    const lamp = faults.kind('BELYSNING');
    for (const account of [FK, 'alva@example.se', 'chef@example.se'] as const) {
      expect((await world.as(account, address(lamp))).status).toBe(403);
      expect((await world.as(account, address(lamp), form(kindForm({ version: '2' })))).status).toBe(403);
    }
    const others = `/felanmalningar/installningar/${faults.bodies.haninge}/slag/${faults.kind('BELYSNING', faults.bodies.gotland)}`;
    expect((await world.as(SKV, others)).status).toBe(404);
  });
});

describe('questions as a form gives them', () => {
  it.each([
    ['a list with one choice', { 'fraga.0.val': 'a; A; A' }, 'fraga.0.val', 'values-needed'],
    ['a choice without a name', { 'fraga.0.val': 'a; A; A\nb' }, 'fraga.0.val', 'bad-value'],
    ['a code that is none', { 'fraga.0.val': 'a; A; A\nb b; B; B' }, 'fraga.0.val', 'bad-value'],
    ['the same choice twice', { 'fraga.0.val': 'a; A; A\na; B; B' }, 'fraga.0.val', 'same-code'],
    ['no question', { 'fraga.0.sv': '' }, 'fraga.0.sv', 'required'],
    ['another answer than there is', { 'fraga.0.slag': 'film' }, 'fraga.0.slag', 'invalid-value'],
    [
      'a code twice',
      { 'fraga.1.kod': 'antal', 'fraga.1.sv': 'x', 'fraga.1.slag': 'text' },
      'fraga.1.kod',
      'same-code',
    ],
  ])('%s is told at its field', (_, more, field, code) => {
    expect(readQuestions(kindForm(more)).errors).toEqual([{ field, code }]);
  });

  it('are put in their order; one is removed, one is only told, an empty new one is none', () => {
    const { questions, errors } = readQuestions({
      ...kindForm({ 'fraga.0.ordning': '3' }),
      ...{
        'fraga.1.ny': '',
        'fraga.1.sv': 'Ring 112 vid fara',
        'fraga.1.slag': 'told',
        'fraga.1.ordning': '1',
      },
      ...{ 'fraga.2.kod': 'bort', 'fraga.2.sv': 'Bort', 'fraga.2.slag': 'text', 'fraga.2.bort': 'ja' },
      ...{ 'fraga.3.ny': 'ja', 'fraga.3.sv': '', 'fraga.3.slag': 'text' },
    });
    expect(errors).toEqual([]);
    expect(questions.map(({ sv, variable, order }) => [sv, variable, order])).toEqual([
      ['Ring 112 vid fara', false, 1],
      ['Hur många lyktor?', true, 3],
    ]);
  });
});
