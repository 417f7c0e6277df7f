import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AF, SKV } from '../../../test/world.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { receivingOf, resend, setReceiving } from '../commands/receiving.server.ts';
import { handOverView } from '../hand-over-view.server.ts';
import { type HandOvers, makeHandOvers, problem } from '../test-hand-overs.ts';
import { type Courier, deliverHandOvers, signatureOf, WAITS } from './deliver.server.ts';
import { sealSecretsOfBefore } from './secret.server.ts';
import { watchHandOvers } from './watch.server.ts';

let world: HandOvers;
let courier: Courier;
beforeAll(async () => {
  world = await makeHandOvers();
  courier = {
    pool: world.pool,
    clock: () => world.services.clock(),
    origin: 'https://samtjanst.example.se',
    ending: new AbortController().signal,
    key: KEY,
  };
});
afterAll(() => world.close());

const KEY = new Uint8Array(32).fill(7);
const SECRET = 'en hemlighet av proven';
const COORDINATOR = 'samordnare.skv@example.se' as const;
const RECEIVER = 'mottagare.skv@example.se' as const;
const skv = () => world.ids.authorities[SKV] ?? 0;
const mails = () =>
  inTransaction(world.pool, { registers: true }, (db) =>
    db.many<{ key: string; to: string[]; subject: string; text: string }>(sql`
      select mail_key as key, recipients as to, subject, body as text from outgoing_mail order by mail_key`),
  );

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver's system: a real HTTP server, that can be down, answer as it is told, or die before it has answered. */
async function receiverAt(port: number, answer: (n: number) => number | 'dies') {
  const got: Got[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      const status = answer(got.length);
      if (status === 'dies') return request.socket.destroy();
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    got,
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function webhookTo(port: number): Promise<void> {
  await setReceiving(
    await world.ctx(COORDINATOR),
    {
      authorityId: skv(),
      delivery: 'webhook',
      webhookUrl: `http://127.0.0.1:${port}/in`,
      webhookSecret: SECRET,
    },
    'http://localhost',
    KEY,
  );
}

/** Moves the clock on by minutes. */
function later(minutes: number): void {
  world.setNow(world.services.clock().add({ minutes }).toString());
}
const run = () => deliverHandOvers(courier);
const deliveriesOf = async (id: string) =>
  (await handOverView(await world.ctx('alva@example.se'), id)).deliveries;

describe('to a system that is down and comes up', () => {
  it('delivers afterwards, once, signed; with the same id until it is acknowledged and never after', async () => {
    const first = await receiverAt(0, () => 200);
    const { port } = first;
    await first.stop();
    await webhookTo(port);
    const { id } = await world.offered('population-registration', SKV);
    for (const wait of WAITS.slice(0, 3)) {
      expect(await run()).toBe(1);
      expect(await run()).toBe(0);
      later(wait);
    }
    expect(await deliveriesOf(id)).toMatchObject([
      { state: 'waiting', attempts: 3, lastError: 'ECONNREFUSED' },
    ]);
    // It comes up, ails, dies with the request in its hands, then takes it.
    const up = await receiverAt(port, (n) => ([503, 302, 'dies', 204] as const)[n - 1] ?? 500);
    for (const wait of WAITS.slice(3, 7)) {
      expect(await run()).toBe(1);
      later(wait);
    }
    later(100_000);
    expect(await run()).toBe(0);
    await up.stop();
    expect(up.got).toHaveLength(4);
    const ids = up.got.map(({ headers }) => headers['samtjanst-id']);
    const [delivery] = await deliveriesOf(id);
    expect(new Set(ids)).toEqual(new Set([delivery?.id]));
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 7 });
    for (const { headers, body } of up.got) {
      const timestamp = Number(headers['samtjanst-timestamp']);
      expect(headers['samtjanst-signature']).toBe(
        `v1=${signatureOf(SECRET, timestamp, delivery?.id ?? '', body)}`,
      );
    }
    expect(JSON.parse(up.got[0]?.body ?? '')).toMatchObject({
      id: delivery?.id,
      type: 'hand-over.offered',
      handOver: { id, state: 'offered', responsible: 'receiver', dueOn: '2026-11-20' },
    });
    // What a person has written does not leave.
    expect(up.got.map(({ body }) => body).join()).not.toContain(world.wish.wants);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is asked once a run while it fails: nobody else waits for it', async () => {
    const ailing = await receiverAt(0, () => 500);
    await webhookTo(ailing.port);
    const theirs = [
      await world.offered('population-registration', SKV),
      await world.offered('population-registration', SKV),
    ];
    expect(await run()).toBe(1);
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    expect(ailing.got).toHaveLength(2);
    for (const { id } of theirs)
      expect(await deliveriesOf(id)).toMatchObject([
        { state: 'waiting', attempts: 1, lastError: 'HTTP 500' },
      ]);
    await ailing.stop();
    const well = await receiverAt(ailing.port, () => 200);
    later(WAITS[0]);
    expect(await run()).toBe(2);
    await well.stop();
    expect(well.got).toHaveLength(2);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is not set at an address of this machine where the installation is for many, nor in the clear', async () => {
    const set = async (webhookUrl: string, origin: string) =>
      setReceiving(
        await world.ctx(COORDINATOR),
        { authorityId: skv(), delivery: 'webhook', webhookUrl, webhookSecret: SECRET },
        origin,
        KEY,
      );
    for (const address of ['http://127.0.0.1:5432/', 'https://localhost/', 'http://mottagare.example.se/'])
      await expect(set(address, 'https://samtjanst.example.se'), address).rejects.toMatchObject({
        errors: [{ field: 'webhookUrl', code: 'not-https' }],
      });
    await set('https://mottagare.example.se/', 'https://samtjanst.example.se');
  });

  it('fails visibly after the last try, and a person sends it again with an id of its own', async () => {
    const nobody = await receiverAt(0, () => 200);
    await nobody.stop();
    await webhookTo(nobody.port);
    const { id } = await world.offered('population-registration', SKV);
    for (const wait of [...WAITS, 0]) {
      await run();
      later(wait);
    }
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ state: 'failed', attempts: WAITS.length + 1, resent: false });
    const alva = await world.ctx('alva@example.se');
    const made = await resend(alva, id, failed?.id ?? '');
    expect(made).not.toBe(failed?.id);
    expect((await problem(resend(alva, id, failed?.id ?? ''))).facts.reason).toBe('already-resent');
    expect((await problem(resend(await world.ctx('cim@example.se'), id, made))).code).toBe('not-found');
    const up = await receiverAt(nobody.port, () => 200);
    await run();
    await up.stop();
    expect(up.got.map(({ headers }) => headers['samtjanst-id'])).toEqual([made]);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is done once by several processes, also when one dies in the middle', async () => {
    const up = await receiverAt(0, () => 200);
    await webhookTo(up.port);
    const ids = await Promise.all([1, 2, 3, 4].map(() => world.offered('population-registration', SKV)));
    // A process took one and died: its lease ends.
    await inTransaction(world.pool, { registers: true }, (db) =>
      db.run(sql`update hand_over_delivery set attempts = 1, claimed_until = ${world.services.clock().add({ minutes: 2 })}
        where hand_over_id = ${ids[0]?.id}`),
    );
    await Promise.all([run(), run(), run()]);
    expect(up.got).toHaveLength(3);
    later(3);
    await Promise.all([run(), run(), run()]);
    await up.stop();
    expect(up.got).toHaveLength(4);
    expect(new Set(up.got.map(({ headers }) => headers['samtjanst-id'])).size).toBe(4);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('keeps its secret to itself, and wants https', async () => {
    const kept = await receivingOf(await world.ctx(COORDINATOR), skv());
    expect(JSON.stringify(kept)).not.toContain(SECRET);
    expect((await problem(receivingOf(await world.ctx(RECEIVER), skv()))).code).toBe('forbidden');
    const seen = await inTransaction(world.pool, { actor: 'x', receiving: [skv()], offices: [1] }, (db) =>
      db.many(sql`select from receiver_setting`),
    );
    expect(seen).toEqual([]);
  });
});

