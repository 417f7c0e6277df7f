import fs from 'node:fs';
import { parseSync, transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { hours, TYPES } from '../../hours/rules/test-hours.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { type BoardQueue, boardOf } from './board.ts';
import { deskText, spokenText, whenText } from './board-texts.ts';
import { chimeWav } from './chime.ts';

const NOW = Temporal.Instant.from('2026-11-18T09:30:00Z');
const call = (seq: number, more: Partial<BoardQueue['calls'][number]> = {}) => ({
  ...{ ticketId: `t${seq}`, prefix: 'A', number: seq, desk: '3', deskKind: 'desk' as const },
  ...{ at: NOW.subtract({ seconds: 10 }).toString(), seq, state: 'called' as const },
  ...more,
});
const queue = (more: Partial<BoardQueue> = {}): BoardQueue => ({
  ...{ officeId: 1, office: 'Kontoret', seq: 9, day: plainDate('2026-11-18'), closedEarlyAt: null },
  needs: [{ id: 1, names: { sv: 'Id-kort', en: 'Identity card' }, paused: false }],
  tickets: [
    { needId: 1, state: 'waiting' },
    { needId: 1, state: 'serving' },
  ],
  calls: [],
  ...more,
});
const board = (more: Partial<BoardQueue> = {}, at = NOW, range = { low: 7 * 60, high: 16 * 60 }) =>
  boardOf(queue(more), new Map([[1, range]]), hours(TYPES.medium), at);

describe('what stands on the wall', () => {
  it('is each visitor once, the last call first, and nobody who was put back or has left', () => {
    const { calls } = board({
      calls: [
        call(8, { ticketId: 'a' }),
        call(7, { ticketId: 'b', state: 'serving' }),
        call(6, { ticketId: 'a' }),
        call(5, { state: 'waiting' }),
        call(4, { state: 'left' }),
        call(3, { state: 'missed' }),
      ],
    });
    expect(calls.map(({ seq }) => seq)).toEqual([8, 7, 3]);
    expect(calls.map(({ calling }) => calling)).toEqual([true, false, false]);
    expect(calls[0]?.age).toBe(10);
  });

  it('counts who waits, and tells a range no narrower than what is expected', () => {
    expect(board().needs).toEqual([
      { sv: 'Id-kort', en: 'Identity card', paused: false, waiting: 1, minutes: { from: 5, to: 20 } },
    ]);
  });

  it.each([
    ['open', NOW, {}, { kind: 'open', opens: undefined, minutes: true }],
    ['ten minutes before it opens', '2026-11-18T08:50:00Z', {}, { kind: 'opens-soon', minutes: true }],
    ['after closing', '2026-11-18T16:00:00Z', {}, { kind: 'closed', opens: '2026-11-19T09:00:00Z' }],
    ['on a Saturday', '2026-11-21T10:00:00Z', {}, { kind: 'closed', opens: '2026-11-23T09:00:00Z' }],
    [
      'closed early',
      NOW,
      { closedEarlyAt: '2026-11-18T09:20:00Z' },
      { kind: 'closed-early', opens: '2026-11-19T09:00:00Z' },
    ],
    [
      'paused',
      NOW,
      { needs: [{ id: 1, names: { sv: 'Id-kort', en: 'Identity card' }, paused: true }] },
      { kind: 'open' },
    ],
  ] as const)('%s', (_when, at, more, { kind, ...expected }) => {
    const shown = board(more as Partial<BoardQueue>, Temporal.Instant.from(at));
    expect(shown.hours.kind).toBe(kind);
    if ('opens' in expected && expected.opens !== undefined)
      expect('opens' in shown.hours && shown.hours.opens?.toString()).toBe(expected.opens);
    // Nobody is told of a wait where nobody gets a ticket.
    expect(shown.needs[0]?.minutes !== null).toBe('minutes' in expected);
  });

  it('does not show the calls of yesterday', () => {
    expect(board({ calls: [call(8)], day: plainDate('2026-11-17') }).calls).toEqual([]);
  });
});

describe('where to go', () => {
  it.each([
    ['3', 'desk', 'Disk 3', 'Desk 3'],
    ['12b', 'desk', 'Disk 12b', 'Desk 12b'],
    ['B', 'desk', 'Disk B', 'Desk B'],
    ['Receptionen', 'desk', 'Receptionen', 'Receptionen'],
    ['Datorerna', 'floor', 'Datorerna', 'Datorerna'],
    ['2', 'floor', 'Plats 2', 'Place 2'],
    ['4', 'remote', 'Video, rum 4', 'Video, room 4'],
    ['Utö', 'remote', 'Video, rum Utö', 'Video, room Utö'],
    ['Videorummet', 'remote', 'Videorummet', 'Videorummet'],
  ] as const)('%s (%s)', (name, kind, sv, en) => {
    expect(deskText(name, kind)).toEqual({ sv, en });
  });

  it('is spoken as people say it', () => {
    expect(spokenText('A 47', deskText('3', 'desk'))).toEqual({
      sv: 'Nummer A 47, disk 3',
      en: 'Number A 47, desk 3',
    });
  });

  it.each([
    ['2026-11-18T15:00:00Z', 'i dag 16.00', 'today 16.00'],
    ['2026-11-19T09:00:00Z', 'i morgon 10.00', 'tomorrow 10.00'],
    ['2026-11-23T09:00:00Z', 'på måndag 10.00', 'on Monday 10.00'],
    ['2026-12-07T09:00:00Z', '7 december 10.00', '7 December 10.00'],
  ])('%s', (at, sv, en) => {
    expect(whenText(Temporal.Instant.from(at), NOW)).toEqual({ sv, en });
  });
});

describe('for old televisions', () => {
  // What ES5 does not have; and calls of what its library does not.
  const NEWER =
    /Arrow|Class|Template|Spread|Rest|ForOf|Import|Export|Await|Yield|Chain|AssignmentPattern|ObjectPattern|ArrayPattern|TS[A-Z]/;
  const LIBRARY =
    /\.(includes|startsWith|endsWith|padStart|find|findIndex|from|assign|entries|replaceAll|at)\(/;

  it('the script is ES5', async () => {
    const source = fs.readFileSync(new URL('board-client.ts', import.meta.url), 'utf8');
    const { code } = await transformWithOxc(source, 'board-client.ts', { target: 'es2015' });
    const { program, errors } = parseSync('board-client.js', code, { sourceType: 'script' });
    expect(errors).toEqual([]);
    const found: string[] = [];
    let nodes = 0;
    JSON.stringify(program, (_key, node) => {
      if (typeof node?.type === 'string') {
        nodes += 1;
        if (NEWER.test(node.type) || node.kind === 'let' || node.kind === 'const') found.push(node.type);
        if (node.method || node.shorthand || node.computed === true || node.async || node.generator)
          if (node.type !== 'MemberExpression') found.push(`${node.type} of ES2015`);
        if (node.operator === '??' || node.operator === '**') found.push(node.operator);
        if (node.type === 'CatchClause' && node.param === null) found.push('catch without a name');
      }
      return node;
    });
    expect(nodes).toBeGreaterThan(1000);
    expect(found).toEqual([]);
    expect(code.match(LIBRARY)).toBeNull();
  });

  it('the style has nothing that they do not understand', () => {
    const written = fs.readFileSync(new URL('board.css', import.meta.url), 'utf8');
    const style = written.replaceAll(/\/\*.*?\*\//gs, '');
    const newer =
      /var\(|clamp\(|min\(|max\(|grid|gap:|inset|:is\(|:where\(|:has\(|@layer|^\s+aspect-ratio|&|dvh/m;
    expect(style.length).toBeGreaterThan(5000);
    expect(style.match(newer)).toBeNull();
  });

  it('the chime is a WAV file that begins and ends in silence', () => {
    const file = chimeWav();
    const view = new DataView(file.buffer);
    expect(new TextDecoder().decode(file.slice(0, 4))).toBe('RIFF');
    expect(view.getUint32(4, true)).toBe(file.length - 8);
    expect(view.getUint32(40, true)).toBe(file.length - 44);
    const samples = Array.from({ length: (file.length - 44) / 2 }, (_, i) => view.getInt16(44 + i * 2, true));
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(10_000);
    expect(loudest).toBeLessThan(32_767);
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(10);
    expect(Math.abs(samples.at(-1) ?? loudest)).toBeLessThan(loudest / 20);
  });
});
