import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import type { Http } from '../../shell/http.ts';
import { isProof } from '../open311/for-receiver.server.ts';
import { saidInReport } from '../public.server.ts';
import { countTry } from '../tries.server.ts';
import { photoInReport } from './own.tsx';
import { shownElsewhere } from './photo.server.ts';
import { reportOf } from './status.tsx';

/** GET /felanmalan/:reference/mottagare/:proof/bild/:id: what the system of the receiving body fetches by `media_url`. */
export async function showReceiverPhoto(c: Http): Promise<Response> {
  const { fault } = await reportOf(c);
  const { database, clock, sealingKey } = c.get('services');
  if (!isProof(sealingKey, fault, c.req.param('proof') ?? '')) {
    await countTry(database.pool, 'guess', clientAddress(c), clock());
    throw new Problem('not-found');
  }
  shownElsewhere(c);
  return photoInReport(c, fault, await saidInReport(database.pool, fault));
}
