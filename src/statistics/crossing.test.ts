import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { writeOpenFigures } from './open/refresh.server.ts';
import { rollUpAll } from './roll-up.server.ts';
import { type Sum, whatFollows } from './rules/test-equations.ts';
import { bringVisits, type Visits } from './test-views.ts';

// Whoever looks from outside asks for everything that they may ask for, and puts all of it beside each other: everything shown is
// an equation in what happened. No count of one to four may follow from them.

const OFFICES = ['haninge', 'visby'] as const;
const TASKS = { 'income-tax': 'skv', 'population-registration': 'skv', 'parental-benefit': 'fk' } as const;
const FORMS = ['desk', 'own-device'] as const;
/** Who used their own device had called: the channel parts them as the form does, and is another way to narrow. */
const CHANNEL = { desk: 'visit', 'own-device': 'phone' } as const;
const MONTHS = ['2026-09', '2026-10'] as const;
type Task = keyof typeof TASKS;
interface Micro {
  readonly office: (typeof OFFICES)[number];
  readonly task: Task;
  readonly helpForm: (typeof FORMS)[number];
  readonly month: (typeof MONTHS)[number];
}
const MICRO: readonly Micro[] = OFFICES.flatMap((office) =>
  (Object.keys(TASKS) as Task[]).flatMap((task) =>
    FORMS.flatMap((helpForm) => MONTHS.map((month) => ({ office, task, helpForm, month }))),
  ),
);
/** How many there were of each, in the order of MICRO: large and small ones, and one that is nobody. */
const COUNTS = [31, 14, 2, 9, 22, 7, 12, 3, 6, 18, 5, 40, 17, 25, 8, 11, 3, 2, 9, 13, 1, 6, 27, 0];

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await bringVisits(
    world,
    MICRO.flatMap((micro, at): Visits[] =>
      COUNTS[at] === 0
        ? []
        : [
            {
              ...micro,
              level: micro.task === 'income-tax' ? 'signpost' : 'guidance',
              of: TASKS[micro.task],
              day: `${micro.month}-01`,
              count: COUNTS[at]!,
            },
          ],
    ),
  );
  const owner = new pg.Client(world.database.owner);
  await owner.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `update visit set channel = 'phone' where id in (select visit_id from act where help_form = 'own-device')`,
  );
  await owner.query('insert into figure_stale select distinct office_id, opened_on from visit');
  await owner.end();
  await rollUpAll(world.database.pool, world.services.clock());
  await inTransaction(world.database.pool, { actor: 'system', registers: true }, (db) =>
    writeOpenFigures(db, world.services.clock()),
  );
});
afterAll(() => world.close());

const SPANS = [
  ['2026-09-01', '2026-09-30', ['2026-09']],
  ['2026-10-01', '2026-10-31', ['2026-10']],
  ['2026-09-01', '2026-10-31', MONTHS],
] as const;

interface Equation extends Sum {
  readonly said: string;
}

