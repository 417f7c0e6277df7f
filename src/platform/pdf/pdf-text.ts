import zlib from 'node:zlib';

/**
 * The text of a PDF that Typst has made, without white space, for tests: glyph numbers back to characters by the fonts'
 * own maps. Typst writes no object streams, names the fonts /f0, /f1 … and numbers a glyph with two bytes.
 */
export function pdfText(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf));
  const maps = new Map<string, ReadonlyMap<number, string>>();
  const mapOf = (font: string) => {
    const known =
      maps.get(font) ??
      unicodeMap(objects.get(reference(objects.get(font)!.dictionary, 'ToUnicode'))!.stream);
    maps.set(font, known);
    return known;
  };
  let text = '';
  for (const { dictionary } of objects.values()) {
    if (!/\/Type \/Page\b/.test(dictionary)) continue;
    let glyphs: ReadonlyMap<number, string> = new Map();
    const { stream } = objects.get(reference(dictionary, 'Contents'))!;
    for (const [, font, shown] of stream.matchAll(/\/(f\d+) [\d.]+ Tf|^([[(<][^\n]*) T[jJ]$/gm)) {
      if (font !== undefined) glyphs = mapOf(reference(dictionary, font));
      else for (const glyph of glyphsOf(shown!)) text += glyphs.get(glyph) ?? '';
    }
  }
  return withoutSpace(text);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The numbers in the strings of a Tj or TJ: `(\000\001)` or `<0001>` (ISO 32000-1, 7.3.4). */
function glyphsOf(shown: string): number[] {
  let bytes = '';
  let depth = 0;
  for (const [token, escaped, hex] of shown.matchAll(/\\([0-7]{1,3}|.)|<([\da-f]*)>|./gis)) {
    if (depth === 0) {
      if (token === '(') depth = 1;
      else if (hex !== undefined) bytes += Buffer.from(hex, 'hex').toString('latin1');
    } else if (escaped !== undefined) {
      const octal = /^[0-7]+$/.test(escaped);
      bytes += octal ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPES[escaped] ?? escaped);
    } else {
      if (token === '(') depth++;
      if (token === ')') depth--;
      if (depth > 0) bytes += token;
    }
  }
  return Array.from(
    { length: bytes.length / 2 },
    (_, i) => bytes.charCodeAt(2 * i) * 256 + bytes.charCodeAt(2 * i + 1),
  );
}

export function withoutSpace(text: string): string {
  return text.replace(/[\s\u200b]/g, '');
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const source = pdf.toString('latin1');
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)(?:\bendobj|\bstream\r?\n)/g)) {
    const [whole, id, dictionary] = match as unknown as [string, string, string];
    if (!whole.trimEnd().endsWith('stream')) objects.set(id, { dictionary, stream: '' });
    else {
      const start = match.index + whole.length;
      const bytes = pdf.subarray(start, start + Number(/\/Length (\d+)/.exec(dictionary)![1]));
      const stream = dictionary.includes('/FlateDecode') ? zlib.inflateSync(bytes) : bytes;
      objects.set(id, { dictionary, stream: stream.toString('latin1') });
    }
  }
  return objects;
}

function reference(dictionary: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)![1]!;
}

function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, glyph, hex] of cmap.matchAll(/^<([\dA-F]{4})> <([\dA-F]+)>$/gm))
    map.set(Number.parseInt(glyph!, 16), Buffer.from(hex!, 'hex').swap16().toString('utf16le'));
  return map;
}
