import { describe, expect, it } from 'vitest';
import { CC0, catalogOf, type Described } from './dcat.ts';
import { jsonLd, rdfXml, turtle } from './rdf.ts';

const described: Described = {
  origin: 'https://samtjanst.example.se',
  publisher: { name: 'Provmyndigheten "Söder" & Co', orgNumber: '202100-0000' },
  email: 'data@example.se',
  modified: '2026-11-01',
  publisherSays: { sv: 'Driver kontoren', en: 'Runs the offices' },
  issued: '2026-11-22',
  catalog: { title: { sv: 'Katalog', en: 'Catalog' }, description: { sv: 'Om katalogen', en: 'About it' } },
  datasets: [
    {
      key: 'riket',
      title: { sv: 'Riket', en: 'Country' },
      description: { sv: 'Om\nriket', en: 'About the country' },
      keywords: { sv: ['besök'], en: ['visits'] },
      span: { from: '2025-01-01', to: '2026-10-31' },
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

const FOAF = 'http://xmlns.com/foaf/0.1/';
const VCARD = 'http://www.w3.org/2006/vcard/ns#';
const EU = 'http://publications.europa.eu/resource/authority';

/**
 * DCAT-AP-SE 3.0.1, docs.dataportal.se/dcat/3.0.1/sv (its rdforms bundle: `min` 1 is mandatory, `pref` 1 recommended, `max` 1 once
 * at most). Of the recommended ones left out: org:classification of the publisher (whether it is paid by fees), vcard:hasTelephone.
 */
const SPECIFIED: Readonly<Record<string, { mandatory: string[]; recommended: string[]; once: string[] }>> = {
  [`${DCAT}Catalog`]: {
    mandatory: [`${DCT}title`, `${DCT}description`, `${DCT}publisher`, `${DCT}license`, `${DCAT}dataset`],
    recommended: [
      ...[`${DCT}issued`, `${DCT}modified`, `${DCT}language`, `${DCT}spatial`],
      ...[`${FOAF}homepage`, `${DCAT}themeTaxonomy`],
    ],
    once: [`${DCT}publisher`, `${DCT}license`, `${DCT}issued`, `${DCT}modified`, `${FOAF}homepage`],
  },
  [`${FOAF}Agent`]: {
    mandatory: [`${FOAF}name`, `${DCT}type`],
    recommended: [`${DCT}description`, `${DCT}identifier`],
    once: [`${DCT}type`],
  },
  [`${DCAT}Dataset`]: {
    mandatory: [`${DCT}title`, `${DCT}description`, `${DCT}publisher`],
    recommended: [
      ...[`${DCAT}contactPoint`, `${DCAT}keyword`, `${DCAT}theme`, `${DCT}issued`, `${DCT}conformsTo`],
      ...[`${DCT}spatial`, `${DCT}temporal`, `${DCT}accessRights`],
    ],
    once: [`${DCT}publisher`, `${DCT}issued`, `${DCT}accessRights`, `${DCT}accrualPeriodicity`],
  },
  [`${DCAT}Distribution`]: {
    mandatory: [`${DCAT}accessURL`, `${DCT}format`],
    recommended: [`${DCT}description`, `${DCT}license`, 'http://data.europa.eu/r5r/availability'],
    once: [`${DCAT}accessURL`, `${DCT}format`, `${DCT}license`, 'http://data.europa.eu/r5r/availability'],
  },
  [`${VCARD}Organization`]: { mandatory: [`${VCARD}fn`, `${VCARD}hasEmail`], recommended: [], once: [] },
  [`${DCT}PeriodOfTime`]: { mandatory: [`${DCAT}startDate`, `${DCAT}endDate`], recommended: [], once: [] },
};

/** The lists that the specification has values chosen from. */
const CHOSEN: readonly (readonly [predicate: string, of: RegExp])[] = [
  [`${DCT}accessRights`, new RegExp(`^${EU}/access-right/(NON_PUBLIC|PUBLIC|RESTRICTED)$`)],
  [`${DCT}accrualPeriodicity`, new RegExp(`^${EU}/frequency/[A-Z_0-9]+$`)],
  [
    `${DCAT}theme`,
    new RegExp(`^${EU}/data-theme/(AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|SOCI|REGI|TECH|TRAN)$`),
  ],
  [`${DCT}language`, new RegExp(`^${EU}/language/(SWE|ENG)$`)],
  [`${DCT}license`, /^http:\/\/creativecommons\.org\/publicdomain\/zero\/1\.0\/$/],
  [
    'http://data.europa.eu/r5r/availability',
    new RegExp(`^${EU}/planned-availability/(TEMPORARY|EXPERIMENTAL|AVAILABLE|STABLE)$`),
  ],
  [`${DCT}format`, /^(text\/csv|application\/json)$/],
  [`${DCAT}mediaType`, /^https:\/\/www\.iana\.org\/assignments\/media-types\/(text\/csv|application\/json)$/],
];

describe('the catalog', () => {
  it.each(Object.entries(SPECIFIED))(
    'says all that is mandatory and recommended of each %s',
    (type, asked) => {
      const found = ofType(type);
      expect(found.length).toBeGreaterThan(0);
      for (const subject of found) {
        for (const predicate of [...asked.mandatory, ...asked.recommended])
          expect(said(subject, predicate), `${subject} ${predicate}`).not.toEqual([]);
        for (const predicate of asked.once)
          expect(said(subject, predicate).length, `${subject} ${predicate}`).toBeLessThanOrEqual(1);
      }
    },
  );

  it.each(CHOSEN)('%s is chosen from the list that the specification names', (predicate, of) => {
    const values = graph.filter(([, p]) => p === predicate).map(([, , { value }]) => value);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toMatch(of);
  });

  it('calls the publisher a national authority by the ADMS list', () => {
    const [agent] = ofType(`${FOAF}Agent`);
    expect(said(agent!, `${DCT}type`)[0]?.value).toBe('http://purl.org/adms/publishertype/NationalAuthority');
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
    const alone = catalogOf({
      ...described,
      email: null,
      datasets: described.datasets.map((one) => ({ ...one, span: null })),
    });
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
