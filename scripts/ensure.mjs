// Plain JavaScript for whatever Node (20 or newer) runs npm on a fresh clone: installs and builds, each only when needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const node = path.join('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const lock = hash(['package-lock.json']);
if (read('node_modules/.installed') !== lock || !fs.existsSync(node)) {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  step('Installing packages', npm[0], [
    ...npm.slice(1),
    'ci',
    '--include=dev',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]);
  fs.writeFileSync('node_modules/.installed', lock);
}
if (process.argv.includes('--build')) {
  const sources = hash([...files('src'), 'vite.config.ts', 'package-lock.json']);
  if (read('build/.built') !== sources) {
    const vite = 'node_modules/vite/bin/vite.js';
    step('Building for the browser', node, [vite, 'build', '--logLevel', 'warn']);
    step('Building the server', node, [vite, 'build', '--ssr', '--logLevel', 'warn']);
    fs.writeFileSync('build/.built', sources);
  }
}

function step(what, command, args) {
  const from = Date.now();
  process.stdout.write(`${what} …\n`);
  const ran = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: command === node ? 'production' : '' },
  });
  if (ran.status !== 0) {
    console.error(`${what} failed (${ran.error?.message ?? ran.signal ?? `exit ${ran.status}`})`);
    process.exit(ran.status || 1);
  }
  process.stdout.write(`  ${((Date.now() - from) / 1000).toFixed(1)} s\n`);
}

function hash(names) {
  const sum = createHash('sha256');
  for (const name of names) sum.update(`${name}\0`).update(fs.readFileSync(name));
  return sum.digest('hex');
}

function files(dir) {
  return fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}
