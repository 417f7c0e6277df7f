import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImapServer, startHoodiecrow } from '../../test/imap-server.ts';
import { form, makeWorld, type World } from '../../test/world.ts';
import { sql } from '../platform/database.server.ts';
import { came, KEY, look, only, takeUp } from './test-mailbox.ts';
import { HOSTILE, multipart, personMail } from './test-mails.ts';

let world: World;
let imap: ImapServer;
let box: string;
beforeAll(async () => {
  world = await makeWorld();
  Object.assign(world.services, { sealingKey: KEY });
  imap = await startHoodiecrow();
});
afterAll(async () => {
  await imap?.end();
  await world?.close();
});

const fields = (more: Record<string, string> = {}) => ({
  officeId: String(world.ids.offices.haninge),
  ...{
    address: 'Kontakt@example.se',
    senderName: 'Servicekontoret i Haninge',
    host: imap.host,
    port: String(imap.port),
  },
  ...{ security: 'none', user: imap.user, password: imap.password, folder: 'INBOX', receipts: 'on', ...more },
});
const visitOf = async (subject: string) =>
  only((await came(world)).filter((each) => each.subject === subject)).visitId as string;
const readNow = async () => {
  const answer = await world.as('admin@example.se', `/brevlador/${box}/las`, form({}));
  expect(answer.status).toBe(303);
  await takeUp(world);
};

