import { makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { assignRole, recordAccount } from '../access/accounts.server.ts';
import type { Context } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { type HandOvers, handOversIn } from '../handovers/test-hand-overs.ts';
import { importFile } from '../imports/import-file.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { publishForm } from './commands/definition.server.ts';
import { type Definition, DefinitionSchema } from './definition.ts';
import { templates } from './templates.ts';

export const HANINGE = '212000-0084';

/** A well-formed PDF of no pages, and what is one by its name alone. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A form of two questions and a file for a task: the smallest that has all that the tests need. */
export function smallForm(task: string, more: object = {}): Definition {
  const both = (text: string) => ({ sv: text, en: `${text} (en)` });
  return DefinitionSchema.parse({
    format: 'samtjanst-form/1',
    code: 'liten',
    task,
    title: both('Liten ansökan'),
    lead: both('För prov.'),
    law: [{ ref: '19 § förvaltningslagen (2017:900)' }],
    after: both('Den beslutas.'),
    appeal: both('Skriv inom tre veckor.'),
    source: 'the tests',
    verifiedOn: '2026-11-22',
    sections: [
      {
        id: 'allt',
        title: both('Allt'),
        questions: [
          { id: 'namn', type: 'text', label: both('Namn'), required: true, purpose: 'name' },
          { id: 'epost', type: 'text', label: both('E-post'), required: false, purpose: 'email' },
          {
            id: 'slag',
            type: 'choice',
            label: both('Slag'),
            required: true,
            options: [
              { value: 'ny', label: both('Ny') },
              { value: 'gammal', label: both('Gammal') },
            ],
          },
          {
            id: 'bilaga',
            type: 'attachment',
            label: both('Bilaga'),
            required: false,
            most: 3,
            shownWhen: [{ question: 'slag', is: ['ny'] }],
          },
        ],
      },
    ],
    ...more,
  });
}

export interface TestForms extends HandOvers {
  /** Slugs of what is published: decided (identity cards), received (population registration), and Haninge's two. */
  readonly slugs: {
    readonly card: string;
    readonly state: string;
    readonly parking: string;
    readonly preschool: string;
  };
  readonly haninge: Context;
  readonly haningeId: number;
  /** Fills in the small form by web; returns where it is. */
  send(
    slug: string,
    given?: Readonly<Record<string, string | readonly string[]>>,
    files?: Readonly<Record<string, File[]>>,
  ): Promise<Filled>;
  /** One step of it, as the page posts it. */
  post(
    slug: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    files?: Readonly<Record<string, File[]>>,
  ): Promise<Response>;
  /** What a table holds, past every wall. */
  rows<Row>(query: ReturnType<typeof sql>): Promise<Row[]>;
}
export interface Filled {
  readonly id: string;
  readonly code: string;
  readonly reference: string;
}

export const SMALL = { 's.namn': 'Kim Provlund', 's.slag': 'ny' };

/** The small world with forms in it: of Skatteverket's coordinator, and of Haninge's, with an agreement for two municipal tasks. */
export async function makeForms(made?: World): Promise<TestForms> {
  const world = made ?? (await makeWorld());
  const base = await handOversIn(world);
  const { pool } = base;
  const system = { pool, actor: { userId: 'system' }, role: 'system', clock: () => world.services.clock() };
  const there = await inTransaction(pool, { registers: true }, (db) =>
    db.maybe(sql`select from authority where org_number = ${HANINGE}`),
  );
  for (const [kind, rows] of [
    ...(there === undefined ? [['authorities', [MUNICIPALITY]] as const] : []),
    ['systems', [{ code: 'HAN-X', authority: HANINGE, name: 'Ärenden i Haninge' }]],
    [
      'agreements',
      ['disabled-parking-permit SA-2019-K4', 'preschool-application SA-2019-K1a'].map(agreement),
    ],
    ['mandates', [MANDATE]],
  ] as const) {
    const content = JSON.stringify(rows);
    const result = await importFile(system, { kind, fileName: `${kind}.json`, format: 'json', content });
    if (!result.ok) throw new Error(`${kind}: ${JSON.stringify(result.problems)}`);
  }
  const [municipality] = await inTransaction(pool, { registers: true }, (db) =>
    db.many<{ id: number }>(sql`select id from authority where org_number = ${HANINGE}`),
  );
  const haningeId = municipality?.id ?? 0;
  const haninge = await coordinator(world, haningeId);
  const skv = await base.ctx('samordnare.skv@example.se');
  const officeId = world.ids.offices.haninge ?? 0;
  const skvId = world.ids.authorities[SKV] ?? 0;
  const publish = async (ctx: Context, authorityId: number, form: Definition) =>
    (await publishForm(ctx, { authorityId, officeId, form })).slug;
  const shipped = (code: string) => templates().find((form) => form.code === code)!;
  const slugs = {
    card: await publish(skv, skvId, smallForm('identity-card', { code: 'idkort' })),
    state: await publish(skv, skvId, smallForm('population-registration')),
    parking: await publish(haninge, haningeId, smallForm('disabled-parking-permit', { code: 'parkering' })),
    preschool: await publish(haninge, haningeId, shipped('forskola-fritidshem')),
  };
  const post: TestForms['post'] = (slug, fields, files = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each as string);
    for (const [name, all] of Object.entries(files)) for (const file of all) body.append(name, file);
    return world.as(null, `/ansok/${slug}`, { method: 'POST', body });
  };
  const rows = <Row>(query: ReturnType<typeof sql>) =>
    inTransaction(pool, { registers: true }, (db) => db.many<Row>(query));
  return {
    ...base,
    slugs,
    haninge,
    haningeId,
    post,
    rows,
    send: async (slug, given = SMALL, files = {}) => {
      const review = await (await post(slug, { ...given, do: 'granska' }, files)).text();
      const code = codeIn(review);
      const sent = await post(slug, { kod: code, do: 'skicka' });
      if (sent.status !== 303) throw new Error(`${sent.status} ${(await sent.text()).slice(0, 2000)}`);
      const [row] = await rows<{ id: string; reference: string }>(
        sql`select id, reference from form_submission order by sent_at desc, id desc limit 1`,
      );
      return { code, id: row!.id, reference: row!.reference };
    },
  };
}

