import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { freezeReport } from './commands/freeze-report.server.ts';
import { openReport } from './commands/open-report.server.ts';
import { reproduceReport } from './commands/reproduce-report.server.ts';
import { reviewReport, submitReport } from './commands/review-report.server.ts';
import { saveReport } from './commands/save-report.server.ts';
import { emptyDraft } from './draft.ts';
import { reportList, reportView } from './queries.server.ts';
import { makeWorld, type World, writtenDraft } from './test-world.ts';
import { keptFile, versionView } from './versions.server.ts';

let world: World;
let karin: Actor;
let maj: Actor;
let stranger: Actor;
let coordinator: Actor;
let report: number;

const problem = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error) => (error instanceof Problem ? error : Promise.reject(error)),
  );
const revisionOf = async (actor = karin) => (await reportView(world.as(actor), report)).revision;
/** Handed over by one, approved by the coordinator; returns the revision to freeze on. */
const reviewed = async (by = karin) => {
  const { revision, sha256: content } = await reportView(world.as(by), report);
  await submitReport(world.as(by), report, revision);
  await reviewReport(world.as(coordinator), report, { sha256: content, verdict: 'approve', note: '' });
  return revision;
};
const events = () =>
  world.registers((db) =>
    db.many<{ kind: string; actor: string }>(
      sql`select kind, actor from event where subject = 'annual-report' order by id`,
    ),
  );

beforeAll(async () => {
  world = await makeWorld();
  karin = await world.actor('Karin', { role: 'report-author', authorityId: world.skv });
  maj = await world.actor('Maj', { role: 'report-author', authorityId: world.skv });
  stranger = await world.actor('Siv', { role: 'report-author', authorityId: world.fk });
  coordinator = await world.actor('Olle', { role: 'coordinator', authorityId: world.skv });
  await world.visit('2025-03-03T09:00:00Z', 'KIR', 'anna', ['SKV', 'identity-card', 'authority']);
}, 120_000);
afterAll(() => world.database.close());

describe('opening', () => {
  it('begins a report once', async () => {
    const first = await openReport(world.as(karin), { authorityId: world.skv, year: 2025 });
    report = first.id;
    expect(first.begun).toBe(true);
    expect(await openReport(world.as(maj), { authorityId: world.skv, year: 2025 })).toEqual({
      id: report,
      begun: false,
    });
    const two = await Promise.all(
      [karin, maj].map((actor) => openReport(world.as(actor), { authorityId: world.skv, year: 2024 })),
    );
    expect(new Set(two.map(({ id }) => id)).size).toBe(1);
    expect(two.filter(({ begun }) => begun).length).toBe(1);
  });

  it('is refused for a year to come, and for an authority that is not one’s own', async () => {
    const open = (actor: Actor, year: number) =>
      openReport(world.as(actor), { authorityId: world.skv, year });
    expect((await problem(open(karin, 2027))).errors).toEqual([{ field: 'year', code: 'too-big' }]);
    expect((await problem(open(stranger, 2025))).code).toBe('forbidden');
    expect((await problem(open(coordinator, 2025))).code).toBe('forbidden');
  });
});

describe('whose report it is', () => {
  it('another authority’s is not there; without the role nothing is', async () => {
    const draft = writtenDraft();
    const attempts = (actor: Actor): (() => Promise<unknown>)[] => [
      () => reportView(world.as(actor), report),
      () => saveReport(world.as(actor), report, { revision: 1, draft }),
      () => freezeReport(world.as(actor), report, 1),
      () => reproduceReport(world.as(actor), report, 1),
    ];
    // What a reviewer reads too.
    const reads = (actor: Actor): (() => Promise<unknown>)[] => [
      () => versionView(world.as(actor), report, 1),
      () => keptFile(world.as(actor), report, 1, 'archive'),
    ];
    const nobody = await world.actor('Nils');
    for (const attempt of [...attempts(stranger), ...reads(stranger)])
      expect((await problem(attempt())).code).toBe('not-found');
    for (const actor of [coordinator, nobody])
      for (const attempt of [...attempts(actor), () => reportList(world.as(actor))])
        expect((await problem(attempt())).code).toBe('forbidden');
    for (const attempt of reads(nobody)) expect((await problem(attempt())).code).toBe('forbidden');
    for (const attempt of reads(coordinator)) expect((await problem(attempt())).code).toBe('not-found');
    // A coordinator of the authority who writes another's reports sees the row, and has no role for it.
    const both: Actor = {
      ...coordinator,
      assignments: [...coordinator.assignments, { role: 'report-author', authorityId: world.fk }],
    };
    expect((await problem(reportView(world.as(both), report))).code).toBe('not-found');
  });
});

