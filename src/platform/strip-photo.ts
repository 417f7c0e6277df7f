/**
 * A photo with nothing in it but the picture: no position, no camera, no name, no thumbnail, nothing after its end. The
 * segments are read and those that the picture needs are copied; the picture itself is not decoded.
 */
export interface CleanPhoto {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly content: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** EXIF's 1–8: how it must be turned to stand upright. Kept apart, because EXIF goes. */
  readonly orientation: number;
}

export const LARGEST_PHOTO = 10 * 1024 * 1024;
/** More would be an attack on who looks at it: no camera makes them. */
const MOST_PIXELS = 120_000_000;

/** Null: the content is none of JPEG, PNG or WebP, is cut off, or claims to be larger than any photo. */
export function stripPhoto(bytes: Uint8Array): CleanPhoto | null {
  const photo = strip(bytes);
  if (photo === null) return null;
  const { width, height } = photo;
  return width > 0 && height > 0 && width * height <= MOST_PIXELS ? photo : null;
}

function strip(bytes: Uint8Array): CleanPhoto | null {
  if (bytes.length < 20 || bytes.length > LARGEST_PHOTO) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes);
  if (PNG.every((byte, at) => bytes[at] === byte)) return stripPng(bytes);
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return stripWebp(bytes);
  return null;
}

/** ITU T.81 annex B. Kept: tables, frame, scans, JFIF without its thumbnail, Adobe's colour transform (APP14). */
function stripJpeg(bytes: Uint8Array): CleanPhoto | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let [width, height, orientation] = [0, 0, 1];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1; // fill bytes before a marker
      continue;
    }
    if (marker === 0xd9) break;
    const length = word(bytes, at + 2);
    const end = at + 2 + length;
    if (marker < 0xc0 || length < 2 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) orientation = orientationOf(segment.subarray(4)) ?? orientation;
    if (isFrame(marker)) {
      if (length < 8) return null;
      height = word(segment, 5);
      width = word(segment, 7);
    }
    if (marker === 0xe0 && ascii(segment, 4, 5) === 'JFIF\0' && length >= 16) kept.push(jfif(segment));
    else if (marker === 0xee && ascii(segment, 4, 5) === 'Adobe' && length >= 14)
      kept.push(new Uint8Array([0xff, 0xee, 0, 14, ...segment.subarray(4, 16)]));
    else if (!(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe) kept.push(segment);
    at = end;
    if (marker !== 0xda) continue;
    const next = endOfScan(bytes, at);
    if (next === null) return null;
    kept.push(bytes.subarray(at, next));
    at = next;
    if (bytes[at + 1] === 0xd9)
      return {
        mediaType: 'image/jpeg',
        content: joined([...kept, new Uint8Array([0xff, 0xd9])]),
        ...{ width, height, orientation },
      };
  }
  return null; // without a picture, or cut off
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** JFIF's header with no thumbnail. */
function jfif(segment: Uint8Array): Uint8Array {
  return new Uint8Array([0xff, 0xe0, 0, 16, ...segment.subarray(4, 16), 0, 0]);
}

/** Where the next marker stands that is not part of the compressed data; null when the file ends before. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return null;
}

/** Tag 0x0112 of the first directory of an EXIF segment. */
function orientationOf(data: Uint8Array): number | null {
  if (ascii(data, 0, 6) !== 'Exif\0\0' || data.length < 14) return null;
  const tiff = data.subarray(6);
  const little = ascii(tiff, 0, 2) === 'II';
  if (!little && ascii(tiff, 0, 2) !== 'MM') return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const start = view.getUint32(4, little);
  if (start + 2 > tiff.length) return null;
  const entries = view.getUint16(start, little);
  for (let n = 0; n < entries; n += 1) {
    const at = start + 2 + 12 * n;
    if (at + 12 > tiff.length) return null;
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What decides how the picture looks. Texts, times, EXIF and profiles (they carry names) are left out. */
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT']);

function stripPng(bytes: Uint8Array): CleanPhoto | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let [width, height, pictures, first] = [0, 0, 0, true];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = long(bytes, at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = ascii(bytes, at + 4, 4);
    if (first !== (type === 'IHDR')) return null;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== long(bytes, end - 4)) return null;
    if (type === 'IHDR') {
      if (length !== 13) return null;
      [width, height] = [long(bytes, at + 8), long(bytes, at + 12)];
    }
    first = false;
    if (type === 'IDAT') pictures += 1;
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end));
    else if (/^[A-Z]/.test(type)) return null; // a critical chunk that nobody knows
    if (type === 'IEND')
      return pictures === 0
        ? null
        : { mediaType: 'image/png', content: joined(kept), width, height, orientation: 1 };
    at = end;
  }
  return null;
}

function stripWebp(bytes: Uint8Array): CleanPhoto | null {
  const whole = longLittle(bytes, 4) + 8;
  if (whole > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let [width, height, pictures, orientation] = [0, 0, 0, 1];
  for (let at = 12; at + 8 <= whole; ) {
    const type = ascii(bytes, at, 4);
    const length = longLittle(bytes, at + 4);
    const end = at + 8 + length;
    if (end > whole) return null;
    const chunk = bytes.subarray(at, end);
    const data = chunk.subarray(8);
    if (type === 'ANIM' || type === 'ANMF') return null; // moves: no photo
    if (type === 'EXIF') orientation = orientationOf(withHead(data)) ?? orientation;
    if (type === 'VP8X' && length >= 10) {
      const head = chunk.slice();
      head[8] = head[8]! & 0x10; // of what it says there is, only transparency stays
      kept.push(head);
      [width, height] = [1 + little24(data, 4), 1 + little24(data, 7)];
    } else if (type === 'VP8 ' && length >= 10) {
      if (data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) return null;
      pictures += 1;
      if (width === 0)
        [width, height] = [(data[6]! | (data[7]! << 8)) & 0x3fff, (data[8]! | (data[9]! << 8)) & 0x3fff];
      kept.push(chunk);
    } else if (type === 'VP8L' && length >= 5) {
      if (data[0] !== 0x2f) return null;
      pictures += 1;
      const bits = longLittle(data, 1);
      if (width === 0) [width, height] = [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
      kept.push(chunk);
    } else if (type === 'ALPH') kept.push(chunk);
    at = end;
    if (length % 2 === 1) {
      if (kept.at(-1) === chunk) kept.push(new Uint8Array(1));
      at += 1;
    }
  }
  if (pictures !== 1) return null;
  const inner = joined(kept);
  const head = new Uint8Array(12);
  head.set(bytes.subarray(0, 4));
  new DataView(head.buffer).setUint32(4, inner.length + 4, true);
  head.set(bytes.subarray(8, 12), 8);
  return { mediaType: 'image/webp', content: joined([head, inner]), width, height, orientation };
}

/** In WebP the EXIF chunk has mostly no `Exif\0\0` before it. */
function withHead(data: Uint8Array): Uint8Array {
  return ascii(data, 0, 6) === 'Exif\0\0' ? data : joined([new Uint8Array([69, 120, 105, 102, 0, 0]), data]);
}

const word = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!;
const long = (bytes: Uint8Array, at: number) => (word(bytes, at) * 65_536 + word(bytes, at + 2)) >>> 0;
const longLittle = (bytes: Uint8Array, at: number) =>
  (little24(bytes, at) + bytes[at + 3]! * 16_777_216) >>> 0;
const little24 = (bytes: Uint8Array, at: number) =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
/** PNG's checksum (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
