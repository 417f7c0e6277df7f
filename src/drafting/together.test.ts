import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { form, type Json, makeWorld, SKV, type World } from '../../test/world.ts';
import { FK_COORDINATOR, IDENTITY_CARDS, SKV_COORDINATOR } from '../agreements/test-acts.ts';

// Several who write at once: in one draft, and in two drafts of one agreement.

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

const agreement = () => world.ids.agreements[IDENTITY_CARDS] ?? 0;
const call = (
  method: string,
  path: string,
  body?: unknown,
  who: Parameters<World['api']>[0] = SKV_COORDINATOR,
) => world.api(who, method, path, body);
async function amendment(): Promise<number> {
  const made = await call('POST', '/agreement-drafts', {
    authorityId: world.ids.authorities[SKV],
    amends: agreement(),
  });
  return made.body.id;
}
const contentOf = async (id: number) => (await call('GET', `/agreement-drafts/${id}`)).body.content;
/** Saves the draft with what differs; returns its revision. */
async function write(id: number, over: object): Promise<number> {
  const { revision, content } = (await call('GET', `/agreement-drafts/${id}`)).body;
  const saved = await call('PUT', `/agreement-drafts/${id}`, { revision, content: { ...content, ...over } });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return saved.body.revision;
}
const days = { from: '2026-12-15', decidedOn: '2026-11-17', summary: 'Ändring' };
const shown = async (path: string, status = 200) => {
  const answer = await world.as(SKV_COORDINATOR, path);
  expect(answer.status, path).toBe(status);
  return answer.text();
};
/** The fields of the draft's form as the page has them, to be posted again. */
async function posted(id: number): Promise<URLSearchParams> {
  const html = await shown(`/avtal/utkast/${id}`);
  const fields = new URLSearchParams();
  for (const [, tag = ''] of html.slice(html.indexOf('id="utkast"')).matchAll(/<(input [^>]*)>/g)) {
    const at = (name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
    if (/type="(checkbox|radio)"/.test(tag) && !/\schecked/.test(tag)) continue;
    if (at('name') !== undefined)
      fields.append(at('name') ?? '', at('value') ?? (/checkbox/.test(tag) ? 'on' : ''));
  }
  for (const [, name = '', inner = ''] of html.matchAll(
    /<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  ))
    fields.append(name, /<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '');
  return fields;
}

describe('two coordinators in one draft', () => {
  it('the second is told who was first and what they did; both changes stand in the form, and nothing is lost', async () => {
    const id = await amendment();
    const mine = await posted(id);
    await write(id, { noticeMonths: 9 });
    mine.set('summary', 'Mitt skäl');
    const answer = await world.as(SKV_COORDINATOR, `/avtal/utkast/${id}`, { method: 'POST', body: mine });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toMatch(/samordnare\.skv sparade utkastet [^<]*, medan du skrev/);
    expect(html).toMatch(/Det här ändrade den andra[\s\S]*Uppsägningstid[\s\S]*>9</);
    expect(html).toMatch(/name="noticeMonths"[^>]*value="9"/);
    expect(html).toContain('>Mitt skäl</textarea>');
    expect(html).not.toContain('Här har ni ändrat samma sak');
    // What the page shows now can be saved as it stands.
    expect(html).toContain('name="revision" value="2"');
  });

  it('where both changed the same, one’s own stands and the other’s is shown', async () => {
    const id = await amendment();
    const mine = await posted(id);
    await write(id, { summary: 'Den andras skäl' });
    mine.set('summary', 'Mitt skäl');
    const answer = await world.as(SKV_COORDINATOR, `/avtal/utkast/${id}`, { method: 'POST', body: mine });
    const html = await answer.text();
    expect(html).toMatch(/Här har ni ändrat samma sak[\s\S]*Den andras skäl[\s\S]*Mitt skäl/);
    expect(html).toContain('>Mitt skäl</textarea>');
    expect((await contentOf(id)).summary).toBe('Den andras skäl');
  });
});

describe('two drafts of one agreement', () => {
  it('the one that is overtaken goes on from the new version with its own changes', async () => {
    const first = await amendment();
    const second = await amendment();
    await write(second, { ...days, from: '2027-02-01', noticeMonths: 12 });
    const revision = await write(first, { ...days, firstAnswerDays: 3, noticeMonths: 6 });
    const concluded = await call('POST', `/agreement-drafts/${first}/conclusion`, { revision });
    expect(concluded.status, JSON.stringify(concluded.body)).toBe(201);

    const before = (await call('GET', `/agreement-drafts/${second}`)).body;
    expect(before.overtakenBy).toBe(2);
    const html = await shown(`/avtal/utkast/${second}`);
    expect(html).toContain('Avtalet har ändrats sedan utkastet började: version 2');
    expect(html).toContain('Utgå från version 2');
    expect((await call('POST', `/agreement-drafts/${second}/conclusion`, { revision: 2 })).status).toBe(409);
    expect((await call('POST', `/agreement-drafts/${second}/rebase`, { revision: 1 })).status).toBe(409);

    const rebased = (await call('POST', `/agreement-drafts/${second}/rebase`, { revision: 2 })).body;
    expect(rebased).toMatchObject({ revision: 3, version: 2 });
    expect(rebased.taken).toEqual([{ field: 'firstAnswerDays', before: null, after: 3 }]);
    expect(rebased.conflicts).toEqual([{ field: 'noticeMonths', before: 6, after: 12 }]);
    expect(await contentOf(second)).toMatchObject({
      ...{ firstAnswerDays: 3, noticeMonths: 12, from: '2027-02-01', to: null },
    });
    const again = await call('POST', `/agreement-drafts/${second}/rebase`, { revision: 3 });
    expect(again.body).toEqual({ revision: 3, version: 2, taken: [], conflicts: [] });
    const done = await call('POST', `/agreement-drafts/${second}/conclusion`, { revision: 3 });
    expect(done.body).toEqual({ agreementId: agreement(), version: 3 });
  });

  it('from the page: what is in the form is saved first, and the page tells what came', async () => {
    const first = await amendment();
    const second = await amendment();
    const revision = await write(first, { ...days, firstAnswerDays: 3 });
    await call('POST', `/agreement-drafts/${first}/conclusion`, { revision });
    const fields = await posted(second);
    fields.set('summary', 'Skrivet nyss');
    fields.set('do', 'rebase');
    const answer = await world.as(SKV_COORDINATOR, `/avtal/utkast/${second}`, {
      method: 'POST',
      body: fields,
    });
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('Utkastet utgår nu från version 2');
    expect(html).toContain('>Skrivet nyss</textarea>');
    expect(html).toMatch(/name="firstAnswerDays"[^>]*value="3"/);
  });
});

describe('the history of a draft', () => {
  it('tells who did what, for the parties that may read it', async () => {
    const id = await amendment();
    await write(id, { summary: 'Ett', noticeMonths: 3 });
    await write(id, { summary: 'Två' });
    const { body } = await call('GET', `/agreement-drafts/${id}/history`);
    expect(body.total).toBe(3);
    expect(body.events.map((event: Json) => [event.what, event.who, event.changes.length])).toEqual([
      ['saved', 'samordnare.skv', 1],
      ['saved', 'samordnare.skv', 2],
      ['begun', 'samordnare.skv', 0],
    ]);
    expect(body.events[0].changes).toEqual([{ field: 'summary', before: 'Ett', after: 'Två' }]);
    const html = await shown(`/avtal/utkast/${id}/historik`);
    expect(html).toMatch(/Sparat[\s\S]*I korthet[\s\S]*ändrat[\s\S]*Ett[\s\S]*Två[\s\S]*Utkastet påbörjades/);
    expect((await call('GET', `/agreement-drafts/${id}/history`, undefined, FK_COORDINATOR)).status).toBe(
      404,
    );
    expect((await world.as(FK_COORDINATOR, `/avtal/utkast/${id}/historik`)).status).toBe(404);
  });
});

describe('what is typed and cannot be read', () => {
  it('is shown back at its field with a sentence, and the rest of the form stands', async () => {
    const id = await amendment();
    const fields = await posted(id);
    fields.set('from', '31 februari 2027');
    fields.set('noticeMonths', 'sex');
    fields.set('tasks.0.offices', 'haninge; finns-inte');
    fields.set('summary', 'Skälet');
    const answer = await world.as(SKV_COORDINATOR, `/avtal/utkast/${id}`, { method: 'POST', body: fields });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(/id="from-error"[\s\S]*name="from" type="text" value="31 februari 2027"/);
    expect(html).toMatch(/name="noticeMonths" type="text" value="sex"/);
    expect(html).toContain('value="haninge; finns-inte"');
    expect(html).toContain('>Skälet</textarea>');
  });
});

describe('mandates that reach further than the draft', () => {
  it('are told by officer and reason while it is written', async () => {
    const id = await amendment();
    expect((await call('GET', `/agreement-drafts/${id}`)).body.mandatesOutside).toEqual([]);
    await write(id, { ...days, to: '2026-12-20' });
    const told = (await call('GET', `/agreement-drafts/${id}`)).body.mandatesOutside;
    expect(told.length).toBeGreaterThan(0);
    expect(told[0].reasons).toEqual(['days']);
    expect(await shown(`/avtal/utkast/${id}`)).toMatch(
      /räcker längre än utkastet[\s\S]*gäller efter sista dagen/,
    );
    const check = await world.as(
      SKV_COORDINATOR,
      `/avtal/utkast/${id}/granska`,
      form({ taskRows: '0', scope: 'all', from: '2026-12-15' }),
    );
    expect(await check.text()).toContain('har uppgifter som inte längre ingår');
  });
});
