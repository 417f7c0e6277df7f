import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, type Json, makeWorld, type World } from '../../../test/world.ts';
import { GREY_JPEG, jpegWithExif, makeFaults, PLACES } from '../test-faults.ts';
import { readXml, xmlDocument } from './xml.ts';

// A client that follows the specification to the letter, with an XML reader of its own.

let world: World;
let faults: Awaited<ReturnType<typeof makeFaults>>;
let key: string;
const SKV = 'samordnare.skv@example.se';
const J = 'jurisdiction_id=haninge.example.se';
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
beforeAll(async () => {
  world = await makeWorld();
  faults = await makeFaults(world);
  const page = await world.as(
    SKV,
    `/felanmalningar/installningar/${faults.bodies.haninge}/nycklar`,
    form({ namn: 'Provprogram' }),
  );
  key = /fault-key">([\w-]+)</.exec(await page.text())![1]!;
});
afterAll(() => world.close());

const get = (path: string) => world.app.request(`http://localhost/open311/v2/${path}`);
/** As programs send it: no Origin, no cookie. */
const send = (
  fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
  format = 'xml',
  headers = {},
) =>
  world.app.request(`http://localhost/open311/v2/requests.${format}`, {
    method: 'POST',
    body: new URLSearchParams(fields as Record<string, string>).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
  });
const good = (more: Readonly<Record<string, string>> = {}) => ({
  api_key: key,
  jurisdiction_id: 'haninge.example.se',
  service_code: 'BELYSNING',
  lat: String(PLACES.here.latitude),
  long: String(PLACES.here.longitude),
  'attribute[antal]': 'en',
  description: 'En lykta & en <stolpe> "lutar"',
  email: 'kim@example.se',
  first_name: 'Kim',
  last_name: 'Provlund',
  phone: '070-1234567',
  ...more,
});
const json = async (path: string): Promise<Json> => {
  const answer = await get(path);
  expect(answer.status, path).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return answer.json();
};
async function xml(path: string, status = 200): Promise<Element> {
  const answer = await get(path);
  expect(answer.status, path).toBe(status);
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  return parse(await answer.text());
}

