import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import type { Actor } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { storeSetting } from '../platform/setting.server.ts';
import { decideMail } from '../post/commands/decide-mail.server.ts';
import { listMail, mailView } from '../post/queries.server.ts';
import { sendDueMail } from '../post/send-due-mail.server.ts';
import { askOffices } from './commands/ask-offices.server.ts';
import { freezeReport } from './commands/freeze-report.server.ts';
import { openReport } from './commands/open-report.server.ts';
import { reviewReport, submitReport, withdrawReport } from './commands/review-report.server.ts';
import { saveReport } from './commands/save-report.server.ts';
import { sendReport } from './commands/send-report.server.ts';
import { reportDuties } from './duties.server.ts';
import { reportList, reportView } from './queries.server.ts';
import { troubleOf } from './sending.ts';
import { reportLines } from './start-lines.server.ts';
import { makeWorld, type World, writtenDraft } from './test-world.ts';
import { keptFile, versionView } from './versions.server.ts';
import { frozenReports, reviewView, waitingForReview } from './way-queries.server.ts';

let world: World;
let server: MailServer;
let karin: Actor;
let olle: Actor;
let chef: Actor;
let report: number;
let answer: { code: number; text: string } | null = null;

beforeAll(async () => {
  world = await makeWorld();
  server = await startMailServer({ answer: () => answer });
  karin = await world.actor('Karin', { role: 'report-author', authorityId: world.skv });
  olle = await world.actor('Olle', { role: 'coordinator', authorityId: world.skv });
  const gone = await world.actor('Borta');
  const kir = await world.registers((db) =>
    db.one<{ id: number }>(sql`select id from office where code = 'KIR'`),
  );
  chef = await world.actor('Kim', { role: 'office-manager', officeId: kir.id });
  await world.registers(async (db) => {
    await storeSetting(db, 'registrar-address', 'registratur@example.se');
    await db.run(sql`
      insert into role_assignment (user_id, role, authority_id, ended_at) values
        (${karin.userId}, 'report-author', ${world.skv}, null), (${olle.userId}, 'coordinator', ${world.skv}, null),
        (${gone.userId}, 'coordinator', ${world.skv}, now())`);
  });
  report = (await openReport(world.as(karin), { authorityId: world.skv, year: 2025 })).id;
  await saveReport(world.as(karin), report, { revision: 1, draft: writtenDraft() });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await world?.database.close();
});

const view = () => reportView(world.as(karin), report);
const submit = async () => submitReport(world.as(karin), report, (await view()).revision);
const word = async (verdict: 'approve' | 'return', note = '') =>
  reviewReport(world.as(olle), report, { sha256: (await view()).sha256, verdict, note });
const told = () =>
  transaction(world.as(karin), (db) =>
    db.many<{ recipients: string[]; subject: string }>(sql`
      select recipients, subject from outgoing_mail where about = 'report-review' order by queued_at, id`),
  );
const lines = async (actor: Actor, at?: string) => {
  const said = await Promise.all(reportLines.map((line) => line(world.as(actor, at), 'sv')));
  return said.filter((line) => line !== null);
};

describe('who waits is told', () => {
  it('the reviewer when it is handed over, the author when it is returned and approved; each once', async () => {
    await submit();
    expect(await told()).toEqual([
      { recipients: ['olle@example.se'], subject: 'Att granska: verksamhetsrapporten 2025, Skatteverket' },
    ]);
    expect(await lines(olle)).toEqual([
      { text: 'En årsrapport väntar på din granskning.', href: `/rapporter/${report}/granska` },
    ]);
    await word('return', 'Var står kostnaden?');
    await submit();
    await word('approve');
    expect((await told()).slice(1)).toEqual([
      {
        recipients: ['karin@example.se'],
        subject: 'Åter från granskning: verksamhetsrapporten 2025, Skatteverket',
      },
      { recipients: ['olle@example.se'], subject: 'Att granska: verksamhetsrapporten 2025, Skatteverket' },
      { recipients: ['karin@example.se'], subject: 'Godkänd: verksamhetsrapporten 2025, Skatteverket' },
    ]);
  });

  it('what is taken back waits no longer, and what was reviewed is not taken back', async () => {
    await expect(withdrawReport(world.as(karin), report)).rejects.toMatchObject({
      facts: { reason: 'not-submitted' },
    });
    const { revision, draft } = await view();
    await saveReport(world.as(karin), report, {
      revision,
      draft: { ...draft, texts: { ...draft.texts, other: 'Mer.' } },
    });
    await submit();
    expect(await waitingForReview(world.as(olle))).toHaveLength(1);
    await withdrawReport(world.as(karin), report);
    expect((await view()).standing).toMatchObject({ stage: 'draft', changedSince: false });
    expect(await waitingForReview(world.as(olle))).toEqual([]);
    expect(await lines(olle)).toEqual([]);
    await expect(word('approve')).rejects.toMatchObject({ facts: { reason: 'not-submitted' } });
  });

  it('the office’s manager until there is an answer; the author of what is due within 60 days or late', async () => {
    expect(await lines(chef)).toEqual([]);
    await askOffices(world.as(karin), report);
    const [line] = await lines(chef);
    expect(line?.text).toContain('En fråga till ditt kontor väntar');
    expect(await lines(karin, '2026-01-15T10:00:00Z')).toEqual([]);
    expect((await lines(karin))[0]?.text).toContain('senast 31 mars 2026, om 45 dagar');
    expect((await lines(karin, '2026-04-02T10:00:00Z'))[0]?.text).toContain('är 2 dagar sen');
  });
});

