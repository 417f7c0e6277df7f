import { describe, expect, it } from 'vitest';
import { crc32, stripPhoto } from '../../platform/strip-photo.ts';
import { municipalityOf } from '../place.server.ts';
import { exif, GREY_JPEG, jpegWithExif, pngWithTexts } from '../test-faults.ts';
import { pointOf, readPoint } from './place.ts';
import { publicText } from './public-text.ts';
import { readAnswers } from './questions.ts';

describe('a photo without its metadata', () => {
  it('JPEG: the picture byte for byte, and nothing else', () => {
    const clean = stripPhoto(jpegWithExif(GREY_JPEG))!;
    expect(clean).toMatchObject({ mediaType: 'image/jpeg', width: 1, height: 1, orientation: 6 });
    expect(Buffer.from(clean.content).equals(GREY_JPEG)).toBe(true);
    expect(stripPhoto(clean.content)).toEqual({ ...clean, orientation: 1 });
  });

  it('PNG: texts, EXIF, time and what follows the end are gone; the picture stays', () => {
    const given = Buffer.from(pngWithTexts());
    const clean = stripPhoto(given)!;
    const text = Buffer.from(clean.content).toString('latin1');
    expect(clean).toMatchObject({ mediaType: 'image/png', width: 4, height: 4 });
    for (const trace of ['Kim', 'Provkamera', 'eXIf', 'tEXt', 'iTXt', 'tIME'])
      expect(text).not.toContain(trace);
    for (const kept of ['IHDR', 'IDAT', 'IEND']) expect(text).toContain(kept);
    given[given.indexOf('IDAT') + 6]! ^= 1;
    expect(stripPhoto(given)).toBeNull();
  });

  it('WebP: EXIF and XMP are gone, and what says that they are there', () => {
    const chunk = (type: string, data: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(data.length);
      return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)]);
    };
    const head = Buffer.from([0x2c, 0, 0, 0, 9, 0, 0, 4, 0, 0]);
    const picture = Buffer.from([0x2f, 9, 0, 1, 0, 0, 7, 0x10]);
    const inner = Buffer.concat([
      chunk('VP8X', head),
      chunk('ICCP', Buffer.from('profile of Kim')),
      chunk('VP8L', picture),
      chunk('EXIF', exif({ latitude: 59, longitude: 18 })),
      chunk('XMP ', Buffer.from('<x>Kim</x>')),
    ]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(inner.length + 4);
    const clean = stripPhoto(Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBP'), inner]))!;
    expect(clean).toMatchObject({ mediaType: 'image/webp', width: 10, height: 5, orientation: 6 });
    const text = Buffer.from(clean.content).toString('latin1');
    for (const trace of ['Kim', 'EXIF', 'XMP ', 'ICCP']) expect(text).not.toContain(trace);
    expect(clean.content[20]).toBe(0);
    expect(Buffer.from(clean.content).readUInt32LE(4)).toBe(clean.content.length - 8);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('This is no photo, whatever its name says')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="hostile()"/>')],
    ['the begin of a JPEG', GREY_JPEG.subarray(0, 120)],
    ['a JPEG that is cut off', GREY_JPEG.subarray(0, -2)],
    ['the head of a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Buffer.alloc(40)])],
    ['a page that begins as a GIF', Buffer.from('GIF89a/*<script>hostile()</script>*/')],
  ])('%s is no photo', (_, bytes) => expect(stripPhoto(bytes)).toBeNull());

  it('each shortened or changed file is a photo or none, never a fault', () => {
    const jpeg = jpegWithExif(GREY_JPEG);
    for (const bytes of [Buffer.from(jpeg), Buffer.from(pngWithTexts())])
      for (let at = 0; at < bytes.length; at += 1) {
        stripPhoto(bytes.subarray(0, at));
        const changed = Buffer.from(bytes);
        changed[at] = 0xff;
        const clean = stripPhoto(changed);
        if (clean !== null) expect(Buffer.from(clean.content).includes('Provkamera')).toBe(false);
      }
  });

  it('knows PNG’s checksum', () => expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926));
});