/** Everything that an account is shown of matters, as which of MICRO each number adds up. */
async function shownTo(account: 'analytiker@example.se' | 'samordnare.skv@example.se') {
  const { offices, areas, authorities, tasks } = world.ids;
  const analyst = account === 'analytiker@example.se';
  const skv = authorities['202100-5448']!;
  const fk = authorities['202100-5521']!;
  const places: [string, (micro: Micro) => boolean][] = [
    [analyst ? `utforare-${authorities['202100-6453']}` : 'landet', () => true],
    [`omrade-${areas.Provområdet}`, () => true],
    ...OFFICES.map((name): [string, (micro: Micro) => boolean] => [
      `kontor-${offices[name]}`,
      ({ office }) => office === name,
    ]),
  ];
  const whose: [string, (micro: Micro) => boolean][] = [
    ...(analyst ? ([['', () => true]] as [string, () => boolean][]) : []),
    [`&myndighet=${skv}`, ({ task }) => TASKS[task] === 'skv'],
    ...(analyst
      ? ([[`&myndighet=${fk}`, ({ task }: Micro) => TASKS[task] === 'fk']] as [
          string,
          (m: Micro) => boolean,
        ][])
      : []),
  ];
  const which: [string, (micro: Micro) => boolean][] = [
    ['', () => true],
    ...(Object.keys(TASKS) as Task[]).map((name): [string, (micro: Micro) => boolean] => [
      `&uppgift=${tasks[name]}`,
      ({ task }) => task === name,
    ]),
  ];
  const how = FORMS.map((form): [string, (micro: Micro) => boolean] => [
    `&kanal=${CHANNEL[form]}`,
    ({ helpForm }) => helpForm === form,
  ]);
  const equations: Equation[] = [];
  const put = (test: (micro: Micro) => boolean, said: string, cell: { value: number; withheld: boolean }) => {
    if (cell.withheld) return;
    const of = MICRO.map(test);
    expect(cell.value, said).toBe(COUNTS.reduce((sum, count, at) => sum + (of[at] ? count : 0), 0));
    equations.push({ of, said });
  };
  for (const [place, here] of places)
    for (const [authority, theirs] of whose)
      for (const [narrowed, this_] of [...which, ...how])
        for (const [from, till, months] of SPANS)
          for (const by of ['month', 'authority', 'task', 'help-form', 'channel', 'office'] as const) {
            if (by === 'office' && place.startsWith('kontor')) continue;
            const address = `matt=matters&plats=${place}${authority}${narrowed}&fran=${from}&till=${till}&per=${by}`;
            const { body, status } = await world.api(account, 'GET', `/figures?${address}`);
            expect(status, address).toBe(200);
            const total = (micro: Micro) =>
              here(micro) &&
              theirs(micro) &&
              this_(micro) &&
              (months as readonly string[]).includes(micro.month);
            put(total, address, body.total.cells[0]);
            for (const row of body.rows) {
              const [, id] = row.key.match(/-(\d+)$/) ?? [];
              const only: Record<typeof by, (micro: Micro) => boolean> = {
                month: ({ month }) => month === row.key,
                authority: ({ task: name }) =>
                  authorities[TASKS[name] === 'skv' ? '202100-5448' : '202100-5521'] === Number(id),
                task: ({ task: name }) => tasks[name] === Number(id),
                'help-form': ({ helpForm }) => helpForm === row.key,
                channel: ({ helpForm }) => CHANNEL[helpForm] === row.key,
                office: ({ office }) => offices[office] === Number(id),
              };
              put((micro) => total(micro) && only[by](micro), `${address} ${row.key}`, row.cells[0]);
            }
          }
  return equations;
}

/** What everybody reads in the open figures of matters. */
async function open(): Promise<Equation[]> {
  const rows = await inTransaction(world.database.pool, {}, (db) =>
    db.many<{ dataset: string; period: string; part: number }>(sql`
      select dataset, period, part_id as part from open_figure
      where measure = 'matters' and not withheld and length(period) = 7`),
  );
  const { offices, authorities } = world.ids;
  return rows.map(({ dataset, period, part }) => ({
    said: `open ${dataset} ${period} ${part}`,
    of: MICRO.map(
      ({ office, task, month }) =>
        month === period &&
        (part === 0 ||
          (dataset === 'offices'
            ? offices[office] === part
            : authorities[TASKS[task] === 'skv' ? '202100-5448' : '202100-5521'] === part)),
    ),
  }));
}

/** Every sum that somebody could ask about: each way narrowed or not, by its words. */
function* sums(): Generator<Equation> {
  const maybe = <T>(list: readonly T[]) => [null, ...list];
  for (const office of maybe(OFFICES))
    for (const task of maybe(['skv', 'fk', ...(Object.keys(TASKS) as Task[])]))
      for (const helpForm of maybe(FORMS))
        for (const month of maybe(MONTHS))
          yield {
            said: [office, task, helpForm, month].join(' '),
            of: MICRO.map(
              (micro) =>
                (office === null || micro.office === office) &&
                (task === null || micro.task === task || TASKS[micro.task] === task) &&
                (helpForm === null || micro.helpForm === helpForm) &&
                (month === null || micro.month === month),
            ),
          };
}

describe('views put beside each other', () => {
  it.each(['analytiker@example.se', 'samordnare.skv@example.se'] as const)(
    'tell %s no count under five',
    async (account) => {
      const equations = [...(await shownTo(account)), ...(await open())];
      // Something is shown: of all, of offices, and where two ways cross.
      expect(equations.some(({ said }) => /plats=kontor.*uppgift/.test(said))).toBe(true);
      expect(equations.some(({ said }) => said.includes('kanal=phone'))).toBe(true);
      const follows = whatFollows(equations);
      const told = [...sums()].filter(({ of }) => {
        const count = COUNTS.reduce((sum, value, at) => sum + (of[at] ? value : 0), 0);
        return count > 0 && count < 5 && follows(of);
      });
      expect(told.map(({ said }) => said)).toEqual([]);
    },
    60_000,
  );
});
