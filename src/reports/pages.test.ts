import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, SKV, type World } from '../../test/world.ts';
import { emptyDraft, formValues } from './draft.ts';
import { OFFICE_COMMENTS } from './office-answer.ts';
import { writtenDraft } from './test-world.ts';

const AUTHOR = 'rapport.skv@example.se';
const COORDINATOR = 'samordnare.skv@example.se';

let world: World;
let report: string;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const page = async (path: string, init?: RequestInit, who: Parameters<World['as']>[0] = AUTHOR) => {
  const answer = await world.as(who, path, init);
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
};
const revision = async () => /name="revision" value="(\d+)"/.exec((await page(report)).text)?.[1] ?? '';
/** The second person approves what was handed over. */
const approve = async () => {
  const { text } = await page(`${report}/granska`, {}, COORDINATOR);
  const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(text)?.[1] ?? '';
  expect(
    await page(`${report}/granska`, form({ sha256, verdict: 'approve', note: '' }), COORDINATOR),
  ).toMatchObject({ status: 303 });
};
const filled = async (changes: Record<string, string> = {}) =>
  form({ revision: await revision(), ...formValues(writtenDraft()), ...changes });

describe('the pages of the annual report', () => {
  it('list the years with their state and open one', async () => {
    const list = await page('/rapporter');
    expect(list.status).toBe(200);
    expect(list.text).toContain('Skriv en frivillig för 2025');
    expect(list.text).toContain('ingen skyldighet'); // directed by the Government
    const authorityId = String(world.ids.authorities[SKV]);
    const opened = await page('/rapporter', form({ authorityId, year: '2025' }));
    expect(opened).toMatchObject({ status: 303, to: expect.stringMatching(/^\/rapporter\/\d+$/) });
    report = opened.to ?? '';
    expect((await page('/rapporter')).text).toContain('utkast');
    for (const year of ['2027', '1980', 'snart']) {
      const again = await page('/rapporter', form({ authorityId, year }));
      expect(again.status).toBe(422);
      expect(again.text).toContain('Skriv ett år från 1994 till 2026.');
      expect(again.text).toContain(`value="${year}"`);
    }
  });

  it('show the derived figures in place, how they are counted, and what is missing', async () => {
    const { status, text } = await page(report);
    expect(status).toBe(200);
    // Each figure leads to its rows, for who writes or reviews the report.
    expect(text).toContain(`${report}/rader?matt=report-visits`);
    const rows = `${report}/rader?matt=report-visits`;
    expect((await page(rows)).text).toContain('besök räknas');
    expect((await page(rows, {}, COORDINATOR)).status).toBe(200);
    expect((await page(rows, {}, 'samordnare.fk@example.se')).status).toBe(404);
    expect((await page(`${report}/rader?matt=visits`)).status).toBe(422);
    expect((await page('/statistik/matt/report-visits')).text).toContain('Årsrapporten: besök');
    for (const part of [
      'Verksamhetsrapport 2025 – Skatteverket',
      'Så räknat',
      '2019-00519-1.8',
      'nej, ingått efter beslut av regeringen',
      'Servicekontoret i Visby',
      'saknas',
      'ur registren',
      'Den 31 december 2025'.slice(4),
    ])
      expect(text).toContain(part);
    for (const name of Object.keys(formValues(emptyDraft()))) expect(text).toContain(`name="${name}"`);
  });

  it('show again what cannot be saved, with what was typed and what is wrong with it', async () => {
    const { status, text } = await page(
      report,
      await filled({
        'contact.email': 'karin',
        'corrections.visitors.value': 'många',
        'texts.other': 'Mina <b>ord</b>',
      }),
    );
    expect(status).toBe(422);
    expect(text).toContain('E-post: Skriv en e-postadress');
    expect(text).toContain('value="många"');
    expect(text).toContain('Mina &lt;b&gt;ord&lt;/b&gt;');
    expect((await page(report)).text).not.toContain('Mina &lt;b');
  });

  it('tell who was second, keep what was typed, and show both', async () => {
    const old = await revision();
    expect(await page(report, await filled({ 'texts.other': 'Först sparat' }))).toMatchObject({
      status: 303,
    });
    const mine = form({ ...formValues(writtenDraft()), revision: old, 'texts.other': 'Skrivet samtidigt' });
    const told = await page(report, mine);
    expect(told.status).toBe(409);
    expect(told.text).toContain('rapport.skv ändrade rapporten');
    expect(told.text).toContain('Skrivet samtidigt');
    expect(told.text).toContain('Först sparat');
    // Sent again, now knowingly, it is what counts.
    const now = /name="revision" value="(\d+)"/.exec(told.text)?.[1] ?? '';
    expect(now).not.toBe(old);
    const again = form({ ...formValues(writtenDraft()), revision: now, 'texts.other': 'Skrivet samtidigt' });
    expect((await page(report, again)).status).toBe(303);
    expect((await page(report)).text).toContain('Skrivet samtidigt');
  });

  it('list what is missing before the review, and keep what was typed', async () => {
    const answer = await page(
      `${report}/lamna`,
      await filled({ 'contact.person': '', 'texts.finances': ' ' }),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Sparat, men inte lämnat för granskning.');
    expect(answer.text).toContain('href="#contact.person">Fyll i kontaktperson.');
    expect(answer.text).toContain('Skriv om de finansiella konsekvenserna (4.1).');
    expect(answer.text).toContain('karin.oberg@example.se');
  });

  it('freeze, give the kept files with their hashes, and compare', async () => {
    const early = await page(`${report}/frys`, form({ revision: await revision() }));
    expect(early.status).toBe(422);
    await page(`${report}/lamna`, await filled());
    const unreviewed = await page(`${report}/frys`, form({ revision: await revision() }));
    expect(unreviewed.status).toBe(422);
    expect(unreviewed.text).toContain('Rapporten är inte granskad som den är nu.');
    await approve();
    const frozen = await page(`${report}/frys`, form({ revision: await revision() }));
    expect(frozen).toMatchObject({ status: 303, to: `${report}/versioner/1` });
    const version = await page(`${report}/versioner/1`);
    expect(version.status).toBe(200);
    for (const [file, type, begins] of [
      ['arkiv.pdf', 'application/pdf', '%PDF-'],
      ['lasning.pdf', 'application/pdf', '%PDF-'],
      ['innehall.json', 'application/json', '{"agreements":['],
    ] as const) {
      const answer = await world.as(AUTHOR, `${report}/versioner/1/${file}`);
      const etag = answer.headers.get('etag') ?? '';
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="verksamhetsrapport-2025-skatteverket-v1-${file}"`,
      );
      expect(version.text).toContain(etag.replaceAll('"', ''));
      expect((await answer.text()).startsWith(begins)).toBe(true);
      const unchanged = await world.as(AUTHOR, `${report}/versioner/1/${file}`, {
        headers: { 'if-none-match': etag },
      });
      expect(unchanged.status).toBe(304);
    }
    const compared = await page(`${report}/versioner/1/jamfor`, { method: 'POST' });
    expect(compared.status).toBe(200);
    expect(compared.text).toContain('Identiskt:');
    expect((await page(report)).text).toContain('Det som står här är detsamma som i version 1.');
    expect((await page('/rapporter')).text).toContain('version 1');
  });

  it('say that the draft has moved on, and freeze without the form', async () => {
    await page(report, await filled({ 'texts.other': 'Nytt' }));
    expect((await page(report)).text).toContain('skiljer sig från version 1');
    expect((await page('/rapporter')).text).toContain('ändrad efter fastställandet');
    await page(`${report}/lamna`, await filled({ 'texts.other': 'Nytt' }));
    await approve();
    const again = await page(`${report}/frys`, form({ revision: await revision() }));
    expect(again).toMatchObject({ status: 303, to: `${report}/versioner/2` });
    expect((await page(`${report}/versioner/1`)).text).toContain('Det finns en nyare version: 2.');
  });

  it('are not for others, and not there for what does not exist', async () => {
    // A coordinator reviews and reads what was frozen, and neither writes nor sends.
    for (const path of [report, `${report}/kontoren`])
      expect((await page(path, {}, COORDINATOR)).status).toBe(403);
    const read = await page(`${report}/versioner/1`, {}, COORDINATOR);
    expect(read.status).toBe(200);
    expect(read.text).not.toMatch(/name="how"|jamfor|mottagen"/);
    const send = form({ how: 'letter', sentOn: '2026-02-14' });
    expect((await page(`${report}/versioner/2/skicka`, send, COORDINATOR)).status).toBe(403);
    expect((await page(`${report}/versioner/1/arkiv.pdf`, {}, COORDINATOR)).status).toBe(200);
    for (const path of [
      '/rapporter/99999',
      '/rapporter/x',
      `${report}/versioner/9`,
      `${report}/versioner/9/arkiv.pdf`,
    ])
      expect((await page(path)).status).toBe(404);
    expect((await page('/rapporter', {}, null)).to).toBe('/logga-in?till=%2Frapporter');
  });

  it('speak English too', async () => {
    const { text } = await page(report, { headers: { 'accept-language': 'en' } });
    expect(text).toContain('How it is counted');
    expect(text).not.toContain('Så räknat');
  });
});

describe('the annual report through the API', () => {
  const api = (method: string, path: string, body?: unknown) => world.api(AUTHOR, method, path, body);

  it('begins, shows, saves and freezes a report', async () => {
    const authorityId = world.ids.authorities[SKV];
    const begun = await api('POST', '/reports', { authorityId, year: 2024 });
    expect(begun.status).toBe(201);
    const path = `/reports/${begun.body.id}`;
    expect(await api('POST', '/reports', { authorityId, year: 2024 })).toEqual({
      status: 200,
      body: begun.body,
    });

    const { body: empty } = await api('GET', path);
    expect(empty.content).toMatchObject({
      year: 2024,
      duty: { owed: false },
      totals: { offices: { derived: 2 } },
    });
    expect(empty.missing).toContainEqual({
      field: 'contact.person',
      code: 'required',
      detail: 'Fyll i kontaktperson.',
    });
    const early = await api('POST', `${path}/versions`, { revision: empty.revision });
    expect(early.status).toBe(422);
    expect(early.body.errors.map((e: { field: string }) => e.field)).toContain('texts.activity');
    expect(early.body.missing).toContain('Fyll i kontaktperson.');

    const saved = await api('PUT', path, { revision: empty.revision, ...writtenDraft() });
    expect(saved).toMatchObject({ status: 200, body: { revision: empty.revision + 1 } });
    const stale = await api('PUT', path, { revision: empty.revision, ...emptyDraft() });
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', savedBy: 'rapport.skv' } });
    const wrong = await api('PUT', path, { revision: 2, ...writtenDraft(), contact: { email: 'x' } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toContainEqual(
      expect.objectContaining({ field: 'contact.email', code: 'not-an-email' }),
    );

    const unreviewed = await api('POST', `${path}/versions`, saved.body);
    expect(unreviewed).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'review', code: 'not-reviewed' }] },
    });
    expect((await api('POST', `${path}/submission`, saved.body)).status).toBe(200);
    const read = await world.api(COORDINATOR, 'GET', `${path}/review`);
    expect(read.body).toMatchObject({ stage: 'submitted', ownWork: false, content: { year: 2024 } });
    expect((await api('GET', `${path}/review`)).body.ownWork).toBe(true);
    const word = { sha256: read.body.sha256, verdict: 'return', note: '' };
    expect((await world.api(COORDINATOR, 'POST', `${path}/review`, word)).status).toBe(422);
    const approved = { ...word, verdict: 'approve' };
    expect((await world.api(COORDINATOR, 'POST', `${path}/review`, approved)).status).toBe(200);
    const frozen = await api('POST', `${path}/versions`, saved.body);
    expect(frozen).toMatchObject({ status: 201, body: { version: 1 } });
    const twice = await api('POST', `${path}/versions`, saved.body);
    expect(twice).toMatchObject({ status: 409, body: { code: 'stale' } });
    const version = await api('GET', `${path}/versions/1`);
    expect(version.body.files.content.sha256).toBe(frozen.body.sha256);
    expect(version.body.frozenBy).toBe('rapport.skv');
    expect((await api('POST', `${path}/versions/1/comparison`)).body).toEqual({
      content: true,
      archive: true,
      reading: true,
    });
    const kept = await api('GET', `${path}/versions/1/content.json`);
    expect(kept.body).toMatchObject({
      schema: 3,
      year: 2024,
      performed: [],
      surplusDuring: [],
      texts: writtenDraft().texts,
    });
    for (const file of ['archive', 'reading']) {
      const answer = await world.as(AUTHOR, `/api${path}/versions/1/${file}.pdf`);
      expect(answer.headers.get('etag')).toBe(`"${version.body.files[file].sha256}"`);
    }
    expect((await api('POST', `${path}/versions/1/dispatches`, { how: 'mail' })).status).toBe(201);
    expect((await api('POST', `${path}/versions/1/dispatches`, { how: 'mail' })).status).toBe(409);
    const receipt = { diaryNumber: '4.1-7/2026', receivedOn: '2026-11-18' };
    expect(
      (await api('PUT', `${path}/versions/1/receipt`, { ...receipt, receivedOn: '2026-13-01' })).status,
    ).toBe(422);
    expect((await api('PUT', `${path}/versions/1/receipt`, receipt)).status).toBe(200);
    expect((await api('GET', `${path}/versions/1`)).body.dispatches).toMatchObject([
      { how: 'mail', mail: { state: 'queued' }, diaryNumber: '4.1-7/2026' },
    ]);
    const list = await api('GET', '/reports');
    expect(list.body.find((row: { year: number }) => row.year === 2024)).toMatchObject({ frozenVersion: 1 });
  });

  it('asks the offices, takes an answer of the manager, and says who owes', async () => {
    const CHEF = 'chef@example.se';
    const { body: begun } = await api('POST', '/reports', {
      authorityId: world.ids.authorities[SKV],
      year: 2022,
    });
    const path = `/reports/${begun.id}`;
    expect(await api('POST', `${path}/office-requests`)).toMatchObject({ status: 201, body: { offices: 2 } });
    const { body: questions } = await world.api(CHEF, 'GET', '/report-questions');
    expect(questions).toMatchObject([{ year: 2022, office: 'Servicekontoret i Haninge', answer: null }]);
    const comments = Object.fromEntries(OFFICE_COMMENTS.map((item) => [item, 'Inget.']));
    const corrections = { surplusAccess: null, fullTimeEquivalents: null, visitors: null };
    const to = `/report-questions/${questions[0].requestId}/answer`;
    const answered = await world.api(CHEF, 'PUT', to, { after: 0, comments, corrections });
    expect(answered.status).toBe(200);
    expect((await world.api(CHEF, 'PUT', to, { after: 0, comments, corrections })).status).toBe(409);
    expect((await api('PUT', to, { after: 0, comments, corrections })).status).toBe(403);
    expect((await world.api(CHEF, 'GET', path)).status).toBe(403);
    const taken = await api('POST', `${path}/office-answers`, { answers: [answered.body.id] });
    expect(taken).toEqual({ status: 200, body: { taken: 1 } });
    expect((await world.api('tillsyn@example.se', 'GET', '/report-duties?year=2025')).status).toBe(200);
    expect((await world.api('ingen@example.se', 'GET', '/report-duties?year=2025')).status).toBe(403);
  });

  it('is closed to others and described in the OpenAPI document', async () => {
    expect((await world.api(COORDINATOR, 'GET', '/reports')).status).toBe(403);
    expect((await world.api('samordnare.fk@example.se', 'GET', '/reports/1/review')).status).toBe(404);
    expect((await world.api(null, 'GET', '/reports')).status).toBe(401);
    expect((await api('GET', '/reports/99999')).status).toBe(404);
    expect((await api('GET', '/reports/x')).status).toBe(422);
    const { body } = await api('GET', '/openapi.json');
    expect(Object.keys(body.paths).filter((path) => path.startsWith('/reports'))).toEqual([
      '/reports',
      '/reports/{id}',
      '/reports/{id}/versions',
      '/reports/{id}/versions/{version}',
      '/reports/{id}/versions/{version}/comparison',
      '/reports/{id}/versions/{version}/content.json',
      '/reports/{id}/versions/{version}/archive.pdf',
      '/reports/{id}/versions/{version}/reading.pdf',
      '/reports/{id}/submission',
      '/reports/{id}/review',
      '/reports/{id}/versions/{version}/dispatches',
      '/reports/{id}/versions/{version}/receipt',
      '/reports/{id}/office-requests',
      '/reports/{id}/office-answers',
    ]);
    expect(body.components.schemas).toHaveProperty('AnnualReport');
  });
});
