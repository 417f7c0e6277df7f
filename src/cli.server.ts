import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { IMPORT_KINDS, type ImportKind } from './imports/columns.ts';
import { importFile } from './imports/import-file.server.ts';
import { importTexts, problemSentence } from './imports/texts.ts';
import { parsePlainDate } from './kernel/plain-date.ts';
import { readConfig } from './platform/config.server.ts';
import { migrate, openDatabase } from './platform/database.server.ts';
import { verifyQueues } from './queue/verify.server.ts';
import { recordAll, serve } from './serve.server.ts';
import { verifyStatistics } from './statistics/verify.server.ts';
import type { Locale } from './ui/texts.ts';

const HELP = `samtjanst – shared public-service offices

  samtjanst serve [--empty]        start (npm start does this); --empty: no demonstration network
  samtjanst import KIND FILE       take in a register or past visits from CSV or JSON; all or nothing
                                   KIND: ${IMPORT_KINDS.slice(0, 4).join(', ')},
                                         ${IMPORT_KINDS.slice(4).join(', ')}
  samtjanst verify-queue           read the history of every queue and print what is wrong with it, one a line
  samtjanst verify-statistics [--from DAY] [--to DAY]
                                   count figures anew from what happened and print every difference, one a line
  samtjanst help

Settings: DATABASE_URL, DATA_DIR, HOST, PORT, PUBLIC_URL, DATABASE_CONNECTIONS, AUTH_SECRET (README.md)
Ends with 0 when done, 1 when something is wrong with the file or the system, 2 when the command is.`;

class UsageError extends Error {}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  });
  const [command = 'serve', ...rest] = positionals;
  if (values.help || command === 'help') console.log(HELP);
  else if (command === 'serve' && rest.length === 0) await serve({ empty: values.empty });
  else if (command === 'import') process.exitCode = await importCommand(rest);
  else if (command === 'verify-queue' && rest.length === 0) process.exitCode = await verifyQueueCommand();
  else if (command === 'verify-statistics' && rest.length === 0)
    process.exitCode = await verifyStatisticsCommand(values.from, values.to);
  else throw new UsageError(`There is no such command: ${positionals.join(' ')}\n\n${HELP}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  const wrongOption = String((error as { code?: unknown } | null)?.code).startsWith('ERR_PARSE_ARGS');
  process.exit(error instanceof UsageError || wrongOption ? 2 : 1);
}

/**
 * `samtjanst import KIND FILE`, on the database that `serve` uses, whether or not that runs. Problems go to standard
 * output, one a line as `file:line: field: reason`; everything else to standard error.
 */
async function importCommand(args: readonly string[]): Promise<0 | 1> {
  const { kind, file } = importArguments(args);
  const content = readImportFile(file);
  const locale = terminalLocale();
  const database = await openDatabase(readConfig());
  try {
    await migrate(database.owner);
    await recordAll(database);
    const result = await importFile(
      {
        pool: database.pool,
        actor: { userId: 'command-line' },
        role: 'system',
        clock: () => Temporal.Now.instant(),
      },
      {
        kind,
        fileName: path.basename(file),
        format: /\.json$/i.test(file) ? 'json' : 'csv',
        content,
      },
      progressOnTerminal(),
    );
    if (result.ok) {
      const rows = result.rows === 1 ? '1 row' : `${result.rows} rows`;
      console.error(`${file}: ${rows} stored (${kind}, import ${result.batchId})`);
      return 0;
    }
    for (const problem of result.problems) {
      const place = problem.line === 0 ? file : `${file}:${problem.line}`;
      const field = problem.field === null ? '' : `${problem.field}: `;
      console.log(`${place}: ${field}${problemSentence(problem, locale)}`);
    }
    if (result.more > 0) console.log(`${file}: ${importTexts[locale].more(result.more)}`);
    console.error(`${file}: nothing is stored`);
    return 1;
  } finally {
    await database.stop();
  }
}

/** `samtjanst verify-queue`, on the database that `serve` uses, whether or not that runs. */
async function verifyQueueCommand(): Promise<0 | 1> {
  const database = await openDatabase(readConfig());
  try {
    await migrate(database.owner);
    const { offices, events, kinds, differences } = await verifyQueues(database.pool);
    for (const { officeId, wrong, seq, ticketId, about } of differences)
      console.log(
        [`office ${officeId}`, wrong, `event ${seq ?? '-'}`, `ticket ${ticketId ?? '-'}`, about].join(': '),
      );
    const counts = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
    console.error(
      `${offices} queues, ${events} events (${counts.join(', ')}), ${differences.length} differences`,
    );
    return differences.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
}

/** `samtjanst verify-statistics`, on the database that `serve` uses, whether or not that runs. */
async function verifyStatisticsCommand(first: string | undefined, last: string | undefined): Promise<0 | 1> {
  const day = (option: string, text: string | undefined) => {
    const read = text === undefined ? null : parsePlainDate(text);
    if (text !== undefined && read === null)
      throw new UsageError(`${option} is no day: ${text} (2026-01-31)`);
    return read;
  };
  const [from, to] = [day('--from', first), day('--to', last)];
  if (from !== null && to !== null && to < from)
    throw new UsageError(`The period ends before it begins: ${from} – ${to}`);
  const database = await openDatabase(readConfig());
  try {
    await migrate(database.owner);
    const tell = progressOnTerminal();
    const { days, compared, found, differences } = await verifyStatistics(
      database.pool,
      { from, to },
      Temporal.Now.instant(),
      (percent) => tell(percent, 100),
    );
    for (const { place, period, what, figure, events } of differences)
      console.log(`${place}: ${period.from} – ${period.to}: ${what}: figure ${figure}, events ${events}`);
    const told = found > differences.length ? `, of which ${differences.length} are printed` : '';
    console.error(`${days} days, ${compared} figures, ${found} differences${told}`);
    return found === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
}

function importArguments(args: readonly string[]): { kind: ImportKind; file: string } {
  const [given, file, ...rest] = args;
  const kinds = `KIND is one of: ${IMPORT_KINDS.join(', ')}`;
  const usage = `samtjanst import KIND FILE\n${kinds}`;
  const kind = IMPORT_KINDS.find((one) => one === given);
  if (given === undefined) throw new UsageError(`Say what to take in: ${usage}`);
  if (kind === undefined) throw new UsageError(`There is no such kind of file: ${given}\n${kinds}`);
  if (file === undefined) throw new UsageError(`Say which file to take in: ${usage}`);
  if (rest.length > 0) throw new UsageError(`One file at a time, please: ${usage}`);
  return { kind, file };
}

function readImportFile(file: string): Uint8Array {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'There is no such file',
      EISDIR: 'That is a directory, not a file',
      EACCES: 'The file may not be read by you',
    };
    throw new UsageError(`${why[code ?? ''] ?? `The file cannot be read (${code})`}: ${file}`);
  }
}

/** The language of the terminal's user: Swedish where it says so, else English like the other messages here. */
function terminalLocale(): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('sv') ? 'sv' : 'en';
}

/** Nothing for the first second; then per cent, over itself on a terminal and on a line of its own in a log. */
function progressOnTerminal(): (done: number, total: number) => void {
  const from = performance.now();
  const live = process.stderr.isTTY === true;
  let told = 0;
  let shown = -1;
  return (done, total) => {
    const now = performance.now();
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    const finished = done >= total;
    if (now - from < 1000 || percent === shown || (now - told < (live ? 200 : 2000) && !finished)) return;
    told = now;
    shown = percent;
    process.stderr.write(live ? `\r${percent} %${finished ? '\n' : ''}` : `${percent} %\n`);
  };
}
