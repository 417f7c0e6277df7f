import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLoop } from '../bench/contacts/measure.ts';
import { kindsOf, PEOPLE } from '../bench/contacts/questions.ts';
import { type ContactsSite, makeContactsSite } from '../bench/contacts/site.ts';
import { searchWords } from '../src/contacts/rules/search-words.ts';
import { connect, type Database, inTransaction, sql } from '../src/platform/database.server.ts';

const CONTACTS = 12_000;
// The largest of eight offices has a third of them: enough for each of the ways in which contacts_found() looks.
const OFFICES = 8;
let site: ContactsSite;
let database: Pick<Database, 'pool' | 'libraryPool' | 'stop'>;
beforeAll(async () => {
  // Throws when what was filled breaks a foreign key, or a rule that a trigger holds.
  site = await makeContactsSite(CONTACTS, { offices: OFFICES });
  database = connect(site.owner, 2);
});
afterAll(async () => {
  await database?.stop();
  await site?.stop();
});

describe('the network that contacts are measured on', () => {
  it('answers every question that is measured, for a hundred at once', async () => {
    const kinds = await kindsOf(site.owner, site.network);
    expect(kinds.length).toBeGreaterThan(0);
    for (const kind of kinds) {
      // Throws when one is refused.
      const { count } = await openLoop(site.url, kind, PEOPLE, 2);
      expect(count, kind.name).toBe(2 * PEOPLE);
    }
  });

  it('gives a reference that is searched for its own contact, and words theirs alone', async () => {
    const [largest] = site.network.officers;
    if (largest === undefined) throw new Error('no officer');
    const asked = async (search: string) => {
      const answer = await fetch(
        `${site.url}/api/contacts?office=${largest.officeId}&view=all&search=${encodeURIComponent(search)}`,
        { headers: { authorization: `Bearer ${largest.token}` } },
      );
      return ((await answer.json()) as { contacts: { reference: string; subject: string }[] }).contacts;
    };
    const found = await asked('båtplatsen');
    expect(found.length).toBeGreaterThan(0);
    for (const { subject } of found) expect(subject).toMatch(/båtplats/i);
    expect(await asked(found[0]?.reference ?? '')).toEqual([found[0]]);
    expect((await asked('servicekontoret'))[0]?.subject).toMatch(/servicekontor/i);
  });
});

describe('contacts_found()', () => {
  const answers = (office: number, scope: number, search: string | null, more: Filters) =>
    inTransaction(database.pool, { actor: 'test', offices: [scope] }, (db) =>
      db.many<{ id: string }>(sql`
        select id from contacts_found(${office}, ${search === null ? null : searchWords(search)}, ${more.channel ?? null},
          ${more.state ?? null}, ${more.officer ?? null}, ${more.principal ?? null}, ${more.skip ?? 0}, 51)`),
    );
  // Every contact of the office looked at, without any index of words.
  const lookedThrough = (office: number, search: string | null, more: Filters) =>
    inTransaction(database.pool, { actor: 'test', offices: [office] }, (db) =>
      db.many<{ id: string }>(sql`
        select v.id from visit v where v.office_id = ${office}
          and ${search === null ? sql`true` : sql`v.search @@ to_tsquery('simple', ${searchWords(search)})`}
          and v.channel = coalesce(${more.channel ?? null}, v.channel)
          and case ${more.state ?? null}::text when 'open' then v.closed_at is null
            when 'waiting' then v.closed_at is null and v.taken_by is null and v.away_to is null when 'closed' then v.closed_at is not null else true end
          and (${more.officer ?? null}::int is null or (v.taken_by = ${more.officer ?? null} and v.closed_at is null))
          and (${more.principal ?? null}::int is null
            or exists (select from matter m where m.visit_id = v.id and m.principal_id = ${more.principal ?? null}))
        order by v.opened_at desc, v.id limit 51 offset ${more.skip ?? 0}`),
    );

  it.each(['älgskadan', 'pensioner', 'id-kortet', 'Åmål', 'flyttanmälan till Örebro', 'f', 'i', 'finnsinte'])(
    'finds what looking through them all finds: %s',
    async (search) => {
      for (const { officeId: office, officerId: officer } of [
        site.network.officers[0],
        site.network.officers[7],
      ].filter((each) => each !== undefined))
        for (const more of [
          {},
          { skip: 50 },
          { skip: 2_000 },
          { channel: 'phone' },
          { channel: 'letter', principal: 3 },
          { state: 'open' },
          { state: 'waiting' },
          { state: 'closed' },
          { officer },
        ])
          expect(await answers(office, office, search, more), JSON.stringify({ office, more })).toEqual(
            await lookedThrough(office, search, more),
          );
    },
  );

  it('finds an authority’s contacts, few or many, and none that it has not', async () => {
    const office = site.network.officers[0]?.officeId ?? 0;
    const principals = [...new Set(site.network.receivers.map(({ authorityId }) => authorityId)), 999_999];
    for (const principal of principals)
      for (const more of [{ principal }, { principal, skip: 300 }, { principal, channel: 'web' }])
        expect(await answers(office, office, null, more)).toEqual(await lookedThrough(office, null, more));
  });

  it('finds nothing at an office that is not the actor’s', async () => {
    const [own, other] = site.network.officers;
    expect(await answers(other?.officeId ?? 0, own?.officeId ?? 0, 'pension', {})).toEqual([]);
  });
});

interface Filters {
  readonly channel?: string;
  readonly state?: string;
  readonly officer?: number;
  readonly principal?: number;
  readonly skip?: number;
}
