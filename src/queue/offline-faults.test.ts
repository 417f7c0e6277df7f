import { describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { callNext } from './commands/call.server.ts';
import { beatDesk, leaveShare } from './commands/desk-beat.server.ts';
import { closeDeskOf, releaseShare } from './commands/lead.server.ts';
import { finish, hold, resume, startServing } from './commands/serve.server.ts';
import { desksThatMayLoseTheirLine } from './test-offline.ts';
import { verifyQueues } from './verify.server.ts';

// A line seldom breaks between two requests: it breaks in the middle of one, that the server has done and the desk knows nothing of.

const line = desksThatMayLoseTheirLine();
const { beat, holder, id, kinds, later, mergedAs: merge, nextBeat, rows, step } = line;
const states = async () =>
  Object.fromEntries(
    (await rows<{ id: string; state: string }>(sql`select id, state from ticket`)).map(({ id, state }) => [
      id,
      state,
    ]),
  );

describe('a desk that the manager closes while it is without contact', () => {
  it('is opened again by what was done at it: nobody is called a second time', async () => {
    const first = await callNext(line.queue.alva, line.queue.officeId);
    await startServing(line.queue.alva, line.queue.officeId, first.ticket?.id ?? '', {});
    const share = await beat(line.queue.alva, holder.alva);
    later(60);
    const next = share[0] ?? '';
    const events = [
      step('finished', first.ticket?.id ?? ''),
      step('called', next),
      step('started', next),
      step('finished', next),
    ];
    const [session] = await rows<{ id: number }>(sql`
      select id from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`);
    await closeDeskOf(line.queue.manager, line.queue.officeId, session?.id ?? 0, { reason: 'ingen svarar' });
    expect((await states())[first.ticket?.id ?? '']).toBe('waiting');
    later(60);
    expect(await merge(line.queue.alva, ...events)).toEqual(['done', 'done', 'done', 'done']);
    expect(await merge(line.queue.alva, ...events)).toEqual(['done', 'done', 'done', 'done']);
    const now = await states();
    expect([now[first.ticket?.id ?? ''], now[next]]).toEqual(['finished', 'finished']);
    expect((await kinds(next)).filter((kind) => kind === 'called')).toHaveLength(1);
    expect(await verifyQueues(line.world.database.pool)).toMatchObject({ differences: [] });
  });

  it('stays closed when what it did comes later than its visitors were kept for it', async () => {
    const [session] = await rows<{ id: number }>(sql`
      select id from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`);
    await closeDeskOf(line.queue.manager, line.queue.officeId, session?.id ?? 0, { reason: 'gick hem' });
    later(31 * 60);
    expect(await merge(line.queue.alva, step('called', id(0)))).toEqual(['no-desk']);
  });
});

describe('a desk whose line broke in the middle of a request', () => {
  it('has called one and knew nothing of it: who it then served is served, the other waits in the old place', async () => {
    const share = await beat(line.queue.alva, holder.alva);
    const lost = await callNext(line.queue.alva, line.queue.officeId);
    const next = share.find((each) => each !== lost.ticket?.id) ?? '';
    later(60);
    const events = [step('called', next), step('started', next), step('finished', next)];
    expect(await merge(line.queue.alva, ...events)).toEqual(['done', 'done', 'done']);
    expect(await kinds(next)).toEqual(['issued', 'called', 'started', 'finished']);
    expect((await states())[lost.ticket?.id ?? '']).toBe('waiting');
    expect((await callNext(line.queue.alva, line.queue.officeId)).ticket?.id).toBe(lost.ticket?.id);
  });

  it('calls, starts and ends again what the server had taken in already: once, and nothing is refused', async () => {
    const share = await beat(line.queue.alva, holder.alva);
    const { ticket } = await callNext(line.queue.alva, line.queue.officeId);
    const first = ticket?.id ?? '';
    expect(share).toContain(first);
    later(30);
    expect(await merge(line.queue.alva, step('called', first))).toEqual(['done']);
    await startServing(line.queue.alva, line.queue.officeId, first);
    expect(await merge(line.queue.alva, step('started', first))).toEqual(['done']);
    await finish(line.queue.alva, line.queue.officeId, first);
    expect(await merge(line.queue.alva, step('finished', first))).toEqual(['done']);
    expect(await kinds(first)).toEqual(['issued', 'called', 'started', 'finished']);
  });

  it('had taken up a parked visitor again: they are parked when it turns out that another was called', async () => {
    const share = await beat(line.queue.alva, holder.alva);
    const { ticket } = await callNext(line.queue.alva, line.queue.officeId);
    const parked = ticket?.id ?? '';
    await startServing(line.queue.alva, line.queue.officeId, parked);
    await hold(line.queue.alva, line.queue.officeId, parked);
    await resume(line.queue.alva, line.queue.officeId, parked);
    const next = share.find((each) => each !== parked) ?? '';
    later(60);
    expect(await merge(line.queue.alva, step('called', next), step('started', next))).toEqual([
      'done',
      'done',
    ]);
    expect(await states()).toMatchObject({ [parked]: 'held', [next]: 'serving' });
  });
});

describe('a page that is left', () => {
  it('holds nobody, also when its last beat comes after its last word', async () => {
    await beat(line.queue.alva, holder.alva);
    const late = nextBeat();
    await leaveShare(line.queue.alva, line.queue.officeId, { holder: holder.alva, beat: nextBeat() });
    await beatDesk(line.queue.alva, line.queue.officeId, {
      holder: holder.alva,
      beat: late,
      holds: [],
      adds: true,
    });
    const [session] = await rows<{ share: string[] }>(
      sql`select share from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`,
    );
    expect(session?.share).toEqual([]);
    // Another browser at the desk has a share at once, and so has this one when it is back.
    expect(await beat(line.queue.alva, holder.bo)).not.toEqual([]);
  });
});

describe('a share that was released while its desk was calling', () => {
  it('is taken in where nobody else has called: who was served is not called again', async () => {
    const [first = ''] = await beat(line.queue.alva, holder.alva);
    later(60);
    const [session] = await rows<{ id: number }>(
      sql`select id from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`,
    );
    await releaseShare(line.queue.manager, line.queue.officeId, session?.id ?? 0, {
      reason: 'ringde disken',
    });
    const events = [step('called', first), step('started', first), step('finished', first)];
    expect(await merge(line.queue.alva, ...events)).toEqual(['done', 'done', 'done']);
    expect((await callNext(line.queue.bo, line.queue.officeId)).ticket?.id).not.toBe(first);
  });

  it('is refused where a colleague has called, or may have', async () => {
    const [first = '', second = ''] = await beat(line.queue.alva, holder.alva);
    later(60);
    const [session] = await rows<{ id: number }>(
      sql`select id from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`,
    );
    await releaseShare(line.queue.manager, line.queue.officeId, session?.id ?? 0, {
      reason: 'ringde disken',
    });
    const bo = await beat(line.queue.bo, holder.bo);
    expect(bo).toContain(second);
    expect((await callNext(line.queue.bo, line.queue.officeId)).ticket?.id).toBe(first);
    const merged = await merge(line.queue.alva, step('called', first), step('called', second));
    expect(merged).toEqual(['ticket-is-called', 'not-in-share']);
    expect(id(0)).toBe(first);
  });
});
