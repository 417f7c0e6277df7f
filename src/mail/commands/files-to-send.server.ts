import { Problem } from '../../platform/problem.ts';
import type { Attachment } from '../../post/outbox.server.ts';
import { contentType } from '../rules/attachment-type.ts';
import { fileName } from '../rules/clean.ts';

/** The most that the files of a mail may be together, bytes, and how many. */
export const MOST_BYTES = 25 * 1024 * 1024;
export const MOST_FILES = 20;

/**
 * Files that somebody has chosen, each of the type that its bytes show and with a name that can be saved anywhere. Throws Problem
 * `invalid` (`bilagor`): too many or too large, empty, what runs as a program, or what is something else than it calls itself.
 */
export async function filesToSend(given: readonly File[]): Promise<Attachment[]> {
  const wrong = (code: string) => new Problem('invalid', {}, [{ field: 'bilagor', code }]);
  // A browser sends a field without a file as one without name and bytes.
  const files = given.filter(({ size, name }) => size > 0 || name !== '');
  if (files.length > MOST_FILES) throw wrong('too-many-files');
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw wrong('files-too-large');
  const read: Attachment[] = [];
  for (const file of files) {
    if (file.size === 0) throw wrong('file-empty');
    const content = new Uint8Array(await file.arrayBuffer());
    const name = fileName(file.name, `bilaga-${read.length + 1}`);
    const is = await contentType(content, {
      name,
      said: file.type.split(';')[0]?.trim().toLowerCase() ?? '',
    });
    if (is.dangerous) throw wrong('file-is-a-program');
    if (is.otherThanSaid) throw wrong('file-is-other');
    read.push({ fileName: name, mediaType: is.mediaType, content });
  }
  return read;
}
