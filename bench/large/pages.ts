import { SERVICE_LEVELS } from '../../src/law/facts.ts';
import type { Accounts } from './accounts.ts';

/** A page with the addresses that are asked for in turn: other days and other instants of knowing each time. */
export interface Page {
  readonly name: string;
  readonly token: string;
  readonly paths: readonly string[];
}

export interface Ids {
  readonly principalId: number;
  readonly performerId: number;
  readonly taskId: number;
  readonly officeId: number;
  /** Of the principal, spread over the years. */
  readonly agreements: readonly number[];
  readonly mandates: readonly number[];
  readonly officers: readonly string[];
  readonly systemId: number;
}

// Days over the twenty years, and when it was known: at the time, half a year before, and last spring.
const YEARS = 18;
const CLOCKS = Array.from({ length: 24 }, (_, n) => {
  const year = (n * 7) % YEARS;
  const day = `${2009 + year}-${String(1 + ((n * 5) % 12)).padStart(2, '0')}-15`;
  const earlier = Temporal.PlainDate.from(day).subtract({ months: 6 }).toString();
  return { year, asked: `dag=${day}&kand=${[day, earlier, '2026-04-15'][n % 3]}` };
});

/** The pages that show the registers as of a day and as known at an instant, as three kinds of account see them. */
export function pagesOf(ids: Ids, accounts: Accounts): Page[] {
  const { coordinator, performer, officer, five, author, performersAuthor, desk } = accounts;
  const each = (path: (n: number) => string) =>
    CLOCKS.map((clocks, n) => {
      const asked = path(n);
      return `${asked}${asked.includes('?') ? '&' : '?'}${clocks.asked}`;
    });
  // In the order in which they came into being: one that was known by then.
  const then = (all: readonly number[], n: number): number =>
    all[Math.floor((all.length * CLOCKS[n]!.year) / (YEARS + 4))]!;
  const of = <T>(all: readonly T[], n: number): T => all[(n * 11) % all.length]!;
  const subject = `uppgift=${ids.taskId}&myndighet=${ids.principalId}&niva=personal-data`;
  const filters = ['sok=service', `kontor=${ids.officeId}`, 'lage=in-force', 'slutar=365&ordning=ends'];
  const some = 'principal with 105 agreements';
  const all = 'party to all 2,000';
  return [
    { name: `/avtal, ${some}`, token: coordinator, paths: each((n) => `/avtal?sida=${1 + (n % 3)}`) },
    { name: `/avtal, ${all}`, token: performer, paths: each((n) => `/avtal?sida=${1 + (n % 9)}`) },
    { name: `/avtal filtered, ${all}`, token: performer, paths: each((n) => `/avtal?${filters[n % 4]}`) },
    {
      name: `/avtal/:id, ${some}`,
      token: coordinator,
      paths: each((n) => `/avtal/${then(ids.agreements, n)}`),
    },
    { name: `/avtal/:id, ${all}`, token: performer, paths: each((n) => `/avtal/${then(ids.agreements, n)}`) },
    { name: `/uppdrag, ${some}`, token: coordinator, paths: each((n) => `/uppdrag?sida=${1 + (n % 9)}`) },
    {
      name: `/uppdrag filtered, ${some}`,
      token: coordinator,
      paths: each(
        (n) => `/uppdrag?${['lage=active', `avtal=${of(ids.agreements, n)}`, 'sok=person'][n % 3]}`,
      ),
    },
    { name: '/uppdrag, an officer’s own', token: officer, paths: each(() => '/uppdrag') },
    {
      name: `/uppdrag/:id, ${some}`,
      token: coordinator,
      paths: each((n) => `/uppdrag/${then(ids.mandates, n)}`),
    },
    {
      name: `/fraga-lagen, one question, ${some}`,
      token: coordinator,
      paths: each((n) => `/fraga-lagen?handlaggare=${of(ids.officers, n)}&kontor=${ids.officeId}&${subject}`),
    },
    {
      name: '/fraga-lagen, one question, an officer',
      token: officer,
      paths: each(() => `/fraga-lagen?kontor=${ids.officeId}&${subject}`),
    },
    {
      name: `/fraga-lagen, all tasks, ${some}`,
      token: coordinator,
      paths: each((n) => `/fraga-lagen?handlaggare=${of(ids.officers, n)}&kontor=${ids.officeId}`),
    },
    {
      name: `/fraga-lagen, who may, ${some}`,
      token: coordinator,
      paths: each(() => `/fraga-lagen?fraga=who&kontor=${ids.officeId}&${subject}`),
    },
    {
      name: `/kopior, ${all}`,
      token: performer,
      paths: ['/kopior', '/kopior?sida=90', '/kopior?lage=exempt'],
    },
    { name: `/kalender, ${some}`, token: coordinator, paths: ['/kalender'] },
    { name: `/kalender, ${all}`, token: performer, paths: ['/kalender'] },
    ...[
      { token: coordinator, who: some },
      { token: performer, who: all },
    ].flatMap(({ token, who }) => [
      { name: `/tackning, ${who}`, token, paths: each((n) => `/tackning?niva=${SERVICE_LEVELS[n % 4]}`) },
      {
        name: `/avtal/:id/om-det-upphor, ${who}`,
        token,
        paths: each((n) => `/avtal/${then(ids.agreements, n)}/om-det-upphor`),
      },
      {
        name: `/uppdrag/:id/om-det-upphor, ${who}`,
        token,
        paths: each((n) => `/uppdrag/${then(ids.mandates, n)}/om-det-upphor`),
      },
    ]),
    { name: `/uppdrag/vantar, ${some}`, token: coordinator, paths: ['/uppdrag/vantar'] },
    {
      name: `/uppdrag/fornya, ${some}`,
      token: coordinator,
      paths: ['/uppdrag/fornya', '/uppdrag/fornya?dagar=365'],
    },
    { name: `/uppdrag/nytt, ${some}`, token: coordinator, paths: ['/uppdrag/nytt'] },
    { name: `/uppdrag/flera/nytt, ${some}`, token: coordinator, paths: ['/uppdrag/flera/nytt'] },
    { name: '/behorigheter, five principals', token: five, paths: ['/behorigheter'] },
    {
      name: `/behorigheter/:id, ${some}`,
      token: coordinator,
      paths: [`/behorigheter/${ids.systemId}`],
    },
    { name: `/rapporter, ${some}`, token: author, paths: ['/rapporter'] },
    { name: `/rapporter, ${all}`, token: performersAuthor, paths: ['/rapporter'] },
    { name: `/, ${some}`, token: coordinator, paths: ['/'] },
    { name: `/, ${all}`, token: performer, paths: ['/'] },
    {
      name: '/kammarkollegiet, the desk',
      token: desk,
      paths: ['/kammarkollegiet', '/kammarkollegiet?ar=2015', '/kammarkollegiet?sida=2'],
    },
    {
      name: '/kammarkollegiet lists, the desk',
      token: desk,
      paths: ['myndigheter', 'avvikelser', 'regeringen', 'rad'].map((list) => `/kammarkollegiet/${list}`),
    },
    {
      name: '/kammarkollegiet/myndigheter/:id, the desk',
      token: desk,
      paths: [ids.principalId, ids.performerId].map((id) => `/kammarkollegiet/myndigheter/${id}`),
    },
  ];
}
