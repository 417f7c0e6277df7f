import { levelsAt, permittedMatrix } from '../../src/law/matrix.ts';
import { DAY, nationalPolicy, SIZE } from './policy.ts';

// In a process of its own, so that the memory it tells of is the matrix's and not the engines'.
const MB = 1_048_576;
const policy = nationalPolicy();
permittedMatrix({ ...policy, officers: policy.officers.slice(0, 50) }, DAY);
const before = process.memoryUsage().rss;
const times: number[] = [];
let matrix = permittedMatrix(policy, DAY);
for (let i = 0; i < 7; i++) {
  const start = performance.now();
  matrix = permittedMatrix(policy, DAY);
  times.push(performance.now() - start);
}
const after = process.memoryUsage().rss;
let permitted = 0;
for (let o = 0; o < SIZE.officers; o++)
  for (let p = 0; p < SIZE.offices; p++)
    for (let t = 0; t < SIZE.tasks; t++) {
      const levels = levelsAt(matrix, o, p, t);
      permitted += (levels & 1) + ((levels >> 1) & 1) + ((levels >> 2) & 1) + (levels >> 3);
    }
console.log(
  JSON.stringify({
    questions: SIZE.officers * SIZE.offices * SIZE.tasks * 4,
    permitted,
    ms: times.toSorted((a, b) => a - b)[times.length >> 1],
    matrixMb: matrix.bits.byteLength / MB,
    beforeMb: before / MB,
    afterMb: after / MB,
    // ru_maxrss is in kilobytes on Linux and on macOS alike: libuv sees to it.
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
