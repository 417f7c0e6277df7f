import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Every weight the template uses: with an exact match among these no font of the machine is ever nearer. */
const FILES = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf'];

export function fontFiles(): string[] {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@expo-google-fonts/source-sans-3/package.json'));
  return FILES.map((file) => path.join(folder, file));
}

/** The code points that all of the fonts have a glyph for. */
export function codePointsOf(files: readonly string[]): ReadonlySet<number> {
  return files.map((file) => characterMap(fs.readFileSync(file))).reduce((all, one) => all.intersection(one));
}

/** The table `cmap` of an OpenType font, its subtable of format 12 (platform 3, encoding 10: all of Unicode). */
function characterMap(font: Buffer): Set<number> {
  const cmap = tableOffset(font, 'cmap');
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    if (font.readUInt16BE(subtable) === 12) return groups(font, subtable);
  }
  throw new Error('the font has no character map of format 12');
}

function tableOffset(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + i * 16;
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function groups(font: Buffer, subtable: number): Set<number> {
  const covered = new Set<number>();
  for (let i = 0; i < font.readUInt32BE(subtable + 12); i++) {
    const group = subtable + 16 + i * 12;
    const last = font.readUInt32BE(group + 4);
    for (let point = font.readUInt32BE(group); point <= last; point++) covered.add(point);
  }
  return covered;
}
