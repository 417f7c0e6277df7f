import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, PASSWORD, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

describe('signing in', () => {
  it.each([
    ['/avtal?dag=2026-05-03', '/avtal?dag=2026-05-03'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['/\u0000/x', '/'],
    ['', '/'],
  ])('goes on to %j only when it is a page here', async (till, to) => {
    const answer = await world.as(
      null,
      '/logga-in',
      form({ email: 'lag@example.se', password: PASSWORD, till }),
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([303, to]);
    const language = await world.as(null, '/sprak', form({ sprak: 'en', till }));
    expect([language.status, language.headers.get('location')]).toEqual([303, to]);
  });

  it('ends at once for who signs out, and takes the cookie away', async () => {
    const signedIn = await world.as(
      null,
      '/logga-in',
      form({ email: 'admin@example.se', password: PASSWORD }),
    );
    const cookie =
      signedIn.headers
        .getSetCookie()
        .find((each) => each.startsWith('samtjanst.session_token'))
        ?.split(';')[0] ?? '';
    const home = () => world.app.request('http://localhost/konton', { headers: { cookie } });
    expect((await home()).status).toBe(200);
    const out = await world.app.request('http://localhost/logga-ut', {
      method: 'POST',
      headers: { cookie, origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(out.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect((await home()).status).toBe(302);
  });

  it('says the same of a wrong password and of an unknown address, and stops after ten tries', async () => {
    const tried = async (email: string) => {
      const answer = await world.api(null, 'POST', '/session', { email, password: 'fel' });
      return [answer.status, answer.body.code];
    };
    expect(await tried('finns-inte@example.se')).toEqual([401, 'wrong-credentials']);
    for (let n = 0; n < 10; n++) expect(await tried('ingen@example.se')).toEqual([401, 'wrong-credentials']);
    expect(await tried('ingen@example.se')).toEqual([429, 'too-many-tries']);
    const page = await world.app.request('http://localhost/logga-in', {
      method: 'POST',
      headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: 'ingen@example.se', password: 'fel' }),
    });
    expect(page.status).toBe(429);
    const seconds = Number(page.headers.get('retry-after'));
    expect(seconds >= 1 && seconds <= 60, String(seconds)).toBe(true);
    expect(await page.text()).toContain('Försök igen om en minut.');
    expect(await tried('bo@example.se')).toEqual([401, 'wrong-credentials']);
  });
});
