import { addMatter } from '../../contacts/commands/add-matter.server.ts';
import { closeVisit } from '../../contacts/commands/close-visit.server.ts';
import { noteRepresentation } from '../../contacts/commands/representation.server.ts';
import { askForLanguage, sayNotSolved, saySolved } from '../../handovers/commands/citizen.server.ts';
import { handDocument } from '../../handovers/commands/documents.server.ts';
import { offer } from '../../handovers/commands/offer.server.ts';
import { setReceiving } from '../../handovers/commands/receiving.server.ts';
import { reroute } from '../../handovers/commands/reroute.server.ts';
import { step } from '../../handovers/commands/step.server.ts';
import { asAccount, asCitizen } from '../../handovers/commands/take-step.server.ts';
import { register, registerHandOver, setDiary } from '../../handovers/diary/register.server.ts';
import type { StepAsked } from '../../handovers/schemas.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { type Came, comes } from './contacts.server.ts';
import type { Story } from './teller.server.ts';

const SKV = '202100-5448';
const FK = '202100-5521';

/** What is handed over to Skatteverket and Försäkringskassan: in every state that a page can show. */
export const handOversStory: Story = async (teller) => {
  const coordinator = await teller.as('samordnare.skv', '2026-11-02T09:00:00+01:00');
  const skv = await teller.authority(SKV);
  const fk = await teller.authority(FK);
  await setReceiving(
    coordinator,
    {
      ...{ authorityId: skv, firstDays: 2, finalDays: 8, delivery: 'here' },
      summaryTo: 'inkorg.skv@example.se',
    },
    'http://localhost',
    null,
  );
  const diary = { authorityId: skv, board: '', name: 'Servicekontorens ärenden (demonstration)' };
  const diaryId = await setDiary(coordinator, { ...diary, pattern: '{year}-{serial:5}-{class}' });

  const moving = await teller.task('population-registration');
  const benefit = await teller.task('parental-benefit');
  const handed = async (came: Came, to: { task: number; authority: number }, wants: string, done = '') => {
    const { ctx, id } = await comes(teller, came);
    const matterId = await addMatter(ctx, id, { taskId: to.task, principalId: to.authority });
    const made = await offer(ctx, {
      ...{ matterId, wants: `DEMONSTRATION: ${wants}`, done, consent: 'given', reachBy: 'code', reach: '' },
      ...{ department: '', postImprobable: false },
    });
    return { ...made, contactId: id, matterId };
  };
  const takes = async (who: string, at: string, id: string, asked: StepAsked) =>
    step(asAccount(await teller.as(who, at)), id, asked);
  const says = async (at: string, id: string) => {
    const { pool } = coordinator;
    return asCitizen({ pool, clock: () => Temporal.Instant.from(at) }, id);
  };
  const toSkv = { task: moving, authority: skv };
  const toFk = { task: benefit, authority: fk };

  const done = await handed(
    { at: '2026-11-04T10:10:00+01:00', channel: 'visit', subject: 'Flytt', said: 'Flyttat i oktober.' },
    toSkv,
    'Vill veta om flytten är registrerad på rätt lägenhet.',
    'Visat e-tjänsten för flyttanmälan.',
  );
  await takes('mottagare.skv', '2026-11-05T08:30:00+01:00', done.id, { step: 'accept' });
  const clerk = await teller.as('mottagare.skv', '2026-11-05T08:40:00+01:00');
  await registerHandOver(clerk, done.id, { diaryId, class: '1.8', counterpart: '' });
  await takes('mottagare.skv', '2026-11-06T13:00:00+01:00', done.id, {
    ...{ step: 'answer-final', text: 'Flytten är registrerad från den 1 oktober, lägenhet 1102.' },
  });
  await saySolved(await says('2026-11-07T18:20:00+01:00', done.id), done.id);

  const reopened = await handed(
    {
      at: '2026-11-09T11:00:00+01:00',
      channel: 'phone',
      subject: 'Personbevis',
      said: 'Behöver det på engelska.',
    },
    toSkv,
    'Personbevis på engelska till en utländsk myndighet.',
  );
  await takes('mottagare.skv', '2026-11-10T09:00:00+01:00', reopened.id, { step: 'accept' });
  await registerHandOver(await teller.as('mottagare.skv', '2026-11-10T09:05:00+01:00'), reopened.id, {
    ...{ diaryId, class: '1.8', counterpart: '' },
  });
  await takes('mottagare.skv', '2026-11-12T10:00:00+01:00', reopened.id, {
    ...{ step: 'answer-final', text: 'Personbeviset är skickat.' },
  });
  await askForLanguage(await says('2026-11-12T17:00:00+01:00', reopened.id), reopened.id, 'en').catch(
    () => {},
  );
  await sayNotSolved(
    await says('2026-11-19T17:00:00+01:00', reopened.id),
    reopened.id,
    'Det kom på svenska.',
  );

  const asked = await handed(
    {
      at: '2026-11-17T10:00:00+01:00',
      channel: 'visit',
      subject: 'Skyddad adress',
      said: 'Frågar hur det går till.',
    },
    toSkv,
    'Vill veta vad som krävs för sekretessmarkering.',
    'Förklarat i stort. Inget är skrivet om skälen här.',
  );
  await takes('mottagare.skv', '2026-11-18T08:45:00+01:00', asked.id, { step: 'accept' });
  await takes('mottagare.skv', '2026-11-18T09:00:00+01:00', asked.id, {
    step: 'note',
    text: 'Tas av gruppen för skydd.',
  });
  await takes('mottagare.skv', '2026-11-20T14:00:00+01:00', asked.id, {
    ...{ step: 'ask', text: 'Vill personen bli uppringd, och i så fall när?' },
  });

  const represented = await comes(teller, {
    ...{ at: '2026-11-18T13:10:00+01:00', channel: 'visit', subject: 'Ombud om folkbokföring' },
    said: 'Kommer med fullmakt för sin far.',
  });
  const matterId = await addMatter(represented.ctx, represented.id, { taskId: moving, principalId: skv });
  const representationId = await noteRepresentation(represented.ctx, represented.id, matterId, {
    ...{ kind: 'power-of-attorney', name: 'Ombud Provlund', covers: 'task', powers: 'flyttanmälan' },
    ...{ proof: 'fullmakt i original', from: plainDate('2026-11-01'), to: plainDate('2027-01-31') },
  });
  const through = await offer(represented.ctx, {
    ...{ matterId, representationId, wants: 'DEMONSTRATION: Fadern har flyttat till ett boende.', done: '' },
    ...{ consent: 'given', reachBy: 'letter', reach: 'Påhittsgatan 4, 000 12 Haninge', department: '' },
    postImprobable: false,
  });
  await handDocument(asAccount(represented.ctx), through.id, { what: 'Fullmakt', file: null });
  await takes('mottagare.skv', '2026-11-19T09:00:00+01:00', through.id, { step: 'accept' });
  await takes('mottagare.skv', '2026-11-19T09:10:00+01:00', through.id, {
    ...{ step: 'answer-first', text: 'Vi har fått anmälan och återkommer inom en vecka.', representationId },
  });

  const waiting = await handed(
    {
      at: '2026-11-20T15:10:00+01:00',
      channel: 'phone',
      subject: 'Fel i folkbokföringen',
      said: 'Fel civilstånd.',
    },
    toSkv,
    'Civilståndet är fel sedan skilsmässan i våras.',
  );
  await handDocument(asAccount(await teller.as('alva', '2026-11-20T15:12:00+01:00')), waiting.id, {
    ...{ what: 'Dom om äktenskapsskillnad', file: null },
  });

  // Wrongly guided, from a visit that had ended: one goes on at Försäkringskassan, one waits to be sent on.
  const wrong = await handed(
    {
      at: '2026-11-12T10:30:00+01:00',
      channel: 'visit',
      subject: 'Barn fött',
      said: 'Frågar om ersättning.',
    },
    toSkv,
    'Har fått barn och vill veta om ersättning för dagarna kring förlossningen.',
  );
  const back = {
    ...({ step: 'return', reasonKind: 'other-authority' } as const),
    text: 'Ersättning för dagarna är Försäkringskassans. Barnet är registrerat.',
  } as const;
  await closeVisit(await teller.as('alva', '2026-11-12T10:45:00+01:00'), wrong.contactId);
  await takes('mottagare.skv', '2026-11-13T09:30:00+01:00', wrong.id, back);
  await reroute(await teller.as('bo', '2026-11-13T13:00:00+01:00'), wrong.id, {
    ...{
      taskId: benefit,
      principalId: fk,
      wants: 'DEMONSTRATION: Ersättning för dagarna kring förlossningen.',
    },
    ...{ done: 'Skatteverket har registrerat barnet.', consent: 'given', reachBy: 'code', reach: '' },
    ...{ department: 'Föräldraförsäkring', postImprobable: false },
  });
  const stuck = await handed(
    {
      at: '2026-11-18T15:00:00+01:00',
      channel: 'phone',
      subject: 'Intyg till hyresvärd',
      said: 'Vill ha ett intyg.',
    },
    toFk,
    'Intyg om att föräldrapenning betalas ut, till hyresvärden.',
  );
  await takes('mottagare.fk', '2026-11-19T10:00:00+01:00', stuck.id, {
    ...{ step: 'return', reasonKind: 'e-service', text: 'Intyget hämtas i e-tjänsten, under Mina sidor.' },
  });

  // A clerk who knows the person; somebody else takes it.
  const barred = await handed(
    {
      at: '2026-11-19T11:20:00+01:00',
      channel: 'phone',
      subject: 'Föräldrapenning',
      said: 'Dagar som saknas.',
    },
    toFk,
    'Två dagar i oktober är inte utbetalda.',
  );
  await takes('mottagare.fk', '2026-11-20T08:20:00+01:00', barred.id, { step: 'conflict', text: 'Granne.' });

  const clerkNow = await teller.as('mottagare.skv', '2026-11-20T16:00:00+01:00');
  for (const [subject, counterpart, direction] of [
    ['Begäran om personbevis', 'Prov Provsson', 'received'],
    ['Svar om sekretessmarkering', '', 'made'],
    ['Rutin för servicekontoren', 'Statens servicecenter', 'received'],
  ] as const)
    await register(clerkNow, {
      ...{ diaryId, class: '1.8', direction, datedOn: plainDate('2026-11-20'), counterpart, subject },
      ...{ counterpartWithheld: counterpart === 'Prov Provsson', subjectWithheld: direction === 'made' },
    });
};
