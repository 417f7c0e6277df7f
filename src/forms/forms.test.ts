import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { closeContact } from '../contacts/commands/close-contact.server.ts';
import { noteRepresentation } from '../contacts/commands/representation.server.ts';
import { GREY_JPEG, jpegWithExif } from '../faults/test-faults.ts';
import { problem } from '../handovers/test-hand-overs.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { pdfText, withoutSpace } from '../platform/pdf/pdf-text.ts';
import {
  applicationIn,
  applicationOfCode,
  applicationView,
  listApplications,
} from './applications.server.ts';
import {
  endForm,
  publishForm,
  publishVersion,
  readDefinition,
  setOffice,
} from './commands/definition.server.ts';
import { decideApplication, handOverApplication, takeApplication } from './commands/outcome.server.ts';
import { decisionPdf } from './document.server.ts';
import { codeIn, makeForms, PDF, SMALL, smallForm, type TestForms } from './test-forms.ts';

let t: TestForms;
beforeAll(async () => {
  t = await makeForms();
});
afterAll(() => t.close());

const REASONS = 'Underlaget visar att villkoren är uppfyllda.';
const ORIGIN = { origin: 'http://localhost', demonstration: false };
const pdf = (name = 'intyg.pdf') => new File([PDF], name, { type: 'application/pdf' });
const alva = () => t.ctx('alva@example.se');

/** What came by web, taken by Alva. */
async function taken(slug: string, given?: Readonly<Record<string, string | readonly string[]>>, files = {}) {
  const sent = await t.send(slug, given, files);
  await takeApplication(await alva(), sent.id);
  return sent;
}
const CHILD = {
  ...{ 's.namn': 'Kim Provlund', 's.personnummer': '19121212-1212', 's.adress.street': 'Storgatan 1' },
  ...{ 's.adress.postcode': '136 40', 's.adress.place': 'Haninge', 's.barnets-namn': 'Lo Provlund' },
  ...{ 's.barnets-personnummer': '20121212-1212', 's.tva-vardnadshavare': 'nej', 's.slag': 'forskola' },
  ...{
    's.fran': '2027-01-10',
    's.skal': 'arbete',
    's.timmar': '30',
    's.sarskilt-stod': 'nej',
    's.riktigt': 'on',
  },
};

