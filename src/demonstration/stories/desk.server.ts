import type { PlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { decideDeviation } from '../../supervision/commands/decide-deviation.server.ts';
import { giveAdvice } from '../../supervision/commands/give-advice.server.ts';
import { noteDeviation } from '../../supervision/commands/note-deviation.server.ts';
import { DEMO_AGREEMENT } from '../agreements.server.ts';
import { idsSeenBy, type Story } from './teller.server.ts';

/** The late copy is confirmed, an observation of the desk's own waits for a decision, and advice has been given. */
export const deskStory: Story = async (teller) => {
  const desk = await teller.as('tillsyn', '2026-03-04T10:00:00+01:00');
  const agreementId = await teller.agreement(DEMO_AGREEMENT);
  const late = sql`
    select id from supervision_deviation where copy_agreement_id = ${agreementId} and code = 'copy-late'`;
  for (const id of await idsSeenBy(desk, late))
    await decideDeviation(desk, id, {
      was: 'suggested',
      state: 'confirmed',
      reason: 'Kopian kom efter mer än två månader (demonstration).',
    });
  await noteDeviation(desk, {
    about: { kind: 'copy', agreementId, version: 1 },
    what: 'Påhittat: avtalet säger inte hur handläggarna får del av kommunens rutiner.',
    provision: '2 § lagen (2019:212)',
  });
  await giveAdvice(desk, {
    askedBy: 'En påhittad kommun',
    askedOn: '2026-02-02' as PlainDate,
    question: 'Behöver en ändring som bara gäller kontaktpersonen skickas som kopia?',
    answer:
      'Påhittat svar för demonstrationen: bestämmelsen gör ingen skillnad mellan ändringar, så skicka en kopia.',
    givenOn: '2026-02-09' as PlainDate,
    provisions: ['4 § förordningen (2019:214)', '6 § förordningen (2019:214)'],
  });
};
