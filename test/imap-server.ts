import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort } from './program.ts';

/** A real IMAP server with one mailbox, on a port of its own. */
export interface ImapServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail in its INBOX, as it is. Returns when the server has it. */
  deliver(raw: string | Uint8Array, flags?: readonly string[]): Promise<void>;
  /** What lies in the INBOX, as another mail program sees it. */
  mails(): Promise<readonly { readonly uid: number; readonly seen: boolean }[]>;
  /** The server numbers all its mail anew, as after a restored copy. */
  renumber(): Promise<void>;
  /** Ends every connection and takes no new ones, until `start` is called again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and leaves nothing behind. */
  end(): Promise<void>;
}

const USER = 'kontakt@example.se';
const PASSWORD = 'hemligt på riktigt';

/** Dovecot, when the machine has it (Debian: dovecot-imapd): the server that most mail is read from. */
export const dovecotIsHere = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].some((file) =>
  fs.existsSync(file),
);
export const DOVECOT_MISSING =
  'Dovecot is not installed (Debian: dovecot-imapd): the same cases run against Hoodiecrow alone';

/** Hoodiecrow, an IMAP server in JavaScript that every machine has. */
export async function startHoodiecrow(): Promise<ImapServer> {
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap');
  const port = await freePort();
  const make = () => {
    const made = hoodiecrow({
      plugins: ['ID', 'STARTTLS', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'LITERALPLUS', 'UIDPLUS'],
      users: { [USER]: { password: PASSWORD } },
      storage: kept ?? { INBOX: { messages: [] }, '': {} },
    });
    kept = made.storage;
    return made;
  };
  let kept: { INBOX: { uidvalidity: number; uidnext: number; messages: { uid: number }[] } } | undefined;
  const sockets = new Set<Socket>();
  let server = make();
  const start = () =>
    new Promise<void>((resolve) => {
      server.server.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        socket.on('error', () => {});
      });
      server.listen(port, '127.0.0.1', resolve);
    });
  await start();
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const at = { host: '127.0.0.1', port, user: USER, password: PASSWORD };
  return {
    ...at,
    deliver: async (raw, flags = []) =>
      server.appendMessage(server.getMailbox('INBOX'), [...flags], null, Buffer.from(raw).toString('binary')),
    mails: () => mailsOn(at),
    renumber: async () => {
      const inbox = server.getMailbox('INBOX');
      inbox.uidvalidity += 7;
      inbox.messages.forEach((message: { uid: number }, index: number) => {
        message.uid = index + 1;
      });
      inbox.uidnext = inbox.messages.length + 1;
    },
    stop,
    start: () => {
      server = make();
      return start();
    },
    end: stop,
  };
}

export async function startDovecot(): Promise<ImapServer> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-dovecot-'));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  // Dovecot refuses to read mail as root.
  const owner = root ? 'nobody' : os.userInfo().username;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, owner], { encoding: 'utf8' })),
  );
  const box = path.join(dir, 'mail');
  fs.mkdirSync(box, { recursive: true });
  fs.mkdirSync(path.join(dir, 'run'));
  if (root) {
    fs.chownSync(box, uid ?? 0, gid ?? 0);
    fs.chmodSync(dir, 0o755);
  }
  const group = execFileSync('id', ['-gn', owner], { encoding: 'utf8' }).trim();
  const config = path.join(dir, 'dovecot.conf');
  fs.writeFileSync(path.join(dir, 'users'), `${USER}:{PLAIN}${PASSWORD}\n`, { mode: 0o644 });
  fs.writeFileSync(
    config,
    `base_dir = ${dir}/run
log_path = ${dir}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${owner}
default_internal_group = ${group}
default_login_user = ${owner}
mail_location = maildir:${box}
mail_uid = ${uid}
mail_gid = ${gid}
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = ${dir}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${box}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
auth_mechanisms = plain login
`,
  );
  const at = { host: '127.0.0.1', port, user: USER, password: PASSWORD };
  let child: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    child = spawn('dovecot', ['-F', '-c', config], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `/usr/sbin:${process.env.PATH}` },
    });
    for (let tries = 0; ; tries += 1) {
      try {
        await mailsOn(at);
        return;
      } catch (error) {
        const log = path.join(dir, 'log');
        if (tries > 200 || child.exitCode !== null)
          throw new Error(
            `Dovecot did not start: ${fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : error}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const stop = async () => {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    if (child?.exitCode !== null || !child.kill('SIGTERM')) return;
    await ended;
  };
  await start();
  return {
    ...at,
    deliver: (raw, flags = []) =>
      on(at, async (client) => {
        await client.append('INBOX', Buffer.from(raw), [...flags]);
      }),
    mails: () => mailsOn(at),
    renumber: async () => {
      await stop();
      for (const name of fs.readdirSync(box))
        if (name.startsWith('dovecot')) fs.rmSync(path.join(box, name), { recursive: true });
      // It numbers by the second: the new number must be another than the one before.
      fs.writeFileSync(path.join(box, 'dovecot-uidvalidity'), 'ffffff00');
      fs.writeFileSync(path.join(box, 'dovecot-uidvalidity.ffffff00'), '');
      if (root)
        for (const name of fs.readdirSync(box)) fs.chownSync(path.join(box, name), uid ?? 0, gid ?? 0);
      await start();
    },
    stop,
    start,
    end: async () => {
      await stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A line to a server that breaks when the client says something: whole again after `mend`. */
export async function cutLine(server: Pick<ImapServer, 'host' | 'port'>, at: RegExp) {
  const sockets = new Set<Socket>();
  let whole = false;
  let cut = 0;
  const line = createServer((client) => {
    const far = connect(server.port, server.host);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
    far.pipe(client);
    client.on('data', (chunk) => {
      if (whole || !at.test(chunk.toString('latin1'))) return far.write(chunk);
      cut += 1;
      client.destroy();
      return far.destroy();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  return {
    port: (line.address() as AddressInfo).port,
    cut: () => cut,
    mend: async () => {
      whole = true;
    },
    end: () =>
      new Promise<void>((resolve) => {
        line.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type At = Pick<ImapServer, 'host' | 'port' | 'user' | 'password'>;

async function on<T>({ host, port, user, password }: At, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout().catch(() => {});
  }
}

function mailsOn(at: At) {
  return on(at, async (client) => {
    const lock = await client.getMailboxLock('INBOX', { readOnly: true });
    try {
      if (client.mailbox === false || client.mailbox.exists === 0) return [];
      const found = await client.fetchAll('1:*', { uid: true, flags: true });
      return found.map(({ uid, flags }) => ({ uid, seen: flags?.has('\\Seen') ?? false }));
    } finally {
      lock.release();
    }
  });
}
