import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../src/platform/paths.server.ts';

// The rooms, lowest floor first, and which rooms each may use (ARCHITECTURE.md).
const GROUND = ['kernel', 'platform', 'access', 'ui', 'shell'];
const OFFICES = [...GROUND, 'law', 'offices'];
const AGREEMENTS = [...OFFICES, 'agreements'];
const CONTACTS = [...AGREEMENTS, 'hours', 'contacts'];
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  ui: ['kernel'],
  platform: ['kernel'],
  access: ['kernel', 'platform'],
  shell: ['kernel', 'platform', 'ui', 'access'],
  post: GROUND,
  law: GROUND,
  offices: [...GROUND, 'law'],
  hours: OFFICES,
  agreements: OFFICES,
  mandates: [...AGREEMENTS, 'post'],
  drafting: AGREEMENTS,
  copies: [...AGREEMENTS, 'post'],
  // Its visits and extents are measures of the statistics.
  reports: [...AGREEMENTS, 'post', 'statistics'],
  supervision: [...AGREEMENTS, 'post', 'reports'],
  calendar: [...AGREEMENTS, 'post', 'mandates', 'drafting', 'copies', 'reports', 'supervision'],
  contacts: [...AGREEMENTS, 'hours', 'post'],
  mail: [...CONTACTS, 'post'],
  queue: CONTACTS,
  overflow: CONTACTS,
  handovers: [...CONTACTS, 'post'],
  forms: [...CONTACTS, 'post', 'handovers'],
  lobby: [...OFFICES, 'hours', 'queue'],
  // One question after a contact, on a page as visitors have them.
  survey: [...GROUND, 'lobby'],
  learning: [...CONTACTS, 'post', 'handovers', 'survey'],
  coverage: [...AGREEMENTS, 'contacts'],
  faults: [...OFFICES, 'hours', 'post'],
  accounts: OFFICES,
  imports: CONTACTS,
  reconciliation: [...AGREEMENTS, 'imports'],
  // How many wait at an office and when it is calm is told before coming: numbers that the queue gives for everybody.
  finding: [...CONTACTS, 'coverage', 'queue'],
  statistics: [...CONTACTS, 'post', 'queue', 'handovers'],
  // What people have done in it is done by the rooms' own commands.
  demonstration: [
    ...CONTACTS,
    ...['imports', 'drafting', 'mandates', 'copies', 'reports', 'supervision', 'reconciliation', 'finding'],
    ...['queue', 'faults', 'forms', 'handovers', 'learning', 'survey', 'overflow', 'statistics'],
  ],
};

const src = path.join(root, 'src');
const files = fs
  .readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => name.split(path.sep).join('/'));

/** The files of the project that a file imports, relative to src/. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(src, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file), match[1] ?? '')),
  );
}
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : null);
const isTest = (file: string) => /\.test\.tsx?$|\/test-|\/sample-/.test(file);

describe('architecture', () => {
  it('has no room that the table of rooms does not know', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== null));
    expect([...rooms].filter((room) => !(room in MAY_USE))).toEqual([]);
    expect(rooms.size).toBeGreaterThan(8);
  });

  it('lets each room use only the rooms below it', () => {
    const wrong = files
      .filter((file) => !isTest(file))
      .flatMap((file) => {
        const room = roomOf(file);
        if (room === null) return [];
        return importsOf(file)
          .filter((used) => roomOf(used) !== room && !(MAY_USE[room] ?? []).includes(roomOf(used) ?? 'src'))
          .filter((used) => !used.startsWith('../'))
          .map((used) => `${file} -> ${used}`);
      });
    expect(wrong).toEqual([]);
  });

  it('keeps the world out of pure files: x.ts imports no x.server.ts, no database, no file system', () => {
    const pure = files.filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.server.ts') && !isTest(file),
    );
    const wrong = pure
      .filter((file) => !file.startsWith('platform/pdf/'))
      .flatMap((file) => {
        const text = fs.readFileSync(path.join(src, file), 'utf8');
        const worldly = [...text.matchAll(/^import (?!type)[^;]*from '([^']+)'/gm)]
          .map((match) => match[1] ?? '')
          .filter((name) => name.endsWith('.server.ts') || name === 'pg' || name.startsWith('node:'));
        return worldly.map((name) => `${file} -> ${name}`);
      });
    expect(wrong).toEqual([]);
  });

  it('keeps the law free of clock, database and framework', () => {
    const law = files.filter(
      (file) => /^law\/(rules\/)?[^/]+\.ts$/.test(file) && !file.endsWith('.server.ts') && !isTest(file),
    );
    const worldly = law
      .filter((file) => !/^law\/(api|texts|verdict-texts|content)\.ts$/.test(file))
      .flatMap((file) => {
        const text = fs.readFileSync(path.join(src, file), 'utf8');
        return /Temporal\.Now|Date\.now|new Date|process\.|Math\.random/.test(text) ||
          importsOf(file).some((used) => !/^(law|kernel)\//.test(used))
          ? [file]
          : [];
      });
    expect(law.length).toBeGreaterThan(8);
    expect(worldly).toEqual([]);
  });

  it('has no two rooms that use each other', () => {
    const edges = new Map<string, Set<string>>();
    for (const file of files.filter((f) => !isTest(f))) {
      const from = roomOf(file);
      for (const used of importsOf(file)) {
        const to = roomOf(used);
        if (from !== null && to !== null && from !== to)
          edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
    const cycles = [...edges].flatMap(([a, uses]) =>
      [...uses].filter((b) => edges.get(b)?.has(a)).map((b) => `${a} <-> ${b}`),
    );
    expect(cycles).toEqual([]);
  });
});
