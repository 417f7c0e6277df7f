import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { callNext } from '../queue/commands/call.server.ts';
import { closeDesk, openDesk } from '../queue/commands/desk-session.server.ts';
import { finish, startServing } from '../queue/commands/serve.server.ts';
import { makeQueue, type TestQueue } from '../queue/test-queue.ts';

let world: World;
let queue: TestQueue;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const words = async (path: string) => {
  const answer = await world.as(null, path);
  expect(answer.status, path).toBe(200);
  return (await answer.text())
    .replace(/^[\s\S]*<main/, '<main')
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
};
/** Some visitors who come at one time of a day and are called at another. */
async function hourOf(day: string, came: string, called: string) {
  world.setNow(`${day}T${came}:00Z`);
  for (let n = 0; n < 4; n++) await queue.ticket(queue.needs.other);
  world.setNow(`${day}T${called}:00Z`);
  await openDesk(queue.alva, queue.officeId, { deskId: queue.desks.one, needs: [], languages: [] });
  for (let n = 0; n < 4; n++) {
    const call = await callNext(queue.alva, queue.officeId);
    if (call.ticket === null) throw new Error('nobody was called');
    await startServing(queue.alva, queue.officeId, call.ticket.id);
    await finish(queue.alva, queue.officeId, call.ticket.id);
  }
  await closeDesk(queue.alva, queue.officeId);
}

describe('waiting, before coming', () => {
  it('says nothing of an office without a queue', async () => {
    expect(await words('/kontor/haninge')).not.toMatch(/väntar just nu|brukar det vara/);
    expect(await words('/hitta?plats=Haninge')).not.toContain('väntar just nu');
  });

  it('tells how many wait, and by need how long who comes now will, to whoever asks within seconds the same', async () => {
    queue = await makeQueue(world);
    world.setNow('2026-11-18T09:40:00Z');
    expect(await words('/kontor/haninge')).toContain('Ingen väntar just nu.');
    await openDesk(queue.bo, queue.officeId, { deskId: queue.desks.two, needs: [], languages: [] });
    for (let n = 0; n < 3; n++) await queue.ticket(queue.needs.parents, { calm: n === 0 });
    expect(await words('/kontor/haninge')).toContain('Ingen väntar just nu.');
    // What stood for some seconds is asked for anew; the last ticket is heard of when its event has come.
    let later = Temporal.Instant.from('2026-11-18T09:41:00Z');
    let page = '';
    await expect
      .poll(async () => {
        later = later.add({ seconds: 16 });
        world.setNow(later.toString());
        page = await words('/kontor/haninge');
        return page;
      })
      .toContain('3 personer väntar just nu.');
    expect(page).toMatch(/Föräldrapenning ungefär \d+–\d+ minuter/);
    // Bo may not issue identity cards, and nobody else is there.
    expect(page).toContain('Id-kort Ingen tar emot just nu');
    expect(await words('/hitta?plats=Haninge')).toMatch(
      /3 personer väntar just nu. Om du kommer nu väntar du ungefär \d+–\d+ minuter/,
    );
    expect(await words('/hitta')).toContain('· 3 väntar');
    expect(await words('/kontor/haninge?sprak=en')).toContain('3 people are waiting now.');
  });

  it('tells nothing of now when the office is closed', async () => {
    world.setNow('2026-11-18T17:00:00Z');
    expect(await words('/kontor/haninge')).not.toContain('väntar just nu');
    expect(await words('/hitta')).not.toContain('· 3 väntar');
  });

  it('tells when it is usually calm, by the hour of the day on which one can come, when enough is known', async () => {
    await closeDesk(queue.bo, queue.officeId);
    for (const day of ['2026-11-25', '2026-12-02']) {
      await hourOf(day, '09:10', '09:40');
      await hourOf(day, '13:10', '13:14');
    }
    world.setNow('2026-12-04T10:00:00Z');
    expect(await words('/kontor/haninge')).not.toContain('brukar det vara');
    await hourOf('2026-12-09', '09:10', '09:40');
    await hourOf('2026-12-09', '13:10', '13:14');
    // A Tuesday evening: the next day that it is open is a Wednesday.
    world.setNow('2026-12-15T18:00:00Z');
    const page = await words('/kontor/haninge');
    expect(page).toContain('Så brukar det vara på onsdagar');
    expect(page).toMatch(/10:00–11:00 30 minuter .*14:00–15:00 4 minuter lugnast/);
    expect(page).toContain('Lugnast brukar det vara på onsdagar 14:00–15:00.');
    expect(await words('/kontor/haninge?sprak=en')).toContain(
      'It is usually calmest on Wednesdays, 14:00–15:00.',
    );
  });
});