describe('saving', () => {
  it('keeps what was written; of two on the same revision the second is told who and loses nothing', async () => {
    const draft = writtenDraft();
    const revision = await revisionOf();
    expect(await saveReport(world.as(karin), report, { revision, draft })).toBe(revision + 1);
    const mine = { ...draft, texts: { ...draft.texts, other: 'Majs ord' } };
    const told = await problem(saveReport(world.as(maj), report, { revision, draft: mine }));
    expect(told).toMatchObject({ code: 'stale', status: 409 });
    expect(told.facts).toMatchObject({ revision: revision + 1, savedBy: 'Karin' });
    expect((await reportView(world.as(maj), report)).draft).toEqual(draft);
    expect(await saveReport(world.as(maj), report, { revision: revision + 1, draft: mine })).toBe(
      revision + 2,
    );
  });

  it('of two at once exactly one wins', async () => {
    const revision = await revisionOf();
    const draft = (text: string) => ({ ...writtenDraft(), texts: { ...writtenDraft().texts, other: text } });
    const answers = await Promise.allSettled(
      ['a', 'b', 'c'].map((text) => saveReport(world.as(karin), report, { revision, draft: draft(text) })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('of nothing new is nothing', async () => {
    const view = await reportView(world.as(karin), report);
    const before = (await events()).length;
    expect(await saveReport(world.as(karin), report, view)).toBe(view.revision);
    expect((await events()).length).toBe(before);
  });
});

describe('freezing', () => {
  it('is refused with all that is missing, and stores nothing', async () => {
    const { id } = await openReport(world.as(karin), { authorityId: world.skv, year: 2024 });
    const told = await problem(freezeReport(world.as(karin), id, 1));
    expect(told).toMatchObject({ code: 'invalid', status: 422 });
    expect(told.errors.map((error) => error.field)).toContain('contact.person');
    expect(told.errors.length).toBe(8);
    expect((await reportView(world.as(karin), id)).versions).toEqual([]);
    const running = await openReport(world.as(karin), { authorityId: world.skv, year: 2026 });
    const early = await problem(freezeReport(world.as(karin), running.id, 1));
    expect(early.errors).toContainEqual({ field: 'year', code: 'year-not-over' });
  });

  it('keeps the content, both PDFs and the template; a later change is the next version', async () => {
    const first = await freezeReport(world.as(karin), report, await reviewed());
    expect(first).toMatchObject({ version: 1 });
    expect(first.frozenAt.toString()).toBe('2026-02-14T10:00:00Z');
    const kept = await keptFile(world.as(karin), report, 1, 'content');
    expect(sha256(kept.bytes)).toBe(first.sha256);
    expect(kept.name).toBe('verksamhetsrapport-2025-skatteverket-v1-innehall.json');
    const content = JSON.parse(kept.bytes.toString());
    expect(content).toMatchObject({ year: 2025, contact: { person: 'Karin Öberg' }, demonstration: false });
    expect(content.totals.visitors).toEqual({ derived: 1, corrected: null, reason: '' });

    const view = await reportView(world.as(karin), report);
    expect(view.changed).toBe(false);
    const draft = {
      ...view.draft,
      corrections: { ...emptyDraft().corrections, visitors: { value: 5, reason: 'Räknat för hand' } },
    };
    await saveReport(world.as(karin), report, { revision: view.revision, draft });
    expect((await reportView(world.as(karin), report)).changed).toBe(true);
    expect((await reportList(world.as(karin)))[0]?.years.find((row) => row.year === 2025)).toMatchObject({
      frozen: { version: 1 },
      savedSince: true,
    });
    const revision = await reviewed();
    expect(await freezeReport(world.as(maj, '2026-03-01T08:00:00Z'), report, revision)).toMatchObject({
      version: 2,
    });
    expect((await keptFile(world.as(karin), report, 1, 'content')).bytes.equals(kept.bytes)).toBe(true);
    const second = JSON.parse((await keptFile(world.as(karin), report, 2, 'content')).bytes.toString());
    expect(second.totals.visitors).toEqual({ derived: 1, corrected: 5, reason: 'Räknat för hand' });
    expect((await reportView(world.as(karin), report)).versions.map((v) => [v.version, v.frozenBy])).toEqual([
      [2, 'Maj'],
      [1, 'Karin'],
    ]);
    expect((await events()).filter((event) => event.kind === 'report-frozen').map((e) => e.actor)).toEqual([
      'karin',
      'maj',
    ]);
  });

  it('pressed twice is one version', async () => {
    const revision = await reviewed();
    const answers = await Promise.allSettled(
      [1, 2].map(() => freezeReport(world.as(karin), report, revision)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await reportView(world.as(karin), report)).versions.length).toBe(3);
  });

  it('gives the same bytes again from what was frozen', async () => {
    for (const version of [1, 2, 3])
      expect(await reproduceReport(world.as(maj, '2027-05-05T05:05:05Z'), report, version)).toEqual({
        content: true,
        archive: true,
        reading: true,
      });
    expect((await problem(reproduceReport(world.as(karin), report, 4))).code).toBe('not-found');
  });

  it('says so when the bytes that are kept are others', async () => {
    await asOwner(`update annual_report_version set archive_pdf = archive_pdf || '\\x20' where version = 3`);
    expect(await reproduceReport(world.as(karin), report, 3)).toEqual({
      content: true,
      archive: false,
      reading: true,
    });
  });
});

describe('the database', () => {
  const app = (statement: string) =>
    transaction(world.as(karin), async (db) => db.run({ text: statement, values: [] } as never));

  it.each([
    ["update annual_report_version set content = '{}'", /permission denied/],
    ['delete from annual_report_version', /permission denied/],
    ["update report_template set source = ''", /permission denied/],
    ['delete from annual_report', /permission denied/],
    ['update annual_report set year = 2020', /permission denied/],
  ])('lets the application not %s', async (statement, says) => {
    await expect(app(statement)).rejects.toThrow(says);
  });

  it('takes no content with another hash, and hides what is another authority’s', async () => {
    const insert = `insert into annual_report_version
      select report_id, 99, content || ' ', content_sha256, template_sha256, archive_pdf, reading_pdf, frozen_at, frozen_by
      from annual_report_version where version = 1`;
    await expect(app(insert)).rejects.toThrow(/check constraint/);
    const seen = await transaction(world.as(stranger), (db) =>
      db.many(sql`select from annual_report_version`),
    );
    expect(seen).toEqual([]);
  });
});

async function asOwner(statement: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(world.database.owner);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
