import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, SKV } from '../../test/world.ts';
import { addInformation, sayNotSolved, saySolved } from './commands/citizen.server.ts';
import { newCodeFor } from './commands/new-code.server.ts';
import { asCitizen } from './commands/take-step.server.ts';
import { findFollowed, followedView } from './follow.server.ts';
import { handOverView } from './hand-over-view.server.ts';
import { readCode, readReference } from './reference.server.ts';
import { type HandOvers, makeHandOvers, problem } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const RECEIVER = 'mottagare.skv@example.se' as const;
const find = (reference: string, code: string, client = crypto.randomUUID()) =>
  findFollowed(world.pool, { reference, code }, client, world.services.clock());
const citizen = (id: string) => asCitizen({ pool: world.pool, clock: () => world.services.clock() }, id);

describe('reference and code', () => {
  it.each([
    ['k7qm 2xpa', 'K7QM-2XPA'],
    ['K7QM2XPA', 'K7QM-2XPA'],
    [' K7QM - 2XPA ', 'K7QM-2XPA'],
    ['K7QM-2XP0', null],
    ['K7QM-2XP', null],
    ["'; drop", null],
    ['', null],
  ])('%s is read as %s', (typed, expected) => {
    expect(readReference(typed)).toBe(expected);
  });
  it('open the matter, however they are typed', async () => {
    const { id, reference, code } = await world.offered('population-registration', SKV);
    expect(await find(reference.toLowerCase().replace('-', ' '), code.replace('-', ''))).toEqual({
      is: 'found',
      id,
    });
    expect(readCode(code)).toBe(code);
  });
  it('are answered alike when wrong, unknown or malformed, and no more after ten from one address', async () => {
    const { reference, code } = await world.offered('population-registration', SKV);
    const page = async (fields: Record<string, string>) => {
      const answer = await world.as(null, '/folj', form(fields));
      return { status: answer.status, text: (await answer.text()).replaceAll(fields.reference ?? '', '') };
    };
    const wrong = await page({ reference, code: '22222-22222' });
    const unknown = await page({ reference: '2222-2222', code });
    const malformed = await page({ reference: 'XXXX', code: 'x' });
    expect(wrong.status).toBe(404);
    expect(unknown).toEqual(wrong);
    expect(malformed).toEqual(wrong);
    const client = crypto.randomUUID();
    for (let n = 0; n < 10; n += 1)
      expect(await find(reference, '22222-22222', client)).toEqual({ is: 'wrong' });
    expect(await find(reference, code, client)).toEqual({ is: 'too-many', retryAfter: 600 });
    expect((await find(reference, code)).is).toBe('found');
    world.setNow('2026-11-18T09:39:59Z');
    expect(await find(reference, code, client)).toEqual({ is: 'too-many', retryAfter: 1 });
    world.setNow('2026-11-18T09:40:00Z');
    expect((await find(reference, code, client)).is).toBe('found');
    world.setNow('2026-11-18T09:30:00Z');
  });
  it('are given anew by the office, and the old code opens nothing more', async () => {
    const { id, reference, code } = await world.offered('population-registration', SKV);
    const fresh = await newCodeFor(await world.ctx('bo@example.se'), id);
    expect((await find(reference, code)).is).toBe('wrong');
    expect((await find(reference, fresh)).is).toBe('found');
    expect((await problem(newCodeFor(await world.ctx(RECEIVER), id))).code).toBe('forbidden');
  });
});

