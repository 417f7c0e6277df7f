import { benchAgainstRt } from './contacts/against-rt.ts';
import { benchOurs } from './contacts/ours.ts';
import { makeContactsSite } from './contacts/site.ts';
import type { Row } from './law.ts';

export interface ContactsOptions {
  /** What is measured: ours, and against Request Tracker. */
  readonly parts: readonly ('contacts' | 'contacts-rt')[];
  readonly contacts: number;
  /** A directory to fill once and use again. */
  readonly keep: string | undefined;
  /** For a moment, to see that it runs. */
  readonly quick: boolean;
}

/**
 * Work list, searches, creation and hand-overs on a network with so many contacts and three hand-overs to ten of them, and creation
 * and search against Request Tracker 5 (contacts/README.md). A million: about eleven minutes, three of them to fill.
 */
export async function benchContacts({ parts, contacts, keep, quick }: ContactsOptions): Promise<Row[]> {
  const site = await makeContactsSite(contacts, { keep });
  try {
    const rows: Row[] = [];
    if (parts.includes('contacts'))
      rows.push(
        ...(await benchOurs(
          site,
          contacts,
          quick ? { warm: 1, pace: 2, loop: 1, sweep: 1 } : { warm: 3, pace: 10, loop: 5, sweep: 3 },
        )),
      );
    if (parts.includes('contacts-rt'))
      rows.push(
        ...(await benchAgainstRt(site, quick ? { tickets: 40, seconds: 2 } : { tickets: 2_000, seconds: 5 })),
      );
    return rows;
  } finally {
    await site.stop();
  }
}
