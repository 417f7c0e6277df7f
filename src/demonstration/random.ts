/** A seeded source of numbers in [0, 1): the same seed gives the same demonstration, byte for byte (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function whole(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

export function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

/** One of several by weight. */
export function weighted<T>(random: () => number, values: readonly (readonly [number, T])[]): T {
  let total = 0;
  for (const [weight] of values) total += weight;
  let at = random() * total;
  for (const [weight, value] of values) {
    at -= weight;
    if (at < 0) return value;
  }
  return values.at(-1)![1];
}

/** How many come when `mean` come on average (Knuth's method; means here are small). */
export function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}
