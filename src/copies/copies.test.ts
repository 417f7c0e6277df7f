import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { FK, form, makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { settingOf, storeSetting } from '../platform/setting.server.ts';
import { sendDueMail } from '../post/send-due-mail.server.ts';
import { makeMails, owedAgreements } from './test-copies.ts';

let world: World;
let server: MailServer;
let ids: Record<string, number>;
let refuse = false;
beforeAll(async () => {
  world = await makeWorld();
  server = await startMailServer({ answer: () => (refuse ? { code: 554, text: '5.7.1 Refused' } : null) });
  ids = await owedAgreements(world, [
    { diaryNumber: 'K-1' },
    { diaryNumber: 'K-2' },
    { diaryNumber: 'K-3' },
    { diaryNumber: 'K-LETTER' },
    { diaryNumber: 'K-LATE', signedOn: '2026-11-03', validFrom: '2026-11-03' },
    { diaryNumber: 'K-SENT', signedOn: '2020-05-01', validFrom: '2020-05-01', copySentOn: '2020-05-12' },
    {
      diaryNumber: 'K-2005',
      signedOn: '2005-01-15',
      validFrom: '2005-03-01',
      validTo: '2008-06-30',
      approvedOn: '2005-02-15',
      termEndsOn: '2008-06-30',
      parties: `${FK};${SSC}`,
      principal: FK,
      task: 'parental-benefit',
      access: 'FK-ARENDE',
    },
    {
      diaryNumber: 'K-FK',
      parties: `${FK};${SSC}`,
      principal: FK,
      task: 'parental-benefit',
      access: 'FK-ARENDE',
    },
  ]);
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const SKV_C = 'samordnare.skv@example.se';
const copyOf = async (number: string, who: typeof SKV_C | 'samordnare.fk@example.se' = SKV_C) =>
  (await world.api(who, 'GET', `/agreement-copies/${ids[number]}/1`)).body;
const send = (number: string) =>
  world.api(SKV_C, 'POST', '/agreement-copies/sending', {
    copies: [{ agreementId: ids[number], version: 1 }],
  });
const post = () =>
  sendDueMail({
    pool: world.database.pool,
    mail: server.settings(),
    clock: world.services.clock,
    ending: new AbortController().signal,
  });

describe('R5: each conclusion and change makes the duty to send a copy', () => {
  it('is due from the day of the agreement, and says its provision', async () => {
    expect(await copyOf('K-1')).toMatchObject({
      state: 'due',
      dueSince: '2026-11-16',
      late: false,
      provision: expect.stringContaining('2019:2'),
    });
    expect(await copyOf('K-LATE')).toMatchObject({ state: 'due', late: true });
    expect(await copyOf('K-SENT')).toMatchObject({ state: 'sent', sentOn: '2020-05-12' });
  });

  it('the list of agreements tells of a copy only while it waits', async () => {
    const listed = async (number: string) => (await world.as(SKV_C, `/avtal?sok=${number}`)).text();
    expect(await listed('K-LATE')).toContain('Kopian till Kammarkollegiet har inte gått iväg.');
    expect(await listed('K-SENT')).not.toContain('Kopian till Kammarkollegiet');
    expect(await listed('K-2005')).not.toContain('Kopian till Kammarkollegiet');
  });

  it('is exempt where the Government has directed the activity, with the provision', async () => {
    const directed = world.ids.agreements['2019-00519-1.8'];
    const { body } = await world.api(SKV_C, 'GET', `/agreement-copies/${directed}/1`);
    expect(body).toMatchObject({ state: 'exempt', why: 'government-directed' });
    expect(body.provision).toContain('§');
  });

  it('is none under a law that asks for no copy', async () => {
    const rows = (await world.api('samordnare.fk@example.se', 'GET', '/agreement-copies?q=K-2005')).body
      .copies;
    expect(rows).toMatchObject([{ state: 'exempt', why: 'no-such-duty', provision: null }]);
  });

  it('comes in the same transaction: the database takes no version without it', async () => {
    const made = inTransaction(world.database.pool, { registers: true }, async (db) => {
      const { id } = await db.one<{ id: number }>(sql`
        insert into agreement (diary_number, name, regime_id, signed_on, government_directed, source)
        values ('UTAN', 'Utan', 'SA-2019', '2026-01-01', false, 'prov') returning id`);
      await db.run(sql`
        insert into agreement_party (agreement_id, authority_id)
        select ${id}, id from authority where org_number in (${SKV}, ${SSC})`);
      await db.run(sql`
        insert into agreement_version (agreement_id, version, valid, decided_on, office_scope)
        values (${id}, 1, daterange('2026-01-01', null), '2026-01-01', 'all')`);
    });
    await expect(made).rejects.toMatchObject({ constraint: 'each_version_has_its_copy' });
  });

  it('is a new one for an amendment', async () => {
    const agreement = await world.api(SKV_C, 'GET', `/agreements/${ids['K-2']}`);
    const amended = await world.api(SKV_C, 'POST', `/agreements/${ids['K-2']}/versions`, {
      amends: 1,
      from: '2026-12-01',
      to: null,
      decidedOn: '2026-11-17',
      summary: 'Ingen ändring i sak.',
      offices: 'all',
      tasks: agreement.body.tasks.map(
        ({
          task: _,
          catalogueItem: catalogueCode,
          access,
          ...same
        }: {
          [k: string]: unknown;
          access: { id: number }[];
        }) => ({
          ...same,
          catalogueCode,
          access: access.map(({ id }) => id),
        }),
      ),
    });
    expect(amended.status).toBe(201);
    const { body } = await world.api(SKV_C, 'GET', `/agreement-copies/${ids['K-2']}/2`);
    expect(body).toMatchObject({ state: 'due', dueSince: '2026-11-17' });
  });
});

describe('a copy by mail', () => {
  it('goes with the very document, is acknowledged with a diary number, and goes once', async () => {
    expect((await send('K-1')).body).toEqual({ count: 1 });
    expect(await copyOf('K-1')).toMatchObject({ state: 'queued', mailId: null });
    expect((await send('K-1')).status).toBe(409);
    expect(await makeMails(world)).toBe(1);
    expect(await post()).toBe(1);
    const copy = await copyOf('K-1');
    expect(copy).toMatchObject({ state: 'sent', sentOn: '2026-11-18', how: 'mail' });
    const [received] = server.received;
    expect(received?.to).toEqual(['registratur@example.se']);
    expect(received?.mail.subject).toBe('Kopia av avtal K-1, version 1 – Skatteverket');
    expect(received?.mail.text).toContain('ingicks den 2026-11-16');
    const sent = Buffer.from(received?.mail.attachments[0]?.content as ArrayBuffer);
    expect(sent.subarray(0, 5).toString()).toBe('%PDF-');
    const kept = await world.as(SKV_C, `/kopior/${ids['K-1']}/1/avtal.pdf`);
    expect(Buffer.compare(Buffer.from(await kept.arrayBuffer()), sent)).toBe(0);
    const path = `/agreement-copies/${ids['K-1']}/1/acknowledgement`;
    const early = await world.api(SKV_C, 'POST', path, { diaryNumber: '2026-1', on: '2026-11-17' });
    expect(early.body.errors).toMatchObject([{ field: 'on', code: 'too-early' }]);
    const answer = await world.api(SKV_C, 'POST', path, { diaryNumber: '3.5-1234-2026', on: '2026-11-18' });
    expect(answer.body).toMatchObject({ state: 'acknowledged', theirDiaryNumber: '3.5-1234-2026' });
    expect((await copyOf('K-1')).events.map(({ state }: { state: string }) => state)).toEqual([
      'due',
      'queued',
      'queued',
      'sent',
      'acknowledged',
    ]);
    expect((await world.api(SKV_C, 'POST', path, { diaryNumber: 'x', on: '2026-11-18' })).status).toBe(409);
  });

  it('that is refused has failed, and is sent again as one mail', async () => {
    refuse = true;
    await send('K-3');
    await makeMails(world);
    await post();
    const failed = await copyOf('K-3');
    expect(failed).toMatchObject({ state: 'failed', failure: expect.stringContaining('Refused') });
    refuse = false;
    await send('K-3');
    await makeMails(world);
    const old = await world.api(SKV_C, 'GET', `/mails/${failed.mailId}`);
    expect(old.body).toMatchObject({ state: 'cancelled', decisions: [] });
    await post();
    expect(await copyOf('K-3')).toMatchObject({ state: 'sent' });
    expect(server.received.filter(({ mail }) => mail.subject?.includes('K-3'))).toHaveLength(1);
  });

  it('is of the signed agreement where that is attached', async () => {
    const content = Buffer.from('%PDF-1.7\nthe signed agreement\n%%EOF\n');
    const id = ids['K-LETTER'] ?? 0;
    const coordinator = { actor: 'prov', authorities: [world.ids.authorities[SKV] ?? 0] };
    await inTransaction(world.database.pool, coordinator, (db) =>
      db.run(sql`
        insert into agreement_signed_copy (agreement_id, version, file_name, content, sha256, remarks, attached_by)
        values (${id}, 1, 'Undertecknat avtal.pdf', ${content}, encode(sha256(${content}), 'hex'), '{}', 'prov')`),
    );
    await send('K-LETTER');
    await makeMails(world);
    await post();
    const attached = server.received.at(-1)?.mail.attachments[0];
    expect(attached?.filename).toBe('Undertecknat avtal.pdf');
    expect(Buffer.compare(Buffer.from(attached?.content as ArrayBuffer), content)).toBe(0);
  });

  it('all that are due at once; others’ are not touched', async () => {
    const { body } = await world.api(SKV_C, 'POST', '/agreement-copies/sending', { copies: 'all-due' });
    expect(body.count).toBe(3);
    expect((await world.api(SKV_C, 'GET', '/agreement-copies?state=due')).body.total).toBe(0);
    expect(await copyOf('K-FK', 'samordnare.fk@example.se')).toMatchObject({ state: 'due' });
    await makeMails(world);
    expect(await post()).toBe(3);
  });

  it('is nobody else’s', async () => {
    expect((await world.api(SKV_C, 'GET', `/agreement-copies/${ids['K-FK']}/1`)).status).toBe(404);
    expect((await send('K-FK')).status).toBe(404);
    expect((await world.api('alva@example.se', 'GET', '/agreement-copies')).status).toBe(403);
    const seen = await inTransaction(world.database.pool, { supervision: true }, (db) =>
      db.many<{ state: string }>(sql`select distinct state from agreement_copy order by state`),
    );
    expect(seen.map(({ state }) => state)).toEqual(['acknowledged', 'sent']);
  });
});

describe('a copy some other way', () => {
  it('as a letter: the letter, the document that is kept, the day', async () => {
    const fk = 'samordnare.fk@example.se';
    const letter = await world.as(fk, `/kopior/${ids['K-FK']}/1/brev.pdf`);
    expect(
      Buffer.from(await letter.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const page = `/kopior/${ids['K-FK']}/1/brev`;
    for (const [sentOn, says] of [
      ['2026-11-19', 'Dagen har inte varit än'],
      ['2026-11-15', 'Dagen ligger före'],
    ] as const) {
      const wrong = await world.as(fk, page, form({ sentOn }));
      expect(wrong.status).toBe(422);
      expect(await wrong.text()).toContain(says);
    }
    expect((await world.as(fk, page, form({ sentOn: '2026-11-18' }))).status).toBe(303);
    expect(await copyOf('K-FK', fk)).toMatchObject({ state: 'sent', how: 'letter', sentOn: '2026-11-18' });
  });

  it('acknowledged takes no diary number of another document, also of one that nobody here may see', async () => {
    const page = `/kopior/${ids['K-SENT']}/1/bekrafta`;
    const fk = 'samordnare.fk@example.se';
    const day = { on: '2026-11-18' };
    const taken = await world.as(SKV_C, page, form({ ...day, diaryNumber: '3.5-1234-2026' }));
    expect(taken.status).toBe(422);
    expect(await taken.text()).toContain('redan gett det diarienumret till en annan handling');
    expect(await copyOf('K-SENT')).toMatchObject({ state: 'sent', theirDiaryNumber: null });
    const others = `/agreement-copies/${ids['K-FK']}/1/acknowledgement`;
    const two = await Promise.all([
      world.api(fk, 'POST', others, { ...day, diaryNumber: '3.5-77-2026' }),
      world.as(SKV_C, page, form({ ...day, diaryNumber: '3.5-77-2026' })),
    ]);
    expect(two.map(({ status }) => status).filter((status) => status === 422)).toHaveLength(1);
  });

  it('the administrator sets where they go; agreements are not the administrator’s', async () => {
    const admin = 'admin@example.se';
    expect(await (await world.as(admin, '/kopior')).text()).not.toContain('K-1');
    const set = await world.as(admin, '/kopior/mottagare', form({ address: 'diariet@example.se' }));
    expect(set.status).toBe(303);
    await inTransaction(world.database.pool, { registers: true }, (db) =>
      storeSetting(db, 'demonstration', true),
    );
    const real = 'registratur@kammarkollegiet.se';
    const duty = { municipalities: 'off', registrar: real };
    for (const [path, fields] of [
      ['/kopior/mottagare', { address: real }],
      ['/rapporter/skyldighet', duty],
    ] as const) {
      const refused = await world.as(admin, path, form(fields));
      expect(refused.status, path).toBe(422);
      expect(await refused.text()).toContain('En demonstration skickar bara till adresser på example.se.');
    }
    await inTransaction(world.database.pool, { registers: true }, async (db) => {
      expect(await settingOf(db, 'registrar-address')).toBe('diariet@example.se');
      expect(await settingOf(db, 'municipalities-report')).toBeUndefined();
    });
    expect((await world.as(SKV_C, '/kopior/mottagare', form({ address: 'x@example.se' }))).status).toBe(403);
  });
});
