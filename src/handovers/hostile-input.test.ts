import { afterAll, beforeAll, expect, it } from 'vitest';
import { form, SKV } from '../../test/world.ts';
import { type HandOvers, makeHandOvers } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const ALVA = 'alva@example.se' as const;
const TEXTS = ['a\u0000b', '\ud800', 'x'.repeat(10_000), '<script>hostile()</script>', '', "1'--"];

it('answers whatever is written in a step, a hand-over or a wish to follow with a sentence, and no fault', async () => {
  const { id, reference, code } = await world.offered('population-registration', SKV);
  for (const text of TEXTS) {
    const asked = {
      ...world.wish,
      matterId: await world.matter('population-registration', SKV),
      wants: text,
    };
    const answers = [
      await world.as(
        ALVA,
        `/overlamningar/${id}`,
        form({ step: 'note', 'note-text': text, key: crypto.randomUUID() }),
      ),
      await world.as(ALVA, `/overlamningar/${id}`, form({ step: text })),
      await world.as(
        ALVA,
        '/overlamningar/ny',
        form({ matterId: asked.matterId, wants: text, consent: 'given', reachBy: 'mail', reach: text }),
      ),
      await world.as(
        'mottagare.skv@example.se',
        `/overlamningar/${id}`,
        form({ step: 'number', 'number-number': text }),
      ),
      await world.as(null, '/folj', form({ reference: text, code: text })),
      await world.as(null, `/folj/${encodeURIComponent(text.isWellFormed() ? text.slice(0, 200) : 'x')}`),
      await world.as(
        ALVA,
        `/overlamningar?referens=${encodeURIComponent(text.isWellFormed() ? text.slice(0, 200) : 'x')}`,
      ),
      await world.as(
        'samordnare.skv@example.se',
        '/diarium/monster',
        form({ name: text, pattern: text, authorityId: '1' }),
      ),
      await world.as(
        'samordnare.skv@example.se',
        '/overlamningar/installningar',
        form({ delivery: text, webhookUrl: text }),
      ),
    ];
    for (const [n, answer] of answers.entries()) {
      expect([n, text.slice(0, 20), answer.status < 500]).toEqual([n, text.slice(0, 20), true]);
      expect(await answer.text()).not.toContain('<script>hostile()');
    }
    const step = await world.api(ALVA, 'POST', `/hand-overs/${id}/steps`, { step: 'note', text });
    expect(step.status).toBeLessThan(500);
    const offered = await world.api(ALVA, 'POST', '/hand-overs', asked);
    expect(offered.status).toBeLessThan(500);
  }
  const cookie = `samtjanst.folj=${reference}.${code}`;
  for (const text of TEXTS) {
    const answer = await world.as(null, '/folj/arende', {
      ...form({ do: 'add', text }),
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBeLessThan(500);
  }
  for (const path of ['x', '0', crypto.randomUUID(), '%00', '-1'])
    for (const address of [
      `/overlamningar/${path}`,
      `/overlamningar/ny?arende=${path}`,
      `/diarium/${path}`,
      `/overlamningar?sida=${path}`,
    ])
      expect((await world.as(ALVA, address)).status).toBeLessThan(500);
});
