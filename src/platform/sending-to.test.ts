import { expect, it } from 'vitest';
import { maySendTo } from './sending-to.ts';

it.each([
  ['https://mottagare.example.se/in', true, true],
  ['http://mottagare.example.se/in', false, false],
  ['https://kim:hemligt@mottagare.example.se/in', false, false],
  ['ftp://mottagare.example.se/in', false, false],
  ['http://localhost:8080/in', false, true],
  ['http://127.0.0.1:8080/in', false, true],
  ['http://2130706433/in', false, true],
  ['http://0x7f.1/in', false, true],
  ['https://[::1]/in', false, true],
  ['https://[::ffff:127.0.0.1]/in', false, true],
  ['https://db.localhost/in', false, true],
  ['http://0.0.0.0/in', false, true],
  ['http://10.0.0.5/in', false, false],
  ['file:///etc/passwd', false, false],
  ['', false, false],
] as const)(
  '%s: from an installation of many %s, from one on this machine alone %s',
  (address, many, here) => {
    expect(maySendTo(address, 'https://samtjanst.example.se')).toBe(many);
    expect(maySendTo(address, 'http://127.0.0.1:3000')).toBe(here);
  },
);
