import { parseArgs } from 'node:util';
import { serve } from './serve.server.ts';

const HELP = `samtjanst – shared public-service offices

  samtjanst serve [--empty]        start (npm start does this); --empty: no demonstration network
  samtjanst import KIND FILE       take in a register or past visits; all or nothing
  samtjanst help

Settings: DATABASE_URL, DATA_DIR, HOST, PORT, PUBLIC_URL, DATABASE_CONNECTIONS, AUTH_SECRET (README.md)`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command = 'serve', ...rest] = positionals;
  if (values.help || command === 'help') console.log(HELP);
  else if (command === 'serve' && rest.length === 0) await serve({ empty: values.empty });
  else {
    console.error(`There is no such command: ${positionals.join(' ')}\n\n${HELP}`);
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
