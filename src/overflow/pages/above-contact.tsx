import type { Http } from '../../shell/http.ts';
export async function overflowAboveContact(_c: Http, _contactId: string) {
  return null;
}
