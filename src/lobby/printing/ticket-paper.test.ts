import { describe, expect, it } from 'vitest';
import { ticketBytes } from './ticket-paper.ts';

const paper = (name: string, office = 'Kontoret') =>
  ticketBytes(
    {
      ...{ label: 'A 47', office, needNames: { sv: name, en: 'Need' }, issued: '2026-11-18 10:30' },
      address: 'https://example.se/plats/abc_-',
    },
    'sv',
  );
const ESC = '\u001b';

describe('what is written on paper', () => {
  it('commands no printer: no byte of a command comes out of a name', () => {
    const plain = paper('Id-kort  ab');
    // Cut, open the drawer, raster graphics, a real-time request, a jump over the paper.
    for (const command of ['\u001dV\u0000', `${ESC}p\u0000`, '\u001dv0', '\u0010\u0004\u0001', '\u000c']) {
      const bytes = paper(`Id-kort ${command} ab`, `Kon${command}toret`);
      for (const code of [0x0c, 0x10])
        expect(bytes.filter((byte) => byte === code).length, command).toBe(
          plain.filter((byte) => byte === code).length,
        );
      for (const code of [0x1b, 0x1d])
        expect(bytes.filter((byte) => byte === code).length, command).toBe(
          plain.filter((byte) => byte === code).length,
        );
    }
  });

  it('has no marks that turn the direction of writing, and no markup of its own', () => {
    const said = (name: string) => paper(name).toString('latin1').includes(name.replace('\u202e', ''));
    expect(said('Id-\u202ekort')).toBe(true);
    expect(said('{code:1;option:qrcode} | ~')).toBe(true);
  });
});
