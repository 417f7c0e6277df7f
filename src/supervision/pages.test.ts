import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, type World } from '../../test/world.ts';
import { asOwner, copyContent, emptyContent, sendCopy, sendReport } from './test-desk.ts';

let world: World;
let copy: number;
let report: number;
const DESK: Account = 'tillsyn@example.se';
const at = (path: string) => `/kammarkollegiet${path}`;
const text = async (path: string) => (await world.as(DESK, at(path))).text();
const post = (path: string, fields: Record<string, string>) => world.as(DESK, at(path), form(fields));

beforeAll(async () => {
  world = await makeWorld();
  const content = copyContent(world, {
    decidedOn: '2026-10-01',
    signedOn: '2026-10-01',
    valid: { from: '2026-09-01', to: null },
  });
  copy = await sendCopy(world, '2019-00519-1.8', { content });
  report = await sendReport(world, 2025, { content: { ...emptyContent(), year: 2025 } });
});
afterAll(() => world?.close());

describe('the desk at work', () => {
  it('lists what is not registered, registers it once, and takes no diary number twice', async () => {
    const before = await text('');
    expect(before).toContain(`/kammarkollegiet/avtal/${copy}/1`);
    expect(before).toContain(`/kammarkollegiet/rapporter/${report}/1`);
    expect(await text(`/avtal/${copy}/1`)).toContain('Uppgiften är inte särskilt redovisad i avtalet.');
    expect((await post(`/avtal/${copy}/1/diariefor`, { diaryNumber: ' ' })).status).toBe(422);
    const done = await post(`/avtal/${copy}/1/diariefor`, { diaryNumber: '9.1-7-2026' });
    expect(done.headers.get('location')).toMatch(/diariefort=4$/);
    const taken = await post(`/rapporter/${report}/1/diariefor`, { diaryNumber: '9.1-7-2026' });
    expect(taken.status).toBe(422);
    expect(await taken.text()).toContain('redan använt');
    expect((await post(`/avtal/${copy}/1/diariefor`, { diaryNumber: '9.1-8-2026' })).status).toBe(409);
    expect((await post(`/rapporter/${report}/1/diariefor`, { diaryNumber: '9.1-9-2026' })).status).toBe(303);
    expect(await text('')).toContain('Allt som har kommit in är diariefört.');
    const page = await text(`/avtal/${copy}/1`);
    expect(page).toContain('9.1-7-2026');
    expect(page).toContain('dagar efter att avtalet ingicks eller ändrades');
    expect((await world.as(DESK, at(`/avtal/${copy}/1/handling.pdf`))).headers.get('content-type')).toBe(
      'application/pdf',
    );
  });

  it('wants a reason for a dismissal, keeps each decision, and tells who comes second', async () => {
    const { body } = await world.api(DESK, 'GET', '/supervision/deviations?state=suggested');
    const [first, second] = body.deviations;
    const dismissed = { was: 'suggested', state: 'dismissed', reason: '' };
    const without = await post(`/avvikelser/${first.id}`, dismissed);
    expect(without.status).toBe(422);
    expect(await without.text()).toContain('Skriv varför förslaget avfärdas.');
    expect(
      (await post(`/avvikelser/${first.id}`, { ...dismissed, reason: 'Rättat sedan dess.' })).status,
    ).toBe(303);
    expect((await post(`/avvikelser/${first.id}`, { ...dismissed, reason: 'Igen.' })).status).toBe(409);
    expect((await post(`/avvikelser/${first.id}`, { was: 'dismissed', state: 'confirmed' })).status).toBe(
      303,
    );
    expect(await text(`/avvikelser/${first.id}`)).toContain('Rättat sedan dess.');
    expect((await post(`/avvikelser/${second.id}`, { was: 'suggested', state: 'confirmed' })).status).toBe(
      303,
    );
    expect(await text('/avvikelser?lage=confirmed')).toContain(second.provision);
    const own = { what: 'Avtalet nämner fel kontor.', provision: '2 § lagen (2019:212)' };
    expect((await post(`/avtal/${copy}/1/avvikelser`, own)).status).toBe(303);
    expect(await text(`/avtal/${copy}/1`)).toContain(own.what);
  });

  it('judges a report item by item beside what was read out of it', async () => {
    const items = Object.fromEntries(
      (await world.api(DESK, 'GET', `/supervision/reports/${report}/1`)).body.items.map(
        (each: { item: string }) => [each.item, 'yes'],
      ),
    );
    expect((await post(`/rapporter/${report}/1/punkter`, { year: 'yes' })).status).toBe(422);
    const notes = Object.fromEntries(Object.keys(items).map((item) => [`${item}.note`, '']));
    const judged = await post(`/rapporter/${report}/1/punkter`, {
      ...items,
      ...notes,
      finances: 'no',
      'finances.note': 'Står i bilaga.',
    });
    expect(judged.status).toBe(303);
    const { body } = await world.api(DESK, 'GET', `/supervision/reports/${report}/1`);
    const of = (item: string) => body.items.find((each: { item: string }) => each.item === item);
    expect(of('finances')).toMatchObject({ derived: false, judged: false });
    expect(of('effectiveness')).toMatchObject({ derived: false, judged: true });
    expect(await text(`/rapporter/${report}/1`)).toContain('Står i bilaga.');
  });

  it('confirms in one click that an item is missing, once, and keeps the judgement', async () => {
    const { body } = await world.api(DESK, 'GET', `/supervision/reports/${report}/1`);
    const all = Object.fromEntries(body.items.map((each: { item: string }) => [each.item, 'yes']));
    const press = (item: string) =>
      post(`/rapporter/${report}/1/punkter/avvikelse`, { ...all, item, [`${item}.note`]: 'Framgår inte.' });
    const of = async (subject: string) =>
      (await world.api(DESK, 'GET', `/supervision/reports/${report}/1`)).body.deviations.filter(
        (each: { code: string; subject: string }) => each.code === 'item-missing' && each.subject === subject,
      );
    // What a rule has suggested is confirmed; what none has is noted and confirmed.
    expect(await of('activity')).toMatchObject([{ state: 'suggested', origin: 'automatic' }]);
    expect(await of('year')).toEqual([]);
    const two = await Promise.all([press('year'), press('activity'), press('year')]);
    expect(two.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await of('activity')).toMatchObject([{ state: 'confirmed', origin: 'automatic' }]);
    const [own, ...more] = await of('year');
    expect(own).toMatchObject({ state: 'confirmed', origin: 'own' });
    expect(own.provision).toContain('4 § förordningen (2019:214)');
    expect(more).toEqual([]);
    expect((await press('year')).headers.get('location')).toContain('bedomd=avgjord');
    expect((await press('other')).status).toBe(422);
    expect((await press('nothing')).status).toBe(422);
    expect(await text(`/avvikelser/${own.id}`)).toContain('Framgår inte.');
    expect(await (await world.as('rapport.skv@example.se', '/papekanden')).text()).toContain(own.what);
  });

  it('asks the rules again when the law content has changed: new suggestions come, decided ones stay', async () => {
    const again = async () => (await post(`/avtal/${copy}/1/regler`, {})).headers.get('location');
    const page = async () => text(`/avtal/${copy}/1`);
    const deviations = async () =>
      (await world.api(DESK, 'GET', `/supervision/copies/${copy}/1`)).body.deviations;
    const before = await deviations();
    expect(await again()).toMatch(/provad=0$/);
    expect(await page()).toContain('dagens regler');
    expect(await text('')).not.toContain('Reglerna har ändrats');
    await asOwner(world, (client) =>
      client.query(
        `update catalogue_item set valid = daterange(lower(valid), '2026-08-01') where code = 'SA-2019-S1'`,
      ),
    );
    expect(await page()).toContain('inte dagens regler');
    expect(await text('')).toContain('inte prövade mot dagens regler');
    expect(await again()).toMatch(/provad=1$/);
    const after = await deviations();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ code: 'item-not-valid', state: 'suggested', rulesVersion: '2' });
    expect(await page()).toContain('item-not-valid' === after.at(-1).code ? after.at(-1).provision : 'x');
    // The desk's other documents, all at once.
    expect((await post('/regler', {})).headers.get('location')).toMatch(/provade=1&nya=0&kvar=0$/);
    await asOwner(world, (client) =>
      client.query(
        `update catalogue_item set valid = daterange(lower(valid), null) where code = 'SA-2019-S1'`,
      ),
    );
    await again();
    expect(await page()).toContain('Reglerna fann inte detta när de senast prövades.');
    expect(await deviations()).toHaveLength(after.length);
  });

  it('writes to the Government: figures derived, words kept, frozen with its hash, two writers told', async () => {
    const page = await text('/regeringen/2026');
    expect(page).toContain('Fastställda avvikelser efter bestämmelse');
    const texts = { summary: 'Kort.', activity: '', deviations: '', proposals: '' };
    const incomplete = await post('/regeringen/2026/frys', { ...texts, revision: '0' });
    expect(incomplete.status).toBe(422);
    expect((await post('/regeringen/2026', { ...texts, revision: '0' })).status).toBe(409);
    const whole = { ...texts, deviations: 'Två avtal.\n\nBåda rättas.', revision: '1' };
    expect((await post('/regeringen/2026/frys', whole)).status).toBe(303);
    const content = await (await world.as(DESK, at('/regeringen/2026/versioner/1/innehall.json'))).json();
    expect(content).toMatchObject({ year: 2026, texts: { summary: 'Kort.' } });
    expect(content.figures.byRegime).toEqual([{ key: 'SA-2019', total: 1, concluded: 1, amended: 0 }]);
    expect(content.figures.byKind).toEqual([{ key: 'state+state', total: 1, concluded: 1, amended: 0 }]);
    // Made again from what has come in since: beside what was frozen, with what differs marked.
    const again = await post('/regeringen/2026/gor-om', {
      ...whole,
      summary: 'Kort.\nNytt stycke.',
      revision: '3',
    });
    expect(again.headers.get('location')).toMatch(/jamfor\?till=u4&gjord=1$/);
    const beside = await text('/regeringen/2026/jamfor?fran=v1&till=u4');
    expect(beside).toContain('En uppgift skiljer.');
    expect(beside).toContain('<ins>Nytt stycke.</ins>');
    expect(beside).toContain('Utkast 4');
    expect(await text('/regeringen/2026/jamfor?fran=u4')).toContain('Inget skiljer.');
    expect(await text('/regeringen/2025/jamfor')).toContain('Det finns inget sparat utkast');
    expect((await world.as(DESK, at('/regeringen/2026/jamfor?fran=v9'))).status).toBe(404);
    const drafts = (await world.api(DESK, 'GET', '/supervision/government-reports/2026')).body.drafts;
    expect(drafts.map(({ revision }: { revision: number }) => revision)).toEqual([4, 2, 1]);
    expect((await world.api('lag@example.se', 'GET', '/supervision/government-reports/2026')).status).toBe(
      403,
    );
    const pdf = await world.as(DESK, at('/regeringen/2026/versioner/1/rapport.pdf'));
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
    expect((await world.as(DESK, at('/regeringen/2031'))).status).toBe(404);
  }, 60_000);

  it('keeps advice, finds it, and corrects it with a new entry', async () => {
    const advice = {
      askedBy: 'Haninge kommun',
      askedOn: '2026-10-01',
      question: 'Får avtalet omfatta parkeringstillstånd?',
      answer: 'Ja.',
      givenOn: '2026-10-05',
      provisions: '3 § 4 lagen (2019:212)\n',
    };
    expect((await post('/rad', { ...advice, givenOn: '2026-09-01' })).status).toBe(422);
    expect((await post('/rad', { ...advice, givenOn: '2026-12-24' })).status).toBe(422);
    const given = await post('/rad', advice);
    const path = (given.headers.get('location') ?? '').replace(/\?.*|\/kammarkollegiet/g, '');
    expect(await text('/rad?sok=parkering+haninge')).toContain('parkeringstillstånd');
    expect(await text('/rad?sok=pass')).toContain('Inget råd stämmer');
    expect((await post(`${path}/ratta`, { ...advice, answer: 'Ja, som kommunens uppgift.' })).status).toBe(
      303,
    );
    expect((await post(`${path}/ratta`, { ...advice, answer: 'Nej.' })).status).toBe(422);
    const old = await text(path);
    expect(old).toContain('Ja.');
    expect(old).toContain('Läs det rättade svaret');
    const id = Number(path.split('/').at(-1));
    const kept = (await world.api(DESK, 'GET', `/supervision/advice/${id}`)).body;
    expect(kept.history.map(({ answer }: { answer: string }) => answer)).toEqual([
      'Ja.',
      'Ja, som kommunens uppgift.',
    ]);
    expect(kept.correctedBy).toBe(kept.history[1].id);
    expect(await text(`/rad/${kept.correctedBy}`)).toContain('Svarets historia');
    expect(await text('/rad')).not.toContain('<script>');
  });

  it('keeps where letters are posted, with source and day, and prints no address that nobody has given', async () => {
    expect(await text('/adresser')).toContain('uppdaterad 2023-06-15');
    expect(await text('/adresser')).toContain('Ingen adress är angiven.');
    const given = (over: object) =>
      form(
        Object.fromEntries(
          Object.entries({
            address: 'Regeringen\r\nFinansdepartementet\r\n\r\n103 00 Provstad',
            source: 'regeringen.se, hämtad i dag',
            verifiedOn: '2026-11-18',
            ...over,
          }).map(([name, value]) => [`government.${name}`, value]),
        ),
      );
    const path = at('/adresser/government');
    for (const [over, says] of [
      [{ address: '' }, 'Skriv en till åtta rader'],
      [{ address: 'rad\n'.repeat(9) }, 'Skriv en till åtta rader'],
      [{ source: ' ' }, 'Fyll i fältet.'],
      [{ verifiedOn: '2026-11-19' }, 'Dagen har inte varit än.'],
    ] as const) {
      const wrong = await world.as(DESK, path, given(over));
      expect(wrong.status).toBe(422);
      expect(await wrong.text()).toContain(says);
    }
    expect((await world.as('samordnare.skv@example.se', path, given({}))).status).toBe(403);
    expect((await world.as(DESK, path, given({}))).status).toBe(303);
    expect(await text('/adresser')).toContain('103 00 Provstad');
    expect(await text('/adresser')).not.toContain('Ingen adress är angiven.');
    expect((await world.as(DESK, at('/adresser/annan'), given({}))).status).toBe(404);
  });
});