describe('where a place is', () => {
  it.each([
    ['Handen', 59.168, 18.145, '0136'],
    ['Utö, in the archipelago', 58.968, 18.32, '0136'],
    ['Sandhamn', 59.288, 18.915, '0120'],
    ['Visby', 57.641, 18.296, '0980'],
    ['amid Vänern', 58.9, 13.3, '1785'],
    ['Kiruna', 67.85, 20.22, '2584'],
    ['Malmö', 55.6, 13, '1280'],
    ['the Baltic', 58.5, 19, null],
    ['Kattegatt', 57, 11.6, null],
    ['Bottenhavet', 62, 18.6, null],
    ['Oslo', 59.91, 10.75, null],
    ['Köpenhamn', 55.67, 12.57, null],
    ['Helsingør', 56.03, 12.6, null],
    ['Helsingfors', 60.17, 24.94, null],
    ['Torneå', 65.85, 24.2, null],
  ])('%s', (_, latitude, longitude, code) => expect(municipalityOf({ latitude, longitude })).toBe(code));

  it('is read as people and programs write it, and nothing else', () => {
    expect(readPoint('59.16867,18.14469')).toEqual({ latitude: 59.16867, longitude: 18.14469 });
    expect(readPoint(' 59.2 ; 18.1 ')).toEqual({ latitude: 59.2, longitude: 18.1 });
    for (const text of ['', '0,0', '91,18', '59.2', '1e2,18', 'NaN,NaN', '18.1,59.2'])
      expect(readPoint(text)).toBeNull();
    expect(pointOf(Number.NaN, 18)).toBeNull();
  });
});

describe('what everybody may read', () => {
  it.each([
    ['Ring 070-123 45 67', 'Ring […]'],
    ['+46 8 123 456 78 svarar', '[…] svarar'],
    ['Jag är 19900101-1234.', 'Jag är […].'],
    ['kim@example.se vet', '[…] vet'],
    ['Stolpe 1234, hus 12–14, sedan 2026', 'Stolpe 1234, hus 12–14, sedan 2026'],
  ])('%s', (given, shown) => expect(publicText(given)).toBe(shown));
});

describe('answers', () => {
  const question = (
    datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist',
  ) => ({
    ...{ code: 'a', variable: true, datatype, required: true, order: 1, sv: 'A', en: 'A' },
    values: [
      { key: 'x', sv: 'X', en: 'X' },
      { key: 'y', sv: 'Y', en: 'Y' },
    ],
  });
  it.each([
    ['string', ['en rad'], null],
    ['string', ['två\nrader'], 'invalid-format'],
    ['string', ['x'.repeat(301)], 'too-long'],
    ['text', ['två\nrader'], null],
    ['number', ['2,5'], null],
    ['number', ['många'], 'not-a-number'],
    ['number', ['1', '2'], 'invalid-value'],
    ['datetime', ['2026-11-18T10:30'], null],
    ['datetime', ['2026-11-18T10:30:00+01:00'], null],
    ['datetime', ['i går'], 'not-a-moment'],
    ['singlevaluelist', ['x'], null],
    ['singlevaluelist', ['z'], 'invalid-value'],
    ['singlevaluelist', ['x', 'y'], 'invalid-value'],
    ['multivaluelist', ['x', 'y'], null],
    ['multivaluelist', ['x', '__proto__'], 'invalid-value'],
    ['string', [' '], 'required'],
  ] as const)('%s %j', (datatype, given, wrong) => {
    const { errors, answers } = readAnswers([question(datatype)], { a: given }, (code) => `svar.${code}`);
    expect(errors).toEqual(wrong === null ? [] : [{ field: 'svar.a', code: wrong }]);
    expect(Object.keys(answers)).toEqual(wrong === null ? ['a'] : []);
  });
});
