import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decide } from '../src/law/decide.ts';
import { factsFor, indexPolicy } from '../src/law/matrix.ts';
import { casbinContender } from './law/casbin.ts';
import { cedarContender } from './law/cedar.ts';
import { DAY, nationalPolicy, type Question, questions, SIZE } from './law/policy.ts';

/** One line of a bench's table. `ratio`: how many times quicker ours is; `limit`: what it has to be. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly ratio?: string;
  readonly limit?: string;
}

const ROUNDS = 7;
const SAMPLE = 4_000;
const TIMES = 20;
/** A sample with fewer permits or refusals than this would prove little. */
const EACH = 1_000;

interface Contender {
  readonly name: string;
  readonly answers: () => boolean[];
  /** How often the sample is asked in a round. */
  readonly times: number;
  readonly perSecond: number[];
}

/**
 * Decisions a second on one core, by ours and by two engines that hold the same policy, and the whole matrix of a day.
 * The engines' requests are made beforehand and not timed; ours looks its facts up within the time. Throws when any
 * answer differs. About 10 seconds.
 */
export async function benchLaw(): Promise<Row[]> {
  const policy = indexPolicy(nationalPolicy());
  const sample = questions(policy, SAMPLE);
  const ours = contender('decide() with its grounds', TIMES, sample, (q) => {
    const facts = factsFor(policy, q.officerId, q.officeId, q.taskId, q.principalId, q.level);
    return decide(facts, DAY).permitted;
  });
  const cedar = cedarContender(policy);
  const rows = await casbinContender(policy, 'rows');
  const expression = await casbinContender(policy, 'request');
  const contenders = [
    ours,
    contender('Cedar', 1, sample.map(cedar.prepare), cedar.ask),
    contender('casbin', 1, sample.map(rows.prepare), rows.ask),
    contender('casbin, law in one expression', 1, sample.map(expression.prepare), expression.ask),
  ];
  const permits = agreed(contenders, sample);

  for (let round = 0; round < ROUNDS; round++)
    for (const { answers, times, perSecond } of contenders) {
      const start = performance.now();
      for (let i = 0; i < times; i++) answers();
      perSecond.push((times * SAMPLE * 1_000) / (performance.now() - start));
    }
  const [our, theirCedar, theirCasbin, theirExpression] = contenders.map(({ perSecond }) =>
    median(perSecond),
  );
  const speed = (name: string, theirs: number, limit?: string): Row => ({
    name,
    value: `${round3(theirs)} decisions/s`,
    ratio: `${(our! / theirs).toFixed(1)}×`,
    ...(limit === undefined ? {} : { limit }),
  });
  return [
    {
      name: 'Law: same answers',
      value: `${SAMPLE} questions: ${permits} permitted, ${SAMPLE - permits} refused`,
    },
    { name: 'Law: decide() with its grounds', value: `${round3(our!)} decisions/s` },
    speed('Law: Cedar 4.13 (wasm), parsed policy set', theirCedar!, '≥ 20×'),
    speed('Law: casbin 5.51, policy rows', theirCasbin!, '≥ 20×'),
    speed('Law: casbin 5.51, no policy: one expression, records picked for it', theirExpression!),
    ...(await matrixRows()),
  ];
}

function contender<T>(name: string, times: number, asked: readonly T[], ask: (one: T) => boolean): Contender {
  return { name, times, answers: () => asked.map(ask), perSecond: [] };
}

/** How many of the sample are permitted, by all alike. */
function agreed([ours, ...others]: readonly Contender[], sample: readonly Question[]): number {
  const answers = ours!.answers();
  for (const other of others)
    other.answers().forEach((answer, i) => {
      if (answer !== answers[i])
        throw new Error(`${other.name} says ${answer} and ours ${answers[i]}: ${JSON.stringify(sample[i])}`);
    });
  const permits = answers.filter(Boolean).length;
  if (permits < EACH || SAMPLE - permits < EACH)
    throw new Error(`the sample is lopsided: ${permits} of ${SAMPLE}`);
  return permits;
}

async function matrixRows(): Promise<Row[]> {
  const script = fileURLToPath(new URL('./law/matrix.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
  ]);
  const m = JSON.parse(stdout) as Record<
    'questions' | 'permitted' | 'ms' | 'matrixMb' | 'beforeMb' | 'afterMb' | 'peakMb',
    number
  >;
  const mb = (of: number) => `${of.toFixed(1)} MB`;
  return [
    {
      name: `Law: whole day, ${SIZE.officers} officers × ${SIZE.offices} offices × ${SIZE.tasks} tasks × 4 levels`,
      value: `${m.questions} answers (${m.permitted} permitted) in ${m.ms.toFixed(0)} ms, ${round3((m.questions * 1_000) / m.ms)} answers/s`,
    },
    {
      name: 'Law: whole day, memory',
      value: `matrix ${mb(m.matrixMb)}; resident before ${mb(m.beforeMb)}, after ${mb(m.afterMb)}, peak ${mb(m.peakMb)}`,
    },
  ];
}

function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[of.length >> 1]!;
}

function round3(n: number): string {
  return Number(n.toPrecision(3)).toLocaleString('en');
}

if (import.meta.main) console.table(await benchLaw());
