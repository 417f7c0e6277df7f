import { describe, expect, it } from 'vitest';
import { CC0, catalogOf, type Described } from './dcat.ts';
import { jsonLd, rdfXml, turtle } from './rdf.ts';

const described: Described = {
  origin: 'https://samtjanst.example.se',
  publisher: { name: 'Provmyndigheten "Söder" & Co', orgNumber: '202100-0000' },
  email: 'data@example.se',
  first: '2025-01',
  last: '2026-10',
  issued: '2026-11-22',
  catalog: { title: { sv: 'Katalog', en: 'Catalog' }, description: { sv: 'Om katalogen', en: 'About it' } },
  datasets: [
    {
      key: 'riket',
      title: { sv: 'Riket', en: 'Country' },
      description: { sv: 'Om\nriket', en: 'About the country' },
      keywords: { sv: ['besök'], en: ['visits'] },
    },
  ],
};
const graph = catalogOf(described);
const DCT = 'http://purl.org/dc/terms/';
const DCAT = 'http://www.w3.org/ns/dcat#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const ofType = (type: string) =>
  graph
    .filter(([, predicate, object]) => predicate === TYPE && object.value === type)
    .map(([subject]) => subject.value);
const said = (subject: string, predicate: string) =>
  graph.filter(([s, p]) => s.value === subject && p === predicate).map(([, , object]) => object);

// What DCAT-AP-SE 3.0.1 makes mandatory, and of the recommended ones those that dataportal.se searches by.
const MUST: Readonly<Record<string, readonly string[]>> = {
  [`${DCAT}Catalog`]: [
    `${DCT}title`,
    `${DCT}description`,
    `${DCT}publisher`,
    `${DCT}license`,
    `${DCAT}dataset`,
  ],
  'http://xmlns.com/foaf/0.1/Agent': ['http://xmlns.com/foaf/0.1/name', `${DCT}type`],
  [`${DCAT}Dataset`]: [
    ...[`${DCT}title`, `${DCT}description`, `${DCT}publisher`, `${DCAT}distribution`, `${DCAT}contactPoint`],
    ...[
      `${DCAT}theme`,
      `${DCAT}keyword`,
      `${DCT}accessRights`,
      `${DCT}accrualPeriodicity`,
      `${DCT}spatial`,
      `${DCT}temporal`,
    ],
  ],
  [`${DCAT}Distribution`]: [`${DCAT}accessURL`, `${DCAT}downloadURL`, `${DCT}format`, `${DCT}license`],
  'http://www.w3.org/2006/vcard/ns#Organization': [
    'http://www.w3.org/2006/vcard/ns#fn',
    'http://www.w3.org/2006/vcard/ns#hasEmail',
  ],
  [`${DCT}PeriodOfTime`]: [`${DCAT}startDate`, `${DCAT}endDate`],
};

describe('the catalog', () => {
  it.each(Object.entries(MUST))('says all that is asked of each %s', (type, predicates) => {
    const found = ofType(type);
    expect(found.length).toBeGreaterThan(0);
    for (const subject of found)
      for (const predicate of predicates)
        expect(said(subject, predicate), `${subject} ${predicate}`).not.toEqual([]);
  });

  it('names things that are described in it, Swedish first, and is CC0 throughout', () => {
    const [catalog] = ofType(`${DCAT}Catalog`);
    expect(said(catalog!, `${DCAT}dataset`).map(({ value }) => value)).toEqual(ofType(`${DCAT}Dataset`));
    for (const dataset of ofType(`${DCAT}Dataset`)) {
      expect(said(dataset, `${DCT}title`)[0]).toMatchObject({ language: 'sv' });
      for (const { value } of said(dataset, `${DCAT}distribution`)) {
        expect(ofType(`${DCAT}Distribution`)).toContain(value);
        expect(said(value, `${DCT}license`)[0]?.value).toBe(CC0);
      }
    }
  });

  it('without a mail address says where to ask instead', () => {
    const alone = catalogOf({ ...described, email: null, first: null, last: null });
    expect(alone.some(([, predicate]) => predicate.endsWith('hasURL'))).toBe(true);
    expect(alone.some(([, predicate]) => predicate.endsWith('temporal'))).toBe(false);
  });
});

describe('its three forms', () => {
  it('escape what would end a text', () => {
    expect(turtle(graph)).toContain('"Provmyndigheten \\"Söder\\" & Co"@sv');
    expect(turtle(graph)).toContain('"Om\\nriket"@sv');
    expect(rdfXml(graph)).toContain('Provmyndigheten &quot;Söder&quot; &amp; Co');
  });

  it('say the same: as many statements each', () => {
    const read = JSON.parse(jsonLd(graph))['@graph'] as Record<string, unknown[]>[];
    const inJson = read.flatMap((node) =>
      Object.entries(node).flatMap(([key, value]) => (key === '@id' ? [] : (value as unknown[]))),
    );
    expect(inJson).toHaveLength(graph.length);
    expect(rdfXml(graph).match(/^ {4}</gm)).toHaveLength(graph.length);
    expect(turtle(graph).match(/^ {2}\S/gm)).toHaveLength(graph.length);
  });
});
