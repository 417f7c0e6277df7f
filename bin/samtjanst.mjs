#!/usr/bin/env node
// Runs the built program under the Node that the project ships, whichever Node started it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const shipped = path.join(root, 'node_modules', '.bin', 'node');
const program = path.join(root, 'build', 'server', 'cli.js');

if (!fs.existsSync(program)) {
  const made = spawnSync(process.execPath, [path.join(root, 'scripts', 'ensure.mjs'), '--build'], {
    stdio: 'inherit',
  });
  if (made.status !== 0) process.exit(made.status ?? 1);
}
if (Number(process.versions.node.split('.')[0]) >= 26) {
  await import(program);
} else {
  const ran = spawnSync(shipped, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(ran.status ?? 1);
}
