// All benches in one run on one machine: `npm run bench`. Ratios are what counts; two runs on a busy machine differ.
// `-- --only=contacts,contacts-rt` runs some of its parts; `--quick` measures contacts for a moment, to see that it runs;
// `--contacts=50000` makes fewer of them; `--keep=DIR` fills a directory once and uses it again.
//
//   law          the law against two policy engines
//   http         the officer’s page and the recording of acts
//   register     twenty years of agreements and mandates
//   contacts     a million contacts and 300,000 hand-overs (contacts/README.md)
//   contacts-rt  creation and search against Request Tracker 5, when it is installed
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchContacts } from './contacts.ts';
import { benchHttp } from './http.ts';
import { benchLargeRegister } from './large-register.ts';
import { benchLaw, type Row } from './law.ts';
import { loadNow } from './load/told.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    contacts: { type: 'string', default: '1000000' },
    keep: { type: 'string' },
  },
});
const PARTS = ['law', 'http', 'register', 'contacts', 'contacts-rt'] as const;
const names = values.only?.split(',') ?? PARTS;
const unknown = names.filter((name) => !PARTS.some((part) => part === name));
const contacts = Number(values.contacts);
if (unknown.length > 0 || !Number.isSafeInteger(contacts) || contacts < 1_000) {
  console.error(`Parts: ${PARTS.join(', ')}. At least 1,000 contacts.`);
  process.exit(2);
}
const parts = PARTS.filter((part) => names.includes(part));
console.log(`${os.availableParallelism()} cores, load of the machine before: ${loadNow()}`);
const rows: Row[] = [];
if (parts.includes('law')) {
  console.log('The law against two policy engines …');
  rows.push(...(await benchLaw()));
}
if (parts.includes('http')) {
  console.log('The officer’s page and the recording of acts …');
  rows.push(...(await benchHttp()));
}
if (parts.includes('register')) {
  console.log('Twenty years of agreements and mandates …');
  rows.push(...(await benchLargeRegister()));
}
const ofContacts = parts.filter((part) => part === 'contacts' || part === 'contacts-rt');
if (ofContacts.length > 0) {
  console.log(`${contacts.toLocaleString('sv-SE')} contacts …`);
  const { keep, quick } = values;
  rows.push(...(await benchContacts({ parts: ofContacts, contacts, keep, quick })));
}
console.table(rows);
console.log(`Load of the machine after: ${loadNow()}`);
