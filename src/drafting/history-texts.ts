import { catalogue } from '../ui/texts.ts';

/** What has happened to a draft, and what happened while it was written. */
export const historyTexts = catalogue(
  {
    title: 'Utkastets historik',
    lead: 'Varje gång utkastet har sparats: vem, när och vad som ändrades. Inget av det försvinner.',
    link: 'Historik',
    kind: 'Ändring',
    kinds: { added: 'tillagt', removed: 'borttaget', changed: 'ändrat' },
    before: 'Förut',
    after: 'Därefter',
    nothing: 'Inget ändrades.',
    contact: 'Kontaktperson',
    directed: 'Regeringen har bestämt',
    yes: 'ja',
    no: 'nej',
    events: {
      begun: 'Utkastet påbörjades',
      saved: 'Sparat',
      rebased: 'Utgår från en ny version av avtalet',
      concluded: 'Blev avtal',
      discarded: 'Lades åt sidan',
    },
    count: (n: number) => (n === 1 ? '1 ändring' : `${n} ändringar`),
    caption: (when: string) => `Vad som ändrades ${when}`,
    someone: 'Någon annan',
    stale: (who: string, when: string) => `${who} sparade utkastet ${when}, medan du skrev`,
    staleHelp:
      'Ditt är inte sparat än, och inget är borta. Det den andra ändrade står nu i formuläret tillsammans med ditt. Läs igenom och spara.',
    taken: 'Det här ändrade den andra',
    conflicts:
      'Här har ni ändrat samma sak. Ditt står i formuläret; ändra om den andra ska få sin vilja fram.',
    theirs: 'Den andra skrev',
    yours: 'Du skrev',
    overtaken: (version: number) =>
      `Avtalet har ändrats sedan utkastet började: version ${version} är nu den senaste`,
    overtakenHelp:
      'Utkastet kan inte beslutas förrän det utgår från den versionen. Era egna ändringar följer med, och ni får se var båda har ändrat samma sak.',
    overtakenWhat: 'Det här ändrades i avtalet',
    rebase: (version: number) => `Utgå från version ${version}`,
    rebased: (version: number) => `Utkastet utgår nu från version ${version}. Era ändringar står kvar.`,
    agreementSays: 'Avtalet säger nu',
    draftSays: 'Utkastet säger',
    bothChanged: 'Både avtalet och utkastet har ändrat det här. Utkastets ord står kvar: kontrollera dem.',
    outside: (n: number) =>
      n === 1 ? '1 uppdrag räcker längre än utkastet' : `${n} uppdrag räcker längre än utkastet`,
    held: 'Lagens krav är uppfyllda, men något annat hindrar: se nedan och överst på sidan.',
    whose: 'Visa vilka',
    outsideHelp:
      'Besluta ändringen först när de är förkortade eller återkallade: dagar utanför hindrar den. En uppgift eller åtkomst som försvinner ger uppdraget inget från den dagen.',
    outsideReason: {
      days: 'gäller efter sista dagen',
      tasks: 'har uppgifter som inte längre ingår',
      access: 'har åtkomst som ingen uppgift behöver',
    },
    more: (n: number) => `och ${n} till`,
  },
  {
    title: 'History of the draft',
    lead: 'Each time that the draft was saved: who, when and what changed. None of it goes away.',
    link: 'History',
    kind: 'Change',
    kinds: { added: 'added', removed: 'removed', changed: 'changed' },
    before: 'Before',
    after: 'After',
    nothing: 'Nothing changed.',
    contact: 'Contact',
    directed: 'Directed by the Government',
    yes: 'yes',
    no: 'no',
    events: {
      begun: 'The draft was begun',
      saved: 'Saved',
      rebased: 'Goes on from a new version of the agreement',
      concluded: 'Became an agreement',
      discarded: 'Was put aside',
    },
    count: (n: number) => (n === 1 ? '1 change' : `${n} changes`),
    caption: (when: string) => `What changed ${when}`,
    someone: 'Somebody else',
    stale: (who: string, when: string) => `${who} saved the draft ${when}, while you were writing`,
    staleHelp:
      'Yours is not saved yet, and nothing is lost. What the other changed now stands in the form together with yours. Read it through and save.',
    taken: 'The other changed this',
    conflicts:
      'Here you both changed the same. Yours stands in the form; change it if the other’s is to stand.',
    theirs: 'The other wrote',
    yours: 'You wrote',
    overtaken: (version: number) =>
      `The agreement has changed since the draft was begun: version ${version} is now the last`,
    overtakenHelp:
      'The draft cannot be concluded until it goes on from that version. Your own changes come along, and you are shown where both changed the same.',
    overtakenWhat: 'This changed in the agreement',
    rebase: (version: number) => `Go on from version ${version}`,
    rebased: (version: number) => `The draft now goes on from version ${version}. Your changes stand.`,
    agreementSays: 'The agreement now says',
    draftSays: 'The draft says',
    bothChanged: 'Both the agreement and the draft have changed this. The draft’s words stand: check them.',
    outside: (n: number) =>
      n === 1 ? '1 mandate reaches further than the draft' : `${n} mandates reach further than the draft`,
    held: 'The law’s demands are met, but something else is in the way: see below and at the top of the page.',
    whose: 'Show whose',
    outsideHelp:
      'Conclude the amendment when they have been cut or withdrawn: days outside refuse it. A task or access that goes gives the mandate nothing from that day.',
    outsideReason: {
      days: 'lasts past the last day',
      tasks: 'has tasks that are no longer in it',
      access: 'has access that no task needs',
    },
    more: (n: number) => `and ${n} more`,
  },
);
