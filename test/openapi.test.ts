import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Operation {
  readonly security?: unknown;
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

async function operations(): Promise<[method: string, path: string, Operation][]> {
  const { body } = await world.api(null, 'GET', '/openapi.json');
  expect(body.openapi).toMatch(/^3\.1\./);
  return Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, each]) =>
    Object.entries(each).map(([method, operation]): [string, string, Operation] => [
      method.toUpperCase(),
      path,
      operation,
    ]),
  );
}

describe('the API and its document', () => {
  it('describe each other: every endpoint is in the document, and every one there answers', async () => {
    const documented = (await operations()).map(([method, path]) => `${method} ${path}`).sort();
    const served = world.app.routes
      .filter(
        ({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/openapi.json',
      )
      .map(({ method, path }) => `${method} ${path.slice(4).replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
    expect(documented).toEqual([...new Set(served)].sort());
    expect(documented.length).toBeGreaterThan(30);
  });

  it('says what each is for, and nobody gets past it without a session', async () => {
    for (const [method, path, operation] of await operations()) {
      expect(operation.summary, `${method} ${path}`).toBeTruthy();
      if (operation.security === undefined) {
        expect(`${method} ${path}`).toBe('POST /session');
        continue;
      }
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'id' || name === 'matter' ? crypto.randomUUID() : '1',
      );
      const answer = await world.api(
        null,
        method,
        filled,
        method === 'GET' || method === 'DELETE' ? undefined : {},
      );
      expect(answer.status, `${method} ${path}`).toBe(401);
      expect(answer.body.title.length).toBeGreaterThan(5);
    }
  });

  it('is closed to an account without roles', async () => {
    for (const [method, path] of await operations()) {
      if (path === '/session' || path === '/me') continue;
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'id' && path.startsWith('/visits') ? crypto.randomUUID() : '1',
      );
      const answer = await world.api('ingen@example.se', method, filled, method === 'GET' ? undefined : {});
      const open = ['/law/regimes', '/law/catalogue'].includes(path);
      if (answer.status === 200 && !open)
        expect(
          Object.values(answer.body)
            .flat()
            .filter((each) => typeof each === 'object'),
          `${method} ${path}`,
        ).toEqual([]);
      else if (!open)
        expect([403, 404, 422], `${method} ${path} answered ${answer.status}`).toContain(answer.status);
    }
  });
});
