// Builds again whenever a source changes and restarts the server: `npm run dev`.
import { spawn } from 'node:child_process';

const vite = 'node_modules/vite/bin/vite.js';
const children = [
  spawn(process.execPath, [vite, 'build', '--watch', '--logLevel', 'warn'], { stdio: 'inherit' }),
  spawn(process.execPath, [vite, 'build', '--ssr', '--watch', '--logLevel', 'warn'], { stdio: 'inherit' }),
  spawn(
    process.execPath,
    ['--watch', '--enable-source-maps', 'build/server/cli.js', 'serve', ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  ),
];
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
  });
