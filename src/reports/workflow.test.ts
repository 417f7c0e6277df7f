import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { answerOffice, askOffices, takeAnswers } from './commands/ask-offices.server.ts';
import { freezeReport } from './commands/freeze-report.server.ts';
import { openReport } from './commands/open-report.server.ts';
import { type Review, reviewReport, submitReport } from './commands/review-report.server.ts';
import { saveReport } from './commands/save-report.server.ts';
import { receiveReport, sendReport } from './commands/send-report.server.ts';
import { reportDuties } from './duties.server.ts';
import { AnswerFormSchema, answerValues } from './office-answer.ts';
import { askedOffices, officeQuestions } from './office-answers.server.ts';
import { reportView } from './queries.server.ts';
import { remindOfReports } from './remind.server.ts';
import { makeWorld, type World, writtenDraft } from './test-world.ts';
import { keptFile, versionView } from './versions.server.ts';

let world: World;
let karin: Actor;
let maj: Actor;
let olle: Actor;
let desk: Actor;
let chef: Actor;
let otherChef: Actor;
let fk: Actor;
let report: number;
const office: Record<string, number> = {};

const problem = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error) => (error instanceof Problem ? error : Promise.reject(error)),
  );
const view = (actor = karin) => reportView(world.as(actor), report);
const submit = async (actor = karin) => submitReport(world.as(actor), report, (await view(actor)).revision);
const review = async (actor: Actor, changes: Partial<Review> = {}) =>
  reviewReport(world.as(actor), report, {
    sha256: (await view()).sha256,
    verdict: 'approve',
    note: '',
    ...changes,
  });
const freeze = async (actor = karin, supplement?: string) =>
  freezeReport(world.as(actor), report, (await view(actor)).revision, supplement);
const write = async (actor: Actor, other: string) => {
  const { revision, draft } = await view(actor);
  await saveReport(world.as(actor), report, {
    revision,
    draft: { ...draft, texts: { ...draft.texts, other } },
  });
};
const seen = (actor: Actor, query: Sql) => transaction(world.as(actor), (db) => db.many(query));

beforeAll(async () => {
  world = await makeWorld();
  for (const row of await world.registers((db) =>
    db.many<{ code: string; id: number }>(sql`select code, id from office`),
  ))
    office[row.code] = row.id;
  karin = await world.actor('Karin', { role: 'report-author', authorityId: world.skv });
  maj = await world.actor('Maj', { role: 'report-author', authorityId: world.skv });
  olle = await world.actor('Olle', { role: 'coordinator', authorityId: world.skv });
  fk = await world.actor('Siv', { role: 'coordinator', authorityId: world.fk });
  desk = await world.actor('Tove', { role: 'supervisor' });
  chef = await world.actor('Kim', { role: 'office-manager', officeId: office.KIR ?? 0 });
  otherChef = await world.actor('Lo', { role: 'office-manager', officeId: office.LUL ?? 0 });
  report = (await openReport(world.as(karin), { authorityId: world.skv, year: 2025 })).id;
  await saveReport(world.as(karin), report, { revision: 1, draft: writtenDraft() });
}, 120_000);
afterAll(() => world.database.close());

