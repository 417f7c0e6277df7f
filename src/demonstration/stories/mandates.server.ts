import type { PlainDate } from '../../kernel/plain-date.ts';
import { draftBatch } from '../../mandates/commands/draft-batch.server.ts';
import { orderBatch } from '../../mandates/commands/order-batch.server.ts';
import { recordCompetence } from '../../mandates/commands/record-competences.server.ts';
import { runBatch } from '../../mandates/commands/run-batch.server.ts';
import { sql } from '../../platform/database.server.ts';
import { requestAccessChange } from '../../reconciliation/commands/request-access-change.server.ts';
import { takeAccessList } from '../../reconciliation/commands/take-access-list.server.ts';
import { HANINGE } from '../agreements.server.ts';
import { DEMO_MAIN_OFFICE, DEMO_OFFICERS, DEMO_SMALL_OFFICE } from '../demo-officers.ts';
import type { Story } from './teller.server.ts';

const FK = '202100-5521';
const SKV = '202100-5448';

/** Försäkringskassan gives every officer at two offices a mandate for a year: some have one already. */
export const operationStory: Story = async (teller) => {
  const ctx = await teller.as('samordnare.fk', '2026-11-17T08:40:00+01:00');
  const offices = await Promise.all([DEMO_MAIN_OFFICE, DEMO_SMALL_OFFICE, 'stockholm'].map(teller.office));
  const tasks = await Promise.all(['parental-benefit', 'sickness-benefit'].map(teller.task));
  const part = {
    agreementId: await teller.agreement('2019-00518-1.8'),
    principalId: await teller.authority(FK),
    kind: 'commission' as const,
    tasks: tasks.map((taskId) => ({ taskId, level: 'personal-data' as const })),
    access: [await teller.system('FK-ARENDE')],
  };
  const terms = {
    to: '2027-11-30' as PlainDate,
    signedByPrincipalOn: '2026-11-17' as PlainDate,
    signedByOfficerOn: null,
  };
  const id = await draftBatch(ctx, {
    ...terms,
    parts: [part],
    officers: { by: 'office', ids: offices },
    from: '2026-12-01' as PlainDate,
  });
  await orderBatch(ctx, id);
  // Resolves at once when it is done already.
  await runBatch(ctx, id);
};

/** What has been learnt: some of it runs out soon, and one who holds a mandate for Haninge has none. */
export const competenceStory: Story = async (teller) => {
  const skv = await teller.as('samordnare.skv', '2026-11-10T10:00:00+01:00');
  const haninge = await teller.as('samordnare.haninge', '2026-11-10T11:00:00+01:00');
  const learnt = [
    [skv, SKV, 'identity-card', DEMO_OFFICERS.full, '2025-01-15', '2027-01-14'],
    [skv, SKV, 'identity-card', DEMO_OFFICERS.colleague, '2024-12-01', '2026-11-30'],
    [skv, SKV, 'population-registration', DEMO_OFFICERS.withoutIdentityCards, '2025-01-10', '2027-01-09'],
    [haninge, HANINGE, 'disabled-parking-permit', DEMO_OFFICERS.full, '2024-11-01', '2027-10-31'],
    [haninge, HANINGE, 'preschool-application', DEMO_OFFICERS.full, '2024-11-01', null],
    [haninge, HANINGE, 'disabled-parking-permit', DEMO_OFFICERS.smallOffice, '2024-12-15', '2026-12-14'],
  ] as const;
  for (const [ctx, authority, task, officer, from, to] of learnt) {
    const [who] = await teller.many<{ id: number }>(sql`select id from officer where code = ${officer}`);
    await recordCompetence(ctx, {
      officerId: who?.id ?? 0,
      principalId: await teller.authority(authority),
      taskId: await teller.task(task),
      proof: 'Intyg från påhittad utbildning (demonstration)',
      obtainedOn: from as PlainDate,
      from: from as PlainDate,
      to: to as PlainDate | null,
    });
  }
};

/** Skatteverket's list of who has access to the card system: some have lost what they should have, one is unknown. */
export const accessListStory: Story = async (teller) => {
  const takenOn = '2026-11-16' as PlainDate;
  const ctx = await teller.as('samordnare.skv', `${takenOn}T15:00:00+01:00`);
  const system = await teller.system('SKV-IDKORT');
  const there = await teller.many<{ code: string; justified: boolean }>(sql`
    select o.code, exists (select from mandate m join mandate_access a on a.mandate_id = m.id
        where m.officer_id = g.officer_id and a.system_id = g.system_id and m.valid @> ${takenOn}::date
          and m.withdrawn_on is null) as justified
    from access_grant g join officer o on o.id = g.officer_id
    where g.system_id = ${system} and g.granted @> ${takenOn}::date order by o.code`);
  const fixed: readonly string[] = Object.values(DEMO_OFFICERS);
  const lost = there.filter(({ code, justified }) => justified && !fixed.includes(code)).slice(0, 4);
  const listed = there.filter((row) => !lost.includes(row)).map(({ code }) => code);
  const content = `officer\n${[...listed, 'KONSULT-7'].join('\n')}\n`;
  const taken = await takeAccessList(ctx, system, {
    fileName: 'demonstration-behorigheter-2026-11-16.csv',
    format: 'csv',
    content,
    takenOn,
  });
  if (!taken.ok) throw new Error('the access list was refused');
  const surplus = there.filter(({ justified }) => !justified).slice(0, 2);
  if (surplus.length > 0)
    await requestAccessChange(ctx, system, {
      officers: surplus.map(({ code }) => code),
      do: 'request',
      assignedTo: 'Systemförvaltningen',
      doneOn: null,
      note: 'Uppdraget är slut (demonstration)',
    });
};
