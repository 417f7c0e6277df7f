import type { Json } from './world.ts';

/** What a careless or hostile hand makes of requests that are otherwise right. */

const TEXTS = [
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  'x'.repeat(10_000),
  'a\r\nBcc: x@example.se',
  '"><script>hostile()</script>',
  '=HYPERLINK("http://example.se")',
  '__proto__',
  '-1',
  '0',
  '1.5',
  '2147483648',
  '9007199254740993',
  '1e309',
  'NaN',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '+275760-09-13',
  '00000000-0000-0000-0000-000000000000',
];
const VALUES: readonly unknown[] = [
  null,
  [],
  {},
  [[]],
  true,
  -1,
  0,
  1.5,
  2_147_483_648,
  9_007_199_254_740_991,
  1e308,
  Array.from({ length: 300 }, () => 'x'),
  { $where: 1 },
];

/** A body in the shape of a JSON schema, and the same with each of its values spoiled in turn. */
export function spoiledBodies(schema: Json, document: Json): unknown[] {
  const good = sample(schema, document, 0);
  const bodies: unknown[] = [good, null, [], 'x', 1, {}];
  let turn = 0;
  for (const path of leaves(good)) {
    const old = at(good, path);
    const spoilers = typeof old === 'string' ? [...TEXTS, ...VALUES.slice(0, 5)] : [...VALUES, 'x', ''];
    // Not each with each: a third of them, another third for the next value.
    for (const [n, value] of spoilers.entries())
      if (n % 3 === turn % 3) bodies.push(replaced(good, path, value));
    turn += 1;
    if (path.length > 0) bodies.push(replaced(good, path, undefined));
  }
  return bodies;
}

function sample(schema: Json, document: Json, depth: number): unknown {
  if (schema === undefined || depth > 8) return null;
  if (schema.$ref !== undefined)
    return sample(
      document.components.schemas[String(schema.$ref).split('/').at(-1) ?? ''],
      document,
      depth + 1,
    );
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const one = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (one !== undefined) return sample(one[0], document, depth + 1);
  const type = [schema.type].flat()[0];
  if (type === 'object' || schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, each]) => [
        name,
        sample(each, document, depth + 1),
      ]),
    );
  if (type === 'array') return [sample(schema.items, document, depth + 1)];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (schema.format === 'uuid') return '6f6f3b0e-8d5e-4b3c-9a55-0a5b3f1d2c11';
  if (schema.format === 'date' || /\\d\{4\}/.test(schema.pattern ?? '')) return '2026-11-10';
  if (schema.format === 'email') return 'a@example.se';
  return 'Exempel';
}

type Path = readonly (string | number)[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]))];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, name) => (inner as Json)?.[name], value);
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  const copy: Json = Array.isArray(value) ? [...value] : { ...(value as object) };
  copy[first] = replaced(copy[first], rest, by);
  return copy;
}

export interface PageForm {
  readonly method: 'get' | 'post';
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The forms of a page, with what a person might leave in each field. */
export function formsOf(html: string, address: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inner = '']) => {
    const action = new URL(unescaped(attribute(head, 'action') ?? address), `http://localhost${address}`);
    const fields: Record<string, string> = {};
    for (const [, tag = '', attributes = '', content = ''] of inner.matchAll(
      /<(input|button|textarea|select)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g,
    )) {
      const name = attribute(attributes, 'name');
      if (name === undefined) continue;
      fields[unescaped(name)] ??= unescaped(givenIn(tag, attributes, content));
    }
    return {
      method: attribute(head, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
      action: action.pathname + action.search,
      fields,
    };
  });
}

function givenIn(tag: string, attributes: string, content: string): string {
  if (tag === 'textarea') return content === '' ? 'Exempel' : content;
  if (tag === 'select') {
    const values = [...content.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) =>
      attribute(option, 'value'),
    );
    return values.find((value) => value !== undefined && value !== '') ?? '';
  }
  const value = attribute(attributes, 'value');
  if (value !== undefined && value !== '') return value;
  const type = attribute(attributes, 'type');
  if (type === 'date') return '2026-11-10';
  if (type === 'number') return '1';
  if (type === 'email') return 'a@example.se';
  return type === 'checkbox' ? 'on' : 'Exempel';
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Addresses of the same site that a page links to. */
export function linksOf(html: string, address: string): string[] {
  return [...html.matchAll(/<a\b([^>]*)>/g)].flatMap(([, head = '']) => {
    const href = attribute(head, 'href');
    if (href === undefined || href.startsWith('#')) return [];
    const url = new URL(unescaped(href), `http://localhost${address}`);
    return url.host === 'localhost' ? [url.pathname + url.search] : [];
  });
}

/** The form as it is, and with each field spoiled in turn: a third of the texts for each, and the field twice. */
export function spoiledForm({
  fields,
}: PageForm): [what: string, fields: Record<string, string | readonly string[]>][] {
  const spoiled: [string, Record<string, string | readonly string[]>][] = [];
  for (const [turn, name] of Object.keys(fields).slice(0, 60).entries()) {
    for (const [n, text] of TEXTS.entries())
      if (n % 3 === turn % 3)
        spoiled.push([`${name}=${JSON.stringify(text.slice(0, 60))}`, { ...fields, [name]: text }]);
    spoiled.push([`${name} twice`, { ...fields, [name]: [fields[name] ?? '', 'x\u0000'] }]);
    const { [name]: _, ...rest } = fields;
    spoiled.push([`no ${name}`, rest]);
  }
  // At the end what is right, because it may end what the others were about.
  spoiled.push(['as it is', fields]);
  return spoiled;
}