describe('a secret', () => {
  /** As the owner of the database reads it, in a backup. */
  const kept = async () => {
    const owner = new pg.Client({ ...world.database.owner });
    await owner.connect();
    try {
      const { rows } = await owner.query(
        'select webhook_secret as clear, webhook_sealed as sealed from receiver_setting where authority_id = $1',
        [skv()],
      );
      return rows[0] as { clear: string | null; sealed: Buffer | null };
    } finally {
      await owner.end();
    }
  };
  const signedWith = async (secret: string) => {
    const { id } = await world.offered('population-registration', SKV);
    await run();
    const [request] = up.got.filter(({ body }) => JSON.parse(body).handOver.id === id);
    const { 'samtjanst-timestamp': at, 'samtjanst-signature': signature } = request?.headers ?? {};
    const body = request?.body ?? '{}';
    return signature === `v1=${signatureOf(secret, Number(at), JSON.parse(body).id, body)}`;
  };
  let up: Awaited<ReturnType<typeof receiverAt>>;
  beforeAll(async () => {
    up = await receiverAt(0, () => 200);
  });
  afterAll(() => up.stop());

  it('is kept sealed, signs, and stays when only the rest is set', async () => {
    await webhookTo(up.port);
    const { clear, sealed } = await kept();
    expect(clear).toBeNull();
    expect(sealed?.toString('latin1')).not.toContain(SECRET);
    await setReceiving(
      await world.ctx(COORDINATOR),
      { authorityId: skv(), delivery: 'webhook', webhookUrl: `http://127.0.0.1:${up.port}/in` },
      'http://localhost',
      null,
    );
    expect((await kept()).sealed).toEqual(sealed);
    expect(await signedWith(SECRET)).toBe(true);
  });

  it('from before goes on working in the clear, and is sealed when there is a key', async () => {
    const owner = new pg.Client({ ...world.database.owner });
    await owner.connect();
    await owner.query('update receiver_setting set webhook_secret = $1, webhook_sealed = null', [
      'den gamla hemligheten',
    ]);
    await owner.end();
    await sealSecretsOfBefore(world.pool, null);
    expect((await kept()).clear).toBe('den gamla hemligheten');
    expect(await signedWith('den gamla hemligheten')).toBe(true);
    await sealSecretsOfBefore(world.pool, KEY);
    expect((await kept()).clear).toBeNull();
    expect(await signedWith('den gamla hemligheten')).toBe(true);
    expect((await receivingOf(await world.ctx(COORDINATOR), skv()))?.hasSecret).toBe(true);
  });

  it('is not taken where nothing can be sealed, nor read by an account, nor opened with another key', async () => {
    const set = setReceiving(
      await world.ctx(COORDINATOR),
      { authorityId: skv(), delivery: 'webhook', webhookUrl: 'http://127.0.0.1:9/', webhookSecret: SECRET },
      'http://localhost',
      null,
    );
    expect((await problem(set)).errors).toEqual([{ field: 'webhookSecret', code: 'no-sealing-key' }]);
    const scope = { actor: 'x', authorities: [skv()] };
    const read = inTransaction(world.pool, scope, (db) =>
      db.many(sql`select webhook_sealed from receiver_setting`),
    );
    await expect(read).rejects.toThrow('permission denied');
    expect(
      await inTransaction(world.pool, scope, (db) => db.many(sql`select * from receiver_secret(${skv()})`)),
    ).toEqual([]);
    const { id } = await world.offered('population-registration', SKV);
    await deliverHandOvers({ ...courier, key: new Uint8Array(32).fill(8) });
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting', lastError: 'no-key' }]);
  });
});

