import { fileTypeFromBuffer } from 'file-type';
import { stripPhoto } from './strip-photo.ts';

export const LARGEST_FILE = 10 * 1024 * 1024;

export interface CleanFile {
  readonly fileName: string;
  readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';
  readonly content: Uint8Array;
}
export type FileRefusal = 'file-empty' | 'file-too-large' | 'file-of-another-kind' | 'file-damaged';

const ENDINGS = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
} as const;

/**
 * A file as it is kept: what it is by its bytes, whatever it calls itself; a photo without where and with what it was taken. What is
 * neither PDF nor photo, or no whole one, is not kept.
 */
export async function cleanFile(name: string, content: Uint8Array): Promise<CleanFile | FileRefusal> {
  if (content.length === 0) return 'file-empty';
  if (content.length > LARGEST_FILE) return 'file-too-large';
  const found = (await fileTypeFromBuffer(content).catch(() => undefined))?.mime;
  if (found === 'application/pdf') {
    // From its first byte: with something before it, it is also something else.
    const whole =
      ascii(content.subarray(0, 5)) === '%PDF-' && ascii(content.subarray(-2048)).includes('%%EOF');
    return whole ? { fileName: nameOf(name, found), mediaType: found, content } : 'file-damaged';
  }
  if (found !== 'image/jpeg' && found !== 'image/png' && found !== 'image/webp')
    return 'file-of-another-kind';
  const photo = stripPhoto(content);
  return photo === null
    ? 'file-damaged'
    : { fileName: nameOf(name, photo.mediaType), mediaType: photo.mediaType, content: photo.content };
}

const ascii = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** A name that every system can show, with the ending of what it is. */
function nameOf(given: string, type: CleanFile['mediaType']): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{C}<>:"|?*]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .slice(0, 120)
    .toWellFormed()
    .trim();
  return `${plain === '' ? 'bilaga' : plain}.${ENDINGS[type]}`;
}
