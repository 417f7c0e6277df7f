import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../platform/paths.server.ts';
import { type ReadMail, readHead, readMail } from './read-mail.ts';

/** Larger, and a mail is read beside the thread that everybody waits for. */
const SMALL = 64 * 1024;
/** How long the reading of one mail may take. */
const LONGEST = 30_000;

/**
 * Reads a mail without holding anybody up: one that is not small in a thread of its own, which is ended when it takes too
 * long; then only the head is read.
 */
export async function readApart(raw: Uint8Array): Promise<ReadMail> {
  if (raw.length <= SMALL) return readMail(raw);
  return (await inWorker(raw)) ?? readHead(raw);
}

function inWorker(raw: Uint8Array): Promise<ReadMail | null> {
  return new Promise((resolve, reject) => {
    // From `root` and not from this file, which is elsewhere once the server is built. No flags of the parent.
    const worker = new Worker(path.join(root, 'src/mail/read-worker.server.ts'), {
      workerData: raw,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let reading: ReadMail | null = null;
    const timer = setTimeout(() => void worker.terminate(), LONGEST);
    worker.once('message', (message: ReadMail) => {
      reading = message;
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(reading);
    });
  });
}
