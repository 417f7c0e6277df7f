import { SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';
import { agreedAt, levelsAt, type PermittedMatrix } from '../../law/matrix.ts';

/** What a place gives of a task at a level. */
export interface Cell {
  /** Whether an agreement covers it there that day, whoever acts. */
  readonly agreed: boolean;
  /** Officers who may and have the office as their home. */
  readonly here: number;
  /** Officers who may, wherever they have their home. */
  readonly anywhere: number;
}

/** `none-here`: somebody may, but nobody who works there; `nobody`: the agreement stands and no officer may use it. */
export type CellState = 'not-agreed' | 'nobody' | 'none-here' | 'given';

export function stateOf({ agreed, here, anywhere }: Cell): CellState {
  if (!agreed) return 'not-agreed';
  if (anywhere === 0) return 'nobody';
  return here === 0 ? 'none-here' : 'given';
}
export function isGap(state: CellState): boolean {
  return state === 'nobody' || state === 'none-here';
}

/** How many officers may, per task, office and level (in that order), and what is agreed. National size: 0.2 MB. */
export interface Covered {
  readonly tasks: number;
  readonly offices: number;
  readonly here: Uint16Array;
  readonly anywhere: Uint16Array;
  readonly agreed: Uint8Array;
}

const LEVELS = SERVICE_LEVELS.length;

/** Counts a matrix. `home` gives the place in the policy's list of offices of each officer's home; -1 where it is none. */
export function covered(matrix: PermittedMatrix, home: readonly number[]): Covered {
  const { policy, bits, rowBytes } = matrix;
  const [tasks, offices] = [policy.tasks.length, policy.offices.length];
  const here = new Uint16Array(tasks * offices * LEVELS);
  const anywhere = new Uint16Array(tasks * offices * LEVELS);
  const agreed = new Uint8Array(tasks * offices);
  for (let t = 0; t < tasks; t++)
    for (let f = 0; f < offices; f++) agreed[t * offices + f] = agreedAt(matrix, f, t);
  // Most officers may the same as their colleagues: alike bytes are counted first, and only then taken apart.
  const alike = new Uint16Array(rowBytes << 8);
  for (let t = 0; t < tasks; t++) {
    alike.fill(0);
    for (let o = 0; o < policy.officers.length; o++) {
      const row = (o * tasks + t) * rowBytes;
      for (let b = 0; b < rowBytes; b++) alike[(b << 8) + bits[row + b]!]!++;
      const at = home[o] ?? -1;
      if (at < 0) continue;
      const levels = levelsAt(matrix, o, at, t);
      for (let n = 0; n < LEVELS; n++) here[(t * offices + at) * LEVELS + n]! += (levels >> n) & 1;
    }
    for (let b = 0; b < rowBytes; b++)
      for (let byte = 1; byte < 256; byte++) {
        const officers = alike[(b << 8) + byte]!;
        if (officers === 0) continue;
        for (let bit = 0; bit < 8; bit++) {
          const office = (b << 1) + (bit >> 2);
          if (((byte >> bit) & 1) === 0 || office >= offices) continue;
          anywhere[(t * offices + office) * LEVELS + (bit & 3)]! += officers;
        }
      }
  }
  return { tasks, offices, here, anywhere, agreed };
}

export function cellAt(table: Covered, task: number, office: number, level: ServiceLevel): Cell {
  const n = SERVICE_LEVELS.indexOf(level);
  const at = (task * table.offices + office) * LEVELS + n;
  return {
    agreed: (((table.agreed[task * table.offices + office] ?? 0) >> n) & 1) === 1,
    here: table.here[at] ?? 0,
    anywhere: table.anywhere[at] ?? 0,
  };
}