describe('a mail that does not arrive', () => {
  const post = () =>
    sendDueMail({
      pool: world.database.pool,
      mail: server.settings(),
      clock: () => Temporal.Now.instant(),
      ending: new AbortController().signal,
    });
  const row = async () => (await reportList(world.as(karin)))[0]?.years.find((one) => one.year === 2025);
  const state = async () =>
    (await transaction(world.as(karin), (db) => reportDuties(db, 2025))).find(
      (one) => one.authorityId === world.skv,
    )?.state;

  /** What Kammarkollegiet's role may read: what reached it (ADR 10). */
  const seenByTheDesk = () =>
    inTransaction(world.database.pool, { actor: 'desk', supervision: true }, (db) =>
      db.many(sql`
        select d.version, d.recipient from annual_report_dispatch d
          join annual_report_version v using (report_id, version)`),
    );

  it('refused: is told in the list and on the report, and the report has not been sent', async () => {
    await submit();
    await word('approve');
    await freezeReport(world.as(karin), report, (await view()).revision);
    await sendReport(world.as(karin), report, 1, { how: 'mail' });
    expect(await state()).toBe('sent');
    expect(await seenByTheDesk()).toEqual([]);
    answer = { code: 554, text: '5.7.1 Refused' };
    await post();
    expect(troubleOf((await row())?.mail ?? null)).toBe('failed');
    expect(await row()).toMatchObject({ sentOn: null });
    const seen = await view();
    expect(seen.mail?.lastError).toContain('Refused');
    expect(seen.standing.stage).toBe('frozen');
    expect(await state()).toBe('not-sent');
    for (const actor of [karin, olle])
      expect((await lines(actor))[0]).toEqual({
        text: 'E-posten med en verksamhetsrapport kom inte fram, eller så är det ovisst.',
        href: `/rapporter/${report}/versioner/1`,
      });
  });

  it('tried again by the author it arrives; said to have bounced it has not; as a letter it has', async () => {
    answer = null;
    const { mail } = await view();
    const { rows } = await listMail(world.as(karin), { state: 'failed', page: 1 });
    expect(rows.map((one) => one.about)).toContain('annual-report');
    // The registrar has moved since: the new try goes there, and the report says so.
    await world.registers((db) => storeSetting(db, 'registrar-address', 'nya.registraturen@example.se'));
    expect((await mailView(world.as(karin), mail?.id ?? '')).movedTo).toBe('nya.registraturen@example.se');
    await decideMail(world.as(karin), mail?.id ?? '', 'retry');
    expect((await seenByTheDesk()).length).toBe(0);
    await post();
    expect(await seenByTheDesk()).toEqual([{ version: 1, recipient: 'nya.registraturen@example.se' }]);
    expect((await mailView(world.as(karin), mail?.id ?? '')).events.map(({ detail }) => detail)).toContain(
      'registratur@example.se → nya.registraturen@example.se',
    );
    expect(
      server.received.filter(({ mail: { subject } }) => subject?.startsWith('Verksamhetsrapport 2025')),
    ).toHaveLength(1);
    expect((await view()).standing.stage).toBe('sent');
    expect(await state()).toBe('sent');
    await decideMail(world.as(karin), mail?.id ?? '', 'bounced');
    expect((await view()).mail).toMatchObject({ state: 'failed', lastError: 'bounced' });
    expect(await state()).toBe('not-sent');
    expect(await seenByTheDesk()).toEqual([]);
    await sendReport(world.as(karin), report, 1, { how: 'letter', sentOn: plainDate('2026-02-14') });
    expect((await view()).mail).toBeNull();
    expect(await state()).toBe('sent');
    expect(await lines(karin)).toEqual([]);
  });

  it('every frozen version stands open to a reviewer, to read', async () => {
    const [frozen] = await frozenReports(world.as(olle));
    expect(frozen).toMatchObject({ reportId: report, version: 1, sent: true });
    expect(await versionView(world.as(olle), report, 1)).toMatchObject({ writes: false });
    expect((await keptFile(world.as(olle), report, 1, 'archive')).bytes.subarray(0, 5).toString()).toBe(
      '%PDF-',
    );
    expect((await reviewView(world.as(olle), report)).versions.map(({ version }) => version)).toEqual([1]);
    await expect(sendReport(world.as(olle), report, 1, { how: 'mail' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const siv = await world.actor('Siv', { role: 'coordinator', authorityId: world.fk });
    await expect(versionView(world.as(siv), report, 1)).rejects.toMatchObject({ code: 'not-found' });
    expect(await frozenReports(world.as(siv))).toEqual([]);
  });
});
