import { catalogue } from '../ui/texts.ts';

/** Where letters are posted, as the desk keeps it. */
export const addressTexts = catalogue(
  {
    title: 'Postadresser',
    lead: 'Adresserna som står på myndigheternas brev. Varje adress har sin källa och dagen då någon senast jämförde den med källan. Äldre adresser står kvar.',
    addressee: {
      kammarkollegiet: 'Till Kammarkollegiet',
      government: 'Till regeringen (Finansdepartementet)',
    },
    what: {
      kammarkollegiet: 'Avtalskopior och årsrapporter som skickas som brev.',
      government:
        'Redovisningar enligt lagarna (1994:686), (1997:297) och (2004:543) i ursprunglig lydelse, som lämnas till regeringen.',
    },
    none: 'Ingen adress är angiven. Breven lämnar plats för den, och avsändaren får veta att adressen måste kontrolleras.',
    source: 'Källa',
    verified: 'Kontrollerad',
    change: 'Ange en ny adress',
    address: 'Adress',
    addressHelp: 'En rad i taget, som på kuvertet.',
    sourceHelp: 'Var adressen står, till exempel en webbsida och när den uppdaterades.',
    submit: 'Spara adressen',
    saved: 'Adressen är sparad.',
    earlier: 'Tidigare adresser',
    earlierCaption: 'Tidigare adresser, senaste först',
    recorded: 'Antecknad',
    by: 'Av',
    shipped: 'följde med systemet',
  },
  {
    title: 'Postal addresses',
    lead: 'The addresses that stand on the authorities’ letters. Each has its source and the day on which somebody last held it against that. Older ones stay.',
    addressee: {
      kammarkollegiet: 'To Kammarkollegiet',
      government: 'To the Government (Ministry of Finance)',
    },
    what: {
      kammarkollegiet: 'Copies of agreements and annual reports that are sent as letters.',
      government:
        'Accounts under the laws (1994:686), (1997:297) and (2004:543) as first worded, which go to the Government.',
    },
    none: 'No address is kept. The letters leave room for it, and who sends them is told to find it.',
    source: 'Source',
    verified: 'Verified',
    change: 'Give a new address',
    address: 'Address',
    addressHelp: 'Line by line, as on the envelope.',
    sourceHelp: 'Where the address stands, such as a web page and when it was updated.',
    submit: 'Save the address',
    saved: 'The address is saved.',
    earlier: 'Earlier addresses',
    earlierCaption: 'Earlier addresses, latest first',
    recorded: 'Recorded',
    by: 'By',
    shipped: 'came with the system',
  },
);