describe('the person', () => {
  it('reads what is theirs: no name of anybody, no reason, no question between the two', async () => {
    const { id } = await world.offered('population-registration', SKV);
    await world.step(RECEIVER, id, { step: 'accept' });
    await world.step(RECEIVER, id, { step: 'ask', text: 'intern fråga' });
    await world.step('alva@example.se', id, { step: 'answer-back', text: 'internt svar' });
    const back = { step: 'return', reasonKind: 'e-service', text: 'internt skäl' } as const;
    await world.step(RECEIVER, id, back);
    const view = JSON.stringify(await followedView(world.pool, id));
    expect(view).not.toMatch(/intern|e-service|mottagare|alva/);
    expect(view).toContain('returned');
  });
  it('adds information, says that it was solved or not, and cannot take anybody else’s step', async () => {
    const { id } = await world.offered('population-registration', SKV);
    await addInformation(citizen(id), id, 'Jag har kvittot.');
    expect((await problem(saySolved(citizen(id), id))).facts.reason).toBe('not-in-this-state');
    await world.step(RECEIVER, id, { step: 'accept' });
    await world.step(RECEIVER, id, { step: 'answer-final', text: 'Klart.' });
    expect(await sayNotSolved(citizen(id), id, 'Nej.')).toMatchObject({
      state: 'reopened',
      responsible: 'receiver',
    });
    await world.step(RECEIVER, id, { step: 'accept' });
    await world.step(RECEIVER, id, { step: 'answer-final', text: 'Nu är det klart.' });
    expect(await saySolved(citizen(id), id)).toMatchObject({ state: 'closed' });
    const view = await handOverView(await world.ctx(RECEIVER), id);
    expect(view.solved).toBe(true);
    expect(view.events.find(({ kind }) => kind === 'informed')?.message?.text).toBe('Jag har kvittot.');
    const other = await world.offered('population-registration', SKV);
    expect((await problem(addInformation(citizen(id), other.id, 'x'))).code).toBe('not-found');
  });
});

describe('on the page', () => {
  it('the person asks for plain Swedish or English, hands in a document, and is told when there are too many wrong tries', async () => {
    const { id, reference, code } = await world.offered('population-registration', SKV);
    const opened = await world.as(null, '/folj', form({ reference, code }));
    expect(opened.status).toBe(303);
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const send = (fields: Record<string, string | File>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return world.as(null, '/folj/arende', { method: 'POST', headers: { cookie }, body });
    };
    expect((await send({ do: 'language', answerIn: 'plain' })).status).toBe(303);
    const view = await handOverView(await world.ctx(RECEIVER), id);
    expect([view.answerIn, view.events.at(-1)?.kind]).toEqual(['plain', 'language-asked']);
    const pdf = new File(['%PDF-1.7\n%%EOF'], 'intyg.pdf');
    expect((await send({ do: 'add', text: 'Här är intyget.', file: pdf })).status).toBe(303);
    const script = new File(['<script>'], 'bild.png');
    const refused = await send({ do: 'add', text: 'Det jag skrev', file: script });
    expect(refused.status).toBe(422);
    const told = await refused.text();
    expect(told).toContain('varken PDF eller foto');
    expect(told).toContain('Det jag skrev');
    expect((await send({ do: 'add', text: '' })).status).toBe(422);
    const { documents, events } = await handOverView(await world.ctx(RECEIVER), id);
    expect(documents.map(({ what, side }) => [what, side])).toEqual([['intyg.pdf', 'citizen']]);
    expect(events.filter(({ kind }) => kind === 'informed')).toHaveLength(1);
    // Pressed three times at once: the words as the document, once.
    const key = crypto.randomUUID();
    const thrice = [1, 2, 3].map(() => send({ do: 'add', text: 'Och ett till.', key, file: pdf }));
    expect((await Promise.all(thrice)).map(({ status }) => status)).toEqual([303, 303, 303]);
    const large = new File([pdf, new Uint8Array(11 * 1024 * 1024)], 'stor.pdf');
    expect(await (await send({ do: 'add', text: '', file: large })).text()).toContain('större än 10 MB');
    const after = await handOverView(await world.ctx(RECEIVER), id);
    expect(after.events.filter(({ kind }) => kind === 'informed')).toHaveLength(2);
    expect(after.documents).toHaveLength(2);
    // Who has said that it was solved can still say that it was not.
    await world.step(RECEIVER, id, { step: 'accept' });
    await world.step(RECEIVER, id, { step: 'answer-final', text: 'Klart.' });
    expect((await send({ do: 'solved' })).status).toBe(303);
    const solved = await (await world.as(null, '/folj/arende', { headers: { cookie } })).text();
    expect(solved).toContain('Du har sagt att det löste sig.');
    expect(solved).toContain('value="not-solved"');
    expect(solved).not.toContain('value="solved"');
    let last: Response | undefined;
    for (let n = 0; n < 11; n += 1)
      last = await world.as(null, '/folj', form({ reference, code: '22222-22222' }));
    expect(last?.status).toBe(429);
    expect(last?.headers.get('retry-after')).toBe('600');
    expect(await last?.text()).toContain('Försök igen om 10 minuter, kl. 10:40.');
  });
});
