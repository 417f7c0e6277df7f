import { parentPort, workerData } from 'node:worker_threads';
import { loadTypst, type TypstCompiler } from './compiler.ts';
import { codePointsOf, fontFiles } from './fonts.ts';
import type { PdfAnswer, PdfJob } from './job.ts';
import { legible, mapStrings } from './legible.ts';

/** The compiler is synchronous: it has a thread of its own, which ends with the job. */
const answer = perform(workerData as PdfJob);
parentPort!.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer] : []);

function perform(job: PdfJob): PdfAnswer {
  let typst: ReturnType<typeof loadTypst>;
  try {
    typst = loadTypst();
  } catch (error) {
    return { unavailable: (error as Error).message };
  }
  const fonts = fontFiles();
  const compiler = typst.NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontPaths: fonts }],
  });
  try {
    return compile(compiler, job, inputs(job, codePointsOf(fonts)));
  } finally {
    compiler.evictCache(0);
  }
}

function inputs({ content, made }: PdfJob, covered: ReadonlySet<number>): Record<string, string> {
  let replaced = false;
  const shown = mapStrings(content, (text) => {
    const result = legible(text, covered);
    replaced ||= /\[U\+/.test(result);
    return result;
  });
  return { data: JSON.stringify(shown), made, replaced: String(replaced) };
}

function compile(compiler: TypstCompiler, job: PdfJob, given: Record<string, string>): PdfAnswer {
  const compiled = compiler.compile({ mainFileContent: job.template, inputs: given });
  if (compiled.result === null) {
    const error = compiled.takeDiagnostics();
    const found = error === null ? [] : compiler.fetchDiagnostics(error);
    return { diagnostics: found.map(({ message }) => message).join('\n') };
  }
  try {
    const pdf = compiler.pdf(compiled.result, {
      pdfStandard: job.standard,
      creationTimestamp: job.timestamp,
    });
    return { pdf: Uint8Array.from(pdf) };
  } catch (error) {
    // What the standard forbids is found as late as here; the reason is in `code`, not in `message`.
    return { diagnostics: String((error as { code?: unknown }).code ?? error) };
  }
}
