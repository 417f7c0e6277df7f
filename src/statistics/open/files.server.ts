import { type Pool, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { csvFile } from '../../ui/csv.ts';
import { definitionJson } from '../exports/json.ts';
import { unitOf } from '../format.ts';
import { MEASURES, type MeasureKey } from '../measures.ts';
import { catalogOf } from './dcat.ts';
import { OPEN_FILES, type OpenFile, openTexts } from './open-texts.ts';
import { openFigures, openSpan, publisher, reportedYears } from './queries.server.ts';
import { jsonLd, rdfXml, turtle } from './rdf.ts';
import type { Dataset } from './refresh.server.ts';

const DATASET: Readonly<Record<Exclude<OpenFile, 'rapporterat'>, Dataset>> = {
  riket: 'country',
  kontor: 'offices',
  myndigheter: 'authorities',
};

/** The day that the first open figures of the product were described. */
const ISSUED = '2026-11-22';

/** GET /oppna-siffror/<name>.csv | .json: a data set. Anybody may fetch it, from any site. */
export async function downloadOpen(c: Http) {
  const [, name, format] = c.req.path.match(/([a-z]+)\.(csv|json)$/) ?? [];
  const file = OPEN_FILES.find((one) => one === name);
  if (file === undefined) throw new Problem('not-found');
  open(c);
  const body =
    format === 'csv'
      ? await csvOf(c, file)
      : JSON.stringify(await openJson(c.get('services').database.pool, file));
  c.header('Content-Type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${file}.${format}"`);
  return c.body(body);
}

function open(c: Http): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cache-Control', 'public, max-age=3600');
}

/** Decimals with a point: it is read by programs, whatever language they speak. */
async function csvOf(c: Http, file: OpenFile): Promise<string> {
  const { pool } = c.get('services').database;
  const t = openTexts[c.get('locale')].file;
  if (file === 'rapporterat')
    return csvFile([
      [t.year, t.visits, t.note, t.source],
      ...(await reportedYears(pool)).map(({ year, visits, note, source }) => [
        String(year),
        String(visits),
        note,
        source,
      ]),
    ]);
  return csvFile([
    [t.measure, t.version, t.period, t.id, t.part, t.value, t.base, t.withheld],
    ...(await openFigures(pool, DATASET[file])).map((row) => [
      row.measure,
      String(row.version),
      row.period,
      row.part === 0 ? '' : String(row.part),
      row.name,
      row.value === null ? '' : String(row.value),
      row.base === null ? '' : String(row.base),
      row.withheld ? t.yes : t.no,
    ]),
  ]);
}

/** A data set as JSON, Swedish. */
export async function openJson(pool: Pool, file: OpenFile) {
  const t = openTexts.sv;
  if (file === 'rapporterat')
    return {
      title: t.names[file],
      description: t.said[file],
      licence: 'CC0-1.0',
      years: await reportedYears(pool),
    };
  const rows = await openFigures(pool, DATASET[file]);
  const used = MEASURES.filter(({ key }) => rows.some(({ measure }) => measure === key));
  return {
    title: t.names[file],
    description: t.said[file],
    licence: 'CC0-1.0',
    withheld: t.withheld,
    measures: used.flatMap(({ key, versions }) =>
      versions.map((version) =>
        definitionJson({ measure: key as MeasureKey, version }, unitOf(key as MeasureKey)),
      ),
    ),
    figures: rows.map(({ part, name, ...row }) => ({ ...row, part: part === 0 ? null : { id: part, name } })),
  };
}

/** GET /oppna-siffror/dcat.rdf | .ttl | .jsonld, and /dcat2.rdf: what dataportal.se harvests. */
export async function downloadCatalog(c: Http) {
  const { database, auth, mail } = c.get('services');
  const by = await publisher(unscoped(database.pool));
  if (by === null) throw new Problem('not-found');
  const said = (key: OpenFile) => ({
    key,
    title: {
      sv: `${openTexts.sv.title}: ${openTexts.sv.names[key]}`,
      en: `${openTexts.en.title}: ${openTexts.en.names[key]}`,
    },
    description: { sv: openTexts.sv.said[key], en: openTexts.en.said[key] },
    keywords: { sv: openTexts.sv.keywords.split(', '), en: openTexts.en.keywords.split(', ') },
  });
  const { first, last } = await openSpan(database.pool);
  const years = (await reportedYears(database.pool)).map(({ year }) => year);
  const months =
    first === null || last === null ? null : { from: `${first}-01`, to: lastDayOf(last).toString() };
  const reported =
    years.length === 0 ? null : { from: `${Math.min(...years)}-01-01`, to: `${Math.max(...years)}-12-31` };
  const graph = catalogOf({
    origin: new URL(auth.options.baseURL ?? 'http://localhost').origin,
    publisher: by,
    publisherSays: { sv: openTexts.sv.publisherSays, en: openTexts.en.publisherSays },
    email: mail?.from.address ?? null,
    modified: last === null ? null : lastDayOf(last).add({ days: 1 }).toString(),
    issued: ISSUED,
    datasets: OPEN_FILES.map((key) => ({ ...said(key), span: key === 'rapporterat' ? reported : months })),
    catalog: {
      title: { sv: openTexts.sv.catalogTitle, en: openTexts.en.catalogTitle },
      description: { sv: openTexts.sv.catalogSays, en: openTexts.en.catalogSays },
    },
  });
  open(c);
  const [type, body] = c.req.path.endsWith('.ttl')
    ? ['text/turtle; charset=utf-8', turtle(graph)]
    : c.req.path.endsWith('.jsonld')
      ? ['application/ld+json; charset=utf-8', jsonLd(graph)]
      : ['application/rdf+xml; charset=utf-8', rdfXml(graph)];
  c.header('Content-Type', type);
  return c.body(body);
}

function lastDayOf(month: string): Temporal.PlainDate {
  const day = Temporal.PlainDate.from(`${month}-01`);
  return day.with({ day: day.daysInMonth });
}
