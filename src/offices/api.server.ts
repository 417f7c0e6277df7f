import { createRoute, z } from '@hono/zod-openapi';
import { IdText } from '../kernel/id.schema.ts';
import { PARTY_KINDS, SPHERES } from '../law/content.ts';
import { PAGE_SIZE } from '../platform/paging.ts';
import { api, body, json, PageQuery, Period, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import {
  RegisterLastDaySchema,
  setOfficeLastDay,
  setOfficerLastDay,
} from './commands/set-last-day.server.ts';
import { offices } from './pages/office-queries.server.ts';
import { authorities, counties, officers, type Paged, tasks } from './queries.server.ts';

const Paging = PageQuery.extend({
  q: z.string().trim().max(100).optional().openapi({ description: 'A word of its name, code or place' }),
});
const pageOf = <S extends z.ZodType>(row: S) =>
  z.object({
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    rows: z.array(row),
  });

function paged<Row, Out>(found: Paged<Row>, page: number, shape: (row: Row) => Out) {
  return { total: found.total, page, pageSize: PAGE_SIZE, rows: found.rows.map(shape) };
}

const Office = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    type: z.string(),
    operator: z.string(),
    region: z.string().nullable(),
    area: z.string().nullable(),
    locality: z.string(),
    municipality: z.string(),
    county: z.string(),
    countyCode: z.string(),
    open: Period,
    officers: z.number().int().openapi({ description: 'Officers who have it as home office today' }),
    latitude: z.number(),
    longitude: z.number(),
  })
  .openapi('Office');

const Officer = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    employer: z.string(),
    homeOfficeId: z.number().int(),
    homeOffice: z.string(),
    fullTimeShare: z.number(),
    employed: Period,
  })
  .openapi('Officer');

const Authority = z
  .object({
    id: z.number().int(),
    orgNumber: z.string().nullable(),
    name: z.string(),
    shortName: z.string(),
    kind: z.enum(PARTY_KINDS),
    endedOn: z.string().nullable(),
    systems: z.array(z.string()),
    source: z.string(),
    verifiedOn: z.string().nullable(),
  })
  .openapi('Authority');

const Municipality = z
  .object({
    code: z.string(),
    name: z.string(),
    countyCode: z.string(),
    county: z.string(),
    offices: z.number().int(),
  })
  .openapi('Municipality');

const Task = z
  .object({
    id: z.number().int(),
    code: z.string(),
    sphere: z.enum(SPHERES),
    authority: z.string().nullable(),
    nameSv: z.string(),
    nameEn: z.string(),
    words: z.string(),
    catalogueItems: z.array(z.string()).openapi({ description: 'List items that hold today' }),
    source: z.string(),
  })
  .openapi('RegisterTask');

const lastDay = (path: '/offices/{id}/last-day' | '/officers/{id}/last-day', summary: string) =>
  createRoute({
    method: 'put',
    path,
    tags: ['Registers'],
    security,
    summary,
    request: { params: z.object({ id: IdText }), ...body(RegisterLastDaySchema) },
    responses: { 204: { description: 'Stored' }, ...problems },
  });

const route = <Q extends z.ZodObject, S extends z.ZodType>(
  path: string,
  summary: string,
  query: Q,
  answer: S,
) =>
  createRoute({
    method: 'get',
    path,
    tags: ['Registers'],
    security,
    summary,
    request: { query },
    responses: { 200: json(answer, summary), ...problems },
  });

export const officesApi = api()
  .openapi(
    route(
      '/offices',
      'Offices, by name',
      Paging.extend({ county: z.string().max(2).optional(), type: z.string().max(30).optional() }),
      pageOf(Office),
    ),
    async (c) => {
      const { q, county, type, page } = c.req.valid('query');
      const found = await offices(contextOf(c), { word: q, county, type }, page);
      return c.json(
        paged(found, page, (row) => ({
          ...{ id: row.id, code: row.code, name: row.name, type: row.typeCode, operator: row.operator },
          ...{ region: row.region, area: row.area, locality: row.locality, municipality: row.municipality },
          ...{ county: row.county, countyCode: row.countyCode, open: row.open, officers: row.officers },
          ...{ latitude: row.latitude, longitude: row.longitude },
        })),
        200,
      );
    },
  )
  .openapi(
    route('/officers', 'Officers, by name', Paging.extend({ officeId: IdText.optional() }), pageOf(Officer)),
    async (c) => {
      const { q, officeId, page } = c.req.valid('query');
      const found = await officers(contextOf(c), { word: q, officeId }, page);
      return c.json(
        paged(found, page, (row) => ({
          ...{ id: row.id, code: row.code, name: row.name, employer: row.employer },
          ...{ homeOfficeId: row.homeOfficeId, homeOffice: row.homeOffice },
          ...{ fullTimeShare: row.fullTimeShare, employed: row.employed },
        })),
        200,
      );
    },
  )
  .openapi(
    route(
      '/authorities',
      'Parties to agreements',
      Paging.extend({ kind: z.enum(PARTY_KINDS).optional() }),
      pageOf(Authority),
    ),
    async (c) => {
      const { q, kind, page } = c.req.valid('query');
      const found = await authorities(contextOf(c), { word: q, kind }, page);
      return c.json(
        paged(found, page, (row) => ({
          ...{ id: row.id, orgNumber: row.orgNumber, name: row.name, shortName: row.shortName },
          ...{ kind: row.kind, endedOn: row.endedOn, systems: [...row.systems] },
          ...{ source: row.source, verifiedOn: row.verifiedOn },
        })),
        200,
      );
    },
  )
  .openapi(
    route(
      '/municipalities',
      'Sweden’s 290 municipalities, with the offices open today',
      z.object({}),
      z.array(Municipality),
    ),
    async (c) => {
      const found = await counties(contextOf(c));
      return c.json(
        found.flatMap(({ code: countyCode, name: county, municipalities }) =>
          municipalities.map(({ code, name, offices }) => ({ code, name, countyCode, county, offices })),
        ),
        200,
      );
    },
  )
  .openapi(
    route(
      '/registers/tasks',
      'The register of tasks',
      Paging.extend({ sphere: z.enum(SPHERES).optional() }),
      pageOf(Task),
    ),
    async (c) => {
      const { q, sphere, page } = c.req.valid('query');
      const found = await tasks(contextOf(c), { word: q, sphere }, page);
      return c.json(
        paged(found, page, ({ items, ...row }) => ({
          ...{ id: row.id, code: row.code, sphere: row.sphere, authority: row.authority },
          ...{ nameSv: row.nameSv, nameEn: row.nameEn, words: row.words, source: row.source },
          catalogueItems: [...items],
        })),
        200,
      );
    },
  )
  .openapi(
    lastDay('/offices/{id}/last-day', 'Give an office its last visiting day, or none (administrator)'),
    async (c) => {
      await setOfficeLastDay(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(
    lastDay(
      '/officers/{id}/last-day',
      'Give an officer the last day of the employment, or none (administrator)',
    ),
    async (c) => {
      await setOfficerLastDay(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    },
  );