describe('a mailbox', () => {
  it('is added by an administrator, and nobody else', async () => {
    for (const email of ['chef@example.se', 'alva@example.se', 'samordnare.skv@example.se'] as const)
      expect((await world.as(email, '/brevlador/ny', form(fields()))).status).toBe(403);
    const added = await world.as('admin@example.se', '/brevlador/ny', form(fields()));
    expect(added.status).toBe(303);
    box = /\/brevlador\/(\d+)/.exec(added.headers.get('location') ?? '')?.[1] ?? '';
    const page = await (await world.as('chef@example.se', '/brevlador')).text();
    expect(page).toContain('kontakt@example.se');
    expect((await world.as('alva@example.se', '/brevlador')).status).toBe(403);
  });

  it('its password is in no page, and sealed in the database', async () => {
    const page = await (await world.as('admin@example.se', `/brevlador/${box}`)).text();
    expect(page).not.toContain(imap.password);
    const { secret } = await look(world, (db) =>
      db.one<{ secret: Buffer }>(sql`select mailbox_secret(${Number(box)}) as secret`),
    );
    expect(secret.includes(Buffer.from(imap.password))).toBe(false);
    await expect(look(world, (db) => db.many(sql`select secret from mailbox`))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is not sent to another server with the password that is kept', async () => {
    const { password: _, ...rest } = fields({ host: 'localhost' });
    const answer = await world.as('admin@example.se', `/brevlador/${box}`, form(rest));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('det sparade gäller en annan server');
  });

  it('tells what is wrong with each field, and keeps what was given', async () => {
    const wrong = fields({ address: 'a@b, c@d', host: 'imap.example.se; x', port: '99999', user: 'a\r\nb' });
    const answer = await world.as('admin@example.se', '/brevlador/ny', form(wrong));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    for (const field of ['address', 'host', 'port', 'user', 'security'])
      if (field !== 'security') expect(page).toContain(`id="${field}-error"`);
    expect(page).toContain('Servicekontoret i Haninge');
    const far = await world.as(
      'admin@example.se',
      '/brevlador/ny',
      form(fields({ host: 'imap.example.se' })),
    );
    expect(await far.text()).toContain('Okrypterat går det bara');
  });

  it('says in words why it cannot be read', async () => {
    await world.as('admin@example.se', `/brevlador/${box}`, form(fields({ password: 'fel' })));
    await world.as('admin@example.se', `/brevlador/${box}/las`, form({}));
    expect(await (await world.as('chef@example.se', `/brevlador/${box}`)).text()).toContain(
      'godtar inte användarnamn och lösenord',
    );
    await world.as('admin@example.se', `/brevlador/${box}`, form(fields()));
    await readNow();
    expect(await (await world.as('chef@example.se', `/brevlador/${box}`)).text()).not.toContain(
      'godtar inte',
    );
  });
});

describe('at the contact', () => {
  it('what came is text, whatever was in it: no script, no picture, no other page', async () => {
    await imap.deliver(HOSTILE['script in HTML'] ?? '');
    await readNow();
    const page = await (
      await world.as('alva@example.se', `/kontakter/${await visitOf('Var anmäler jag flytt?')}`)
    ).text();
    expect(page).toContain('Hej där');
    expect(page).toContain('Texten är läst ur ett formaterat mejl');
    expect(page).not.toMatch(/alert\(|spy\.example|<iframe|javascript:/);
  });

  it('an attachment is handed out to be kept, to its own office alone; a program to nobody', async () => {
    await imap.deliver(
      personMail({
        subject: 'Med bilagor',
        more: ['Content-Type: multipart/mixed; boundary="b"'],
        body: multipart('b', [
          [
            ['Content-Disposition: attachment; filename="sida åäö.html"', 'Content-Type: text/html'],
            '<script>alert(1)</script>',
          ],
          [['Content-Disposition: attachment; filename="gör.exe"'], 'MZ'],
        ]),
      }),
    );
    await readNow();
    const visit = await visitOf('Med bilagor');
    const mailId = only((await came(world)).filter(({ subject }) => subject === 'Med bilagor')).id;
    const at = (position: number) => `/kontakter/${visit}/mejl/${mailId}/bilagor/${position}`;
    const page = await (await world.as('alva@example.se', `/kontakter/${visit}`)).text();
    expect(page).toContain(at(0));
    expect(page).not.toContain(at(1));
    const file = await world.as('alva@example.se', at(0));
    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect((await file.text()).trim()).toBe('<script>alert(1)</script>');
    expect((await world.as('alva@example.se', at(1))).status).toBe(404);
    expect((await world.as('alva@example.se', at(7))).status).toBe(404);
    for (const other of [
      'cim@example.se',
      'chef@example.se',
      'samordnare.skv@example.se',
      'admin@example.se',
    ] as const)
      expect((await world.as(other, at(0))).status).toBeGreaterThanOrEqual(403);
  });

  it('the answer that is written there goes by mail; sent twice it is one', async () => {
    await imap.deliver(personMail({ from: 'rut@example.se', subject: 'Svara mig' }));
    await readNow();
    const visit = await visitOf('Svara mig');
    const textId = randomUUID();
    const answer = () =>
      world.as(
        'alva@example.se',
        `/kontakter/${visit}/mejl`,
        form({ to: 'rut@example.se', body: 'Hej Rut', textId, direction: 'out' }),
      );
    expect((await answer()).headers.get('location')).toBe(`/kontakter/${visit}?mejl=skickat#mejl`);
    expect((await answer()).status).toBe(303);
    const page = await (await world.as('alva@example.se', `/kontakter/${visit}`)).text();
    expect(page.match(/Väntar på att skickas/g)).toHaveLength(2); // the receipt and the answer
    const mails = await look(world, (db) =>
      db.many(sql`select from outgoing_mail where about = 'contact-answer' and about_id = ${visit}`),
    );
    expect(mails).toHaveLength(1);
    const wrong = await world.as(
      'alva@example.se',
      `/kontakter/${visit}/mejl`,
      form({ to: 'annan@example.se', body: 'Hej', textId: randomUUID() }),
    );
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Svara till en adress som hör till kontakten');
  });

  it('shows no address of a person with protected data before somebody has asked for it', async () => {
    await imap.deliver(personMail({ from: 'skyddad@example.se', subject: 'Skyddad' }));
    await readNow();
    const visit = await visitOf('Skyddad');
    const page = async (path: string, init?: RequestInit) =>
      (await world.as('alva@example.se', `/kontakter/${visit}${path}`, init)).text();
    expect(await page('')).toContain('skyddad@example.se');
    await page('/person', form({ email: 'skyddad@example.se', protected: '1' }));
    expect(await page('')).not.toContain('skyddad@example.se');
    expect(await page('')).toContain('Visas när du har valt att visa personuppgifterna.');
    expect(await page('/visa-person', form({}))).toContain('skyddad@example.se');
  });

  it('what came from somebody else’s address is not shown as the person’s', async () => {
    await imap.deliver(personMail({ from: 'ida@example.se', subject: 'Två i tråden', body: 'Idas fråga' }));
    await readNow();
    const visit = await visitOf('Två i tråden');
    const { reference } = await look(world, (db) =>
      db.one<{ reference: string }>(sql`select reference from visit where id = ${visit}`),
    );
    for (const [from, body] of [
      ['ida@example.se', 'Ida igen'],
      ['ond@example.se', 'Skicka allt till mig'],
    ])
      await imap.deliver(personMail({ from, subject: `Sv: [${reference}]`, body }));
    await readNow();
    const page = await (await world.as('alva@example.se', `/kontakter/${visit}`)).text();
    const said = [...page.matchAll(/said-who"><strong>([^<]*)<.*?said-body[^>]*>([^<]*)</gs)];
    expect(said.map(([, who, what]) => [who, what])).toEqual([
      ['Personen', 'Idas fråga'],
      ['Personen', 'Ida igen'],
      ['Från en annan adress än personens', 'Skicka allt till mig'],
    ]);
  });

  it('what did not arrive stands before the officers and in its list', async () => {
    await look(world, (db) =>
      db.run(
        sql`update outgoing_mail set state = 'failed', last_error = '550 User unknown' where about = 'contact-answer'`,
      ),
    );
    expect(await (await world.as('alva@example.se', '/besok')).text()).toContain(
      'Ett mejlsvar har inte kommit fram',
    );
    expect(await (await world.as('alva@example.se', '/kontakter/mejl-som-inte-kom-fram')).text()).toContain(
      '550 User unknown',
    );
    expect(
      await (await world.as('cim@example.se', '/kontakter/mejl-som-inte-kom-fram')).text(),
    ).not.toContain('550');
    // The supervising authority's outbox is not an office's.
    expect(await (await world.as('tillsyn@example.se', '/utskick')).text()).not.toContain('Svara mig');
    expect(await (await world.as('admin@example.se', '/utskick')).text()).not.toContain('Svara mig');
  });
});

it('what was set aside becomes a contact when whoever manages the office says so, once', async () => {
  await imap.deliver(
    personMail({
      from: 'formular@example.se',
      subject: 'Från ett formulär',
      more: ['Auto-Submitted: auto-generated'],
    }),
  );
  await readNow();
  const { id, visitId } = only((await came(world)).filter(({ subject }) => subject === 'Från ett formulär'));
  expect(visitId).toBeNull();
  expect(await (await world.as('chef@example.se', `/brevlador/${box}`)).text()).toContain(
    'Från ett formulär',
  );
  const make = `/brevlador/${box}/mejl/${id}/kontakt`;
  expect((await world.as('alva@example.se', make, form({}))).status).toBe(403);
  expect((await world.as('chef@example.se', make, form({}))).status).toBe(303);
  expect((await world.as('chef@example.se', make, form({}))).status).toBe(409);
  const made = await visitOf('Från ett formulär');
  expect(await (await world.as('alva@example.se', `/kontakter/${made}`)).text()).toContain('Jag har flyttat');
  // It is told nothing by itself.
  expect(
    await look(world, (db) =>
      db.many(sql`select from outgoing_mail where recipients = array['formular@example.se']`),
    ),
  ).toEqual([]);
});
