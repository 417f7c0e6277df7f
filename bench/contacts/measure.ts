import http from 'node:http';
import { Wire } from '../load/wire.ts';
import type { Kind, Question } from './questions.ts';

export interface Times {
  readonly perSecond: number;
  readonly count: number;
  /** Of every answer, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** All people at full speed, each waiting for an answer before they ask again. Throws when one is refused. */
export async function closedLoop(url: string, { name, people }: Kind, seconds: number): Promise<Times> {
  const wire = new Wire(Number(new URL(url).port));
  const times: number[] = [];
  const from = performance.now();
  await Promise.all(
    people.map(async (questions) => {
      for (let asked = 0; performance.now() - from < seconds * 1000; asked++) {
        const sent = performance.now();
        await ask(wire, name, questions[asked % questions.length] as Question);
        times.push(performance.now() - sent);
      }
    }),
  );
  const took = (performance.now() - from) / 1000;
  wire.end();
  return told(times, took);
}

/**
 * The same for who answers a few times a second: everybody begins no more after `seconds`, and waits for what they asked. The rate is
 * the sum of each one's own.
 */
export async function patientLoop(url: string, { name, people }: Kind, seconds: number): Promise<Times> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: people.length });
  const times: number[] = [];
  const from = performance.now();
  try {
    const rates = await Promise.all(
      people.map(async (questions) => {
        let asked = 0;
        while (performance.now() - from < seconds * 1000) {
          const question = questions[asked++ % questions.length] as Question;
          const start = performance.now();
          const got = await status(agent, url, question);
          if (got >= 400) throw new Error(`${name}: ${got} for ${question.path}`);
          times.push(performance.now() - start);
        }
        return (asked * 1000) / (performance.now() - from);
      }),
    );
    return { ...told(times, seconds), perSecond: rates.reduce((sum, each) => sum + each, 0) };
  } finally {
    agent.destroy();
  }
}

/**
 * So many questions a second, evenly, whether the last answer has come or not, of all people in turn; over as many connections as
 * there are people, so what finds none free waits. A time counts from when it should have been asked. Throws when one is refused.
 */
export async function openLoop(
  url: string,
  { name, people }: Kind,
  perSecond: number,
  seconds: number,
): Promise<Times> {
  const wire = new Wire(Number(new URL(url).port));
  const times: number[] = [];
  const waiting: (() => void)[] = [];
  let free = people.length;
  const askDue = async (n: number, due: number): Promise<void> => {
    const questions = people[n % people.length] ?? [];
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    await ask(wire, name, questions[Math.floor(n / people.length) % questions.length] as Question);
    times.push(performance.now() - due);
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  const asked: Promise<void>[] = [];
  const from = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = from + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((later) => setTimeout(later, early));
    const answered = askDue(n, due);
    answered.catch(() => {}); // told below, when all have been asked
    asked.push(answered);
  }
  await Promise.all(asked);
  wire.end();
  return told(times, seconds);
}

/** The highest rate at which p95 stays below so many milliseconds: tried from the given one, each a tenth lower. Null: at none above `least`. */
export async function highestRate(
  url: string,
  kind: Kind,
  tried: { readonly from: number; readonly least: number; readonly below: number; readonly seconds: number },
): Promise<number | null> {
  for (let rate = tried.from; rate > tried.least; rate *= 0.9) {
    const { p95 } = await openLoop(url, kind, rate, tried.seconds);
    if (p95 < tried.below) return rate;
  }
  return null;
}

async function ask(
  wire: Wire,
  name: string,
  { path, method = 'GET' as never, headers, body }: Question,
): Promise<void> {
  const { status } = await wire.ask(method, path, headers, body);
  if (status >= 400) throw new Error(`${name}: ${status} for ${path}`);
}

function status(
  agent: http.Agent,
  url: string,
  { path, method = 'GET' as never, headers, body }: Question,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = http.request(url + path, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0)).on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function told(times: number[], seconds: number): Times {
  times.sort((x, y) => x - y);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    perSecond: times.length / seconds,
    count: times.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
