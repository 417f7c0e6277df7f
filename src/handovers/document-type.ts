/** What may be handed over as a file. By its first bytes: a name and a declared type are only claims. */
const KINDS: readonly {
  readonly type: string;
  readonly ending: string;
  readonly is: (b: Uint8Array) => boolean;
}[] = [
  { type: 'application/pdf', ending: 'pdf', is: (b) => ascii(b, 0, 5) === '%PDF-' },
  { type: 'image/jpeg', ending: 'jpg', is: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: 'image/png', ending: 'png', is: (b) => b[0] === 0x89 && ascii(b, 1, 4) === 'PNG' },
  { type: 'image/webp', ending: 'webp', is: (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP' },
  { type: 'image/heic', ending: 'heic', is: (b) => /^ftyp(heic|heix|mif1|msf1)$/.test(ascii(b, 4, 12)) },
  { type: 'image/tiff', ending: 'tif', is: (b) => ['II*\0', 'MM\0*'].includes(ascii(b, 0, 4)) },
];

/** Type and usual ending of a file by its bytes; null for one that is none of those that are taken. */
export function documentType(content: Uint8Array): { readonly type: string; readonly ending: string } | null {
  const found = KINDS.find(({ is }) => is(content));
  return found === undefined ? null : { type: found.type, ending: found.ending };
}

/** A name that every system can show: no path, no signs that steer a terminal, with the ending of what it is. */
export function documentName(given: string, ending: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/[\p{C}"]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim()
    .slice(0, 120);
  return `${plain === '' ? 'handling' : plain}.${ending}`;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
