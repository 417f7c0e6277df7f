import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, type World } from '../../test/world.ts';
import { sendCopy, sendReport } from './test-desk.ts';

let world: World;
const DESK: Account = 'tillsyn@example.se';
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world?.close());

const home = async (who: Account, language = 'sv') =>
  (await world.as(who, '/', { headers: { 'accept-language': language } })).text();

describe('what the desk is told on its start page', () => {
  it('is nothing while nothing waits', async () => {
    expect(await home(DESK)).not.toContain('class="notice');
  });

  it('is what has no diary number, what nobody has decided, and who is late with what', async () => {
    const copy = await sendCopy(world, '2019-00519-1.8');
    await sendReport(world, 2025);
    const before = await home(DESK);
    expect(before).toContain('Att diarieföra: 1 avtalskopia och 1 årsrapport.');
    expect(before).toMatch(/Har inte kommit in: .*Skatteverket \((årsrapport, )?\d avtalskopior\)/);
    expect(before).not.toContain('väntar på ställningstagande');
    expect(await home(DESK, 'en')).toContain('To register: 1 copy of an agreement and 1 annual report.');
    const path = `/kammarkollegiet/avtal/${copy}/1/diariefor`;
    expect((await world.as(DESK, path, form({ diaryNumber: '9.1-1-2026' }))).status).toBe(303);
    const after = await home(DESK);
    expect(after).toContain('Att diarieföra: 1 årsrapport.');
    expect(after).toContain('förslag till avvikelser väntar på ställningstagande.');
    expect(await (await world.as(DESK, '/kammarkollegiet')).text()).toContain('Avtalskopior som saknas');
  });

  it('is told to the desk alone', async () => {
    for (const who of ['samordnare.skv@example.se', 'admin@example.se', 'ingen@example.se'] as const)
      expect(await home(who)).not.toContain('Att diarieföra');
  });
});