describe('a second person', () => {
  it('reviews what was handed over, and nobody freezes before', async () => {
    expect((await problem(freeze())).errors).toEqual([{ field: 'review', code: 'not-reviewed' }]);
    expect((await problem(review(olle))).facts).toMatchObject({ reason: 'not-submitted' });
    await submit();
    expect((await view()).standing).toMatchObject({ stage: 'submitted' });
    expect((await problem(submit())).code).toBe('not-possible');
    expect((await problem(review(karin))).facts).toMatchObject({ reason: 'own-work' });
    expect((await problem(review(fk))).code).toBe('not-found');
    expect((await problem(review(desk))).code).toBe('forbidden');
    expect((await problem(review(olle, { sha256: '0'.repeat(64) }))).code).toBe('stale');
  });

  it('may send it back with a reason; what is changed is handed over anew', async () => {
    await review(olle, { verdict: 'return', note: 'Var står kostnaden?' });
    expect((await view()).standing).toMatchObject({
      stage: 'returned',
      step: { note: 'Var står kostnaden?' },
    });
    await write(maj, 'Kostnaden står i 4.1.');
    expect((await view()).standing).toMatchObject({ stage: 'draft', changedSince: true });
    await submit();
    expect((await problem(review(maj))).facts).toMatchObject({ reason: 'own-work' });
    await review(olle);
    expect((await view()).standing.stage).toBe('reviewed');
  });

  it('has reviewed one content: a change by words or by the registers makes it unreviewed', async () => {
    await write(karin, 'En sista ändring.');
    expect((await problem(freeze())).errors).toEqual([{ field: 'review', code: 'not-reviewed' }]);
    await submit();
    await review(olle);
    await world.visit('2025-03-03T09:00:00Z', 'KIR', 'anna', ['SKV', 'identity-card', 'authority']);
    expect((await view()).standing).toMatchObject({ stage: 'draft', changedSince: true });
    expect((await problem(freeze())).errors).toEqual([{ field: 'review', code: 'not-reviewed' }]);
  });

  it('is another one by the database’s own word, and no version is without a review', async () => {
    const own = seen(
      karin,
      sql`insert into report_event (report_id, authority_id, year, kind, content_sha256, actor)
        values (${report}, ${world.skv}, 2025, 'reviewed', ${'0'.repeat(64)}, 'karin')`,
    );
    await expect(own).rejects.toThrow(/did not write it/);
    const asOther = seen(
      karin,
      sql`insert into report_event (report_id, authority_id, year, kind, content_sha256, actor)
        values (${report}, ${world.skv}, 2025, 'reviewed', ${'0'.repeat(64)}, 'olle')`,
    );
    await expect(asOther).rejects.toThrow(/row-level security/);
    for (const table of ['report_event', 'report_office_answer', 'annual_report_dispatch'])
      await expect(
        transaction(world.as(karin), (db) => db.run({ text: `delete from ${table}`, values: [] } as never)),
      ).rejects.toThrow(/permission denied/);
  });
});

