// The thread that a large mail is read in (read-apart.server.ts).
import { parentPort, workerData } from 'node:worker_threads';
import { readMail } from './read-mail.ts';

parentPort?.postMessage(await readMail(workerData as Uint8Array));
