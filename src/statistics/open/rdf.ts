// Statements and three ways to write them: Turtle, RDF/XML and JSON-LD. Just what a catalog needs.

export type Node =
  | { readonly kind: 'iri'; readonly value: string }
  | { readonly kind: 'literal'; readonly value: string; readonly language?: string; readonly type?: string };
export type Graph = readonly (readonly [subject: Node, predicate: string, object: Node])[];

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

export const iri = (value: string): Node => ({ kind: 'iri', value });
export const literal = (value: string, language?: string): Node => ({
  kind: 'literal',
  value,
  ...(language === undefined ? {} : { language }),
});
export const typed = (value: string, type: 'date'): Node => ({ kind: 'literal', value, type: XSD + type });

const PREFIXES: readonly (readonly [string, string])[] = [
  ['rdf', RDF],
  ['xsd', XSD],
  ['dcat', 'http://www.w3.org/ns/dcat#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
  ['foaf', 'http://xmlns.com/foaf/0.1/'],
  ['vcard', 'http://www.w3.org/2006/vcard/ns#'],
  ['dcatap', 'http://data.europa.eu/r5r/'],
];

/** A name with a prefix where there is one for it. Throws RangeError for one that has none: every predicate has. */
function short(name: string): string {
  for (const [prefix, base] of PREFIXES)
    if (name.startsWith(base) && /^\w+$/.test(name.slice(base.length)))
      return `${prefix}:${name.slice(base.length)}`;
  throw new RangeError(`no prefix for ${name}`);
}

function bySubject(graph: Graph): [string, [string, Node][]][] {
  const subjects = new Map<string, [string, Node][]>();
  for (const [subject, predicate, object] of graph) {
    const said = subjects.get(subject.value) ?? [];
    subjects.set(subject.value, said);
    said.push([predicate, object]);
  }
  return [...subjects];
}

export function turtle(graph: Graph): string {
  const text = (value: string) =>
    `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
  const node = (one: Node): string => {
    if (one.kind === 'iri') return `<${escapedIri(one.value)}>`;
    return (
      text(one.value) +
      (one.language !== undefined ? `@${one.language}` : one.type !== undefined ? `^^${short(one.type)}` : '')
    );
  };
  const verb = (predicate: string) => (predicate === `${RDF}type` ? 'a' : short(predicate));
  return [
    ...PREFIXES.map(([prefix, base]) => `@prefix ${prefix}: <${base}> .`),
    '',
    ...bySubject(graph).map(
      ([subject, said]) =>
        `<${escapedIri(subject)}>\n${said
          .map(
            ([predicate, object]) =>
              `  ${verb(predicate)} ${predicate === `${RDF}type` && object.kind === 'iri' ? short(object.value) : node(object)}`,
          )
          .join(' ;\n')} .\n`,
    ),
  ].join('\n');
}

export function rdfXml(graph: Graph): string {
  const xml = (value: string) =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const element = ([predicate, object]: readonly [string, Node]): string => {
    const name = short(predicate);
    if (object.kind === 'iri') return `    <${name} rdf:resource="${xml(object.value)}"/>`;
    const of =
      object.language !== undefined
        ? ` xml:lang="${object.language}"`
        : object.type !== undefined
          ? ` rdf:datatype="${xml(object.type)}"`
          : '';
    return `    <${name}${of}>${xml(object.value)}</${name}>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rdf:RDF ${PREFIXES.map(([prefix, base]) => `xmlns:${prefix}="${base}"`).join(' ')}>`,
    ...bySubject(graph).map(
      ([subject, said]) =>
        `  <rdf:Description rdf:about="${xml(subject)}">\n${said.map(element).join('\n')}\n  </rdf:Description>`,
    ),
    '</rdf:RDF>',
    '',
  ].join('\n');
}

export function jsonLd(graph: Graph): string {
  const node = (object: Node) =>
    object.kind === 'iri'
      ? { '@id': object.value }
      : {
          '@value': object.value,
          ...(object.language === undefined ? {} : { '@language': object.language }),
          ...(object.type === undefined ? {} : { '@type': short(object.type) }),
        };
  return JSON.stringify(
    {
      '@context': Object.fromEntries(PREFIXES),
      '@graph': bySubject(graph).map(([subject, said]) => ({
        '@id': subject,
        '@type': said
          .filter(([predicate]) => predicate === `${RDF}type`)
          .map(([, object]) => short(object.value)),
        ...Object.fromEntries(
          [...Map.groupBy(said, ([predicate]) => predicate)]
            .filter(([predicate]) => predicate !== `${RDF}type`)
            .map(([predicate, all]) => [short(predicate), all.map(([, object]) => node(object))]),
        ),
      })),
    },
    null,
    1,
  );
}

/** What may not stand between angle brackets is written as its code. */
const escapedIri = (value: string) => value.replaceAll(/[<>"{}|\\^`\s]/g, (bad) => encodeURIComponent(bad));
