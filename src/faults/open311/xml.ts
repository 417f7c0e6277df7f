/** A value as Open311 tells it: in JSON as it is, in XML as elements (GeoReport v2, "Spark convention"). */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** What an element of a list is called, by what the list is called. */
const ITEM: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

export function xmlDocument(root: string, value: Value): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
}

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`;
  if (Array.isArray(value))
    return `<${name}>${value.map((each) => element(ITEM[name] ?? 'item', each)).join('')}</${name}>`;
  if (typeof value === 'object')
    return `<${name}>${Object.entries(value)
      .map(([inner, each]) => element(inner, each))
      .join('')}</${name}>`;
  return `<${name}>${xmlText(String(value))}</${name}>`;
}

/** Text in XML 1.0: what it cannot hold (control characters, halves of pairs) is left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r\u0085]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** An element that was read: text, or what is within it. */
export interface Read {
  readonly name: string;
  readonly text: string;
  readonly within: readonly Read[];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const DEEPEST = 20;

/** What another system answers, whole; null for what is no XML. No document types: nothing of theirs is expanded or fetched. */
export function readXml(text: string): Read | null {
  const open: { name: string; text: string; within: Read[] }[] = [{ name: '', text: '', within: [] }];
  const tokens =
    /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  const whole = text.replace(/^\uFEFF/, '').trim();
  while (at < whole.length) {
    tokens.lastIndex = at;
    const match = tokens.exec(whole);
    if (match === null) return null;
    at = tokens.lastIndex;
    const [, cdata, closing, opening, , empty, plain] = match;
    const inner = open.at(-1)!;
    if (cdata !== undefined) inner.text += cdata;
    else if (plain !== undefined) {
      const said = unescaped(plain);
      if (said === null) return null;
      inner.text += said;
    } else if (opening !== undefined) {
      const next = { name: opening, text: '', within: [] };
      inner.within.push(next);
      if (empty === '') open.push(next);
      if (open.length > DEEPEST) return null;
    } else if (closing !== undefined && (open.length === 1 || open.pop()!.name !== closing)) return null;
  }
  const [root] = open;
  return open.length === 1 && root!.within.length === 1 && root!.text.trim() === '' ? root!.within[0]! : null;
}

function unescaped(text: string): string | null {
  let broken = false;
  const said = text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));|&/g, (_, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name]!;
    if (Number.isInteger(code) && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    broken = true;
    return '';
  });
  return broken ? null : said;
}

/** The text of an element within another; null when it is missing or empty. */
export function textOf(read: Read, name: string): string | null {
  const found = read.within.find((each) => each.name === name)?.text.trim();
  return found === undefined || found === '' ? null : found;
}
