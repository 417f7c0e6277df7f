import pg from 'pg';
import type { Network } from './network.ts';
import { SEARCHES, SUBJECTS } from './subjects.ts';

export interface Question {
  readonly path: string;
  readonly method?: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** What is measured: each of the hundred people asks theirs in turn. */
export interface Kind {
  readonly name: string;
  readonly people: readonly (readonly Question[])[];
}

export const PEOPLE = 100;
const EACH = 24;

/** What officers and receivers ask, of what is there: references and words that are found, and some that are not. */
export async function kindsOf(owner: pg.ClientConfig, { officers, receivers }: Network): Promise<Kind[]> {
  const { contacts, handOvers } = await referencesOf(owner);
  const officer = (person: number) => {
    const one = officers[person % officers.length];
    if (one === undefined) throw new Error('no officer');
    return one;
  };
  const receiver = (person: number) => receivers[person % receivers.length]?.token ?? '';
  const ofOfficers = (
    name: string,
    ask: (n: number, office: number, person: number) => Omit<Question, 'headers'>,
  ): Kind => ({
    name,
    people: people((person, n) => {
      const { token, officeId } = officer(person);
      const asked = ask(n + person, officeId, person);
      const json = asked.body?.startsWith('{') === true;
      return {
        ...asked,
        headers: bearer(token, asked.body === undefined ? null : json ? JSON_TYPE : FORM_TYPE),
      };
    }),
  });
  const ofReceivers = (name: string, ask: (n: number, person: number) => string): Kind => ({
    name,
    people: people((person, n) => ({
      path: ask(n + person, person),
      headers: bearer(receiver(person), null),
    })),
  });
  const word = (n: number) => encodeURIComponent(SEARCHES[n % SEARCHES.length] ?? '');
  const contact = (n: number, office: number) => {
    const own = contacts.get(office) ?? [];
    return own[n % own.length] ?? 'K7QM-2XPA';
  };
  const handOver = (n: number, person: number) => {
    const own = handOvers.get(receivers[person % receivers.length]?.authorityId ?? 0) ?? [];
    return own[n % own.length] ?? 'K7QM-2XPA';
  };
  return [
    ofOfficers('work list, page', (n, office) => ({
      path: `/kontakter?kontor=${office}${PAGES[n % PAGES.length]}`,
    })),
    ofOfficers('work list, API', (n, office) => ({
      path: `/api/contacts?office=${office}${LISTS[n % LISTS.length]}`,
    })),
    ofOfficers('search by reference, page', (n, office) => ({
      path: `/kontakter?kontor=${office}&sok=${contact(n, office)}`,
    })),
    ofOfficers('search by reference, API', (n, office) => ({
      path: `/api/contacts?office=${office}&view=all&search=${contact(n, office)}`,
    })),
    ofOfficers('search in subjects, page', (n, office) => ({
      path: `/kontakter?kontor=${office}&sok=${word(n)}`,
    })),
    ofOfficers('search in subjects, API', (n, office) => ({
      path: `/api/contacts?office=${office}&view=all&search=${word(n)}`,
    })),
    ofOfficers('creation, API', (n, office) => ({
      path: '/api/contacts',
      method: 'POST',
      body: JSON.stringify(newContact(n, office)),
    })),
    ofOfficers('creation, form', (n, office) => {
      const { person, ...contact } = newContact(n, office);
      const fields = { ...contact, ...person, mayMail: '', officeId: String(office) };
      return { path: '/kontakter/ny', method: 'POST', body: new URLSearchParams(fields).toString() };
    }),
    ofReceivers(
      'hand-overs of a receiver, page',
      (n) => `/overlamningar?urval=${FILTERS[n % FILTERS.length]}`,
    ),
    ofReceivers(
      'hand-overs of a receiver, API',
      (n) => `/api/hand-overs?filter=${FILTERS[n % FILTERS.length]}&page=${1 + (n % 3)}`,
    ),
    ofReceivers('hand-over by reference', (n, person) => `/overlamningar?referens=${handOver(n, person)}`),
  ];
}

/** What a person on the telephone says: Request Tracker is given the same (rt.ts). */
export function newContact(n: number, officeId: number) {
  return {
    ...{ officeId, channel: 'phone' },
    subject: SUBJECTS[(n * 37) % SUBJECTS.length]?.text ?? '',
    body: 'Hej! Jag behöver hjälp med en ansökan och undrar när ni har öppet. Vad behöver jag ta med mig? Vänliga hälsningar',
    person: { name: `Kim Provdal ${n % 500}`, email: `person${1 + (n % 500)}@example.se` },
  };
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
// The views as they are used: those that wait and one's own most, old pages and filters now and then.
const PAGES = [
  '',
  '&visa=waiting',
  '&visa=mine',
  '&visa=open',
  '&visa=all',
  '&visa=all&sida=4',
  '&visa=open&vag=phone',
  '&visa=all&myndighet=3',
];
const LISTS = [
  '&view=waiting',
  '&view=mine',
  '&view=open',
  '&view=open',
  '&view=all',
  '&view=all&page=4',
  '&view=open&channel=phone',
  '&view=all&authority=3',
];
const FILTERS = ['ours', 'mine', 'ours', 'late', 'theirs', 'done', 'all'];

function people(ask: (person: number, n: number) => Question): Question[][] {
  return Array.from({ length: PEOPLE }, (_, person) =>
    Array.from({ length: EACH }, (_, n) => ask(person, n)),
  );
}
function bearer(token: string, type: string | null): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...(type === null ? {} : { 'content-type': type }) };
}

/** References of each office and each authority, spread over the two years. */
async function referencesOf(owner: pg.ClientConfig) {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const grouped = async (question: string) => {
      const { rows } = await client.query<{ of: number; all: string[] }>(question);
      return new Map(rows.map(({ of, all }) => [of, all]));
    };
    return {
      contacts: await grouped(`select o.id as of, array(select v.reference from visit v tablesample system (2)
        where v.office_id = o.id limit 200) as all from office o where o.code like 'crowd-%'`),
      handOvers:
        await grouped(`select a.id as of, array(select h.reference from hand_over h where h.principal_id = a.id
        order by h.reference limit 200) as all from authority a where exists (select from task t where t.authority_id = a.id)`),
    };
  } finally {
    await client.end();
  }
}
