import { addItem, tickItem } from '../../drafting/commands/checklist.server.ts';
import { openDraft } from '../../drafting/commands/open-draft.server.ts';
import { addStep, draftOfStep } from '../../drafting/commands/plan-steps.server.ts';
import { saveDraft } from '../../drafting/commands/save-draft.server.ts';
import { EMPTY_TASK, emptyDraft } from '../../drafting/draft.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { HANINGE, MIGRATION, SSC } from '../agreements.server.ts';
import type { Story } from './teller.server.ts';

/** A draft between Haninge and Statens servicecenter that lacks several things that the law asks for. */
export const openDraftStory: Story = async (teller) => {
  const ctx = await teller.as('samordnare.haninge', '2026-11-12T09:20:00+01:00');
  const haninge = await teller.authority(HANINGE);
  const ssc = await teller.authority(SSC);
  const id = await openDraft(ctx, { authorityId: haninge, amends: null });
  const task = { ...EMPTY_TASK, principalId: haninge, performerId: ssc, requiresPersonalData: true };
  await saveDraft(ctx, id, {
    revision: 1,
    content: {
      ...emptyDraft(haninge),
      name: 'DEMONSTRATION: utkast om bostadsnära service i Haninge',
      parties: [haninge, ssc],
      from: '2027-02-01' as PlainDate,
      offices: [await teller.office('haninge')],
      tasks: [
        { ...task, taskId: await teller.task('lodging-support'), exercisesAuthority: true },
        { ...task, taskId: await teller.task('preschool-application'), listedSeparately: true },
      ],
      finalAnswerDays: 10,
      contacts: [
        { authorityId: haninge, function: 'Avtalsansvarig', email: 'avtal.haninge@example.se', phone: '' },
      ],
    },
  });
};

/** Migrationsverket plans a next step, and has begun the amendment that carries it through. */
export const nextStepStory: Story = async (teller) => {
  const ctx = await teller.as('samordnare.mig', '2026-11-05T13:00:00+01:00');
  const agreement = await teller.agreement(MIGRATION);
  const offices = await Promise.all(['karlskrona', 'kristianstad', 'falun'].map(teller.office));
  const step = await addStep(ctx, agreement, {
    plannedOn: '2027-03-01' as PlainDate,
    title: 'DEMONSTRATION: tre kontor till',
    remaining: 'Utbildning av handläggarna, skyltar, information på webbplatsen',
    offices,
  });
  await draftOfStep(ctx, agreement, step);
  await addStep(ctx, agreement, {
    plannedOn: '2027-09-01' as PlainDate,
    title: 'DEMONSTRATION: videomöten med handläggare på alla kontor',
    remaining: 'Beslut om utrustning',
    offices: [],
  });
  const authorityId = await teller.authority(MIGRATION_AUTHORITY);
  await tickItem(ctx, agreement, { list: 'joining', authorityId, item: 'information' });
  await addItem(ctx, agreement, {
    list: 'joining',
    authorityId,
    title: 'Skyltar på tre kontor (demonstration)',
    responsible: 'Kommunikation',
    dueOn: '2027-01-29' as PlainDate,
  });
};

const MIGRATION_AUTHORITY = '202100-2163';
