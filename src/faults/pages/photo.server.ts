import { Problem } from '../../platform/problem.ts';
import { type CleanPhoto, LARGEST_PHOTO, stripPhoto } from '../../platform/strip-photo.ts';
import type { Http } from '../../shell/http.ts';

/** The photo of a form, cleaned; null when none was chosen. Throws Problem `invalid` (`bild`): what is no photo is not kept. */
export async function photoOf(given: unknown, field = 'bild'): Promise<CleanPhoto | null> {
  if (!(given instanceof File) || (given.size === 0 && given.name === '')) return null;
  if (given.size > LARGEST_PHOTO) throw new Problem('invalid', {}, [{ field, code: 'photo-too-large' }]);
  const clean = stripPhoto(new Uint8Array(await given.arrayBuffer()));
  if (clean === null) throw new Problem('invalid', {}, [{ field, code: 'not-a-photo' }]);
  return clean;
}

/** Open311 gives its address to other sites (`media_url`), which show it in pages of their own. */
export const shownElsewhere = (c: Http) => c.header('Cross-Origin-Resource-Policy', 'cross-origin');

/** A photo as bytes of the type that they are. */
export function photoResponse(
  c: Http,
  { mediaType, content }: { mediaType: string; content: Buffer },
): Response {
  return c.body(new Uint8Array(content), 200, {
    'content-type': mediaType,
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
  });
}
