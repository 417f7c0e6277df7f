import http from 'node:http';
import autocannon from 'autocannon';
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
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    let next = 0;
    const run = autocannon(
      {
        ...{ url, connections: people.length, duration: seconds },
        setupClient: (client) => client.setRequests(people[next++ % people.length]?.map(asRequest) ?? []),
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    );
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result['4xx'] + result['5xx'] + result.errors > 0)
    throw new Error(`${name}: ${result['4xx']} refused, ${result['5xx']} and ${result.errors} failed`);
  return told(times, result.duration);
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

function asRequest({ path, method = 'GET' as never, headers, body }: Question): autocannon.Request {
  return { path, method, headers, ...(body === undefined ? {} : { body }) } as autocannon.Request;
}

/**
 * Each person asks once a second on a connection of their own, whether the last answer has come or not; they begin spread over the
 * second. A time counts from when it should have been asked. Throws when one is refused.
 */
export async function atAPace(url: string, { name, people }: Kind, seconds: number): Promise<Times> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: people.length * 4 });
  const times: number[] = [];
  const from = performance.now() + 100;
  try {
    await Promise.all(
      people.map(async (questions, person) => {
        const open: Promise<void>[] = [];
        for (let n = 0; n < seconds; n++) {
          const due = from + (n + person / people.length) * 1000;
          await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
          const question = questions[n % questions.length] as Question;
          open.push(
            status(agent, url, question).then((got) => {
              if (got >= 400) throw new Error(`${name}: ${got} for ${question.path}`);
              times.push(performance.now() - due);
            }),
          );
        }
        await Promise.all(open);
      }),
    );
  } finally {
    agent.destroy();
  }
  return told(times, seconds);
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
