import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, SKV, type World } from '../../test/world.ts';
import { makeQueue, type TestQueue } from './test-queue.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterEach(() => world.close());

const MANAGER = 'chef@example.se';
const need = (more: object = {}) => ({
  ...{ names: { sv: 'Pension', en: 'Pension' }, prefix: 'P', rangeFrom: 1, rangeTo: 99 },
  ...{ usualMinutes: 8, waitLimitMinutes: 15, tasks: [], ...more },
});
const ask = (method: string, path: string, body?: unknown, who: Account = MANAGER) =>
  world.api(who, method, `/queues/${queue.officeId}${path}`, body);
const fault = async (answer: ReturnType<typeof ask>) => {
  const { status, body } = await answer;
  const [error] = body.errors ?? [];
  return [status, error?.field ?? body.reason ?? body.code, error?.code];
};

describe('the settings of a queue', () => {
  it.each<[what: string, more: object, field: string, code: string]>([
    ['no English name', { names: { sv: 'Pension' } }, 'names.en', 'required'],
    ['a prefix of digits', { prefix: '12' }, 'prefix', 'not-a-prefix'],
    ['numbers the wrong way', { rangeFrom: 50, rangeTo: 10 }, 'rangeTo', 'range-backwards'],
    ['number nought', { rangeFrom: 0 }, 'rangeFrom', 'not-a-number-of-a-ticket'],
    ['another need’s numbers', { prefix: 'A', rangeFrom: 40, rangeTo: 140 }, 'rangeFrom', 'range-overlaps'],
    ['a day of minutes', { usualMinutes: 1440 }, 'usualMinutes', 'not-minutes'],
    [
      'a task that there is not',
      { tasks: [{ taskId: 9999, principalId: 1, level: 'guidance' }] },
      'tasks.0.taskId',
      'unknown-task',
    ],
  ])('tell at the field what is wrong: %s', async (_, more, field, code) => {
    expect(await fault(ask('POST', '/needs', need(more)))).toEqual([422, field, code]);
  });

  it('warn of a need that nobody at the office may serve', async () => {
    const tasks = [
      {
        taskId: world.ids.tasks['population-registration'],
        principalId: world.ids.authorities[SKV],
        level: 'authority',
      },
    ];
    const { body } = await ask('POST', '/needs', need({ tasks }));
    const settings = (await ask('GET', '/settings')).body;
    expect(settings.needs.map((each: { mayServe: number }) => each.mayServe)).toEqual([1, 2, 2, 0]);
    const page = await world.as(MANAGER, `/ko/${queue.officeId}/installningar/behov/${body.id}`);
    expect(await page.text()).toContain('Ingen handläggare på kontoret får ta emot Pension i dag');
  });

  it('keep numbers and letter on a day on which they have been given, and the need while it has visitors', async () => {
    const id = (await ask('POST', '/needs', need())).body.id;
    expect((await ask('PUT', `/needs/${id}`, need({ rangeTo: 50 }))).status).toBe(204);
    await queue.ticket(id);
    expect(await fault(ask('PUT', `/needs/${id}`, need({ rangeTo: 60 })))).toEqual([
      ...[422, 'rangeFrom', 'numbers-given-today'],
    ]);
    expect((await ask('PUT', `/needs/${id}`, need({ rangeTo: 50, usualMinutes: 9 }))).status).toBe(204);
    expect(await fault(ask('DELETE', `/needs/${id}`))).toEqual([409, 'need-has-visitors', undefined]);
    world.setNow('2026-11-19T07:00:00Z');
    expect((await ask('PUT', `/needs/${id}`, need({ prefix: 'R' }))).status).toBe(204);
  });

  it('keep a desk while somebody sits at it, and its name its own', async () => {
    await queue.openBoth();
    const desk = { name: '2', stepFree: true, calm: false, link: null };
    expect(await fault(ask('PUT', `/desks/${queue.desks.one}`, desk))).toEqual([422, 'name', 'name-taken']);
    expect(await fault(ask('DELETE', `/desks/${queue.desks.one}`))).toEqual([409, 'desk-is-open', undefined]);
    expect((await ask('DELETE', `/desks/${queue.desks.floor}`)).status).toBe(204);
    expect(
      await fault(ask('POST', '/desks', { ...desk, name: '9', kind: 'desk', link: 'https://a.se' })),
    ).toEqual([...[422, 'link', 'link-without-remote']]);
    expect(
      await fault(ask('POST', '/desks', { ...desk, name: '9', kind: 'remote', link: 'javascript:alert(1)' })),
    ).toEqual([422, 'link', 'not-an-https-link']);
  });

  it('stay as they are for who does not manage the office, and are kept in the form that was wrong', async () => {
    for (const who of ['alva@example.se', 'samordnare.skv@example.se', 'tillsyn@example.se'] as const)
      expect((await ask('POST', '/needs', need(), who)).status).toBe(403);
    expect((await world.api('admin@example.se', 'PUT', '/queues/999999')).status).toBe(404);
    const answer = await world.as(
      MANAGER,
      `/ko/${queue.officeId}/installningar`,
      form({ returnWithinMinutes: '500', ticketsAMinute: '12' }),
    );
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain('Skriv hela minuter, från 0 till 120.');
    expect(text).toContain('value="500"');
  });
});
