import type { Estimates } from '../queue/estimates.server.ts';
import type { Asker } from '../queue/line.server.ts';
import { sharedLine } from '../queue/shared-line.server.ts';

/** The estimates of an office as its queue stands after event `seq`: reckoned once for all telephones that ask at once. */
export async function estimatesNow(
  { pool, clock }: Pick<Asker, 'pool' | 'clock'>,
  officeId: number,
  seq: number,
): Promise<Estimates> {
  const { estimates } = await sharedLine(pool, officeId, clock(), seq);
  return estimates;
}