describe('by mail', () => {
  it('says that something happened and not what, to the receiver and to who follows', async () => {
    await setReceiving(
      await world.ctx(COORDINATOR),
      {
        authorityId: skv(),
        delivery: 'mail',
        mailTo: 'in@example.se',
      },
      'http://localhost',
      KEY,
    );
    const { id, reference } = await world.offered('population-registration', SKV);
    await inTransaction(world.pool, { actor: 'citizen', followed: id }, (db) =>
      db.run(
        sql`update hand_over set follow_mail = 'person@example.se', follow_language = 'en' where id = ${id}`,
      ),
    );
    await world.step(RECEIVER, id, { step: 'accept' });
    await world.step(RECEIVER, id, { step: 'note', text: 'hemlig anteckning' });
    await world.step(RECEIVER, id, { step: 'answer-final', text: 'svaret' });
    await run();
    await run();
    const about = (await mails()).filter(({ subject }) => subject.includes(reference));
    expect(about.map(({ to }) => to[0]).sort()).toEqual([
      'in@example.se',
      'person@example.se',
      'person@example.se',
    ]);
    expect(about.map(({ text }) => text).join()).not.toMatch(/hemlig|svaret|flytten/);
    expect(about.find(({ to }) => to[0] === 'person@example.se')?.text).toContain('/folj?referens=');
  });
});

