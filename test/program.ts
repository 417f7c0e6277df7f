import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from '../src/platform/paths.server.ts';

/** The built program as a process of its own, as `npm start` runs it. */
export interface Program {
  readonly url: string;
  /** What it has printed. */
  readonly said: () => string;
  readonly process: ChildProcess;
  /** Ends it in the given way and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export function temporaryDirectory(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'samtjanst-program-'));
}

/** A port that nothing listens on: the system's own choice, given back at once. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Starts it and waits until it answers. Throws Error with what it said when it ends instead. */
export async function startProgram(
  dataDir: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const port = Number(env.PORT ?? (await freePort()));
  const child = spawn(process.execPath, ['bin/samtjanst.mjs', 'serve', ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('running at')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void gone.then(() => reject(new Error(`the program ended:\n${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    process: child,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}
