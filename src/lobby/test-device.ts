import { form, type World } from '../../test/world.ts';
import type { DeviceKind } from './device.ts';

/** A browser that keeps its cookies, signed in as nobody. */
export interface TestBrowser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  json(path: string, body: object): Promise<Response>;
}

export function browserOf(world: World): TestBrowser {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await world.as(null, path, { ...init, headers });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields) => ask(path, form(fields)),
    json: (path, body) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
  };
}

/** A device of the world's office in Haninge, enrolled by the pages as people do it. */
export async function enrolled(
  world: World,
  kind: DeviceKind,
  name: string,
): Promise<{ readonly browser: TestBrowser; readonly id: number }> {
  const officeId = world.ids.offices.haninge;
  const made = await world.as('chef@example.se', `/ko/${officeId}/enheter`, form({ name, kind }));
  const code = codeIn(await made.text());
  const browser = browserOf(world);
  const answer = await browser.post('/enhet', { kod: code });
  if (answer.status !== 303) throw new Error(`not enrolled: ${answer.status}`);
  const list = await (await world.as('chef@example.se', `/ko/${officeId}/enheter`)).text();
  const link = new RegExp(`/enheter/(\\d+)">${name}<`).exec(list);
  return { browser, id: Number(link?.[1]) };
}

export function codeIn(html: string): string {
  return /class="device-code">([A-Z0-9 ]+)</.exec(html)?.[1] ?? '';
}
