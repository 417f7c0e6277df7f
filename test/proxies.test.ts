import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.server.ts';
import { readProxies } from '../src/platform/client-address.server.ts';
import { makeWorld, type World } from './world.ts';

// Over real sockets: this test is the proxy, or somebody who pretends to be one.

let world: World;
const servers: Server[] = [];
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await world.close();
});

async function listening(trusted: string | null): Promise<string> {
  const services = trusted === null ? world.services : { ...world.services, proxies: readProxies(trusted)! };
  const server = createServer(getRequestListener(createApp(services).fetch));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
/** Guesses a reference of a fault report, which an address may forty times in ten minutes. */
const guess = async (origin: string, forwarded: string) =>
  (await fetch(`${origin}/felanmalan/2222-2222`, { headers: { 'x-forwarded-for': forwarded } })).status;

describe('limits by address', () => {
  it('are not escaped by an address that somebody makes up', async () => {
    const alone = await listening(null);
    for (let n = 0; n < 40; n += 1) expect(await guess(alone, `203.0.113.${n}`)).toBe(404);
    expect(await guess(alone, '198.51.100.1')).toBe(429);
  });

  it('count who is behind a trusted proxy, each for themselves, and not what they wrote in front', async () => {
    const behind = await listening('127.0.0.1');
    for (let n = 0; n < 40; n += 1) expect(await guess(behind, `198.51.100.${n}, 192.0.2.7`)).toBe(404);
    expect(await guess(behind, '198.51.100.99, 192.0.2.7')).toBe(429);
    expect(await guess(behind, '192.0.2.8')).toBe(404);
  });
});
