import { closeContact } from '../../contacts/commands/close-contact.server.ts';
import { openContact } from '../../contacts/commands/open-contact.server.ts';
import { keepPromise, makePromise } from '../../contacts/commands/promise.server.ts';
import { receiveForm } from '../../contacts/commands/receive-form.server.ts';
import { addTemplate } from '../../contacts/commands/template.server.ts';
import { writeText } from '../../contacts/commands/write-text.server.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import type { Story, Teller } from './teller.server.ts';

/** What somebody rang, wrote or came with: when, how, about what, and what they said. */
export interface Came {
  readonly at: string;
  readonly channel: 'phone' | 'letter' | 'visit';
  readonly subject: string;
  readonly said: string;
  readonly by?: string;
}

/** Somebody who gets in touch with the office in Haninge, and who took it. */
export async function comes(teller: Teller, { at, channel, subject, said, by = 'alva' }: Came) {
  const ctx = await teller.as(by, at);
  const officeId = await teller.office(DEMO_MAIN_OFFICE);
  const { id } = await openContact(ctx, { officeId, channel, subject, body: `DEMONSTRATION: ${said}` });
  return { ctx, id };
}

/** Telephone, letter and web in Haninge: answered at once, promised, kept, and one promise broken. */
export const contactsStory: Story = async (teller) => {
  const officeId = await teller.office(DEMO_MAIN_OFFICE);
  const alva = await teller.as('alva', '2026-11-02T08:00:00+01:00');
  const template = (name: string, body: string) => addTemplate(alva, { officeId, name, body });
  await template(
    'Återkommer',
    'Hej!\n\nVi har tagit emot din fråga och återkommer.\n\nHälsningar\nServicekontoret',
  );
  await template(
    'Öppettider',
    'Hej!\n\nVi har öppet måndag till fredag 10–16.\n\nHälsningar\nServicekontoret',
  );

  const solved = await comes(teller, {
    ...{ at: '2026-11-16T10:05:00+01:00', channel: 'phone', subject: 'Hur ansöker jag om bostadsbidrag?' },
    said: 'Vill veta om ansökan går att göra på papper.',
  });
  await writeText(solved.ctx, solved.id, {
    ...{ direction: 'out', body: 'Ja, blanketten finns på kontoret. E-tjänsten går snabbare.' },
  });
  await closeContact(solved.ctx, solved.id, 'answered');

  const broken = await comes(teller, {
    ...{ at: '2026-11-16T14:40:00+01:00', channel: 'phone', subject: 'Pensionsutbetalning som inte kom' },
    said: 'Väntar på besked om varför utbetalningen i november uteblev.',
  });
  await makePromise(broken.ctx, broken.id, {
    dueAt: Temporal.Instant.from('2026-11-19T16:00:00+01:00'),
    what: 'Ringa upp med besked',
  });

  const kept = await comes(teller, {
    ...{ at: '2026-11-17T09:20:00+01:00', channel: 'phone', subject: 'Vilka handlingar till id-kort?' },
    said: 'Ringer för sin mors räkning.',
  });
  const promise = await makePromise(kept.ctx, kept.id, {
    dueAt: Temporal.Instant.from('2026-11-18T12:00:00+01:00'),
    what: 'Kontrollera och ringa tillbaka',
  });
  await keepPromise(await teller.as('alva', '2026-11-18T10:15:00+01:00'), promise, {
    ...{ how: 'phone', body: 'Pass eller någon som intygar, och avgiften i förväg.', as: 'answered' },
  });

  const coming = await comes(teller, {
    ...{ at: '2026-11-20T11:00:00+01:00', channel: 'phone', subject: 'Tolk till besök på arabiska' },
    said: 'Vill komma på tisdag och behöver tolk.',
  });
  await makePromise(coming.ctx, coming.id, {
    dueAt: Temporal.Instant.from('2026-11-24T15:00:00+01:00'),
    what: 'Bekräfta tolk',
  });
  await makePromise(
    await teller.as('bo', '2026-11-20T13:30:00+01:00'),
    (
      await comes(teller, {
        ...{ at: '2026-11-20T13:20:00+01:00', channel: 'letter', subject: 'Brev om ändrad adress', by: 'bo' },
        said: 'Brev utan namn. Frågar hur särskild postadress anmäls.',
      })
    ).id,
    { dueAt: Temporal.Instant.from('2026-11-23T12:00:00+01:00'), what: 'Svara på brevet' },
  );

  const web = Temporal.Instant.from('2026-11-20T17:45:00+01:00');
  await receiveForm(
    { pool: alva.pool, clock: () => web },
    {
      ...{ officeId, key: crypto.randomUUID(), subject: 'Kan jag boka tid?', from: 'demonstration' },
      body: 'DEMONSTRATION: Hej, jag behöver hjälp med deklarationen. Går det att boka?',
      asksFor: null,
      person: { name: 'Prov Provsson', email: 'prov@example.se', mayMail: false, protected: false },
    },
  );
};
