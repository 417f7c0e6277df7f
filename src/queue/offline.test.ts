import { describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { callChosen, callNext } from './commands/call.server.ts';
import { beatDesk, leaveShare } from './commands/desk-beat.server.ts';
import { releaseShare } from './commands/lead.server.ts';
import { leave } from './commands/send-on.server.ts';
import { finish, startServing } from './commands/serve.server.ts';
import { leadView } from './lead-view.server.ts';
import { desksThatMayLoseTheirLine } from './test-offline.ts';

const line = desksThatMayLoseTheirLine();
const { beat, holder, id, kinds, later, merge, nextBeat, step } = line;

describe('the shares of desks', () => {
  it('hold nobody twice, and stay until the desk gives back', async () => {
    const alva = await beat(line.queue.alva, holder.alva);
    const bo = await beat(line.queue.bo, holder.bo);
    expect(new Set([...alva, ...bo]).size).toBe(alva.length + bo.length);
    expect([...alva, ...bo].sort()).toEqual(line.tickets.map((ticket) => ticket.id).sort());
    expect(await beat(line.queue.alva, holder.alva, alva)).toEqual(alva);
  });

  it('are given at once by many beats that meet, and still hold nobody twice', async () => {
    for (let n = 0; n < 6; n++) line.tickets.push(await line.queue.ticket(line.queue.needs.other));
    const shares = await Promise.all(
      [0, 1, 0, 1].map((n) =>
        n === 0 ? beat(line.queue.alva, holder.alva) : beat(line.queue.bo, holder.bo),
      ),
    );
    const stored = await line.rows<{ share: string[] }>(
      sql`select share from desk_session where closed_at is null`,
    );
    const all = stored.flatMap(({ share }) => share);
    expect(new Set(all).size).toBe(all.length);
    // Whatever a page was told lies in what is kept for it.
    for (const share of shares)
      expect(stored.some((each) => share.every((one) => each.share.includes(one)))).toBe(true);
  });

  it('are not called by others, neither just after the last beat nor when the line is down', async () => {
    const alva = await beat(line.queue.alva, holder.alva);
    expect(alva).toContain(id(0));
    // The page does not answer that it lets go: the line may just have been cut.
    const first = await callNext(line.queue.bo, line.queue.officeId);
    expect(alva).not.toContain(first.ticket?.id);
    await startServing(line.queue.bo, line.queue.officeId, first.ticket?.id ?? '');
    await finish(line.queue.bo, line.queue.officeId, first.ticket?.id ?? '');
    later(60);
    await expect(
      callChosen(line.queue.bo, line.queue.officeId, id(0), { reason: 'Bråttom' }),
    ).rejects.toMatchObject({
      facts: { reason: 'kept-for-a-desk-without-line', desk: '1' },
    });
  });

  it('are called by others when the desk lets go as it is asked', async () => {
    const alva = await beat(line.queue.alva, holder.alva);
    const called = callNext(line.queue.bo, line.queue.officeId);
    await beat(
      line.queue.alva,
      holder.alva,
      alva.filter((each) => each !== id(0)),
      false,
    );
    expect((await called).ticket?.id).toBe(id(0));
  });

  it('are everybody’s again after half an hour, when released, and when the page is left', async () => {
    await beat(line.queue.alva, holder.alva);
    later(30 * 60);
    expect((await callNext(line.queue.bo, line.queue.officeId)).ticket?.id).toBe(id(0));
    const again = await beat(line.queue.alva, holder.alva);
    await leaveShare(line.queue.alva, line.queue.officeId, { holder: holder.alva, beat: nextBeat() });
    expect(await beat(line.queue.bo, holder.bo)).toEqual(expect.arrayContaining([...again].slice(0, 1)));
    // The manager sees the desk that has been silent, and answers for it with a reason.
    later(9);
    const [away] = (await leadView(line.queue.manager, line.queue.officeId)).withoutLine;
    expect(away?.tickets).toBeGreaterThan(0);
    const reason = 'frågade vid disken';
    await releaseShare(line.queue.manager, line.queue.officeId, away?.sessionId ?? 0, { reason });
    expect((await leadView(line.queue.manager, line.queue.officeId)).withoutLine).toEqual([]);
    expect(await beat(line.queue.alva, holder.alva)).not.toEqual([]);
  });

  it('are one browser’s: a second one at the same desk has none, and a beat that comes late changes nothing', async () => {
    const late = nextBeat();
    const share = await beat(line.queue.alva, holder.alva);
    expect(await beat(line.queue.alva, holder.bo)).toEqual([]);
    await beatDesk(line.queue.alva, line.queue.officeId, {
      holder: holder.alva,
      beat: late,
      holds: [],
      adds: false,
    });
    const [row] = await line.rows<{ share: string[] }>(
      sql`select share from desk_session where closed_at is null and officer_id = ${line.queue.alva.officerId}`,
    );
    expect(row?.share).toEqual(share);
  });

  it('are nothing to a desk that never beats: it calls as ever', async () => {
    expect((await callNext(line.queue.alva, line.queue.officeId)).ticket?.id).toBe(id(0));
    expect((await callNext(line.queue.bo, line.queue.officeId)).ticket?.id).toBe(id(1));
  });
});

describe('what a desk did without line', () => {
  it('is taken in once, in order, each at its time', async () => {
    const [first = '', second = ''] = await beat(line.queue.alva, holder.alva);
    later(60);
    const events = [step('called', first), step('started', first)];
    later(300);
    events.push(step('finished', first), step('called', second), step('missed', second));
    later(60);
    for (let time = 0; time < 2; time++)
      expect((await merge(line.queue.alva, ...events)).every(({ done }) => done)).toBe(true);
    expect(await kinds(first)).toEqual(['issued', 'called', 'started', 'finished']);
    expect(await kinds(second)).toEqual(['issued', 'called', 'missed']);
    const phases = await line.rows<{ phase: string; seconds: number }>(sql`
        select phase, extract(epoch from ended_at - started_at) as seconds from ticket_phase where ticket_id = ${first} order by seq`);
    expect(phases).toEqual([
      { phase: 'waiting', seconds: 60 },
      { phase: 'walking', seconds: 0 },
      { phase: 'serving', seconds: 300 },
    ]);
  });

  it('meets what happened meanwhile: it is answered and noted, and the rest is taken in', async () => {
    const [first = '', second = ''] = await beat(line.queue.alva, holder.alva);
    await leave(
      { ...line.queue.alva, role: 'visitor', actor: 'visitor', officerId: null },
      line.queue.officeId,
      first,
    );
    later(60);
    const merged = await merge(
      line.queue.alva,
      step('called', first),
      step('missed', first),
      step('called', second),
    );
    expect(merged.map((each) => (each.done ? 'done' : each.reason))).toEqual([
      'ticket-is-left',
      'ticket-is-left',
      'done',
    ]);
    expect(await kinds(first)).toEqual(['issued', 'left']);
    const noted = await line.rows(
      sql`select kind, reason from offline_refusal where actor = ${line.queue.alva.actor} order by id`,
    );
    expect(noted).toEqual([
      { kind: 'called', reason: 'ticket-is-left' },
      { kind: 'missed', reason: 'ticket-is-left' },
    ]);
  });

  it('can be nothing but its own: forged calls are refused one by one', async () => {
    const bo = await beat(line.queue.bo, holder.bo);
    await beat(line.queue.alva, holder.alva);
    const events = [
      step('called', bo[0] ?? ''),
      step('finished', id(0)),
      step('called', crypto.randomUUID()),
    ];
    const merged = await merge(line.queue.alva, ...events);
    expect(merged.map((each) => (each.done ? 'done' : each.reason))).toEqual([
      'not-in-share',
      'ticket-is-waiting',
      'not-found',
    ]);
    const officeId = line.world.ids.offices.visby;
    expect(
      (await line.world.as('alva@example.se', `/ko/${officeId}/disk/handelser`, json({ events }))).status,
    ).toBe(403);
    const many = (length: number) => json({ events: Array.from({ length }, () => step('called', id(0))) });
    const path = `/ko/${line.queue.officeId}/disk/handelser`;
    expect((await line.world.as('alva@example.se', path, many(10_000))).status).toBe(413);
    expect((await line.world.as('alva@example.se', path, many(101))).status).toBe(422);
    const slapp = `/ko/${line.queue.officeId}/ledning/disk/1/slapp`;
    expect((await line.world.as('alva@example.se', slapp, json({}))).status).toBe(403);
  });
});

function json(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