describe('the offices', () => {
  const answer = (visitors: string, after = '0') =>
    AnswerFormSchema.parse({
      ...answerValues(null),
      after,
      'comments.visitors': 'Vi räknade för hand i juni.',
      'corrections.visitors.value': visitors,
      'corrections.visitors.reason': 'Kösystemet var ur drift.',
    });

  it('are asked about their own part, and each manager sees that and nothing else of the report', async () => {
    expect(await officeQuestions(world.as(chef))).toEqual([]);
    expect(await askOffices(world.as(karin), report)).toBe(4);
    const [question, ...more] = await officeQuestions(world.as(chef));
    expect(more).toEqual([]);
    expect(question).toMatchObject({
      authority: 'Skatteverket',
      year: 2025,
      officeId: office.KIR,
      answer: null,
    });
    expect(question?.part).toMatchObject({ name: 'Servicekontoret i Kiruna', visitors: 1 });
    expect(await seen(chef, sql`select from annual_report`)).toEqual([]);
    expect(await seen(chef, sql`select from report_event`)).toEqual([]);
    expect(await seen(chef, sql`select office_id from report_office_request`)).toEqual([
      { office_id: office.KIR },
    ]);
    expect((await problem(officeQuestions(world.as(karin)))).code).toBe('forbidden');
    expect((await problem(askOffices(world.as(chef), report))).code).toBe('forbidden');
  });

  it('answer; another office’s manager cannot, and of two at once the second is told', async () => {
    const requestId = (await officeQuestions(world.as(chef)))[0]?.requestId ?? 0;
    expect((await problem(answerOffice(world.as(otherChef), requestId, answer('7')))).code).toBe('not-found');
    const both = await Promise.allSettled(
      ['7', '8'].map((visitors) => answerOffice(world.as(chef), requestId, answer(visitors))),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const forged = seen(
      otherChef,
      sql`insert into report_office_answer (request_id, report_id, authority_id, office_id, answer, answered_at, answered_by)
        values (${requestId}, ${report}, ${world.skv}, ${office.KIR}, '{}', now(), 'lo')`,
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('stand in the report as their own words once the author has taken them in', async () => {
    const rows = await askedOffices(world.as(karin), report);
    expect(rows.filter((row) => row.answer !== null).map((row) => row.office)).toEqual([
      'Servicekontoret i Kiruna',
    ]);
    const answered = rows.flatMap((row) => row.answer?.id ?? []);
    expect(await takeAnswers(world.as(karin), report, answered)).toBe(1);
    expect(await takeAnswers(world.as(karin), report, answered)).toBe(0);
    expect((await problem(takeAnswers(world.as(karin), report, [999_999]))).code).toBe('stale');
    const { content } = await view();
    const kiruna = content.offices.find((row) => row.name === 'Servicekontoret i Kiruna');
    expect(kiruna).toMatchObject({
      visitors: 1,
      answer: {
        by: 'Kim',
        on: '2026-02-14',
        corrections: { visitors: { reason: 'Kösystemet var ur drift.' } },
      },
    });
    expect(content.totals.visitors).toEqual({ derived: 1, corrected: null, reason: '' });
  });
});

describe('sent, received, supplemented', () => {
  it('is frozen on its review, and hidden from the desk until it is sent', async () => {
    await submit();
    await review(olle);
    await freeze(maj);
    expect((await view()).standing.stage).toBe('frozen');
    expect(await seen(desk, sql`select from annual_report_version`)).toEqual([]);
    const duty = await transaction(world.as(desk), (db) => reportDuties(db, 2025));
    expect(duty.find((row) => row.authorityId === world.skv)).toMatchObject({ state: 'not-sent' });
    expect((await problem(receiveReport(world.as(desk), report, 1, received('K-1')))).code).toBe('not-found');
  });

  const received = (diaryNumber: string, day = '2026-02-14') => ({
    diaryNumber,
    receivedOn: plainDate(day),
  });

  it('goes out once with both PDFs and the list of agreements', async () => {
    const twice = await Promise.allSettled(
      [1, 2].map(() => sendReport(world.as(karin), report, 1, { how: 'mail' })),
    );
    expect(twice.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const mails = await world.registers((db) =>
      db.many<{ id: string; recipients: string[]; subject: string }>(
        sql`select id, recipients, subject from outgoing_mail where about = 'annual-report'`,
      ),
    );
    expect(mails).toMatchObject([
      { recipients: ['registratur@kammarkollegiet.se'], subject: 'Verksamhetsrapport 2025 – Skatteverket' },
    ]);
    const attached = await world.registers((db) =>
      db.many<{ name: string; content: Buffer }>(
        sql`select file_name as name, content from outgoing_attachment order by position`,
      ),
    );
    expect(attached.map((file) => file.name)).toEqual([
      'verksamhetsrapport-2025-skatteverket-v1-arkiv.pdf',
      'verksamhetsrapport-2025-skatteverket-v1-lasning.pdf',
      'verksamhetsrapport-2025-skatteverket-v1-avtal.pdf',
    ]);
    const kept = await keptFile(world.as(karin), report, 1, 'archive');
    expect(attached[0]?.content.equals(kept.bytes)).toBe(true);
    expect(attached[2]?.content.subarray(0, 5).toString()).toBe('%PDF-');
    const letter = { how: 'letter', sentOn: plainDate('2026-02-14') } as const;
    expect((await problem(sendReport(world.as(karin), report, 1, letter))).facts).toMatchObject({
      reason: 'mail-under-way',
    });
    await world.registers((db) => db.run(sql`update outgoing_mail set state = 'failed'`));
    expect(
      (await problem(sendReport(world.as(karin), report, 1, { ...letter, sentOn: plainDate('2026-02-13') })))
        .errors,
    ).toEqual([{ field: 'sentOn', code: 'not-that-day' }]);
    await sendReport(world.as(karin), report, 1, letter);
    expect(
      (await versionView(world.as(karin), report, 1)).dispatches.map((row) => [
        row.how,
        row.mail?.state ?? null,
      ]),
    ).toEqual([
      // Nobody can try the mail again: the report would go twice.
      ['mail', 'cancelled'],
      ['letter', null],
    ]);
  });

  it('is now seen by the desk: the version, and nothing of the draft', async () => {
    expect(await seen(desk, sql`select version from annual_report_version`)).toEqual([{ version: 1 }]);
    expect(await seen(desk, sql`select from annual_report`)).toEqual([]);
    expect(await seen(desk, sql`select from report_office_answer`)).toEqual([]);
    expect(await seen(desk, sql`select distinct kind from report_event`)).toEqual([{ kind: 'sent' }]);
  });

  it('is received with a diary number, recorded by one and corrected by the same', async () => {
    expect(
      (await problem(receiveReport(world.as(karin), report, 1, received('K', '2026-02-13')))).errors,
    ).toEqual([{ field: 'receivedOn', code: 'not-that-day' }]);
    await receiveReport(world.as(desk), report, 1, received('4.1-12/2026'));
    await receiveReport(world.as(desk), report, 1, received('4.1-123/2026'));
    expect((await problem(receiveReport(world.as(karin), report, 1, received('K')))).code).toBe(
      'already-recorded',
    );
    expect((await view()).standing.stage).toBe('received');
    const duty = await transaction(world.as(desk), (db) => reportDuties(db, 2025));
    expect(duty.find((row) => row.authorityId === world.skv)).toMatchObject({
      state: 'received',
      sent: { version: 1, diaryNumber: '4.1-123/2026' },
    });
  });

  it('is supplemented by a version that says what it supplements', async () => {
    await write(karin, 'Ett tillägg.');
    await submit();
    await review(olle, { note: 'Bra.' });
    expect((await problem(freeze())).errors).toEqual([{ field: 'supplement', code: 'required' }]);
    await freeze(karin, 'Uppgift om avgifter.');
    expect(await seen(desk, sql`select version from annual_report_version`)).toEqual([{ version: 1 }]);
    expect((await problem(sendReport(world.as(karin), report, 1, { how: 'mail' }))).code).toBe(
      'already-recorded',
    );
    await sendReport(world.as(karin), report, 2, { how: 'mail' });
    const content = JSON.parse((await keptFile(world.as(karin), report, 2, 'content')).bytes.toString());
    expect(content.supplements).toEqual({ version: 1, what: 'Uppgift om avgifter.' });
    const duty = async (actor: Actor) =>
      (await transaction(world.as(actor), (db) => reportDuties(db, 2025))).find(
        (row) => row.authorityId === world.skv,
      );
    const first = { firstSentOn: '2026-02-14', firstReceivedOn: '2026-02-14' };
    expect(await duty(karin)).toMatchObject({ state: 'supplemented', ...first });
    // Its mail still waits: to the desk nothing has come yet (ADR 10).
    expect(await duty(desk)).toMatchObject({ state: 'received', ...first });
  });
});

describe('reminders', () => {
  it('go to the report authors of who has not sent, each once, and only the nearest after a pause', async () => {
    const author = await world.actor('Fia', { role: 'report-author', authorityId: world.fk });
    await world.registers((db) =>
      db.run(sql`insert into role_assignment (user_id, role, authority_id) values (${author.userId}, 'report-author', ${world.fk}),
        ('karin', 'report-author', ${world.skv})`),
    );
    const on = (day: string) =>
      remindOfReports(world.database.pool, () => Temporal.Instant.from(`${day}T08:00:00Z`));
    const mails = () =>
      world.registers((db) =>
        db.many(
          sql`select mail_key as key, recipients from outgoing_mail where about = 'report-reminder' order by queued_at`,
        ),
      );
    expect(await on('2026-01-29')).toBe(0);
    await on('2026-03-05');
    await on('2026-03-06');
    const key = (days: number) => `report-reminder:${world.fk}:2025:${days}`;
    expect(await mails()).toEqual([{ key: key(30), recipients: ['fia@example.se'] }]);
    await on('2026-03-31');
    await on('2026-04-01');
    expect(await mails()).toEqual([
      { key: key(30), recipients: ['fia@example.se'] },
      { key: key(7), recipients: ['fia@example.se'] },
    ]);
  });
});
