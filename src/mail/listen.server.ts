import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { type SealingKey, unseal } from '../platform/sealed.server.ts';
import { type ImapSettings, listenInFolder } from './imap.server.ts';
import { usedFor } from './mailbox.ts';

export interface Listening {
  readonly pool: Pool;
  readonly key: SealingKey | null;
  readonly ending: AbortSignal;
  /** Something has come to a mailbox, or may have. */
  readonly arrived: () => void;
}

/**
 * A job that keeps a connection to each mailbox that works, so that its mail is read as soon as it comes. What it misses
 * (a server without IDLE, a connection that broke, another process that holds it) comes by the usual reading.
 */
export function mailListener({ pool, key, ending, arrived }: Listening): () => Promise<void> {
  const open = new Map<string, AbortController>();
  const cannot = new Set<string>();
  return async () => {
    if (key === null || ending.aborted) return;
    const boxes = await inTransaction(pool, { registers: true, actor: 'system' }, (db) =>
      db.many<Omit<ImapSettings, 'password'> & { secret: Buffer }>(sql`
        select host, port, security, user_name as "user", mailbox_secret(id) as secret, folder from mailbox
        where ended_at is null and state = 'working' order by id limit 200`),
    );
    const wanted = new Map(boxes.map((box) => [nameOf(box), box]));
    for (const [name, controller] of open) if (!wanted.has(name)) controller.abort();
    for (const [name, { secret, ...box }] of wanted) {
      if (open.has(name) || cannot.has(name)) continue;
      const password = unseal(key, secret, usedFor(box));
      if (password === null) continue;
      const controller = new AbortController();
      open.set(name, controller);
      void listenInFolder({ ...box, password }, AbortSignal.any([ending, controller.signal]), arrived).then(
        (how) => {
          open.delete(name);
          if (how === 'cannot') cannot.add(name);
        },
      );
    }
  };
}

/** Another password or server is another connection. */
const nameOf = ({ secret, ...box }: Omit<ImapSettings, 'password'> & { readonly secret: Buffer }) =>
  JSON.stringify([box, secret.toString('base64')]);
