import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../../test/world.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { GREY_JPEG, makeFaults } from '../test-faults.ts';
import { forwardFaults } from './forward.server.ts';

// Two installations: reports of the one are sent to the other, which is down for a while, and loses answers.

let here: World;
let there: World;
let ours: Awaited<ReturnType<typeof makeFaults>>;
let theirs: Awaited<ReturnType<typeof makeFaults>>;
let port = 0;
let server: Server | null = null;
/** Whether it answers as old systems do: in Latin-1, with its states in capitals. */
let old = false;
/** How many answers are lost after the work is done. */
let lose = 0;
const SKV = 'samordnare.skv@example.se';

async function up(): Promise<void> {
  const listener = getRequestListener(async (request) => {
    const answer = await there.app.fetch(request);
    if (!old) return answer;
    const text = (await answer.text()).replace('utf-8', 'iso-8859-1').replaceAll('>closed<', '>CLOSED<');
    return new Response(Buffer.from(text, 'latin1'), {
      status: answer.status,
      headers: { 'content-type': 'text/xml' },
    });
  });
  server = createServer((request, response) => {
    if (lose > 0 && request.method === 'POST') {
      lose -= 1;
      // The request is served whole; the connection ends before its answer.
      response.writeHead = () => {
        request.socket.destroy();
        return response;
      };
    }
    void listener(request, response);
  });
  await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
}
async function down(): Promise<void> {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  server = null;
}

beforeAll(async () => {
  here = await makeWorld();
  there = await makeWorld();
  Object.assign(here.services, { sealingKey: new Uint8Array(32).fill(7) });
  ours = await makeFaults(here);
  theirs = await makeFaults(there);
  await up();
  const page = await there.as(
    SKV,
    `/felanmalningar/installningar/${theirs.bodies.haninge}/nycklar`,
    form({ namn: 'Granne' }),
  );
  const key = /fault-key">([\w-]+)</.exec(await page.text())![1]!;
  await here.as(
    SKV,
    `/felanmalningar/installningar/${ours.bodies.haninge}/eget-system`,
    form({
      adress: `http://127.0.0.1:${port}/open311/v2/`,
      api: key,
      deras: 'haninge.example.se',
      aktiv: 'ja',
    }),
  );
});
afterAll(async () => {
  await down();
  await here?.close();
  await there?.close();
});

let minutes = 0;
/** Lets time pass on both sides, and the job run. */
async function run(after = 0): Promise<void> {
  minutes += after;
  const now = Temporal.Instant.from('2026-11-18T09:30:00Z').add({ minutes });
  here.setNow(now.toString());
  there.setNow(now.toString());
  await forwardFaults({
    pool: here.database.pool,
    clock: here.services.clock,
    key: here.services.sealingKey,
    ending: new AbortController().signal,
    origin: 'http://localhost',
  });
}
const rows = <Row>(world: World, query: ReturnType<typeof sql>) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));
const stateOf = async (reference: string) =>
  (
    await rows<{ state: string; tries: number; externalId: string | null; error: string | null }>(
      here,
      sql`select f.state, f.tries, f.external_id as "externalId", f.last_error as error
        from fault_forward f join fault_report r on r.id = f.report_id where r.reference = ${reference}`,
    )
  )[0]!;
const arrived = async (reference: string) =>
  rows<{ reference: string; description: string }>(
    there,
    sql`select reference, description from fault_report where description like ${`%${reference}%`}`,
  );

