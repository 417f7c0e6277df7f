/**
 * Heights for labels that would lie on each other: each at least `room` from the next, as near its own as that allows, none
 * under `bottom`. In the order given; downwards is larger.
 */
export function spread(wanted: readonly number[], room: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  order.forEach((index, n) => {
    const above = order[n - 1];
    if (above !== undefined) placed[index] = Math.max(placed[index]!, placed[above]! + room);
  });
  // What was pushed under the picture is pushed up again.
  let floor = bottom;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, floor);
    floor = placed[index]! - room;
  }
  return placed;
}
