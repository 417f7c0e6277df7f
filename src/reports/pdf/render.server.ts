import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { swedishDay } from '../../kernel/plain-date.ts';
import { root } from '../../platform/paths.server.ts';
import type { ReportContent } from '../content.ts';
import type { PdfAnswer, PdfJob, PdfStandard } from './job.ts';

/** From `root` and not from this file, which is elsewhere once the server is built. */
const folder = path.join(root, 'src/reports/pdf');

/** The compiler has no package for this platform, or it was not installed. The report can still be had as JSON. */
export class PdfUnavailable extends Error {
  override readonly name = 'PdfUnavailable';
}

/** The template as it is now. A report that is frozen keeps the one it was made with. */
export function reportTemplate(): string {
  return fs.readFileSync(path.join(folder, 'annual-report.typ'), 'utf8');
}

/**
 * The report as PDF, tagged, to ISO 19005-2 level A or ISO 14289-1. The same arguments give the same bytes, on any day
 * and in any process.
 */
export async function renderReport(given: {
  content: ReportContent;
  template: string;
  at: Temporal.Instant;
  standard: PdfStandard;
}): Promise<Uint8Array> {
  const { content, template, at, standard } = given;
  const timestamp = Math.floor(at.epochMilliseconds / 1000);
  const answer = await inTurn({ content, template, made: swedishDay(at), timestamp, standard });
  if ('pdf' in answer) return answer.pdf;
  if ('unavailable' in answer) throw new PdfUnavailable(answer.unavailable);
  throw new Error(`the report could not be made into a PDF:\n${answer.diagnostics}`);
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
