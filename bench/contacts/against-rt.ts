import path from 'node:path';
import { median } from '../http.ts';
import type { Row } from '../law.ts';
import { loadNow } from '../load/told.ts';
import { closedLoop, patientLoop, type Times } from './measure.ts';
import { type Kind, kindsOf, newContact, type Question } from './questions.ts';
import { missingForRt, type RequestTracker, startRequestTracker } from './rt/server.ts';
import type { ContactsSite } from './site.ts';
import { RT_SEARCHES, SUBJECTS } from './subjects.ts';

/** As many as Request Tracker has workers. */
const CLIENTS = 8;
const ROUNDS = 3;

interface Pair {
  readonly name: string;
  readonly ours: string;
  readonly theirs: (rt: RequestTracker) => Kind;
  readonly limit?: string;
}

/**
 * The same asked of Request Tracker and of ours, in turns on the same machine: Request Tracker by as many clients as it has workers,
 * with `tickets` in it that were made through its API; ours by as many and by a hundred, with all its contacts.
 */
export async function benchAgainstRt(
  site: ContactsSite,
  { tickets, seconds }: { readonly tickets: number; readonly seconds: number },
): Promise<Row[]> {
  const missing = missingForRt();
  if (missing !== null)
    return [{ name: 'Request Tracker 5', value: `not run: ${missing}`, limit: '≥ 100×, ≥ 20×' }];
  const rt = await startRequestTracker(path.join(site.dir, 'rt'));
  try {
    const from = performance.now();
    const made = await makeTickets(rt, tickets);
    const took = (performance.now() - from) / 1000;
    const kinds = await kindsOf(site.owner, site.network);
    const rows: Row[] = [
      {
        name: `Request Tracker ${rt.version}, ${CLIENTS} workers, ${CLIENTS} clients`,
        value: `${made} tickets made through REST2 in ${took.toFixed(0)} s, ${(made / took).toFixed(1)}/s; ${rt.mails()} mails written; load ${loadNow()}`,
      },
    ];
    for (const pair of PAIRS) {
      const ours = kinds.find(({ name }) => name === pair.ours);
      if (ours === undefined) throw new Error(`nothing is called ${pair.ours}`);
      rows.push(await compared(pair, { rt, site, ours, seconds }));
    }
    const packaged = { ...rt, token: rt.packagedToken };
    for (const { name, theirs } of PAIRS.slice(0, 2)) {
      const { perSecond } = await patientLoop(rt.url, theirs(packaged), seconds);
      rows.push({
        name: `RT as it comes (tokens of 2^12 rounds of bcrypt): ${name}`,
        value: `${perSecond.toFixed(1)}/s`,
      });
    }
    return rows;
  } finally {
    await rt.stop();
  }
}

async function compared(
  { name, theirs, limit }: Pair,
  of: {
    readonly rt: RequestTracker;
    readonly site: ContactsSite;
    readonly ours: Kind;
    readonly seconds: number;
  },
): Promise<Row> {
  const { rt, site, ours, seconds } = of;
  const few = { ...ours, people: ours.people.slice(0, CLIENTS) };
  const rounds: { readonly rt: Times; readonly few: Times; readonly many: Times }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      rt: await patientLoop(rt.url, theirs(rt), seconds),
      few: await closedLoop(site.url, few, seconds),
      many: await closedLoop(site.url, ours, seconds),
    });
  const rate = (which: 'rt' | 'few' | 'many') => median(rounds.map((round) => round[which].perSecond));
  const ratio = (which: 'few' | 'many') =>
    median(rounds.map((round) => round[which].perSecond / round.rt.perSecond));
  const p95 = (which: 'rt' | 'few') => median(rounds.map((round) => round[which].p95)).toFixed(0);
  return {
    name: `against RT: ${name}`,
    value: `RT ${rate('rt').toFixed(1)}/s, p95 ${p95('rt')} ms; ours with ${CLIENTS} connections ${rate('few').toFixed(0)}/s, p95 ${p95('few')} ms; with ${ours.people.length} ${rate('many').toFixed(0)}/s`,
    ratio: `${ratio('many').toFixed(0)}× (${ratio('few').toFixed(0)}× with ${CLIENTS})`,
    ...(limit === undefined ? {} : { limit }),
  };
}

/** As many as asked for, however long it takes: 2,000 took six minutes. */
async function makeTickets(rt: RequestTracker, tickets: number): Promise<number> {
  let n = 0;
  let made = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (n < tickets) {
        const answer = await fetch(rt.url + PATHS.create, {
          method: 'POST',
          headers: headers(rt),
          body: ticket(n++),
        });
        if (answer.status !== 201)
          throw new Error(`Request Tracker: ${answer.status} ${await answer.text()}`);
        await answer.body?.cancel();
        made++;
      }
    }),
  );
  return made;
}

const PATHS = {
  create: '/REST/2.0/ticket',
  search: (word: string) =>
    `/REST/2.0/tickets?per_page=50&orderby=Created&order=DESC&query=${encodeURIComponent(`Subject LIKE '${word}'`)}`,
};
// What our list says of a contact, as far as a ticket has it.
const FIELDS = '&fields=Subject,Status,Created,Owner&fields[Owner]=Name';

function headers({ token }: RequestTracker): Record<string, string> {
  return { authorization: `token ${token}`, 'content-type': 'application/json' };
}

/** The same as a contact of ours. */
function ticket(n: number): string {
  const { subject, body, person } = newContact(n, 0);
  return JSON.stringify({
    ...{
      Queue: 'Servicekontor',
      Subject: subject,
      Requestor: person.email,
      Content: body,
      ContentType: 'text/plain',
    },
  });
}

function asked(rt: RequestTracker, name: string, question: (n: number) => Omit<Question, 'headers'>): Kind {
  const people = Array.from({ length: CLIENTS }, (_, client) =>
    Array.from({ length: 24 }, (_, n) => ({ ...question(n * CLIENTS + client), headers: headers(rt) })),
  );
  return { name: `RT: ${name}`, people };
}

const word = (n: number) => RT_SEARCHES[n % RT_SEARCHES.length] ?? '';
const PAIRS: readonly Pair[] = [
  {
    name: 'creation through the API',
    ours: 'creation, API',
    theirs: (rt) =>
      asked(rt, 'creation', (n) => ({
        path: PATHS.create,
        method: 'POST',
        body: ticket(n + SUBJECTS.length),
      })),
    limit: '≥ 100×',
  },
  {
    name: 'a word of the subject, 50 with what a list shows',
    ours: 'search in subjects, API',
    theirs: (rt) => asked(rt, 'search', (n) => ({ path: PATHS.search(word(n)) + FIELDS })),
    limit: '≥ 20×',
  },
  {
    name: 'a word of the subject, RT answering with numbers alone',
    ours: 'search in subjects, API',
    theirs: (rt) => asked(rt, 'search for numbers', (n) => ({ path: PATHS.search(word(n)) })),
  },
  {
    name: 'by reference (RT: by number)',
    ours: 'search by reference, API',
    theirs: (rt) => asked(rt, 'by number', (n) => ({ path: `/REST/2.0/ticket/${1 + ((n * 13) % 500)}` })),
  },
];