describe('by mail that does not arrive', () => {
  it('is no delivery before it has been sent, and has failed when the mail has; sent again it is another', async () => {
    const receiving = { authorityId: skv(), delivery: 'mail', mailTo: 'in@example.se' } as const;
    await setReceiving(await world.ctx(COORDINATOR), receiving, 'http://localhost', KEY);
    const { id } = await world.offered('population-registration', SKV);
    await run();
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'posted' }]);
    const [first] = await deliveriesOf(id);
    const becomes = (delivery: string, state: string, error: string | null) =>
      inTransaction(world.pool, { registers: true }, (db) =>
        db.run(sql`update outgoing_mail set state = ${state}, last_error = ${error},
          sent_at = ${state === 'sent' ? world.services.clock() : null} where mail_key = ${`hand-over-delivery:${delivery}`}`),
      );
    await becomes(first?.id ?? '', 'sent', null);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered' }]);
    // Its server says so an hour later.
    await becomes(first?.id ?? '', 'failed', 'in@example.se: 5.1.1 smtp; 550 no such user');
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'failed', lastError: '5.1.1' }]);
    // The morning tells of it, for as long as nobody has sent it again.
    const morning = async (day: string) => {
      await setReceiving(
        await world.ctx(COORDINATOR),
        { ...receiving, summaryTo: 'gryning@example.se' },
        'http://localhost',
        KEY,
      );
      world.setNow(`${day}T07:00:00Z`);
      await watchHandOvers(courier);
      return (await mails()).find(({ key }) => key === `hand-over-summary:${skv()}:${day}`)?.text;
    };
    expect(await morning('2026-11-19')).toMatch(/gick inte fram till er: [1-9]/);
    world.setNow('2026-11-18T09:30:00Z');
    await setReceiving(await world.ctx(COORDINATOR), receiving, 'http://localhost', KEY);
    await resend(await world.ctx('alva@example.se'), id, first?.id ?? '');
    await run();
    const [, second] = await deliveriesOf(id);
    expect(second).toMatchObject({ state: 'posted' });
    await becomes(second?.id ?? '', 'sent', null);
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(['failed', 'delivered']);
  });
});

