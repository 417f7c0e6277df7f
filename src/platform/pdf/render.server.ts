import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { swedishDay } from '../../kernel/plain-date.ts';
import { root } from '../paths.server.ts';
import { Problem } from '../problem.ts';
import type { PdfAnswer, PdfJob, PdfStandard } from './job.ts';

/** From `root` and not from this file, which is elsewhere once the server is built. */
const folder = path.join(root, 'src/platform/pdf');

/**
 * A Typst template, by its path from src/, with the definitions that all share before it: one text, so that what is
 * frozen keeps all that it was made with.
 */
export function pdfTemplate(file: string): string {
  const read = (from: string) => fs.readFileSync(path.join(root, 'src', from), 'utf8');
  return `${read('platform/pdf/prelude.typ')}\n${read(file)}`;
}

/**
 * A document as PDF, tagged, to ISO 19005-2 level A or ISO 14289-1. The template reads `json(bytes(sys.inputs.data))`,
 * `sys.inputs.made` (the day) and `sys.inputs.replaced`. The same arguments give the same bytes, on any day and in any
 * process. Throws Problem `unavailable` with reason `no-pdf` where the compiler has no package for the platform.
 */
export async function renderPdf(given: {
  content: unknown;
  template: string;
  at: Temporal.Instant;
  standard: PdfStandard;
}): Promise<Uint8Array> {
  const { content, template, at, standard } = given;
  const timestamp = Math.floor(at.epochMilliseconds / 1000);
  const answer = await inTurn({ content, template, made: swedishDay(at), timestamp, standard });
  if ('pdf' in answer) return answer.pdf;
  if ('unavailable' in answer) throw new Problem('unavailable', { reason: 'no-pdf' });
  throw new Error(`the document could not be made into a PDF:\n${answer.diagnostics}`);
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time: each takes a core, and they share the compiler's cache. */
function inTurn(job: PdfJob): Promise<PdfAnswer> {
  const turn = last.then(() => run(job));
  last = turn.catch(() => undefined);
  return turn;
}

function run(job: PdfJob): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    // No flags of the parent: a loader of tests or of development has no business in there.
    const worker = new Worker(path.join(folder, 'worker.ts'), { workerData: job, execArgv: [] });
    let answer: PdfAnswer | undefined;
    worker.once('message', (message: PdfAnswer) => {
      answer = message;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (answer === undefined) reject(new Error(`the PDF worker ended without an answer (${code})`));
      else resolve(answer);
    });
  });
}
