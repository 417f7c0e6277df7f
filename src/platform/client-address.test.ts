import { describe, expect, it } from 'vitest';
import { NO_PROXIES, readProxies, whoAsks } from './client-address.server.ts';

describe('who asks', () => {
  const proxies = readProxies('127.0.0.1, 10.1.0.0/16, fd00::/8')!;
  it.each([
    [
      'nobody is trusted: what is written is not read',
      '203.0.113.9',
      '198.51.100.1',
      NO_PROXIES,
      '203.0.113.9',
    ],
    [
      'who asks is no proxy: what they wrote is not read',
      '203.0.113.9',
      '198.51.100.1',
      proxies,
      '203.0.113.9',
    ],
    ['through a proxy', '127.0.0.1', '203.0.113.9', proxies, '203.0.113.9'],
    ['through two', '127.0.0.1', '203.0.113.9, 10.1.2.3', proxies, '203.0.113.9'],
    [
      'who writes an address in front is met behind it',
      '127.0.0.1',
      '198.51.100.1, 203.0.113.9',
      proxies,
      '203.0.113.9',
    ],
    [
      'a proxy that was made up in front is not reached',
      '10.1.0.1',
      '127.0.0.1, 203.0.113.9',
      proxies,
      '203.0.113.9',
    ],
    ['nonsense ends it at the proxy', '127.0.0.1', 'unknown', proxies, '127.0.0.1'],
    ['nothing is said', '127.0.0.1', undefined, proxies, '127.0.0.1'],
    ['all are proxies', '127.0.0.1', '10.1.2.3', proxies, '10.1.2.3'],
    ['IPv4 over IPv6', '::ffff:127.0.0.1', '203.0.113.9', proxies, '203.0.113.9'],
    ['with a port', '127.0.0.1', '203.0.113.9:4711', proxies, '203.0.113.9'],
    ['IPv6 counts as its network', 'fd00::1', '[2001:db8:1:2:a:b:c:d]:80', proxies, '2001:db8:1:2::/64'],
    ['a short IPv6', '2001:db8::1', undefined, proxies, '2001:db8:0:0::/64'],
    ['no socket', 'in-process', '203.0.113.9', proxies, 'in-process'],
  ] as const)('%s', (_, socket, forwarded, trusted, who) => {
    expect(whoAsks(socket, forwarded, trusted)).toBe(who);
  });

  it.each([
    '',
    'proxy.example.se',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/129',
    '10.0.0.1/8/8',
    '10.0.0.1;10.0.0.2',
    '10.0.0.1,',
  ])('%j is no list of proxies', (text) => {
    expect(readProxies(text)).toBeNull();
  });
});
