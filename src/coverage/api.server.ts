import { createRoute } from '@hono/zod-openapi';
import { asOfQuery } from '../agreements/agreements-api.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { Coverage, CoverageQuery, FallingAway, FallingAwayQuery } from './api-schemas.ts';
import { decisionsPart } from './decisions-api.server.ts';
import { coverageView } from './queries/coverage.server.ts';
import { fallsAway } from './queries/falls-away.server.ts';
import { stateOf } from './rules/covered.ts';
import { fallSums } from './rules/fall-sums.ts';
import type { Ending } from './rules/falls-away.ts';

const coveragePart = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/coverage',
      tags: ['Coverage'],
      security,
      summary: 'Tasks × offices on a day at one level: what is agreed, and how many officers may',
      request: { query: CoverageQuery },
      responses: { 200: json(Coverage, 'The coverage that the caller may see whole'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const locale = c.get('locale');
      const asked = asOfQuery(c, query);
      const { offices, rows } = await coverageView(contextOf(c), {
        ...asked,
        level: query.level,
        principalId: query.authority ?? null,
        taskId: query.task ?? null,
        county: query.county ?? null,
        region: query.region ?? null,
      });
      return c.json(
        {
          day: asked.day,
          level: query.level,
          offices: offices.map(({ id, name, county, region }) => ({ id, name, county, region })),
          tasks: rows.map(({ task, cells }) => ({
            taskId: task.task.id,
            principalId: task.principalId,
            task: locale === 'sv' ? task.nameSv : task.nameEn,
            principal: task.principal,
            cells: cells.map((cell) => ({ state: stateOf(cell), here: cell.here, anywhere: cell.anywhere })),
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/falling-away',
      tags: ['Coverage'],
      security,
      summary: 'What nobody, or fewer, may do if an agreement, mandate, officer or list item ends on a day',
      request: { query: FallingAwayQuery },
      responses: {
        200: json(FallingAway, 'Summed up by task and office; the rows, office by office, a page of 50'),
        ...problems,
      },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const ctx = contextOf(c);
      const locale = c.get('locale');
      const { name, lastDay, counted, rows } = await fallsAway(
        ctx,
        endingOf(query),
        query.on ?? swedishDay(ctx.clock()),
      );
      const sums = fallSums(rows);
      const chosen = rows.filter(
        ({ office, task }) =>
          (query.office === undefined || office.id === query.office) &&
          (query.task === undefined || task.task.id === query.task),
      );
      const { page, pages, offset } = pageAt(query.page, chosen.length);
      return c.json(
        {
          ...{ name, lastDay, counted },
          tasks: sums.tasks.map(({ of: { task }, ...sum }) => ({
            ...{ taskId: task.task.id, principalId: task.principalId },
            ...sum,
          })),
          offices: sums.offices.map(({ of: { office }, ...sum }) => ({ officeId: office.id, ...sum })),
          ...{ total: chosen.length, page, pages },
          rows: chosen.slice(offset, offset + PAGE_SIZE).map(({ task, office, ...row }) => ({
            ...{ officeId: office.id, office: office.name },
            ...{ taskId: task.task.id, principalId: task.principalId },
            task: locale === 'sv' ? task.nameSv : task.nameEn,
            ...row,
          })),
        },
        200,
      );
    },
  );

function endingOf({
  agreement,
  mandate,
  officer,
  item,
}: {
  readonly agreement?: number | undefined;
  readonly mandate?: number | undefined;
  readonly officer?: number | undefined;
  readonly item?: string | undefined;
}): Ending {
  if (agreement !== undefined) return { what: 'agreement', id: agreement };
  if (mandate !== undefined) return { what: 'mandate', id: mandate };
  if (officer !== undefined) return { what: 'officer', id: officer };
  if (item !== undefined && !item.includes('\0')) return { what: 'item', code: item };
  throw new Problem('not-found');
}

/** Questions to the law, coverage of a day, and what falls away. */
export const coverageApi = api().route('/', decisionsPart).route('/', coveragePart);
