import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../../test/world.ts';
import { GREY_JPEG, makeFaults, PLACES } from '../test-faults.ts';

// What who reported through another program says there: FixMyStreet posts it as updates.

let world: World;
let faults: Awaited<ReturnType<typeof makeFaults>>;
let key: string;
const SKV = 'samordnare.skv@example.se';
const J = 'haninge.example.se';
const CLOSED = '2026-11-19T09:00:00Z';

beforeAll(async () => {
  world = await makeWorld();
  faults = await makeFaults(world);
  key = await makeKey('Stadens app');
});
afterAll(() => world.close());
beforeEach(() => world.setNow('2026-11-18T09:30:00Z'));

const keysOf = (body: number) => `/felanmalningar/installningar/${body}/nycklar`;
async function makeKey(name: string): Promise<string> {
  const page = await world.as(SKV, keysOf(faults.bodies.haninge), form({ namn: name }));
  return /fault-key">([\w-]+)</.exec(await page.text())![1]!;
}
const post = (what: string, fields: Readonly<Record<string, string>> | FormData) =>
  world.app.request(`http://localhost/open311/v2/${what}`, {
    method: 'POST',
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
  });
async function report(apiKey = key): Promise<string> {
  const { latitude, longitude } = PLACES.here;
  const answer = await post('requests.json', {
    ...{ api_key: apiKey, jurisdiction_id: J, service_code: 'HALKA', description: 'Halt vid trappan' },
    ...{ lat: String(latitude), long: String(longitude) },
  });
  return (await answer.json())[0].service_request_id;
}
const update = (reference: string, more: Readonly<Record<string, string>> = {}, format = 'json') =>
  post(`servicerequestupdates.${format}`, {
    ...{ api_key: key, jurisdiction_id: J, service_request_id: reference, status: 'OPEN' },
    ...{ description: 'Nu har någon ramlat', first_name: 'Kim', last_name: 'Provlund' },
    ...more,
  });
const close = async (reference: string) => {
  world.setNow(CLOSED);
  const { status } = await world.as(
    SKV,
    `/felanmalningar/${reference}/avsluta`,
    form({ hur: 'fixed', svar: 'Sandat.' }),
  );
  expect(status).toBe(303);
  world.setNow('2026-11-20T09:00:00Z');
};
const staffSees = async (reference: string) => (await world.as(SKV, `/felanmalningar/${reference}`)).text();
const everybodySees = async (reference: string) =>
  (
    await world.app.request(`http://localhost/open311/v2/requests/${reference}.json?jurisdiction_id=${J}`)
  ).json();

