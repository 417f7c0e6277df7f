import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../test/program.ts';
import { root } from '../../platform/paths.server.ts';

let dir: string;
beforeAll(() => {
  dir = temporaryDirectory();
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

/** The built program in a terminal of a Swede, on a database of its own. */
function samtjanst(...args: readonly string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, [path.join(root, 'bin', 'samtjanst.mjs'), ...args], {
    cwd: dir,
    env: { ...env, DATA_DIR: path.join(dir, 'data'), LC_ALL: 'sv_SE.UTF-8' },
    encoding: 'utf8',
  });
}
function file(name: string, content: string): string {
  fs.writeFileSync(path.join(dir, name), content);
  return name;
}

describe('samtjanst import', () => {
  it('ends with 2 and helps when kind or file is wrong', () => {
    for (const args of [[], ['people', 'x.csv'], ['offices'], ['offices', 'missing.csv'], ['offices', '.']]) {
      const ran = samtjanst('import', ...args);
      expect(ran.status, args.join(' ')).toBe(2);
      expect(ran.stdout).toBe('');
    }
    expect(samtjanst('import', 'people', 'x.csv').stderr).toContain('access-grants');
    expect(samtjanst('import', 'offices', 'missing.csv').stderr).toContain(
      'There is no such file: missing.csv',
    );
  });

  it('takes in a good file whole, and tells each problem of a bad one on a line', () => {
    const header = 'orgNumber,name,kind,source\n';
    const bad = file(
      'bad.csv',
      `${header}212000-0142,Stockholms kommun,municipality,SCB\n1,Fel,municipality,\n`,
    );
    const refused = samtjanst('import', 'authorities', bad);
    expect(refused.status).toBe(1);
    const lines = refused.stdout.trim().split('\n');
    expect(lines.length).toBe(2);
    expect(lines[0]).toMatch(/^bad\.csv:3: orgNumber: Värdet är inte ett organisationsnummer/);
    expect(lines[1]).toMatch(/^bad\.csv:3: source: /);

    const good = file('good.csv', `${header}212000-0142,Stockholms kommun,municipality,SCB\n`);
    const stored = samtjanst('import', 'authorities', good);
    expect(stored.status).toBe(0);
    expect(stored.stderr).toContain('good.csv: 1 row stored');
    const again = samtjanst('import', 'authorities', good);
    expect(again.status).toBe(1);
    expect(again.stdout).toMatch(/^good\.csv: Samma fil togs in/);
  });
});
