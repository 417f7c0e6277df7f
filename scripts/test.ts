// Everything that must hold, in the order in which it is quickest to fail: types, lint, then all tests.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const node = process.execPath;
const only = process.argv.slice(2);
if (only.length === 0) {
  step('Types', 'node_modules/.bin/tsc', []);
  step('Lint and format', 'node_modules/.bin/biome', ['check', '.']);
}
fs.mkdirSync('build', { recursive: true });
const report = 'build/test-report.json';
fs.rmSync(report, { force: true });
const ran = spawnSync(
  node,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
  ],
  { stdio: 'inherit' },
);
if (!fs.existsSync(report)) process.exit(ran.status || 1);
const result = JSON.parse(fs.readFileSync(report, 'utf8'));
const failed =
  result.numFailedTests + (result.numFailedTestSuites > 0 && result.numFailedTests === 0 ? 1 : 0);
console.log(`${result.numPassedTests} passed, ${failed} failed`);
process.exit(ran.status || (result.numPassedTests > 0 ? 0 : 1));

function step(what: string, command: string, args: string[]): void {
  const from = performance.now();
  const done = spawnSync(command, args, { stdio: 'inherit' });
  console.log(
    `${what}: ${done.status === 0 ? 'good' : 'not good'} (${((performance.now() - from) / 1000).toFixed(1)} s)`,
  );
  if (done.status !== 0) process.exit(done.status || 1);
}