describe('no deadline is forgotten', () => {
  it('warns the working day before, calls the coordinator when it is late, each once for each deadline', async () => {
    const { id, reference } = await world.offered('population-registration', SKV);
    const told = async () =>
      (await mails())
        .filter(({ subject }) => subject.includes(reference) && !subject.includes('något'))
        .map(({ to, subject }) => [to.join(), subject]);
    await watchHandOvers(courier);
    expect(await told()).toEqual([]);
    world.setNow('2026-11-19T08:00:00Z');
    await Promise.all([watchHandOvers(courier), watchHandOvers(courier)]);
    await watchHandOvers(courier);
    expect(await told()).toEqual([[RECEIVER, `Överlämning ${reference} ska vara klar 2026-11-20`]]);
    world.setNow('2026-11-23T08:00:00Z');
    await watchHandOvers(courier);
    await watchHandOvers(courier);
    expect(await told()).toContainEqual([
      COORDINATOR,
      `Överlämning ${reference} är sen: skulle varit klar 2026-11-20`,
    ]);
    const view = await handOverView(await world.ctx(RECEIVER), id);
    expect(view.events.map(({ kind, side }) => [kind, side])).toEqual([
      ['offered', 'front-desk'],
      ['warned', 'rule'],
      ['escalated', 'rule'],
    ]);
    // Late at the front desk: the manager of the office.
    const back = { step: 'refuse', reasonKind: 'not-our-task', text: 'Inte vår.' } as const;
    await world.step(RECEIVER, id, back);
    world.setNow('2026-11-27T08:00:00Z');
    await watchHandOvers(courier);
    expect((await told()).map(([to]) => to)).toContain('bada@example.se,chef@example.se');
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('is told to who is nearest where nobody coordinates or receives', async () => {
    const { reference } = await world.offered('jobseeker-registration', AF);
    const late = async () =>
      (await mails()).find(({ subject }) => subject.startsWith(`Överlämning ${reference} är sen`))?.to;
    world.setNow('2026-11-23T08:00:00Z');
    await watchHandOvers(courier);
    // Its authority has no account here: the manager of the office.
    expect(await late()).toEqual(['bada@example.se', 'chef@example.se']);
    world.setNow('2026-11-18T09:30:00Z');
    const [receiver] = await world.receivers(AF, 1);
    const next = await world.offered('jobseeker-registration', AF);
    world.setNow('2026-11-23T08:00:00Z');
    await watchHandOvers(courier);
    const [told] = await inTransaction(world.pool, { registers: true }, (db) =>
      db.many<{ id: string }>(sql`
        select u.id from outgoing_mail m join account_user u on array[u.email] = m.recipients
        where m.subject like ${`Överlämning ${next.reference} är sen%`}`),
    );
    expect(told?.id).toBe(receiver?.actor.userId);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('mails the coordinator when a person raises it, and the morning’s numbers on working days', async () => {
    const { id, reference } = await world.offered('population-registration', SKV);
    await world.step('alva@example.se', id, { step: 'escalate', text: 'Personen är utan bostad.' });
    await setReceiving(
      await world.ctx(COORDINATOR),
      {
        authorityId: skv(),
        delivery: 'here',
        summaryTo: 'morgon@example.se',
      },
      'http://localhost',
      KEY,
    );
    world.setNow('2026-11-21T09:00:00Z');
    await watchHandOvers(courier);
    world.setNow('2026-11-23T05:00:00Z');
    await watchHandOvers(courier);
    const summaries = async () => (await mails()).filter(({ to }) => to[0] === 'morgon@example.se');
    expect(await summaries()).toEqual([]);
    world.setNow('2026-11-23T07:00:00Z');
    await watchHandOvers(courier);
    await watchHandOvers(courier);
    expect(await summaries()).toHaveLength(1);
    const raised = (await mails()).filter(
      ({ subject }) => subject === `Överlämning ${reference} har lyfts till dig`,
    );
    expect(raised.map(({ to, text }) => [to, text.includes('bostad')])).toEqual([[[COORDINATOR], false]]);
  });
});
