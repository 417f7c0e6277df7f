import pg from 'pg';
import type { World } from '../../test/world.ts';
import { sha256 } from '../platform/sha256.server.ts';
import type { ReportContent } from '../reports/content.ts';
import { emptyContent, sampleContent } from '../reports/pdf/sample-content.ts';

/** Statements as the owner of the tables: what other rooms would have written. */
export async function asOwner<T>(world: World, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(world.database.owner);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Sent {
  readonly content?: object;
  readonly sentOn?: string;
}

/** What goes with the copy of the small world's identity-card agreement: each task in order, and one that is not. */
export function copyContent(world: World, over: object = {}) {
  const { authorities, tasks } = world.ids;
  const task = (code: string, more: object) => ({
    task: { id: tasks[code], code, sphere: 'state', authorityId: authorities['202100-5448'] },
    name: code,
    principalId: authorities['202100-5448'],
    performerId: authorities['202100-6453'],
    exercisesAuthority: false,
    requiresPersonalData: true,
    listedSeparately: true,
    performersNamed: false,
    catalogueCode: null,
    access: ['Folkbokföring'],
    ...more,
  });
  return {
    diaryNumber: '2019-00519-1.8',
    name: 'Serviceavtal om identitetskort',
    regimeId: 'SA-2019',
    signedOn: '2019-06-01',
    governmentDirected: false,
    approvedOn: null,
    approvalRevokedOn: null,
    termEndsOn: null,
    version: 1,
    decidedOn: '2019-06-01',
    valid: { from: '2019-06-01', to: null },
    summary: '',
    parties: [
      { id: authorities['202100-6453'], name: 'Statens servicecenter', kind: 'state' },
      { id: authorities['202100-5448'], name: 'Skatteverket', kind: 'state' },
    ],
    offices: ['Servicekontoret i Haninge'],
    tasks: [
      task('identity-card', { exercisesAuthority: true, catalogueCode: 'SA-2019-S1' }),
      task('population-registration', { listedSeparately: false, access: [] }),
    ],
    ...over,
  };
}

/** The agreement's first version as sent to the desk. */
export async function sendCopy(world: World, diaryNumber: string, sent: Sent = {}): Promise<number> {
  const id = world.ids.agreements[diaryNumber] ?? 0;
  await asOwner(world, (client) =>
    client.query(
      `update agreement_copy set owed = true, why = null, addressee = 'kammarkollegiet', state = 'sent', how = 'mail',
        sender_id = $2, sent_on = $3, content = $4, document = '%PDF-1.7'::bytea where agreement_id = $1 and version = 1`,
      [
        id,
        world.ids.authorities['202100-5448'],
        sent.sentOn ?? '2026-11-02',
        JSON.stringify(sent.content ?? copyContent(world)),
      ],
    ),
  );
  return id;
}

/** A frozen report of Skatteverket for a year; sent, unless told otherwise. */
export async function sendReport(
  world: World,
  year: number,
  { content = { ...sampleContent(2), year }, sent = true }: { content?: ReportContent; sent?: boolean } = {},
): Promise<number> {
  const authority = world.ids.authorities['202100-5448'];
  const text = JSON.stringify(content);
  return asOwner(world, async (client) => {
    const one = async (query: string, values: unknown[]) => (await client.query(query, values)).rows[0].id;
    const id = await one(
      `insert into annual_report (authority_id, year, texts, opened_by) values ($1, $2, '{"secret": "utkast"}', 'x')
        returning id`,
      [authority, year],
    );
    const review = await one(
      `insert into report_event (report_id, authority_id, year, kind, content_sha256, actor)
        values ($1, $2, $3, 'reviewed', $4, 'second') returning id`,
      [id, authority, year, sha256(text)],
    );
    await client.query(`insert into report_template values ('t', 'template') on conflict do nothing`);
    await client.query(
      `insert into annual_report_version (report_id, version, content, content_sha256, template_sha256, archive_pdf,
        reading_pdf, frozen_at, frozen_by, review_id) values ($1, 1, $2, $3, 't', '%PDF-a', '%PDF-r', now(), 'x', $4)`,
      [id, text, sha256(text), review],
    );
    if (sent)
      await client.query(
        `insert into annual_report_dispatch (report_id, version, authority_id, year, how, recipient, sent_on, sent_by)
          values ($1, 1, $2, $3, 'letter', 'Box 2218', $4, 'x')`,
        [id, authority, year, `${year + 1}-04-02`],
      );
    return id;
  });
}

export { emptyContent, sampleContent };