describe('a body with a system of its own', () => {
  it('gets the report, once, and what becomes of it there is told here', async () => {
    const { reference, own } = await ours.report({ beskrivning: 'Släckt & mörkt', epost: 'kim@example.se' });
    await run();
    await run(1);
    const [far] = await arrived(reference);
    expect(far!.description).toContain('Släckt & mörkt');
    expect(await arrived(reference)).toHaveLength(1);
    expect(await stateOf(reference)).toMatchObject({ state: 'sent', externalId: far!.reference });
    const contacts = await rows<{ n: number }>(there, sql`select count(*) as n from fault_contact`);
    expect(contacts[0]!.n).toBe(0);
    await there.as(
      SKV,
      `/felanmalningar/${far!.reference}/avsluta`,
      form({ hur: 'fixed', svar: 'Ny lampa sitter i' }),
    );
    await run(20);
    const page = await (await here.as(null, own)).text();
    expect(page).toContain('Ny lampa sitter i');
    expect(page).toContain('Är felet åtgärdat?');
    expect((await here.as(null, `${own}/svar`, form({ svar: 'nej' }))).status).toBe(303);
    await run(20);
    expect(await (await here.as(null, own)).text()).toContain('Anmälan är öppen igen');
  });

  it('that closed what is not mended gets it anew, once, with its old number and what the reporter says', async () => {
    const { reference, own } = await ours.report({ beskrivning: 'Hål i gatan' });
    await run();
    const [far] = await arrived(reference);
    // Opened again while it is open there: they have it, and get nothing more.
    await here.as(SKV, `/felanmalningar/${reference}/avsluta`, form({ hur: 'fixed', svar: '' }));
    await here.as(null, `${own}/svar`, form({ svar: 'nej' }));
    await run(20);
    expect(await arrived(reference)).toHaveLength(1);
    await there.as(SKV, `/felanmalningar/${far!.reference}/avsluta`, form({ hur: 'fixed', svar: 'Lagat' }));
    await run(20);
    lose = 1;
    await here.as(null, `${own}/svar`, form({ svar: 'nej', ord: 'Hålet är större nu' }));
    await run(1);
    expect(await stateOf(reference)).toMatchObject({ state: 'uncertain' });
    await run(20);
    const both = await arrived(reference);
    expect(both).toHaveLength(2);
    const again = both.find((each) => each.reference !== far!.reference)!;
    for (const says of [far!.reference, 'Hålet är större nu', 'Hål i gatan', 'felet är kvar'])
      expect(again.description).toContain(says);
    expect(await stateOf(reference)).toMatchObject({ state: 'sent', externalId: again.reference });
    await there.as(SKV, `/felanmalningar/${again.reference}/avsluta`, form({ hur: 'fixed', svar: 'Nu så' }));
    await run(20);
    expect(await (await here.as(null, own)).text()).toContain('Nu så');
  });

  it('gets the photo by an address that nobody guesses, and what was added before it was sent', async () => {
    const { reference, own } = await ours.report({ beskrivning: 'Trasig bänk' }, GREY_JPEG);
    const more = await here.as(null, `${own}/mer`, form({ text: 'Den står vid gungorna' }));
    expect(more.headers.get('location')).toContain('sagt=mer');
    await run();
    const [far] = await arrived(reference);
    expect(far!.description).toContain('Trasig bänk\n\nDen står vid gungorna');
    expect(far!.description).toContain(`http://localhost/felanmalningar/${reference}`);
    const [media] = await rows<{ url: string }>(
      there,
      sql`select media_url as url from fault_report where reference = ${far!.reference}`,
    );
    const path = media!.url.replace('http://localhost', '');
    const photo = await here.as(null, path);
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(photo.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    // Neither with another proof, nor as everybody's, nor when the report has become another body's.
    const [, proof = ''] = /mottagare\/([0-9a-f]{40})\//.exec(path) ?? [];
    expect((await here.as(null, path.replace(proof, 'f'.repeat(40)))).status).toBe(404);
    expect((await here.as(null, `/felanmalan/bild/${path.split('/').at(-1)}`)).status).toBe(404);
    const move = form({ typ: String(ours.kind('BELYSNING', ours.bodies.gotland)), varfor: 'Er väg' });
    expect((await here.as(SKV, `/felanmalningar/${reference}/flytta`, move)).status).toBe(303);
    expect((await here.as(null, path)).status).toBe(404);
  });

  it('that is down gets everything afterwards, once', async () => {
    await down();
    const made = [];
    for (let n = 0; n < 3; n += 1) made.push((await ours.report()).reference);
    await run();
    for (const wait of [1, 5, 15, 60, 60]) await run(wait);
    for (const reference of made)
      expect(await stateOf(reference)).toMatchObject({ state: 'queued', tries: 6, error: 'ECONNREFUSED' });
    await up();
    await run(60);
    await run(60);
    for (const reference of made) {
      expect(await stateOf(reference)).toMatchObject({ state: 'sent' });
      expect(await arrived(reference)).toHaveLength(1);
    }
  });

  it('whose answer is lost is asked before anything is sent again', async () => {
    lose = 1;
    const { reference } = await ours.report();
    await run();
    expect(lose).toBe(0);
    expect(await stateOf(reference)).toMatchObject({ state: 'uncertain', tries: 1 });
    await run(1);
    expect(await stateOf(reference)).toMatchObject({ state: 'sent' });
    expect(await arrived(reference)).toHaveLength(1);
  });

  it('that answers in Latin-1 and in capitals is understood: nothing twice, and its words whole', async () => {
    old = true;
    lose = 1;
    const { reference, own } = await ours.report();
    await run();
    await run(1);
    const [far, ...more] = await arrived(reference);
    expect(more).toEqual([]);
    expect(await stateOf(reference)).toMatchObject({ state: 'sent', externalId: far!.reference });
    const words = form({ hur: 'fixed', svar: 'Ny lampa på plats, släckt är den åter tänd' });
    await there.as(SKV, `/felanmalningar/${far!.reference}/avsluta`, words);
    await run(20);
    old = false;
    const page = await (await here.as(null, own)).text();
    expect(page).toContain('Ny lampa på plats, släckt är den åter tänd');
    expect(page).toContain('Är felet åtgärdat?');
  });

  it('a process that was ended while it sent leaves nothing forgotten', async () => {
    const { reference } = await ours.report();
    await rows(
      here,
      sql`update fault_forward f set state = 'sending', claimed_until = ${here.services.clock().add({ minutes: 5 })}
        from fault_report r where r.id = f.report_id and r.reference = ${reference} returning 1`,
    );
    await run();
    expect(await stateOf(reference)).toMatchObject({ state: 'sending' });
    await run(6);
    expect(await stateOf(reference)).toMatchObject({ state: 'sent' });
    expect(await arrived(reference)).toHaveLength(1);
  });

  it('two processes at once send it once; what it cannot receive is told and not tried for ever', async () => {
    const { reference } = await ours.report();
    await Promise.all([run(), run(), run()]);
    expect(await arrived(reference)).toHaveLength(1);
    await rows(
      there,
      sql`update fault_category set ended_on = '2026-01-01' where service_code = 'KLOTTER' returning 1`,
    );
    const other = await ours.report({ typ: String(ours.kind('KLOTTER')), 'svar.hot': 'nej' });
    await run();
    expect((await stateOf(other.reference)).state).toBe('failed');
    expect((await stateOf(other.reference)).error).toContain('404');
    expect(await (await here.as(SKV, `/felanmalningar/${other.reference}`)).text()).toContain(
      'Kom inte fram',
    );
  });

  it('has its key sealed, for that address alone; one that was kept in the clear is sealed by the job', async () => {
    const kept = async () =>
      (
        await rows<{ sealed: Buffer | null; clear: string | null }>(
          here,
          sql`select * from fault_forwarding_key(${ours.bodies.haninge})`,
        )
      )[0]!;
    const settings = (fields: Readonly<Record<string, string>>) =>
      here.as(
        SKV,
        `/felanmalningar/installningar/${ours.bodies.haninge}/eget-system`,
        form({
          adress: `http://127.0.0.1:${port}/open311/v2`,
          api: '',
          deras: 'haninge.example.se',
          aktiv: 'ja',
          ...fields,
        }),
      );
    expect(await kept()).toMatchObject({ clear: null });
    expect((await settings({})).status).toBe(303);
    const elsewhere = await settings({ adress: 'http://127.0.0.1:1/open311/v2' });
    expect(elsewhere.status).toBe(422);
    const clear = await settings({ adress: 'http://system.example.se/open311/v2', api: 'en nyckel' });
    expect(clear.status).toBe(422);
    expect(await clear.text()).toContain('https://');
    expect(await elsewhere.text()).toContain('Skriv nyckeln igen');
    await expect(rows(here, sql`select api_key from fault_forwarding`)).rejects.toThrow(/permission denied/);
    await rows(
      here,
      sql`update fault_forwarding set api_key = 'clear', key_sealed = null where body_id = ${ours.bodies.haninge} returning body_id`,
    );
    const before = await kept();
    expect(before).toEqual({ sealed: null, clear: 'clear' });
    await run();
    expect((await kept()).clear).toBeNull();
    expect((await kept()).sealed!.toString('latin1')).not.toContain('clear');
  });
});
