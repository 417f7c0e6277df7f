import { describe, expect, it } from 'vitest';
import { isForGood, waitAfter } from './tries.ts';

describe('how often a mail is tried', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 60],
    [74, 60],
    [75, null],
  ])('after try %i: %s minutes', (tries, minutes) => expect(waitAfter(tries)).toBe(minutes));

  it('goes on for three days', () => {
    let minutes = 0;
    for (let tries = 1, wait = waitAfter(tries); wait !== null; tries += 1, wait = waitAfter(tries))
      minutes += wait;
    expect(minutes / 60 / 24).toBeGreaterThan(2.95);
    expect(minutes / 60 / 24).toBeLessThan(3.05);
  });
});

describe('what is refused for good', () => {
  it.each([
    ['an unknown mailbox', 'RCPT TO', 550, true],
    ['a sender that is not let in', 'MAIL FROM', 553, true],
    ['a message that is too large', 'DATA', 552, true],
    ['a full mailbox', 'RCPT TO', 452, false],
    ['greylisting', 'DATA', 451, false],
    ['a server that wants a login', 'MAIL FROM', 530, false],
    ['a wrong password', 'AUTH PLAIN', 535, false],
    ['a server that lets nobody in', 'CONN', 554, false],
    ['no answer', 'DATA', undefined, false],
  ])('%s', (_, command, code, forGood) => expect(isForGood({ command, code })).toBe(forGood));
});
