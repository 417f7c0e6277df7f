import { deflateSync } from 'node:zlib';
import { form, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { crc32 } from '../platform/strip-photo.ts';

export const HANINGE = '212000-0084';
/** In Haninge; elsewhere there, and 70 m from that; in the sea; abroad. */
export const PLACES = {
  here: { latitude: 59.16867, longitude: 18.14469 },
  away: { latitude: 59.1412, longitude: 18.1265 },
  awayNearby: { latitude: 59.1418, longitude: 18.127 },
  sea: { latitude: 58.5, longitude: 19 },
  oslo: { latitude: 59.91, longitude: 10.75 },
  visby: { latitude: 57.641, longitude: 18.296 },
} as const;

/** Two bodies that receive: Skatteverket's coordinator leads the one in Haninge, Försäkringskassan's the one on Gotland. */
export async function makeFaults(world: World) {
  const bodies = {
    haninge: world.ids.authorities['202100-5448']!,
    gotland: world.ids.authorities['202100-5521']!,
  };
  for (const [account, body, area, jurisdiction] of [
    ['samordnare.skv@example.se', bodies.haninge, '0136', 'haninge.example.se'],
    ['samordnare.fk@example.se', bodies.gotland, '0980', 'gotland.example.se'],
  ] as const) {
    const answer = await world.as(
      account,
      `/felanmalningar/installningar/${body}`,
      form({ omrade: area, jurisdiktion: jurisdiction, kontakt: 'Kontaktcenter', dagar: '10' }),
    );
    if (answer.status !== 303) throw new Error(`${answer.status} ${await answer.text()}`);
  }
  const kinds = await inTransaction(world.database.pool, { registers: true }, (db) =>
    db.many<{ id: number; bodyId: number; code: string }>(
      sql`select id, body_id as "bodyId", service_code as code from fault_category where parent_id is not null`,
    ),
  );
  const kind = (code: string, bodyId = bodies.haninge) =>
    kinds.find((each) => each.code === code && each.bodyId === bodyId)!.id;
  /** A report as the page sends it; each field can be another. */
  const fields = (more: Readonly<Record<string, string>> = {}) => ({
    nyckel: crypto.randomUUID() as string,
    typ: String(kind('BELYSNING')),
    nara: `${PLACES.here.latitude},${PLACES.here.longitude}`,
    plats: 'Storgatan 1',
    beskrivning: 'Lampan är släckt.',
    'svar.antal': 'en',
    epost: '',
    webbplats: '',
    ...more,
  });
  const post = (more: Readonly<Record<string, string>> = {}, photo?: Uint8Array) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields(more))) body.append(name, value);
    if (photo !== undefined)
      body.append('bild', new File([new Uint8Array(photo)], 'IMG_0001.JPG', { type: 'image/jpeg' }));
    return world.as(null, '/felanmalan', { method: 'POST', body });
  };
  /** Reports, and gives the addresses that the reporter has then. */
  const report = async (more: Readonly<Record<string, string>> = {}, photo?: Uint8Array) => {
    const answer = await post(more, photo);
    const own = answer.headers.get('location')?.split('?')[0] ?? '';
    if (answer.status !== 303) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 3000)}`);
    return { own, reference: own.split('/')[2]!, secret: own.split('/')[3]! };
  };
  return { bodies, kind, fields, post, report };
}

/** A PNG of one colour with chunks that tell of its maker and place. */
export function pngWithTexts(): Uint8Array {
  const rows = Buffer.alloc(4 * (1 + 4 * 3), 128);
  for (let row = 0; row < 4; row += 1) rows[row * 13] = 0;
  const head = Buffer.from([0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Author\0Kim Provlund')),
    chunk('eXIf', exif({ latitude: 59.168, longitude: 18.145 })),
    chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>Kim Provlund</x:xmpmeta>')),
    chunk('IDAT', deflateSync(rows)),
    chunk('tIME', Buffer.from([7, 0xea, 11, 18, 10, 0, 0])),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('Kim Provlund after the end'),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const inner = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(inner), 4);
  return Buffer.concat([ends.subarray(0, 4), inner, ends.subarray(4)]);
}

/** A TIFF block with orientation 6, a camera's name and GPS, little-endian. */
export function exif({ latitude, longitude }: { latitude: number; longitude: number }): Buffer {
  const make = Buffer.from('Provkamera\0\0');
  const entry = (tag: number, type: number, count: number, value: number) => {
    const it = Buffer.alloc(12);
    it.writeUInt16LE(tag, 0);
    it.writeUInt16LE(type, 2);
    it.writeUInt32LE(count, 4);
    it.writeUInt32LE(value, 8);
    return it;
  };
  const degrees = (value: number) => {
    const it = Buffer.alloc(24);
    const minutes = (value % 1) * 60;
    for (const [n, [over, under]] of [
      [Math.trunc(value), 1],
      [Math.trunc(minutes), 1],
      [Math.round((minutes % 1) * 60 * 100), 100],
    ].entries()) {
      it.writeUInt32LE(over!, n * 8);
      it.writeUInt32LE(under!, n * 8 + 4);
    }
    return it;
  };
  const first = 8 + 2 + 3 * 12 + 4;
  const gps = first + make.length;
  const values = gps + 2 + 4 * 12 + 4;
  const count = (n: number) => Buffer.from([n, 0]);
  const none = Buffer.alloc(4);
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([
    head,
    count(3),
    entry(0x010f, 2, make.length, first),
    entry(0x0112, 3, 1, 6),
    entry(0x8825, 4, 1, gps),
    none,
    make,
    count(4),
    entry(1, 2, 2, 'N'.charCodeAt(0)),
    entry(2, 5, 3, values),
    entry(3, 2, 2, 'E'.charCodeAt(0)),
    entry(4, 5, 3, values + 24),
    none,
    degrees(latitude),
    degrees(longitude),
  ]);
}

/** A JPEG with what a telephone puts into it: EXIF with GPS, XMP, a comment, and a film after its end. */
export function jpegWithExif(jpeg: Uint8Array): Uint8Array {
  const segment = (marker: number, data: Uint8Array) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif({ latitude: 59.168, longitude: 18.145 })])),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Kim Provlund</x:xmpmeta>')),
    segment(0xed, Buffer.from('Photoshop 3.0\0Kim Provlund')),
    segment(0xfe, Buffer.from('Kim Provlund was here')),
    jpeg.subarray(2),
    Buffer.from('ftypmp42 a film of Kim Provlund'),
  ]);
}

/** The smallest JPEG there is of one grey block: baseline, one component. */
export const GREY_JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);
