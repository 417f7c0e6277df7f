import type { Said } from './told.ts';

const MOST = 0.15;
/** With figures kept up to date or without, so that neither gains by what the machine does meanwhile; the first is not counted. */
const ROUNDS = [true, true, false, false, true, true, false, false, true];

/** What keeping figures up to date takes of a rate; `round` answers how many a second were done. */
export async function costOf(what: string, round: (on: boolean) => Promise<number>): Promise<Said> {
  const rates = { on: [] as number[], off: [] as number[] };
  for (const [nth, on] of ROUNDS.entries()) {
    const rate = await round(on);
    if (nth > 0) rates[on ? 'on' : 'off'].push(rate);
  }
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const told = (list: readonly number[]) =>
    `${mean(list).toFixed(0)} (${list.map((each) => each.toFixed(0)).join(', ')})`;
  const cost = 1 - mean(rates.on) / mean(rates.off);
  return {
    text: `${what} per second with figures kept up to date ${told(rates.on)}, without ${told(rates.off)}: cost ${(100 * cost).toFixed(1)} % (at most ${100 * MOST} %)`,
    ok: cost <= MOST,
  };
}
