import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { makeWorld, type World } from '../../test/world.ts';
import { sendDueMail } from '../post/send-due-mail.server.ts';
import { makeMails, owedAgreements } from './test-copies.ts';

let world: World;
let server: MailServer;
let ids: Record<string, number>;
let refuse = false;
beforeAll(async () => {
  world = await makeWorld();
  server = await startMailServer({ answer: () => (refuse ? { code: 554, text: '5.7.1 Refused' } : null) });
  ids = await owedAgreements(
    world,
    ['K-R1', 'K-R2', 'K-A', 'K-B', 'K-C'].map((diaryNumber) => ({ diaryNumber })),
  );
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const SKV_C = 'samordnare.skv@example.se';
const stateOf = async (number: string) =>
  (await world.api(SKV_C, 'GET', `/agreement-copies/${ids[number]}/1`)).body.state;
const send = (number: string) =>
  world.api(SKV_C, 'POST', '/agreement-copies/sending', {
    copies: [{ agreementId: ids[number], version: 1 }],
  });
const post = () =>
  sendDueMail({
    pool: world.database.pool,
    mail: server.settings(),
    clock: world.services.clock,
    ending: new AbortController().signal,
  });

describe('two at once', () => {
  it('try the mail of a copy that failed, and order the copy anew: it goes once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const number = round % 2 === 0 ? 'K-R1' : 'K-R2';
      refuse = true;
      if (round < 2) expect((await send(number)).status).toBe(201);
      await makeMails(world);
      await post();
      const { mails } = (await world.api(SKV_C, 'GET', '/mails?state=failed')).body;
      const failed = mails.find(({ aboutId }: { aboutId: string }) => aboutId === `${ids[number]}/1`);
      expect(await stateOf(number)).toBe('failed');
      refuse = round < 4;
      const before = server.received.length;
      const retry = () => world.api(SKV_C, 'POST', `/mails/${failed.id}/decisions`, { decision: 'retry' });
      const [tried, ordered, triedToo, orderedToo] = await Promise.all([
        retry(),
        send(number),
        retry(),
        send(number),
      ]);
      const retries = [tried, triedToo].filter(({ status }) => status === 201).length;
      const orders = [ordered, orderedToo].filter(({ status }) => status === 201).length;
      // Tried again, or ordered anew: never both, and the others are told that somebody was first.
      expect([Math.min(retries, 1), orders].sort()).toEqual([0, 1]);
      expect([tried, ordered, triedToo, orderedToo].every(({ status }) => [201, 409].includes(status))).toBe(
        true,
      );
      await makeMails(world);
      await post();
      if (refuse) continue;
      expect(await stateOf(number)).toBe('sent');
      expect(server.received.length).toBe(before + 1);
    }
  });

  it('choose the same copies in opposite orders, and do not stand in each other’s way', async () => {
    const copies = ['K-A', 'K-B', 'K-C'].map((number) => ({ agreementId: ids[number], version: 1 }));
    const order = (chosen: typeof copies) =>
      world.api(SKV_C, 'POST', '/agreement-copies/sending', { copies: chosen });
    const answers = await Promise.all([
      order(copies),
      order(copies.toReversed()),
      order([...copies, ...copies]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ordered = answers.map(({ body }) => body.count);
    expect(ordered.reduce((sum, each) => sum + each, 0)).toBe(3);
  });
});
