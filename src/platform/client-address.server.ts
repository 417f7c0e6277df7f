import { BlockList, isIP, isIPv6 } from 'node:net';

/** Proxies whose word about who asks is believed. None is the default: then nobody's is. */
export interface TrustedProxies {
  has(address: string): boolean;
}
export const NO_PROXIES: TrustedProxies = { has: () => false };

/** `127.0.0.1, 10.1.0.0/16, fd00::/8`. Null for what is no such list. */
export function readProxies(text: string): TrustedProxies | null {
  const list = new BlockList();
  for (const each of text.split(',').map((part) => part.trim())) {
    const [address = '', bits, ...rest] = each.split('/');
    const most = isIPv6(address) ? 128 : 32;
    if (isIP(address) === 0 || rest.length > 0) return null;
    if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most || Number(bits) === 0))
      return null;
    list.addSubnet(address, bits === undefined ? most : Number(bits), family(address));
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, family(address)) };
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/**
 * Who asks, by the socket and `X-Forwarded-For`: read from the right, one step for each proxy that is trusted, so that what
 * somebody wrote into it themselves is never reached. Of an IPv6 address its /64: a single connection has that many.
 */
export function whoAsks(socket: string, forwarded: string | undefined, trusted: TrustedProxies): string {
  const steps = (forwarded ?? '').split(',').map((step) => plain(step));
  let asks = plain(socket);
  while (trusted.has(asks)) {
    const before = steps.pop();
    if (before === undefined || isIP(before) === 0) break;
    asks = before;
  }
  return isIPv6(asks) ? network(asks) : asks;
}

/** Without port, brackets and zone; IPv4 that came over IPv6 as IPv4. */
function plain(text: string): string {
  const address = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

function network(address: string): string {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return `${all.slice(0, 4).join(':')}::/64`;
}
