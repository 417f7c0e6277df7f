import { getConnInfo } from '@hono/node-server/conninfo';
import { whoAsks } from '../platform/client-address.server.ts';
import type { Http } from './http.ts';

/** Who asks, for every limit on what anybody may do: the socket's address, or what a trusted proxy says (TRUSTED_PROXIES). */
export function clientAddress(c: Http): string {
  return whoAsks(socketAddress(c), c.req.header('x-forwarded-for'), c.get('services').proxies);
}

function socketAddress(c: Http): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'in-process'; // a request that came over no socket
  }
}
