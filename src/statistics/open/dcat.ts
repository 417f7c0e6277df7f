import { type Graph, iri, literal, type Node, typed } from './rdf.ts';

// The catalog of open figures in DCAT-AP-SE 3.0.1 (Digg, December 2024; docs.dataportal.se/dcat). What it makes mandatory is held
// by dcat.test.ts.

const DCT = 'http://purl.org/dc/terms/';
const DCAT = 'http://www.w3.org/ns/dcat#';
const FOAF = 'http://xmlns.com/foaf/0.1/';
const VCARD = 'http://www.w3.org/2006/vcard/ns#';
const EU = 'http://publications.europa.eu/resource/authority';
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
export const CC0 = 'http://creativecommons.org/publicdomain/zero/1.0/';

export interface Described {
  /** `https://host`, without a slash at the end. */
  readonly origin: string;
  readonly publisher: { readonly name: string; readonly orgNumber: string };
  /** Whom to ask; null: nobody has said. */
  readonly email: string | null;
  /** When the figures last became others; null: there are none yet. */
  readonly modified: string | null;
  readonly publisherSays: { readonly sv: string; readonly en: string };
  readonly issued: string;
  readonly datasets: readonly {
    readonly key: string;
    readonly title: { readonly sv: string; readonly en: string };
    readonly description: { readonly sv: string; readonly en: string };
    readonly keywords: { readonly sv: readonly string[]; readonly en: readonly string[] };
    /** First and last day that it tells of; null: none yet. */
    readonly span: { readonly from: string; readonly to: string } | null;
  }[];
  readonly catalog: {
    readonly title: { readonly sv: string; readonly en: string };
    readonly description: { readonly sv: string; readonly en: string };
  };
}

/** Geonames, as the specification advises. */
const SWEDEN = iri('http://sws.geonames.org/2661886/');

const FORMATS = [
  { ext: 'csv', media: 'text/csv', name: 'CSV' },
  { ext: 'json', media: 'application/json', name: 'JSON' },
] as const;

/** The statements of the catalog, in an order that is always the same. */
export function catalogOf(d: Described): Graph {
  const home = `${d.origin}/oppna-siffror`;
  const at = (part: string) => iri(`${home}/dcat#${part}`);
  const graph: [Node, string, Node][] = [];
  const say = (subject: Node, predicate: string, ...objects: Node[]) => {
    for (const object of objects) graph.push([subject, predicate, object]);
  };
  const both = (text: { readonly sv: string; readonly en: string }) => [
    literal(text.sv, 'sv'),
    literal(text.en, 'en'),
  ];
  const licence = iri(CC0);
  const agent = at('utgivare');
  const contact = at('kontakt');
  const catalog = at('katalog');
  const languages = [iri(`${EU}/language/SWE`), iri(`${EU}/language/ENG`)];

  say(catalog, RDF_TYPE, iri(`${DCAT}Catalog`));
  say(catalog, `${DCT}title`, ...both(d.catalog.title));
  say(catalog, `${DCT}description`, ...both(d.catalog.description));
  say(catalog, `${DCT}publisher`, agent);
  say(catalog, `${DCT}license`, licence);
  say(catalog, `${DCT}language`, ...languages);
  say(catalog, `${DCT}issued`, typed(d.issued, 'date'));
  if (d.modified !== null) say(catalog, `${DCT}modified`, typed(d.modified, 'date'));
  say(catalog, `${DCT}spatial`, SWEDEN);
  say(catalog, `${DCAT}themeTaxonomy`, iri(`${EU}/data-theme`));
  say(catalog, `${FOAF}homepage`, iri(home));
  say(catalog, `${DCAT}dataset`, ...d.datasets.map(({ key }) => at(key)));

  say(agent, RDF_TYPE, iri(`${FOAF}Agent`));
  say(agent, `${FOAF}name`, literal(d.publisher.name, 'sv'));
  say(agent, `${DCT}type`, iri('http://purl.org/adms/publishertype/NationalAuthority'));
  say(agent, `${DCT}description`, ...both(d.publisherSays));
  say(agent, `${DCT}identifier`, literal(d.publisher.orgNumber));

  say(contact, RDF_TYPE, iri(`${VCARD}Organization`));
  say(contact, `${VCARD}fn`, literal(d.publisher.name));
  if (d.email === null) say(contact, `${VCARD}hasURL`, iri(home));
  else say(contact, `${VCARD}hasEmail`, iri(`mailto:${d.email}`));

  for (const { key, title, description, keywords, span: told } of d.datasets) {
    const dataset = at(key);
    const span = at(`${key}-period`);
    say(dataset, RDF_TYPE, iri(`${DCAT}Dataset`));
    say(dataset, `${DCT}title`, ...both(title));
    say(dataset, `${DCT}description`, ...both(description));
    say(dataset, `${DCT}publisher`, agent);
    say(dataset, `${DCT}identifier`, literal(`${home}/dcat#${key}`));
    say(dataset, `${DCAT}contactPoint`, contact);
    say(dataset, `${DCAT}theme`, iri(`${EU}/data-theme/GOVE`), iri(`${EU}/data-theme/SOCI`));
    say(
      dataset,
      `${DCAT}keyword`,
      ...keywords.sv.map((word) => literal(word, 'sv')),
      ...keywords.en.map((word) => literal(word, 'en')),
    );
    say(dataset, `${DCT}language`, ...languages);
    say(dataset, `${DCT}accessRights`, iri(`${EU}/access-right/PUBLIC`));
    say(dataset, `${DCT}accrualPeriodicity`, iri(`${EU}/frequency/MONTHLY`));
    say(dataset, `${DCT}spatial`, SWEDEN);
    say(dataset, `${DCT}issued`, typed(d.issued, 'date'));
    say(dataset, `${FOAF}page`, iri(`${d.origin}/statistik/matt`));
    say(dataset, `${DCAT}landingPage`, iri(home));
    // What its numbers mean: the definitions of the measures, all versions.
    say(dataset, `${DCT}conformsTo`, iri(`${d.origin}/statistik/matt`));
    if (told !== null) {
      say(dataset, `${DCT}temporal`, span);
      say(span, RDF_TYPE, iri(`${DCT}PeriodOfTime`));
      say(span, `${DCAT}startDate`, typed(told.from, 'date'));
      say(span, `${DCAT}endDate`, typed(told.to, 'date'));
    }
    for (const { ext, media, name } of FORMATS) {
      const distribution = at(`${key}-${ext}`);
      const url = iri(`${home}/${key}.${ext}`);
      say(dataset, `${DCAT}distribution`, distribution);
      say(distribution, RDF_TYPE, iri(`${DCAT}Distribution`));
      say(
        distribution,
        `${DCT}title`,
        literal(`${title.sv} (${name})`, 'sv'),
        literal(`${title.en} (${name})`, 'en'),
      );
      say(distribution, `${DCT}description`, ...both(description));
      say(distribution, `${DCAT}accessURL`, url);
      say(distribution, `${DCAT}downloadURL`, url);
      say(distribution, `${DCT}format`, literal(media));
      say(distribution, `${DCAT}mediaType`, iri(`https://www.iana.org/assignments/media-types/${media}`));
      say(distribution, `${DCT}license`, licence);
      say(distribution, 'http://data.europa.eu/r5r/availability', iri(`${EU}/planned-availability/STABLE`));
    }
  }
  return graph;
}
