import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../platform/paths.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Http } from './http.ts';

/** GET /utan-kontakt.js: the worker that keeps pages for when the line is down; at the root, so that it may keep any of them. */
export async function offlineWorker(c: Http) {
  const file = path.join(root, 'build/client', c.get('services').assets.offlineWorker);
  const script = await fs.readFile(file, 'utf8').catch(() => {
    throw new Problem('not-found');
  });
  return c.body(script, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  });
}