describe('an update by another program', () => {
  it('is read by the body and by nobody else, once however often it is sent', async () => {
    const reference = await report();
    const answers = [
      await update(reference, { update_id: '77', media_url: 'https://example.org/1.jpeg' }),
      await update(reference, { update_id: '77', description: 'Skickat igen' }),
    ];
    const [first, again] = await Promise.all(answers.map((each) => each.json()));
    expect(first).toEqual([{ update_id: expect.stringMatching(/^\d+$/) }]);
    expect(again).toEqual(first);
    const page = await staffSees(reference);
    expect(page.split('Nu har någon ramlat')).toHaveLength(2);
    expect(page).toContain('https://example.org/1.jpeg');
    expect(page).not.toContain('Skickat igen');
    expect(page).not.toContain('Provlund');
    expect(JSON.stringify(await everybodySees(reference))).not.toContain('ramlat');
    const xml = await (await update(reference, { update_id: '78' }, 'xml')).text();
    expect(xml).toMatch(
      /<service_request_updates><request_update><update_id>\d+<\/update_id><\/request_update><\/service_request_updates>/,
    );
  });

  it('that denies what was closed before it was written opens the report again', async () => {
    const reference = await report();
    await close(reference);
    expect((await update(reference, { updated_datetime: '2026-11-19T08:59:59Z' })).status).toBe(200);
    expect((await everybodySees(reference))[0].status).toBe('closed');
    expect((await update(reference, { status: 'CLOSED', description: 'Tack' })).status).toBe(200);
    expect((await everybodySees(reference))[0].status).toBe('closed');
    const [{ update_id }] = await (
      await update(reference, {
        updated_datetime: '2026-11-19T10:00:01+01:00',
        description: 'Det är halt än',
      })
    ).json();
    expect((await everybodySees(reference))[0].status).toBe('open');
    expect(await staffSees(reference)).toContain('Det är halt än');
    // That program knows its own update by its number when it asks what has happened.
    const told = await (
      await world.app.request(
        `http://localhost/open311/v2/servicerequestupdates.json?jurisdiction_id=${J}&service_request_id=${reference}`,
      )
    ).json();
    expect(told.at(-1)).toMatchObject({ update_id, status: 'open' });
  });

  it('that it is fixed confirms what is closed, and is told beside the words while it is not', async () => {
    const reference = await report();
    expect((await update(reference, { status: 'fixed', description: 'Borta nu' })).status).toBe(200);
    expect((await everybodySees(reference))[0].status).toBe('open');
    expect(await staffSees(reference)).toContain('Borta nu\n(FIXED)');
    await close(reference);
    expect((await update(reference, { status: 'FIXED', description: 'Fint så' })).status).toBe(200);
    const page = await staffSees(reference);
    expect(page).toContain('Fint så');
    expect(page).not.toContain('Fint så\n(FIXED)');
    expect(page).toContain('Den som anmälde säger att felet är åtgärdat');
  });

  it('is of a report of that program, also when its key was replaced', async () => {
    const [reference, { reference: ours }, other] = [
      await report(),
      await faults.report(),
      await makeKey('Ett annat program'),
    ];
    expect((await update(ours)).status).toBe(404);
    expect((await update(reference, { api_key: other })).status).toBe(404);
    const settings = await (await world.as(SKV, '/felanmalningar/installningar')).text();
    const ended = new RegExp(`${keysOf(faults.bodies.haninge)}/\\d+/dra-in`).exec(settings)![0];
    expect((await world.as(SKV, ended, form({}))).status).toBe(303);
    const next = await makeKey('Stadens app');
    expect((await update(reference)).status).toBe(403);
    expect((await update(reference, { api_key: next })).status).toBe(200);
    key = next;
  });

  it.each([
    ['without a key', { api_key: '' }, 403, 'api_key'],
    ['of a wrong key', { api_key: 'gissad' }, 403, 'api_key'],
    ['of another body', { jurisdiction_id: 'gotland.example.se' }, 403, 'api_key'],
    ['of no report', { service_request_id: '2222-2222' }, 404, 'service_request_id'],
    ['of what is no number', { service_request_id: "'; drop" }, 404, 'service_request_id'],
    ['without a number', { service_request_id: ' ' }, 400, 'service_request_id'],
    ['without words', { description: ' ' }, 400, 'description'],
    ['of too many words', { description: 'å'.repeat(4000) }, 400, 'description'],
    ['with a state that is none', { status: '<b>' }, 400, 'status'],
    ['with a time without offset', { updated_datetime: '2026-11-18T10:00:00' }, 400, 'updated_datetime'],
    ['with an address that is none', { media_url: 'javascript:alert(1)' }, 400, 'media_url'],
  ])('%s is refused', async (_, more, status, says) => {
    const reference = await report();
    const before = await staffSees(reference);
    const answer = await update(reference, more);
    expect(answer.status).toBe(status);
    expect((await answer.json())[0]).toMatchObject({
      code: status,
      description: expect.stringContaining(says),
    });
    expect(await staffSees(reference)).toBe(before);
  });

  it('with a photo says how photos are sent, and keeps nothing', async () => {
    const reference = await report();
    const fields = new FormData();
    for (const [name, value] of Object.entries({
      api_key: key,
      jurisdiction_id: J,
      description: 'Se bilden',
    }))
      fields.set(name, value);
    fields.set('service_request_id', reference);
    fields.set('photo1', new File([GREY_JPEG], 'halka.jpeg', { type: 'image/jpeg' }));
    const answer = await post('servicerequestupdates.json', fields);
    expect(answer.status).toBe(400);
    expect((await answer.json())[0].description).toContain('media_url');
    expect(await staffSees(reference)).not.toContain('Se bilden');
  });
});
