import type { DraftContent, DraftTask } from '../draft.ts';
import { same } from './differences.ts';

/** One thing that two contents say differently: a field, a task (of a principal), a contact, an office or a party. */
export interface Change {
  readonly field: keyof DraftContent;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Merged {
  readonly content: DraftContent;
  /** What the others changed and the content now says too. */
  readonly taken: readonly Change[];
  /** What both changed: `before` is what the others say, `after` one's own, which stands. */
  readonly conflicts: readonly Change[];
}

/** What `after` says that `before` did not, by what it is about and not by its place in a list. */
export function changesBetween(before: DraftContent, after: DraftContent): Change[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): Change[] => {
    const [a, b] = [was.get(key) ?? null, is.get(key) ?? null];
    return same(a, b) ? [] : [{ field: fieldOf(key), before: a, after: b }];
  });
}

/** `mine` with what `theirs` changed since `base`; where both changed the same thing, mine stands and is told. */
export function merge(base: DraftContent, mine: DraftContent, theirs: DraftContent): Merged {
  const all = [listed(base), listed(mine), listed(theirs)];
  const [from, own, other] = all.every(Boolean)
    ? [partsOf(base), partsOf(mine), partsOf(theirs)]
    : [wholeOffices(base), wholeOffices(mine), wholeOffices(theirs)];
  const result = new Map<string, unknown>();
  const taken: Change[] = [];
  const conflicts: Change[] = [];
  for (const key of new Set([...own.keys(), ...other.keys(), ...from.keys()])) {
    const [was, is, their] = [from.get(key) ?? null, own.get(key) ?? null, other.get(key) ?? null];
    const field = fieldOf(key);
    if (same(was, is) && !same(is, their)) {
      taken.push({ field, before: was, after: their });
      if (other.has(key)) result.set(key, their);
      continue;
    }
    if (!same(is, their) && !same(was, their)) conflicts.push({ field, before: their, after: is });
    if (own.has(key)) result.set(key, is);
  }
  return { content: contentFrom(result, mine), taken, conflicts };
}

const LISTS = ['tasks', 'contacts', 'parties', 'offices'] as const;
type List = (typeof LISTS)[number];

function listed({ offices }: DraftContent): boolean {
  return offices !== 'all';
}

/** The content in parts, each under a name of its own. */
function partsOf(content: DraftContent): Map<string, unknown> {
  const parts = scalars(content);
  add(parts, 'tasks', content.tasks, (task: DraftTask) => `${task.taskId} ${task.principalId}`);
  add(parts, 'contacts', content.contacts, (each) => `${each.authorityId} ${each.function}`);
  add(parts, 'parties', content.parties, String);
  if (content.offices === 'all') parts.set('offices', 'all');
  else add(parts, 'offices', content.offices, String);
  return parts;
}

/** Where somebody says "all offices", lists are held against it as wholes. */
function wholeOffices(content: DraftContent): Map<string, unknown> {
  const parts = partsOf({ ...content, offices: [] });
  return parts.set('offices', content.offices);
}

function scalars(content: DraftContent): Map<string, unknown> {
  return new Map(Object.entries(content).filter(([field]) => !LISTS.includes(field as List)));
}

function add<T>(parts: Map<string, unknown>, field: List, rows: readonly T[], key: (row: T) => string): void {
  for (const row of rows) {
    let name = `${field} ${key(row)}`;
    while (parts.has(name)) name += ' again';
    parts.set(name, row);
  }
}

function fieldOf(key: string): keyof DraftContent {
  return key.split(' ')[0] as keyof DraftContent;
}

function contentFrom(parts: ReadonlyMap<string, unknown>, mine: DraftContent): DraftContent {
  const rows = (field: List) =>
    [...parts].filter(([key]) => key.startsWith(`${field} `)).map(([, row]) => row);
  const plain = Object.fromEntries([...parts].filter(([key]) => !key.includes(' ')));
  return {
    ...mine,
    ...plain,
    tasks: rows('tasks') as DraftContent['tasks'],
    contacts: rows('contacts') as DraftContent['contacts'],
    parties: rows('parties') as DraftContent['parties'],
    offices: (plain.offices ?? rows('offices')) as DraftContent['offices'],
  };
}