describe('an application from the web', () => {
  it('is a contact of the office that takes the form, with the answers apart from it', async () => {
    const { id, reference } = await t.send(t.slugs.state, { ...SMALL, 's.epost': 'kim@example.se' });
    const [visit] = await t.rows<{ channel: string; reference: string; person: string; body: string }>(sql`
      select v.channel, v.reference, p.name as person, x.body from form_submission s join visit v on v.id = s.visit_id
        join contact_person p on p.visit_id = v.id join contact_text x on x.visit_id = v.id where s.id = ${id}`);
    expect(visit).toMatchObject({ channel: 'web', reference, person: 'Kim Provlund' });
    expect(visit?.body).not.toContain('Ny');
    const { application } = await applicationView(await alva(), id);
    expect(application).toMatchObject({
      state: 'waiting',
      version: 1,
      answers: { namn: 'Kim Provlund', slag: 'ny' },
    });
    const [mail] = await t.rows<{ body: string }>(sql`select body from outgoing_mail where about_id = ${id}`);
    expect(mail?.body).toContain('/ansok/kvitto/');
  });

  it('sent twice, and twice at once, is one', async () => {
    const code = codeIn(await (await t.post(t.slugs.state, { ...SMALL, do: 'granska' })).text());
    const [before] = await t.rows<{ n: number }>(sql`select count(*) as n from form_submission`);
    const answers = await Promise.all(
      [1, 2, 3].map(() => t.post(t.slugs.state, { kod: code, do: 'skicka' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await t.post(t.slugs.state, { kod: code, do: 'skicka' })).status).toBe(303);
    const [after] = await t.rows<{ n: number }>(sql`select count(*) as n from form_submission`);
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(1);
    expect(await t.rows(sql`select from form_draft where answers ->> 's.namn' is not null`)).toEqual([]);
  });

  it('half filled in is kept under a code, and goes on; another code opens nothing', async () => {
    const saved = await t.post(
      t.slugs.state,
      { 's.namn': 'Lo Provlund', do: 'spara' },
      { 's.bilaga': [pdf()] },
    );
    const code = codeIn(await saved.text());
    const open = async (kod: string) => t.as(null, '/ansok/fortsatt', form({ kod }));
    const page = await (await open(` ${code.toLowerCase().replaceAll('-', ' ')} `)).text();
    expect(page).toContain('value="Lo Provlund"');
    expect(page).toContain('intyg.pdf');
    expect((await open(code.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')))).status).toBe(404);
    expect((await open('')).status).toBe(404);
    const wrong = await t.post(t.slugs.state, { 's.namn': 'Lo Provlund', kod: code, do: 'granska' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('href="#s.slag"');
  });

  it('a form that has changed meanwhile is looked through again; nothing that was written is lost', async () => {
    const ctx = await t.ctx('samordnare.skv@example.se');
    const slug = (
      await publishForm(ctx, { ...(await place()), form: smallForm('identity-card', { code: 'andras' }) })
    ).slug;
    const code = codeIn(await (await t.post(slug, { ...SMALL, do: 'granska' })).text());
    const [{ id } = { id: 0 }] = await t.rows<{ id: number }>(
      sql`select id from form_definition where slug = ${slug}`,
    );
    const next = { ...smallForm('identity-card', { code: 'andras' }), source: 'changed' };
    expect((await publishVersion(ctx, id, next)).version).toBe(2);
    expect((await publishVersion(ctx, id, next)).version).toBe(2);
    const answer = await t.post(slug, { kod: code, do: 'skicka' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('value="Kim Provlund"');
    expect((await t.post(slug, { ...SMALL, kod: code, do: 'granska' })).status).toBe(200);
    expect((await t.post(slug, { kod: code, do: 'skicka' })).status).toBe(303);
    await endForm(ctx, id, true);
    expect(await (await t.as(null, `/ansok/${slug}`)).text()).toContain('går inte att skicka');
  });

  it('a robot, a form of nobody and one without an office send nothing', async () => {
    expect((await t.post(t.slugs.state, { ...SMALL, webbplats: 'x', do: 'granska' })).status).toBe(422);
    expect((await t.post('finns-inte', { ...SMALL, do: 'granska' })).status).toBe(404);
    const ctx = await t.ctx('samordnare.skv@example.se');
    const desks = await publishForm(ctx, {
      ...(await place()),
      officeId: null,
      form: smallForm('identity-card', { code: 'disk' }),
    });
    expect(await (await t.as(null, `/ansok/${desks.slug}`)).text()).toContain('görs på ett kontor');
    await expect(problem(setOffice(ctx, desks.id, 999_999))).resolves.toMatchObject({ code: 'invalid' });
  });
});

async function place() {
  return { authorityId: t.ids.authorities['202100-5448'] ?? 0, officeId: t.ids.offices.haninge ?? 0 };
}

describe('attachments are what their bytes say', () => {
  const attach = (...files: File[]) =>
    t.post(t.slugs.state, { ...SMALL, do: 'granska' }, { 's.bilaga': files });
  it.each([
    ['a program called a PDF', new File(['MZ\u0000\u0001 this program cannot be run'], 'intyg.pdf')],
    ['a page called a photo', new File(['<html><script>x()</script>'], 'foto.jpg', { type: 'image/jpeg' })],
    ['a picture that is text', new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'a.svg')],
    ['a PDF cut off', new File([PDF.subarray(0, 20)], 'a.pdf')],
    ['a photo cut off', new File([GREY_JPEG.subarray(0, GREY_JPEG.length / 2)], 'a.jpg')],
    ['nothing', new File([], 'a.pdf')],
  ])('%s is refused at its field, and not kept', async (_, file) => {
    const answer = await attach(file);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('id="s.bilaga-error"');
    const code = codeIn(html);
    // What was typed is kept all the same.
    expect(await (await t.as(null, '/ansok/fortsatt', form({ kod: code }))).text()).toContain('Kim Provlund');
  });

  it('a photo loses where it was taken; a name loses its path', async () => {
    const { id } = await t.send(t.slugs.state, SMALL, {
      's.bilaga': [
        new File([new Uint8Array(jpegWithExif(GREY_JPEG))], '../../etc/Mitt "foto"\u202e.exe'),
        pdf(),
      ],
    });
    const files = await t.rows<{ name: string; type: string; content: Buffer }>(
      sql`select file_name as name, media_type as type, content from form_file where submission_id = ${id} order by id`,
    );
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ['Mitt foto.jpg', 'image/jpeg'],
      ['intyg.pdf', 'application/pdf'],
    ]);
    expect(files[0]?.content.includes('Exif')).toBe(false);
  });

  it('no more than asked for, and one may be taken away again', async () => {
    const html = await (await attach(pdf('a.pdf'), pdf('b.pdf'), pdf('c.pdf'), pdf('d.pdf'))).text();
    expect(html).toContain('fler filer');
    const away = /value="(ta-bort [0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
    const after = await t.post(t.slugs.state, { ...SMALL, kod: codeIn(html), do: away });
    expect((await after.text()).match(/value="ta-bort /g)).toHaveLength(2);
  });

  it('what another office or authority attached is not found', async () => {
    const { id } = await t.send(t.slugs.state, SMALL, { 's.bilaga': [pdf()] });
    const { application } = await applicationView(await alva(), id);
    const address = `/ansokningar/${id}/bilagor/${application.files[0]?.id}`;
    const own = await t.as('alva@example.se', address);
    expect(own.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await own.arrayBuffer()).equals(PDF)).toBe(true);
    expect((await t.as('cim@example.se', address)).status).toBe(404);
    expect((await t.as('mottagare.fk@example.se', address)).status).toBe(404);
    expect((await t.as('chef@example.se', address)).status).toBe(403);
    expect((await t.as('mottagare.skv@example.se', address)).status).toBe(200);
  });
});

describe('the law says which of three', () => {
  it('decide: the act and what it rests on, the decision with reasons and how to appeal', async () => {
    const { id, code } = await taken(t.slugs.card);
    const ctx = await alva();
    const { way } = await applicationView(ctx, id);
    expect([way?.way, way?.conditions]).toEqual(['decide', ['simple-case']]);
    const asked = { decision: 'refused' as const, reasons: REASONS, conditions: [] };
    const unconfirmed = await problem(decideApplication(ctx, id, asked));
    expect(unconfirmed.errors).toEqual([{ field: 'conditions', code: 'condition-missing' }]);
    await decideApplication(ctx, id, { ...asked, conditions: ['simple-case'] });
    const again = await problem(decideApplication(ctx, id, { ...asked, conditions: ['simple-case'] }));
    expect(again.facts.reason).toBe('seen-to-already');
    const [act] = await t.rows(sql`
      select a.level, a.outcome, a.help_form, a.catalogue_code, a.mandate_id is not null as mandate from act a
        join form_outcome o on o.act_id = a.id where o.submission_id = ${id}`);
    expect(act).toEqual({
      level: 'authority',
      outcome: 'solved',
      help_form: 'remote',
      catalogue_code: 'SA-2019-S1',
      mandate: true,
    });
    const seen = await applicationOfCode(t.pool, code);
    expect(seen?.outcome).toMatchObject({
      decision: 'refused',
      reasons: REASONS,
      appeal: 'Skriv inom tre veckor.',
      arrivedOn: '2026-11-18',
    });
  });

  it('an application through somebody rests on a representation that holds, and the decision is handed out as a document', async () => {
    const { id, code } = await taken(t.slugs.card);
    const ctx = await alva();
    const { visitId, matterId } = await transaction(ctx, (db) => applicationIn(db, id));
    const represent = (from: string, to: string) =>
      noteRepresentation(ctx, visitId, matterId ?? '', {
        ...{ kind: 'guardian', name: 'Ombud Provlund', covers: 'task', powers: '', proof: 'Förordnande' },
        ...{ from: plainDate(from), to: plainDate(to) },
      });
    const asked = { decision: 'granted' as const, reasons: REASONS, conditions: ['simple-case' as const] };
    const ended = await represent('2026-01-01', '2026-11-17');
    const refused = await problem(decideApplication(ctx, id, { ...asked, representationId: ended }));
    expect(refused.facts).toMatchObject({ reason: 'representation-ended', name: 'Ombud Provlund' });
    expect((await problem(decideApplication(ctx, id, { ...asked, representationId: 999_999 }))).code).toBe(
      'not-found',
    );
    await decideApplication(ctx, id, {
      ...asked,
      representationId: await represent('2026-01-01', '2026-12-31'),
    });
    const { application } = await applicationView(ctx, id);
    expect(application.outcome?.represented).toBe('Ombud Provlund');
    const text = pdfText((await decisionPdf(application, false)) ?? new Uint8Array());
    for (const said of [
      'Beslut: Bifall',
      'Kim Provlund',
      'Ombud Provlund',
      REASONS,
      'Skriv inom tre veckor.',
    ])
      expect(text).toContain(withoutSpace(said));
    // By the code it is the same decision; who speaks for the person is the office's to see.
    const seen = await applicationOfCode(t.pool, code);
    expect(seen?.outcome?.decision).toBe('granted');
    const own = await t.as('alva@example.se', `/ansokningar/${id}/beslut.pdf`);
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const opened = await t.as(null, '/ansok/fortsatt', form({ kod: code }));
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const mine = await t.as(null, '/ansok/kvitto/beslut.pdf', { headers: { cookie } });
    expect([mine.status, mine.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await t.as(null, '/ansok/kvitto/beslut.pdf')).status).toBe(303);
    const { id: undecided } = await taken(t.slugs.card);
    expect((await t.as('alva@example.se', `/ansokningar/${undecided}/beslut.pdf`)).status).toBe(404);
  });

  it('of two who decide at once one has', async () => {
    const { id } = await taken(t.slugs.card);
    const ctx = await alva();
    const asked = { decision: 'granted' as const, reasons: REASONS, conditions: ['simple-case' as const] };
    const done = await Promise.allSettled([
      decideApplication(ctx, id, asked),
      handOverApplication(ctx, id, { done: '', conditions: [] }, ORIGIN),
    ]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await t.rows(sql`select from form_outcome where submission_id = ${id}`)).toHaveLength(1);
  });

  it('R8: where the list says grant, nothing else may be decided, and it is handed over', async () => {
    const { id } = await taken(t.slugs.parking);
    const ctx = await alva();
    const asked = { reasons: REASONS, conditions: ['favourable-only' as const] };
    for (const decision of ['refused', 'partly'] as const)
      expect((await problem(decideApplication(ctx, id, { ...asked, decision }))).errors).toEqual([
        { field: 'decision', code: 'only-favourable' },
      ]);
    await decideApplication(ctx, id, { ...asked, decision: 'granted' });
  });

  it('receive: it came in when it was sent, has the diary’s number, and goes on with all its documents', async () => {
    const authorityId = t.haningeId;
    await t.rows(sql`
      insert into diary (authority_id, board, name, pattern, changed_at, changed_by)
      select ${authorityId}, '', 'Diariet', '{year}-{serial:5}', now(), id from account_user limit 1 returning id`);
    const { id, reference } = await taken(t.slugs.preschool, { ...CHILD, 's.epost': 'kim@example.se' });
    t.setNow('2026-11-20T10:00:00Z');
    const ctx = await alva();
    expect((await applicationView(ctx, id)).way?.way).toBe('receive');
    const refused = await problem(
      decideApplication(ctx, id, { decision: 'granted', reasons: REASONS, conditions: [] }),
    );
    expect(refused.facts.reason).toBe('may-not-decide');
    const handed = await handOverApplication(ctx, id, { done: 'Ringt.', conditions: [] }, ORIGIN);
    expect([handed.kind, handed.number]).toEqual(['received', '2026-00001']);
    const [over] = await t.rows<{
      arrived: string;
      number: string;
      follows: string;
      documents: string[];
    }>(sql`
      select h.arrived_on as arrived, h.receiver_number as number, h.follow_mail as follows,
        array(select d.file_name from hand_over_document d where d.hand_over_id = h.id order by d.seq) as documents
      from hand_over h where h.id = ${handed.id}`);
    expect(over).toEqual({
      arrived: '2026-11-18',
      number: '2026-00001',
      follows: 'kim@example.se',
      documents: [`forskola-fritidshem-${reference}.pdf`],
    });
    const [entry] = await t.rows(sql`
      select counterpart, counterpart_withheld, dated_on::text, hand_over_id from diary_entry where authority_id = ${authorityId}`);
    expect(entry).toEqual({
      counterpart: 'Kim Provlund',
      counterpart_withheld: true,
      dated_on: '2026-11-18',
      hand_over_id: handed.id,
    });
    const [act] = await t.rows(sql`
      select a.level, a.catalogue_code, a.outcome from act a join form_outcome o on o.act_id = a.id where o.submission_id = ${id}`);
    expect(act).toEqual({ level: 'authority', catalogue_code: 'SA-2019-K1a', outcome: 'handed-over' });
    t.setNow('2026-11-18T09:30:00Z');
  });

  it('receive by the mandate for personal data, as our reading', async () => {
    const { id } = await taken(t.slugs.state);
    const { way } = await applicationView(await alva(), id);
    expect([way?.way, way?.level, way?.reading]).toEqual(['receive', 'personal-data', true]);
  });

  it('only hand over: it comes in when it is handed over, and gets no number', async () => {
    const bo = await t.ctx('bo@example.se');
    const { id } = await t.send(t.slugs.state, SMALL, { 's.bilaga': [pdf()] });
    await takeApplication(bo, id);
    t.setNow('2026-11-19T10:00:00Z');
    const { way } = await applicationView(bo, id);
    expect([way?.way, way?.verdict.permitted]).toEqual(['hand-over', false]);
    const handed = await handOverApplication(bo, id, { done: '', conditions: [] }, ORIGIN);
    const { application } = await applicationView(await t.ctx('mottagare.skv@example.se'), id);
    expect(application.outcome).toMatchObject({
      kind: 'handed-over',
      arrivedOn: '2026-11-19',
      number: null,
      handOverId: handed.id,
    });
    const documents = await t.rows(
      sql`select what from hand_over_document where hand_over_id = ${handed.id} order by seq`,
    );
    expect(documents).toEqual([{ what: 'Liten ansökan' }, { what: 'Bilaga' }]);
    expect(handed.kind).toBe('handed-over');
    t.setNow('2026-11-18T09:30:00Z');
  });

  it('has on its page where a conflict of interest is declared, and then says no more', async () => {
    const { id } = await taken(t.slugs.card);
    const [row] = await t.rows<{ matterId: string }>(
      sql`select matter_id as "matterId" from form_submission where id = ${id}`,
    );
    const matterId = row?.matterId;
    const page = async () => (await t.as('alva@example.se', `/ansokningar/${id}`)).text();
    expect(await page()).toContain(`action="/overlamningar/jav/${matterId}"`);
    const said = await t.as(
      'alva@example.se',
      `/overlamningar/jav/${matterId}`,
      form({ ansokan: id, text: 'Min kusin.' }),
    );
    expect([said.status, said.headers.get('location')]).toEqual([303, `/ansokningar/${id}`]);
    const after = await page();
    expect(after).toContain('Du anmälde jäv i det här ärendet');
    expect(after).not.toContain(`"/ansokningar/${id}/`);
    expect(after).not.toContain('Kim Provlund');
    // Nor by any other way: its files, its outcome, the list, another program.
    const { application } = await applicationView(await t.ctx('bo@example.se'), id);
    expect(JSON.stringify(application.answers)).toContain('Kim Provlund');
    for (const path of [
      `/ansokningar/${id}/ansokan.pdf`,
      `/ansokningar/${id}/bilagor/${application.files[0]?.id}`,
    ])
      expect((await t.as('alva@example.se', path)).status, path).toBeGreaterThan(400);
    const read = await t.api('alva@example.se', 'GET', `/applications/${id}`);
    expect([read.status, read.body.code]).toEqual([409, 'not-possible']);
    expect(read.body.detail).toContain('Du har anmält jäv');
    const list = await listApplications(await alva(), { filter: 'all', page: 1 });
    expect(list.rows.map((each) => each.id)).not.toContain(id);
    expect((await problem(takeApplication(await alva(), id))).facts.reason).toBe('conflict-of-interest');
  });

  it('a conflict of interest is refused, and nothing is left half', async () => {
    const { id } = await taken(t.slugs.card);
    const ctx = await alva();
    await transaction(ctx, (db) =>
      db.run(sql`
        insert into conflict_of_interest (matter_id, office_id, principal_id, user_id, officer_id, side, declared_at)
        select matter_id, office_id, authority_id, ${ctx.actor.userId}, ${ctx.actor.officer?.id}, 'front-desk', now()
        from form_submission where id = ${id}`),
    );
    const refused = await problem(
      decideApplication(ctx, id, { decision: 'granted', reasons: REASONS, conditions: ['simple-case'] }),
    );
    expect(refused.facts.reason).toBe('conflict-of-interest');
    expect(
      (await problem(handOverApplication(ctx, id, { done: '', conditions: [] }, ORIGIN))).facts.reason,
    ).toBe('conflict-of-interest');
    expect(
      await t.rows(
        sql`select from hand_over h join form_submission s on s.matter_id = h.matter_id where s.id = ${id}`,
      ),
    ).toEqual([]);
  });
});

describe('walls and what stays', () => {
  it('another office and another authority see none of it; who asks by its address is told that there is none', async () => {
    const { id, reference } = await t.send(t.slugs.state);
    for (const account of [
      'cim@example.se',
      'mottagare.fk@example.se',
      'samordnare.fk@example.se',
    ] as const) {
      const ctx = await t.ctx(account);
      expect(
        (await listApplications(ctx, { filter: 'all', page: 1 })).rows.filter(
          (row) => row.reference === reference,
        ),
      ).toEqual([]);
      expect((await problem(applicationView(ctx, id))).code).toBe('not-found');
    }
    for (const account of ['cim@example.se', 'mottagare.skv@example.se'] as const)
      expect(['not-found', 'forbidden']).toContain(
        (await problem(takeApplication(await t.ctx(account), id))).code,
      );
    const nobody = await inTransaction(t.pool, {}, (db) => db.many(sql`select from form_submission`));
    expect(nobody).toEqual([]);
  });

  it('a contact is not closed over an application that nobody has seen to, unless it is junk', async () => {
    const { id } = await t.send(t.slugs.state);
    const ctx = await alva();
    const { application } = await applicationView(ctx, id);
    expect((await problem(closeContact(ctx, application.visitId, 'answered'))).facts.reason).toBe(
      'application-waits',
    );
    await closeContact(ctx, application.visitId, 'junk');
    expect((await applicationView(ctx, id)).application.state).toBe('junk');
  });

  it('what was published, answered and decided cannot be written over', async () => {
    for (const statement of [
      sql`update form_version set content = '{}'`,
      sql`update form_submission set answers = '{}'`,
      sql`delete from form_submission`,
      sql`update form_outcome set decision = 'granted'`,
      sql`update form_file set content = 'x'`,
    ])
      await expect(inTransaction(t.pool, { registers: true }, (db) => db.run(statement))).rejects.toThrow(
        /permission denied/,
      );
  });

  it('a draft is nobody’s but who has the code', async () => {
    await t.post(t.slugs.state, { 's.namn': 'Kim Provlund', do: 'spara' });
    const all = { registers: true, offices: [t.ids.offices.haninge ?? 0] };
    expect(await inTransaction(t.pool, all, (db) => db.many(sql`select from form_draft`))).toEqual([]);
  });
});

describe('at a desk', () => {
  it('an officer fills it in in a matter of the visit, once', async () => {
    const ctx = await alva();
    const visitId = await t.visit();
    const matterId = await addMatter(ctx, visitId, {
      taskId: t.ids.tasks['identity-card'] ?? 0,
      principalId: t.ids.authorities['202100-5448'] ?? 0,
    });
    const offered = await t.as('alva@example.se', `/ansokningar/ny?arende=${matterId}`);
    const [{ id: formId } = { id: 0 }] = await t.rows<{ id: number }>(
      sql`select id from form_definition where slug = ${t.slugs.card}`,
    );
    expect(await offered.text()).toContain(`/ansokningar/ny/${formId}?arende=${matterId}`);
    const address = `/ansokningar/ny/${formId}?arende=${matterId}`;
    const code = codeIn(
      await (await t.as('alva@example.se', address, form({ ...SMALL, do: 'granska' }))).text(),
    );
    const sent = await t.as('alva@example.se', address, form({ kod: code, do: 'skicka' }));
    expect(sent.status).toBe(200);
    expect(await sent.text()).toContain(code);
    const [row] = await t.rows<{ id: string; by: string }>(
      sql`select id, came_by as by from form_submission where matter_id = ${matterId}`,
    );
    expect(row?.by).toBe('desk');
    expect((await applicationView(ctx, row?.id ?? '')).way?.way).toBe('decide');
    const second = codeIn(
      await (await t.as('alva@example.se', address, form({ ...SMALL, do: 'granska' }))).text(),
    );
    expect((await t.as('alva@example.se', address, form({ kod: second, do: 'skicka' }))).status).toBe(409);
    expect((await t.as('cim@example.se', address)).status).toBe(404);
    // Nor in a matter that the officer has a conflict of interest in.
    const barredId = await addMatter(ctx, await t.visit(), {
      taskId: t.ids.tasks['identity-card'] ?? 0,
      principalId: t.ids.authorities['202100-5448'] ?? 0,
    });
    const barredAt = `/ansokningar/ny/${formId}?arende=${barredId}`;
    const begun = await t.as('alva@example.se', barredAt, form({ ...SMALL, do: 'granska' }));
    await t.as('alva@example.se', `/overlamningar/jav/${barredId}`, form({ text: '' }));
    const third = { kod: codeIn(await begun.text()), do: 'skicka' };
    const refused = await t.as('alva@example.se', barredAt, form(third));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Du har anmält jäv');
    // The code of a desk's draft opens nothing at home.
    expect((await t.as(null, '/ansok/fortsatt', form({ kod: second }))).status).toBe(404);
  });
});

describe('publishing', () => {
  it('is for the authority’s coordinator, for its own tasks and offices that serve it', async () => {
    const fk = await t.ctx('samordnare.fk@example.se');
    const skv = await t.ctx('samordnare.skv@example.se');
    const at = await place();
    expect(
      (await problem(publishForm(fk, { ...at, form: smallForm('identity-card', { code: 'ny' }) }))).code,
    ).toBe('forbidden');
    for (const [form, field, code] of [
      [smallForm('parental-benefit', { code: 'ny' }), 'task', 'unknown-task'],
      [smallForm('disabled-parking-permit', { code: 'ny' }), 'task', 'unknown-task'],
      [smallForm('identity-card', { code: 'idkort' }), 'code', 'code-taken'],
    ] as const)
      expect((await problem(publishForm(skv, { ...at, form }))).errors).toEqual([{ field, code }]);
    const elsewhere = await problem(
      publishForm(skv, { ...at, officeId: 999_999, form: smallForm('identity-card', { code: 'ny' }) }),
    );
    expect(elsewhere.errors).toEqual([{ field: 'officeId', code: 'office-without-agreement' }]);
  });

  it('tells each part that is wrong with a definition, by its place', () => {
    const wrong = { ...smallForm('identity-card'), law: [], format: 'x' };
    let said: unknown;
    try {
      readDefinition(JSON.stringify(wrong));
    } catch (error) {
      said = error;
    }
    expect(said).toMatchObject({
      errors: [
        { field: 'format', code: 'not-this-format' },
        { field: 'law', code: 'law-missing' },
      ],
    });
    expect(() => readDefinition('{')).toThrow(
      expect.objectContaining({ errors: [{ field: 'content', code: 'not-json' }] }),
    );
  });

  it('what is exported is published elsewhere as it is', async () => {
    const [{ id } = { id: 0 }] = await t.rows<{ id: number }>(
      sql`select id from form_definition where slug = ${t.slugs.preschool}`,
    );
    const file = await (await t.as('alva@example.se', `/blanketter/${id}/versioner/1/export`)).text();
    expect(readDefinition(file).code).toBe('forskola-fritidshem');
  });
});