interface Element {
  name: string;
  text: string;
  children: Element[];
}
/** Strict: a declaration with its encoding, every tag closed, every ampersand an entity. */
function parse(text: string): Element {
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/i);
  const body = text.slice(text.indexOf('?>') + 2).trim();
  const stack: Element[] = [{ name: '', text: '', children: [] }];
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    const top = stack.at(-1)!;
    if (token.startsWith('</')) {
      expect(token).toBe(`</${top.name}>`);
      stack.pop();
    } else if (token.startsWith('<')) {
      const name = /^<([a-z_]+)\/?>$/.exec(token)?.[1];
      if (name === undefined) throw new Error(`no element of the specification: ${token}`);
      const element = { name, text: '', children: [] };
      top.children.push(element);
      if (!token.endsWith('/>')) stack.push(element);
    } else {
      expect(token.replaceAll(/&(lt|gt|amp|quot|apos|#\d+);/g, '')).not.toContain('&');
      const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" } as const;
      top.text += token.replaceAll(
        /&(\w+);/g,
        (whole, name: keyof typeof entities) => entities[name] ?? whole,
      );
    }
  }
  expect(stack).toHaveLength(1);
  expect(stack[0]!.children).toHaveLength(1);
  return stack[0]!.children[0]!;
}
const at = (element: Element, name: string) => element.children.find((each) => each.name === name);

describe('Open311 GeoReport v2', () => {
  it('is discovered', async () => {
    const found = await xml('discovery.xml');
    const endpoint = at(found, 'endpoints')!.children[0]!;
    expect(at(endpoint, 'specification')!.text).toBe('http://wiki.open311.org/GeoReport_v2');
    expect(at(endpoint, 'url')!.text).toBe('http://localhost/open311/v2');
    expect(at(endpoint, 'formats')!.children.map(({ text }) => text)).toEqual([
      'text/xml',
      'application/json',
    ]);
    expect(at(endpoint, 'changeset')!.text).toMatch(MOMENT);
    expect((await json('discovery.json')).endpoints[0].formats).toContain('text/xml');
  });

  it('lists services, the same in XML and JSON, XML where no format is named', async () => {
    const list = await json(`services.json?${J}`);
    expect(Array.isArray(list)).toBe(true);
    for (const service of list) {
      expect(Object.keys(service)).toEqual([
        'service_code',
        'service_name',
        'description',
        'metadata',
        'type',
        'keywords',
        'group',
      ]);
      expect(['realtime', 'batch', 'blackbox']).toContain(service.type);
      expect(typeof service.metadata).toBe('boolean');
    }
    for (const path of [`services.xml?${J}`, `services?${J}`]) {
      const root = await xml(path);
      expect(root.name).toBe('services');
      expect(root.children.map((each) => [each.name, at(each, 'service_code')!.text])).toEqual(
        list.map(({ service_code }: Json) => ['service', service_code]),
      );
    }
  });

  it('defines what a service asks', async () => {
    const root = await xml(`services/HAL.xml?${J}`);
    expect(root.name).toBe('service_definition');
    const attributes = at(root, 'attributes')!.children;
    expect(attributes.map((each) => at(each, 'datatype')!.text)).toEqual([
      'singlevaluelist',
      'multivaluelist',
    ]);
    expect(at(attributes[1]!, 'values')!.children.map((each) => at(each, 'key')!.text)).toEqual([
      'korbana',
      'cykelbana',
      'gangbana',
    ]);
    const same = await json(`services/HAL.json?${J}`);
    expect(same.attributes[0]).toMatchObject({ variable: true, code: 'storlek', required: true, order: 1 });
  });

  it('says which jurisdiction or service is missing or unknown, with the status of the specification', async () => {
    for (const [path, status, says] of [
      ['services', 400, 'jurisdiction_id'],
      ['services?jurisdiction_id=', 400, 'jurisdiction_id'],
      ['services?jurisdiction_id=oz.example.se', 404, 'jurisdiction_id'],
      [`services/NOTHING?${J}`, 404, 'service_code'],
      [`requests/2222-2222?${J}`, 404, 'service_request_id'],
      [`tokens/2222-2222?${J}`, 404, 'token'],
      [`requests?${J}&status=broken`, 400, 'status'],
      [`requests?${J}&start_date=yesterday`, 400, 'start_date'],
      [`requests?${J}&start_date=2026-11-18T00:00:00`, 400, 'offset'],
      [`requests?${J}&start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z`, 400, '90 days'],
      [`requests?${J}&start_date=%2B275760-09-13T00:00Z`, 400, 'start_date'],
      [`requests?${J}&end_date=-271821-04-20T00:00Z`, 400, 'end_date'],
      [`requests?${J}&page=0`, 400, 'page'],
      ['nothing', 404, 'address'],
    ] as const) {
      const [name, query = ''] = path.split('?');
      const root = await xml(path, status);
      expect([root.name, root.children[0]!.name]).toEqual(['errors', 'error']);
      expect(at(root.children[0]!, 'code')!.text).toBe(String(status));
      expect(at(root.children[0]!, 'description')!.text).toContain(says);
      const other = await get(`${name}.json?${query}`);
      expect(other.status).toBe(status);
      expect((await other.json())[0]).toMatchObject({ code: status });
    }
  });

  it('takes a report, answers with its number, and tells of it without its person', async () => {
    const answer = await send(good());
    expect(answer.status).toBe(200);
    const made = parse(await answer.text());
    expect([made.name, made.children[0]!.name]).toEqual(['service_requests', 'request']);
    const id = at(made.children[0]!, 'service_request_id')!.text;
    expect(made.children[0]!.children.map(({ name }) => name)).toEqual([
      'service_request_id',
      'service_notice',
      'account_id',
    ]);
    const text = await (await get(`requests/${id}.xml?${J}`)).text();
    for (const person of ['Kim', 'Provlund', 'kim@', '070']) expect(text).not.toContain(person);
    const [said] = await json(`requests/${id}.json?${J}`);
    expect(said).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: 'BELYSNING',
      description: 'En lykta & en <stolpe> "lutar"',
      lat: PLACES.here.latitude,
      long: PLACES.here.longitude,
    });
    for (const name of ['requested_datetime', 'updated_datetime']) expect(said[name]).toMatch(MOMENT);
    const [read] = (await xml(`requests/${id}.xml?${J}`)).children;
    expect(at(read!, 'description')!.text).toBe('En lykta & en <stolpe> "lutar"');
    expect(read!.children.map(({ name }) => name)).toEqual(Object.keys(said));
    expect((await json(`tokens/${id}.json?${J}`))[0]).toEqual({ service_request_id: id, token: id });
    expect((await get(`requests/${id}.xml?jurisdiction_id=gotland.example.se`)).status).toBe(404);
    const staff = await (await world.as(SKV, `/felanmalningar/${id}`)).text();
    for (const person of ['Kim Provlund', 'kim@example.se', '070-1234567']) expect(staff).toContain(person);
  });

  it('takes several values, words for a place, and a photo', async () => {
    const several = await send([
      ...Object.entries(
        good({
          service_code: 'HAL',
          'attribute[storlek]': 'stor',
          lat: '',
          long: '',
          address_string: 'Storgatan 3',
        }),
      ),
      ['attribute[var][]', 'korbana'],
      ['attribute[var][]', 'gangbana'],
    ]);
    expect(several.status).toBe(200);
    const body = new FormData();
    for (const [name, value] of Object.entries(good())) body.append(name, value);
    body.append('media', new File([new Uint8Array(jpegWithExif(GREY_JPEG))], 'a.jpg'));
    const answer = await world.app.request('http://localhost/open311/v2/requests.json', {
      method: 'POST',
      body,
    });
    expect(answer.status).toBe(200);
    const [{ service_request_id: id }] = await answer.json();
    expect((await json(`requests/${id}.json?${J}`))[0].media_url).toBeNull();
    body.set('media', new File(['<svg/>'], 'a.jpg'));
    const refused = await world.app.request('http://localhost/open311/v2/requests.json', {
      method: 'POST',
      body,
    });
    expect(refused.status).toBe(400);
    const large = await world.app.request('http://localhost/open311/v2/servicerequestupdates.json', {
      method: 'POST',
      body: new URLSearchParams({ description: 'x'.repeat(2 * 1024 * 1024) }),
    });
    expect(await large.json()).toEqual([{ code: 413, description: expect.stringContaining('Dela upp') }]);
  });

  it('refuses what cannot be received, and says why', async () => {
    for (const [more, status, says] of [
      [{ api_key: '' }, 403, 'api_key'],
      [{ api_key: 'x'.repeat(32) }, 403, 'api_key'],
      [{ jurisdiction_id: 'gotland.example.se' }, 403, 'api_key'],
      [{ jurisdiction_id: '' }, 400, 'jurisdiction_id'],
      [{ service_code: '' }, 400, 'service_code'],
      [{ service_code: 'GATA' }, 404, 'service_code'],
      [{ lat: '', long: '' }, 400, 'location'],
      [{ lat: '58.5', long: '19' }, 400, 'lat, long'],
      [{ lat: 'north', long: '19' }, 400, 'lat'],
      [{ lat: '0', long: '0' }, 400, 'lat'],
      [{ long: '' }, 400, 'long'],
      [{ 'attribute[antal]': '' }, 400, 'attribute[antal]'],
      [{ email: 'no' }, 400, 'email'],
      [{ description: 'x'.repeat(4001) }, 400, 'description'],
    ] as const) {
      const answer = await send(good(more), 'json');
      const errors = await answer.json();
      expect(answer.status, JSON.stringify(more).slice(0, 60)).toBe(status);
      expect(errors[0].description, JSON.stringify(more).slice(0, 60)).toContain(says);
    }
  });

  it('filters by number, service, state and time, and in pages', async () => {
    const ids: string[] = [];
    for (const code of ['KLOTTER', 'KLOTTER', 'NEDSKRAPNING'])
      ids.push(
        (await (await send(good({ service_code: code, 'attribute[hot]': 'nej' }), 'json')).json())[0]
          .service_request_id,
      );
    const idsOf = async (query: string) =>
      (await json(`requests.json?${J}&${query}`)).map((each: Json) => each.service_request_id);
    await world.as(SKV, `/felanmalningar/${ids[0]}/avsluta`, form({ hur: 'fixed', svar: 'Sanerat' }));
    expect((await idsOf(`service_request_id=${ids[0]},${ids[2]}&status=open`)).sort()).toEqual(
      [ids[0], ids[2]].sort(),
    );
    expect((await idsOf('service_code=KLOTTER')).sort()).toEqual([ids[0], ids[1]].sort());
    expect(await idsOf('service_code=KLOTTER&status=closed')).toEqual([ids[0]]);
    expect(await idsOf('service_code=KLOTTER&status=open')).toEqual([ids[1]]);
    expect((await idsOf('service_code=KLOTTER,NEDSKRAPNING&status=open,closed')).length).toBe(3);
    expect(await idsOf('start_date=2026-11-19T00:00:00Z')).toEqual([]);
    expect(
      (
        await idsOf(
          'start_date=2026-11-18T10:29:00%2B01:00&end_date=2026-11-18T10:31:00%2B01:00&service_code=KLOTTER',
        )
      ).length,
    ).toBe(2);
    const all = await idsOf('');
    const paged = [...(await idsOf('page=1&page_size=2')), ...(await idsOf('page=2&page_size=2'))];
    expect(paged).toEqual(all.slice(0, 4));
    const [closed] = await json(`requests/${ids[0]}.json?${J}&extensions=true`);
    expect(closed.status).toBe('closed');
    expect(closed.status_notes).toContain('Sanerat');
    expect(closed.extended_attributes.close_kind).toBe('fixed');
    expect(await json(`requests.json?jurisdiction_id=gotland.example.se`)).toEqual([]);
  });

  it('filters by when something last happened, and by dates', async () => {
    const [made] = await (
      await send(good({ service_code: 'KLOTTER', 'attribute[hot]': 'nej' }), 'json')
    ).json();
    const id = made.service_request_id;
    const ids = async (query: string) =>
      (await json(`requests.json?${J}&${query}`)).map((each: Json) => each.service_request_id);
    world.setNow('2026-12-20T10:00:00Z');
    await world.as(SKV, `/felanmalningar/${id}/ta`, form({ vantas: '' }));
    expect(await ids('updated_after=2026-12-01T00:00:00Z')).toEqual([id]);
    expect(await ids('updated_before=2026-12-01T00:00:00Z')).not.toContain(id);
    expect(await ids('updated_after=2026-12-20&updated_before=2026-12-20')).toEqual([id]);
    expect(await ids('start_date=2026-11-18&end_date=2026-11-18')).toContain(id);
    expect(await ids('start_date=2026-11-19&end_date=2026-12-20')).toEqual([]);
    expect(await ids('start_date=2026-11-18&status=OPEN&updated_after=2026-12-20')).toEqual([id]);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('tells what happened to reports, as FixMyStreet asks for it', async () => {
    const [made] = await (await send(good({ service_code: 'HALKA' }), 'json')).json();
    const id = made.service_request_id;
    await world.as(SKV, `/felanmalningar/${id}/ta`, form({ vantas: '' }));
    await world.as(SKV, `/felanmalningar/${id}/skriv`, form({ ord: 'Bara för oss.', for: 'oss' }));
    await world.as(SKV, `/felanmalningar/${id}/avsluta`, form({ hur: 'fixed', svar: 'Sandat.' }));
    const query = `${J}&start_date=2026-11-18T00:00:00Z&end_date=2026-11-19T00:00:00Z`;
    const all: Json[] = await json(`servicerequestupdates.json?${query}`);
    const own = all.filter((each) => each.service_request_id === id);
    expect(own.map(({ status, description }) => [status, description])).toEqual([
      ['open', null],
      ['closed', 'Sandat.'],
    ]);
    expect(own[0].updated_datetime).toMatch(MOMENT);
    expect(JSON.stringify(all)).not.toContain('Bara för oss');
    const root = await xml(`servicerequestupdates.xml?${J}&service_request_id=${id}`);
    expect([root.name, root.children.map(({ name }) => name)]).toEqual([
      'service_request_updates',
      ['request_update', 'request_update'],
    ]);
    expect(
      await json(`servicerequestupdates.json?jurisdiction_id=gotland.example.se&service_request_id=${id}`),
    ).toEqual([]);
  });

  it('a report that its reporter denies is mended is open again', async () => {
    const { own, reference } = await faults.report();
    const state = async () => (await json(`requests/${reference}.json?${J}`))[0];
    await world.as(SKV, `/felanmalningar/${reference}/avsluta`, form({ hur: 'fixed', svar: 'Lagat' }));
    expect(await state()).toMatchObject({ status: 'closed', status_notes: expect.stringContaining('Lagat') });
    await world.as(null, `${own}/svar`, form({ svar: 'nej' }));
    expect(await state()).toMatchObject({ status: 'open', status_notes: null });
  });

  it('keeps a number of an address and the address of a photo, which the body shows when it has looked', async () => {
    const sent = good({
      lat: '',
      long: '',
      address_id: '4711',
      media_url: 'https://photos.example.se/1.jpg',
    });
    const [made] = await (await send(sent, 'json')).json();
    const id = made.service_request_id;
    const told = async () => (await json(`requests/${id}.json?${J}`))[0];
    expect(await told()).toMatchObject({ address_id: '4711', address: null, media_url: null, lat: null });
    expect(await (await world.as(null, `/felanmalan/${id}`)).text()).toContain('Plats nr 4711');
    const staff = await (await world.as(SKV, `/felanmalningar/${id}`)).text();
    expect(staff).toContain('https://photos.example.se/1.jpg');
    await world.as(SKV, `/felanmalningar/${id}/visning`, form({ lank: 'visa' }));
    expect((await told()).media_url).toBe('https://photos.example.se/1.jpg');
    for (const bad of ['javascript:alert(1)', 'photos', 'file:///etc/passwd'])
      expect((await send(good({ media_url: bad }))).status).toBe(400);
  });

  it('asked for the times that it says itself, it tells of what happened within their second', async () => {
    world.setNow('2026-11-18T09:30:00.640Z');
    const [made] = await (await send(good({ service_code: 'HALKA' }), 'json')).json();
    world.setNow('2026-11-18T09:30:01Z');
    const [{ requested_datetime: at }] = await json(`requests/${made.service_request_id}.json?${J}`);
    world.setNow('2026-11-18T09:30:00Z');
    const when = encodeURIComponent(at);
    for (const query of [
      `start_date=${when}&end_date=${when}`,
      `updated_after=${when}&updated_before=${when}`,
    ])
      expect(JSON.stringify(await json(`requests.json?${J}&${query}`))).toContain(made.service_request_id);
  });

  it("lets another address's page send what a form would not", async () => {
    const asked = await world.app.request('http://localhost/open311/v2/requests.json', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.se', 'access-control-request-headers': 'idempotency-key' },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toMatch(/idempotency-key/i);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
  });

  it('takes what stands in the address, any name of an attribute, and no other charset than UTF-8', async () => {
    const query = new URLSearchParams(good()).toString();
    const address = `http://localhost/open311/v2/requests.json?${query}`;
    expect((await world.app.request(address, { method: 'POST' })).status).toBe(200);
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect((await send(good({ [`attribute[${name}]`]: 'x' }))).status).toBe(200);
    const latin = { 'content-type': 'application/x-www-form-urlencoded; charset=iso-8859-1' };
    expect((await send(good(), 'xml', latin)).status).toBe(400);
    const sent = `${new URLSearchParams(good({ description: '' }))}`.replace(
      'description=',
      'description=%E5%E4%F6',
    );
    const lost = await world.app.request('http://localhost/open311/v2/requests.json', {
      method: 'POST',
      body: sent,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(lost.status).toBe(400);
    expect(await lost.text()).toContain('UTF-8');
    const said = await send(good({ description: 'x' }), 'xml', { 'content-type': 'application/json' });
    expect(said.status).toBe(400);
  });

  it('a repetition with the same Idempotency-Key is the same report', async () => {
    const again = async () => (await send(good(), 'json', { 'idempotency-key': 'abc-1' })).json();
    expect((await again())[0].service_request_id).toBe((await again())[0].service_request_id);
  });

  it('a key that is withdrawn opens nothing', async () => {
    const page = await world.as(
      SKV,
      `/felanmalningar/installningar/${faults.bodies.haninge}/nycklar`,
      form({ namn: 'Tillfällig' }),
    );
    const text = await page.text();
    const temporary = /fault-key">([\w-]+)</.exec(text)![1]!;
    expect((await send(good({ api_key: temporary }))).status).toBe(200);
    const last = [...text.matchAll(/nycklar\/(\d+)\/dra-in/g)].at(-1)![1];
    await world.as(
      SKV,
      `/felanmalningar/installningar/${faults.bodies.haninge}/nycklar/${last}/dra-in`,
      form({}),
    );
    expect((await send(good({ api_key: temporary }))).status).toBe(403);
  });
});

describe('XML of others', () => {
  it('is read whole or not at all', () => {
    const said = { a: 'x & <y> "z"', b: null, services: [{ c: 1 }, { c: 'å\u0000' }] };
    const read = readXml(xmlDocument('root', said))!;
    expect(read.within.map(({ name, text }) => [name, text])).toEqual([
      ['a', 'x & <y> "z"'],
      ['b', ''],
      ['services', ''],
    ]);
    expect(read.within[2]!.within.map((each) => each.within[0]!.text)).toEqual(['1', 'å']);
    for (const bad of [
      '',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      'text',
      '<a>&nothing;</a>',
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      '<a>'.repeat(50) + '</a>'.repeat(50),
    ])
      expect(readXml(bad), bad).toBeNull();
  });
});
