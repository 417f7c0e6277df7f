import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../../test/world.ts';
import { callNext } from '../../queue/commands/call.server.ts';
import { makeQueue, type TestQueue } from '../../queue/test-queue.ts';
import { enrolled } from '../test-device.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  world.services.beat = 40;
  queue = await makeQueue(world);
});
afterEach(() => world.close());

const devices = () => `/ko/${queue.officeId}/enheter`;

describe('a board', () => {
  it('hears until it is withdrawn, and not a beat longer', async () => {
    const { browser, id } = await enrolled(world, 'board', 'Tavlan');
    const stream = (await browser.get('/tavla/strom')).body?.getReader();
    expect(new TextDecoder().decode((await stream?.read())?.value)).toContain('event: queue');
    await world.as('chef@example.se', `${devices()}/${id}/dra-in`, form({}));
    let heard = await stream?.read();
    while (heard?.done === false) heard = await stream?.read();
    expect(heard?.done).toBe(true);
    for (const path of ['/tavla/strom', '/tavla/nu', '/tavla'])
      expect((await browser.get(path)).status, path).toBe(403);
  });

  it('sounds as the manager sets it', async () => {
    const { browser, id } = await enrolled(world, 'board', 'Tavlan');
    const sound = async () => {
      const text = await (await browser.get('/tavla')).text();
      return [/data-speech="([^"]*)"/.exec(text)?.[1], text.includes('data-chime=')];
    };
    expect(await sound()).toEqual(['sv', true]);
    const set = (value: string) =>
      world.as('chef@example.se', `${devices()}/${id}/ljud`, form({ sound: value }));
    for (const [value, expected] of [
      ['sv-en', ['sv-en', true]],
      ['off', ['off', true]],
      ['silent', ['off', false]],
    ] as const) {
      expect((await set(value)).status).toBe(303);
      expect(await sound()).toEqual(expected);
    }
    expect((await set('loud')).status).toBe(422);
    expect((await world.as('alva@example.se', `${devices()}/${id}/ljud`, form({ sound: 'sv' }))).status).toBe(
      403,
    );
    expect(await (await world.as('chef@example.se', `${devices()}/${id}`)).text()).toContain('Förhandsvisa');
  });

  it('is told of a call however strange its question is', async () => {
    const { browser } = await enrolled(world, 'board', 'Tavlan');
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    await callNext(queue.alva, queue.officeId);
    for (const heard of ['', '5', '-1', '1e9', 'x', '9007199254740993', '0x10']) {
      const answer = await browser.get(`/tavla/nu?efter=${heard}`);
      expect(answer.status, heard).toBe(200);
      expect(await answer.text(), heard).toContain('>C 1<');
    }
  });

  it('is of its own office, and a kiosk is none', async () => {
    const { browser } = await enrolled(world, 'kiosk', 'Automaten');
    expect((await browser.get('/tavla/nu')).status).toBe(403);
    expect((await browser.get('/tavla')).headers.get('location')).toBe('/kiosk');
  });
});
