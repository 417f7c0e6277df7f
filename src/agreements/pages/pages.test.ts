import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SKV, type World } from '../../../test/world.ts';
import { ALVA, FK_COORDINATOR, IDENTITY_CARDS, mandateOf, SKV_COORDINATOR } from '../test-acts.ts';

const MANY = 12_000;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const { offices, agreements, authorities } = world.ids;
  const client = await world.database.pool.connect();
  await client.query("begin; select set_config('app.registers', 'on', true)");
  await client.query(
    `with made as (
       insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
       select 'M-' || n, 'Person ' || n, o.operator_id, o.id, 1, '[2020-01-01,)' from generate_series(1, ${MANY}) n, office o
       where o.id = $1 returning id)
     insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on, signed_by_officer_on)
     select id, $2, $3, 'commission', '[2026-01-01,2027-01-01)', '2025-12-01', '2025-12-01' from made`,
    [offices.visby, agreements[IDENTITY_CARDS], authorities[SKV]],
  );
  await client.query('commit');
  client.release();
});
afterAll(() => world.close());

async function shown(who: Parameters<World['as']>[0], path: string, status = 200): Promise<string> {
  const answer = await world.as(who, path);
  expect(answer.status, path).toBe(status);
  return answer.text();
}
const rows = (html: string) => html.match(/<tr>/g)?.length ?? 0;

describe('the register of mandates', () => {
  it('works with more than ten thousand rows: 50 a page, search, filter', async () => {
    const first = await shown(SKV_COORDINATOR, '/uppdrag');
    expect(rows(first)).toBe(51);
    expect(first.replaceAll(/\s/g, ' ')).toContain('12 002 uppdrag');
    expect(first).toContain('1 / 241');
    const last = await shown(SKV_COORDINATOR, '/uppdrag?sida=999999');
    expect(last).toContain('241 / 241');
    expect(await shown(SKV_COORDINATOR, '/uppdrag?sok=M-11999')).toContain('1 uppdrag');
    expect(await shown(SKV_COORDINATOR, '/uppdrag?sok=provlund&lage=withdrawn')).toContain('0 uppdrag');
    const api = await world.api(SKV_COORDINATOR, 'GET', '/mandates?page=241');
    expect(api.body).toMatchObject({ total: 12_002, page: 241, pages: 241 });
    expect(api.body.mandates).toHaveLength(2);
  });

  it('shows the withdrawal to the coordinator alone', async () => {
    const id = await mandateOf(world, 'H-1', IDENTITY_CARDS);
    expect(await shown(SKV_COORDINATOR, `/uppdrag/${id}`)).toContain('Återkalla genast');
    expect(await shown(ALVA, `/uppdrag/${id}`)).not.toContain('Återkalla');
    await shown(FK_COORDINATOR, `/uppdrag/${id}`, 404);
    await shown(ALVA, '/uppdrag/nytt', 403);
  });
});

describe('what is asked in an address', () => {
  it.each([
    '/avtal?dag=2026-02-30',
    '/avtal?dag=0000-01-01',
    '/avtal?kand=nyss',
    '/uppdrag?dag=x',
    '/atgarder?fran=2026-13-01',
    '/fraga-lagen?handlaggare=finns-inte',
    '/fraga-lagen?handlaggare=H-1&kontor=999',
    '/fraga-lagen?handlaggare=H-1&uppgift=999',
  ])('%s is told at its field', async (path) => {
    const html = await shown(SKV_COORDINATOR, path, 422);
    expect(html).toContain('Det finns något att rätta');
    expect(html).toContain('aria-invalid="true"');
  });

  it.each([
    '/avtal?sok=%00%27%22%3C&lage=finns-inte&sida=-1',
    '/uppdrag?sok=%25_%5C&avtal=99999999999&sida=abc',
    '/atgarder?kontor=x&niva=allt&till=2026-01-01',
    '/fraga-lagen?handlaggare=person&dag=&kand=',
    '/avtal?kand=2026-05-04T10:00:00Z',
  ])('%s is no fault', async (path) => {
    await shown(SKV_COORDINATOR, path);
  });

  it('leads nowhere for what is no id', async () => {
    for (const path of ['/avtal/0', '/avtal/abc', '/avtal/99999999999', '/uppdrag/-1', '/uppdrag/1.5'])
      await shown(SKV_COORDINATOR, path, 404);
    await shown(SKV_COORDINATOR, `/avtal/${world.ids.agreements[IDENTITY_CARDS]}?version=7`, 404);
  });

  it('offers several officers for choice', async () => {
    const html = await shown(SKV_COORDINATOR, '/fraga-lagen?handlaggare=person%201199');
    expect(html).toContain('Flera handläggare stämmer');
    expect(html).toContain('/fraga-lagen?handlaggare=M-11990');
  });

  it('says what to do first when there is nothing', async () => {
    expect(await shown(SKV_COORDINATOR, '/atgarder')).toContain(
      'Ingenting är gjort i din myndighets namn än.',
    );
    expect(await shown(SKV_COORDINATOR, '/avtal?lage=ended')).toContain('Inga avtal stämmer med urvalet.');
    expect(await shown(SKV_COORDINATOR, '/fraga-lagen')).toContain('Skriv en handläggares kod eller namn');
  });
});

it('speaks English to who asks for it', async () => {
  const english = { headers: { 'accept-language': 'en' } };
  const agreement = `/avtal/${world.ids.agreements[IDENTITY_CARDS]}`;
  for (const [path, text] of [
    ['/avtal', 'in force'],
    [agreement, 'Tasks with exercise of authority or personal data'],
    ['/uppdrag', 'Issue a mandate'],
    ['/fraga-lagen?handlaggare=H-1', 'Ask the law'],
  ] as const)
    expect(await (await world.as(SKV_COORDINATOR, path, english)).text()).toContain(text);
});

it('tells of an agreement what the law wants told', async () => {
  const html = await shown(SKV_COORDINATOR, `/avtal/${world.ids.agreements[IDENTITY_CARDS]}`);
  for (const text of [
    '202100-5448',
    'Avtalet tecknades 2019-06-01',
    'Uppgifter med myndighetsutövning eller personuppgifter',
    '3 § 1 förordningen (2019:214)',
    'Servicekontoret i Haninge',
    'Behövs inte: regeringen har beslutat',
    `/uppdrag?avtal=${world.ids.agreements[IDENTITY_CARDS]}`,
  ])
    expect(html).toContain(text);
});
