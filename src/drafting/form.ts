import type { FieldError } from '../platform/problem.ts';
import { type Contact, type DraftContent, DraftContentSchema, type DraftTask, EMPTY_TASK } from './draft.ts';

/** A posted form: every value of each name. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** What was typed in fields that could not be read: it is shown back, and nobody types it again. */
export type Typed = Readonly<Record<string, string>>;
export function typedIn(fields: Fields, errors: readonly FieldError[]): Typed {
  return Object.fromEntries(
    errors.map(({ field }): [string, string] => [field, (fields[field]?.[0] ?? '').slice(0, 2000)]),
  );
}

/** The draft that a posted form says. What cannot be read becomes empty and is told, the rest stands. */
export function contentOf(
  fields: Fields,
  officeByCode: ReadonlyMap<string, number>,
): { readonly content: DraftContent; readonly errors: readonly FieldError[] } {
  const one = (name: string) => (fields[name]?.[0] ?? '').trim();
  const id = (name: string) => (one(name) === '' ? null : Number(one(name)));
  const ids = (name: string) => (fields[name] ?? []).filter((each) => each !== '').map(Number);
  const orNull = (name: string) => (one(name) === '' ? null : one(name));
  const on = (name: string) => one(name) === 'on';
  const errors: FieldError[] = [];
  const rows = (name: string) => Math.min(Math.max(0, Math.trunc(Number(one(name))) || 0), 500);

  const taskOffices = (name: string): DraftTask['offices'] => {
    if (one(name) === '') return 'all';
    const codes = one(name)
      .split(/[;,\s]+/)
      .filter(Boolean);
    const known = codes.flatMap((code) => officeByCode.get(code) ?? []);
    if (known.length < codes.length) errors.push({ field: name, code: 'unknown-office' });
    return [...new Set(known)];
  };
  const tasks = Array.from({ length: rows('taskRows') }, (_, i) => {
    const at = (name: string) => `tasks.${i}.${name}`;
    return {
      taskId: id(at('taskId')),
      principalId: id(at('principalId')),
      performerId: id(at('performerId')),
      exercisesAuthority: on(at('exercisesAuthority')),
      requiresPersonalData: on(at('requiresPersonalData')),
      listedSeparately: on(at('listedSeparately')),
      performersNamed: on(at('performersNamed')),
      catalogueCode: orNull(at('catalogueCode')),
      access: ids(at('access')),
      offices: taskOffices(at('offices')),
    };
  });
  const contacts = Array.from({ length: Math.min(rows('contactRows'), 50) }, (_, i) => ({
    authorityId: id(`contacts.${i}.authorityId`),
    function: one(`contacts.${i}.function`),
    email: one(`contacts.${i}.email`),
    phone: one(`contacts.${i}.phone`),
  }));
  const raw: Record<string, unknown> = {
    name: one('name'),
    diaryNumber: one('diaryNumber'),
    signedOn: orNull('signedOn'),
    regimeId: orNull('regimeId'),
    governmentDirected: on('governmentDirected'),
    approvedOn: orNull('approvedOn'),
    termEndsOn: orNull('termEndsOn'),
    decidedOn: orNull('decidedOn'),
    from: orNull('from'),
    to: orNull('to'),
    summary: one('summary'),
    parties: ids('parties'),
    offices: one('scope') === 'all' ? 'all' : ids('officeIds'),
    tasks,
    competence: orNull('competence') ?? 'not-asked',
    firstAnswerDays: id('firstAnswerDays'),
    finalAnswerDays: id('finalAnswerDays'),
    noticeMonths: id('noticeMonths'),
    contacts: contacts.filter((contact) => contact.authorityId !== null),
  };
  const read = DraftContentSchema.safeParse(raw);
  if (read.success) return { content: read.data, errors };
  for (const issue of read.error.issues) {
    const code = /^[a-z][a-z-]+$/.test(issue.message) ? issue.message : 'invalid-value';
    errors.push({ field: issue.path.join('.'), code });
    clear(raw, issue.path);
  }
  // Lists are read again without what is none, after all paths have been followed: until then they count by position.
  for (const key of ['parties', 'offices'])
    if (Array.isArray(raw[key])) raw[key] = raw[key].filter((each) => each !== null);
  for (const task of raw.tasks as DraftTask[]) task.access = task.access.filter((each) => each !== null);
  raw.contacts = (raw.contacts as typeof contacts).filter(({ authorityId }) => authorityId !== null);
  return { content: DraftContentSchema.parse(raw), errors };
}

/** Empties what the path names, in the way that the field is empty. */
function clear(raw: Record<string, unknown>, path: readonly PropertyKey[]): void {
  let at = raw as Record<PropertyKey, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<PropertyKey, unknown>;
  const last = path.at(-1) ?? '';
  if (Array.isArray(at)) at[last as number] = null;
  else if (Array.isArray(at[last])) at[last] = [];
  else if (last === 'competence') at[last] = 'not-asked';
  else at[last] = typeof at[last] === 'string' && TEXTS.has(String(last)) ? '' : null;
}
const TEXTS = new Set(['name', 'diaryNumber', 'summary', 'function', 'email', 'phone']);

/** A button that adds or removes a row: the content that it leaves, and where the reader goes next. */
export function withRows(
  content: DraftContent,
  button: string,
  fields: Fields,
): { readonly content: DraftContent; readonly anchor: string } {
  const [verb = '', what = '', at = ''] = button.split(' ');
  const index = Number(at);
  const without = <T>(rows: readonly T[]) => rows.filter((_, i) => i !== index);
  const chosen = Number(fields.newParty?.[0] ?? '');
  if (verb === 'add' && what === 'party' && Number.isSafeInteger(chosen) && chosen > 0)
    return {
      content: { ...content, parties: [...new Set([...content.parties, chosen])] },
      anchor: 'parter',
    };
  if (verb === 'remove' && what === 'party')
    return {
      content: { ...content, parties: content.parties.filter((id) => id !== index) },
      anchor: 'parter',
    };
  if (verb === 'add' && what === 'task')
    return {
      content: { ...content, tasks: [...content.tasks, nextTask(content)] },
      anchor: `uppgift-${content.tasks.length}`,
    };
  if (verb === 'remove' && what === 'task')
    return { content: { ...content, tasks: without(content.tasks) }, anchor: 'uppgifter' };
  if (verb === 'add' && what === 'contact')
    return {
      content: { ...content, contacts: [...content.contacts, nextContact(content)] },
      anchor: 'kontakter',
    };
  if (verb === 'remove' && what === 'contact')
    return { content: { ...content, contacts: without(content.contacts) }, anchor: 'kontakter' };
  return { content, anchor: 'krav' };
}

/** The next row goes in the direction of the one before it. */
function nextTask({ tasks }: DraftContent): DraftTask {
  const before = tasks.at(-1);
  return before === undefined
    ? EMPTY_TASK
    : { ...EMPTY_TASK, principalId: before.principalId, performerId: before.performerId };
}

function nextContact({ parties, contacts }: DraftContent): Contact {
  const without = parties.find((id) => !contacts.some((contact) => contact.authorityId === id));
  return { authorityId: without ?? parties[0] ?? 1, function: '', email: '', phone: '' };
}
