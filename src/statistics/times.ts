import type { Times } from './columns.ts';

/** Distributions as they are read: seconds and counts, comma-separated; or `counts` null and the percentiles alone. */
export interface TimesText {
  readonly one: number;
  readonly two: number;
  readonly sums: string;
  readonly counts: string | null;
}

/** Their sum. What is zero is left out. */
export function mergeTimes(parts: readonly TimesText[]): Times {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.counts === null)
    return {
      seconds: [],
      counts: [],
      known: new Map([
        [0.5, only.one],
        [0.9, only.two],
      ]),
    };
  const counted = new Map<number, number>();
  for (const { sums, counts } of parts) {
    if (sums === '' || counts === null) continue;
    const seconds = whole(sums);
    const numbers = whole(counts);
    for (let at = 0; at < seconds.length; at++) {
      const second = seconds[at] as number;
      counted.set(second, (counted.get(second) ?? 0) + (numbers[at] as number));
    }
  }
  const there = [...counted].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
  return { seconds: there.map(([second]) => second), counts: there.map(([, count]) => count) };
}

/** Whole numbers from `12,-3,4`: by hand, because there may be hundreds of thousands. */
function whole(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let sign = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44) {
      numbers.push(sign * value);
      value = 0;
      sign = 1;
    } else if (code === 45) sign = -1;
    else value = value * 10 + code - 48;
  }
  numbers.push(sign * value);
  return numbers;
}
