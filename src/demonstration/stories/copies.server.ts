import { registerSent } from '../../copies/commands/register-sent.server.ts';
import { sendCopies } from '../../copies/commands/send-copies.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { registerCopy } from '../../supervision/commands/register.server.ts';
import { DEMO_AGREEMENT, DEMO_ORDERED, MIGRATION } from '../agreements.server.ts';
import type { Story } from './teller.server.ts';

/** Migrationsverket's four versions: three acknowledged by the desk, the fourth on its table. When they were sent is invented. */
export const migrationCopiesStory: Story = async (teller) => {
  const agreementId = await teller.agreement(MIGRATION);
  const sent = ['2021-09-08', '2022-12-20', '2023-04-25', '2023-12-11'];
  for (const [at, day] of sent.entries()) {
    const version = at + 1;
    const coordinator = await teller.as('samordnare.mig', `${day}T10:00:00+01:00`);
    // The newest one is the only letter: its document takes a while to make.
    const how = version === sent.length ? 'letter' : null;
    await registerSent(coordinator, [{ agreementId, version }], { sentOn: day as PlainDate, how });
    if (version === sent.length) continue;
    const desk = await teller.as('tillsyn', `${day}T14:00:00+01:00`);
    await registerCopy(desk, agreementId, version, `DEMO 1.3-${100 + version}-${day.slice(0, 4)}`);
  }
};

/** Haninge's went two months late. The amendment's is due, and that of another agreement is late. */
export const lateCopyStory: Story = async (teller) => {
  const agreementId = await teller.agreement(DEMO_AGREEMENT);
  const coordinator = await teller.as('samordnare.haninge', '2024-12-19T10:00:00+01:00');
  await registerSent(coordinator, [{ agreementId, version: 1 }], {
    sentOn: '2024-12-19' as PlainDate,
    how: null,
  });
  const desk = await teller.as('tillsyn', '2025-01-08T09:00:00+01:00');
  await registerCopy(desk, agreementId, 1, 'DEMO 1.3-12-2025');
};

/** One is ordered by mail: the background makes it, and it waits until a mail server is set. */
export const orderedCopyStory: Story = async (teller) => {
  const ctx = await teller.as('samordnare.haninge', '2026-11-19T10:00:00+01:00');
  await sendCopies(ctx, [{ agreementId: await teller.agreement(DEMO_ORDERED), version: 1 }]);
};