/** The code that a page carries on. */
export function codeIn(html: string): string {
  const code = /name="kod" value="([0-9A-Z-]{19})"/.exec(html)?.[1];
  if (code === undefined) throw new Error(`no code in ${html.slice(0, 3000)}`);
  return code;
}

async function coordinator(world: World, authorityId: number): Promise<Context> {
  const { pool } = world.database;
  const userId = await inTransaction(pool, { registers: true }, async (db) => {
    const email = 'samordnare.haninge@example.se';
    const id = await recordAccount(db, { email, name: 'samordnare.haninge', passwordHash: 'x' });
    await assignRole(db, id, { role: 'coordinator', authorityId }, 'system');
    return id;
  });
  const actor = await actorOfAccount(pool, userId);
  if (actor === null) throw new Error('no coordinator');
  return { pool, actor, clock: () => world.services.clock(), requestId: 'test' };
}

function agreement(taskAndItem: string) {
  const [task, catalogueItem] = taskAndItem.split(' ');
  return {
    ...{ diaryNumber: 'HAN-2024-1', version: 1, name: 'Serviceavtal HAN-2024-1', signedOn: '2024-01-10' },
    ...{ validFrom: '2024-02-01', governmentDirected: false, parties: `${HANINGE};${SSC}`, offices: 'all' },
    ...{ principal: HANINGE, performer: SSC, task, exercisesAuthority: true, requiresPersonalData: true },
    ...{
      listedSeparately: true,
      performersNamed: false,
      catalogueItem,
      access: 'HAN-X',
      source: 'the tests',
    },
  };
}
const MUNICIPALITY = {
  ...{ orgNumber: HANINGE, name: 'Haninge kommun', shortName: 'Haninge', kind: 'municipality' },
  source: 'the tests',
};
const MANDATE = {
  ...{
    officer: 'H-1',
    agreement: 'HAN-2024-1',
    principal: HANINGE,
    kind: 'commission',
    from: '2026-01-01',
    to: '2026-12-31',
  },
  ...{ signedByPrincipalOn: '2025-12-15', signedByOfficerOn: '2025-12-18', access: 'HAN-X' },
  tasks: ['disabled-parking-permit', 'preschool-application']
    .flatMap((task) => [`${task}:personal-data`, `${task}:authority`])
    .join(';'),
};
