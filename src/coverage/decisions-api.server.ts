import { createRoute, type z } from '@hono/zod-openapi';
import { asOfQuery } from '../agreements/agreements-api.server.ts';
import { groundJson, VerdictSchema, verdictJson } from '../agreements/verdict-json.ts';
import { SERVICE_LEVELS } from '../law/facts.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import { formatDay } from '../ui/format.ts';
import type { Locale } from '../ui/texts.ts';
import { Changes, DecisionQuery, What, WhatQuery, When, Where, Who, WhoQuery } from './api-schemas.ts';
import { askTexts } from './ask-texts.ts';
import { namesOf } from './change-names.ts';
import { changeSentence } from './change-texts.ts';
import { askLaw, overview, type Question } from './queries/ask.server.ts';
import { namesAsked } from './queries/names.server.ts';
import { whenMay, whereMay, whoMay } from './queries/open-question.server.ts';
import { reasonedAnswer } from './queries/reasoned.server.ts';
import { type Change, MAKER } from './rules/change.ts';

const get = { method: 'get' as const, tags: ['Law'], security };
const WHO_ASKS =
  'An officer asks about oneself; a coordinator about any officer and the tasks of the own authority; a coordinator and an office’s manager about the employer’s own staff and any task.';

function questionOf(c: Http, query: z.output<typeof DecisionQuery>): Question {
  return {
    ...asOfQuery(c, query),
    officerId: query.officer,
    officeId: query.office,
    taskId: query.task,
    principalId: query.authority,
    level: query.level,
  };
}

export const decisionsPart = api()
  .openapi(
    createRoute({
      ...get,
      path: '/decisions',
      summary: 'What the law says of one act, on a day, as the registers knew it then',
      description: WHO_ASKS,
      request: { query: DecisionQuery },
      responses: { 200: json(VerdictSchema, 'Permitted or refused, with all grounds'), ...problems },
    }),
    async (c) => {
      const verdict = await askLaw(contextOf(c), questionOf(c, c.req.valid('query')));
      return c.json(verdictJson(verdict, c.get('locale')), 200);
    },
  )
  .openapi(
    createRoute({
      ...get,
      path: '/decisions/changes',
      summary: 'The smallest changes that would turn a no into a yes, and who can make them',
      description: `${WHO_ASKS} Each is tried with the law itself. Empty for what was known at another time.`,
      request: { query: DecisionQuery },
      responses: { 200: json(Changes, 'Ways, other questions, or why nothing helps'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const locale = c.get('locale');
      const question = questionOf(c, c.req.valid('query'));
      const { verdict, remedies, performer } = await reasonedAnswer(ctx, question);
      const names = await namesAsked(ctx, question, locale);
      const named = {
        ...{ ...names, performer, level: askTexts[locale].level1[question.level] },
        day: formatDay(question.day, locale),
      };
      const told = (change: Change) => changeJson(change, named, locale);
      return c.json(
        {
          permitted: verdict.permitted,
          ways: (remedies?.changes ?? []).map((set) => set.map(told)),
          otherwise: (remedies?.otherwise ?? []).map(told),
          inTheWay: (remedies?.inTheWay ?? []).map((ground) => groundJson(ground, locale)),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      ...get,
      path: '/decisions/who',
      summary: 'Officers who may do it at the office that day, those who work there first',
      description:
        'An officer and an office’s manager are told of the employer’s own; a coordinator asks about the own authority’s tasks, and about its own staff.',
      request: { query: WhoQuery },
      responses: { 200: json(Who, 'The officers'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const question = questionOf(c, { ...query, officer: 0 });
      return c.json({ officers: await whoMay(contextOf(c), question) }, 200);
    },
  )
  .openapi(
    createRoute({
      ...get,
      path: '/decisions/where',
      summary: 'Offices where the officer may do it that day',
      description: `${WHO_ASKS} \`office\` is not asked about.`,
      request: { query: DecisionQuery },
      responses: { 200: json(Where, 'The offices'), ...problems },
    }),
    async (c) => {
      const offices = await whereMay(contextOf(c), questionOf(c, c.req.valid('query')));
      return c.json({ offices }, 200);
    },
  )
  .openapi(
    createRoute({
      ...get,
      path: '/decisions/when',
      summary: 'The periods in which the officer may do it at the office',
      description: `${WHO_ASKS} The day is not asked about; last days count.`,
      request: { query: DecisionQuery },
      responses: { 200: json(When, 'The periods, earliest first'), ...problems },
    }),
    async (c) => {
      const periods = await whenMay(contextOf(c), questionOf(c, c.req.valid('query')));
      return c.json({ periods }, 200);
    },
  )
  .openapi(
    createRoute({
      ...get,
      path: '/decisions/what',
      summary: 'Tasks and levels that the officer may at the office that day',
      description: WHO_ASKS,
      request: { query: WhatQuery },
      responses: { 200: json(What, 'The tasks that any level of service is permitted for'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const locale = c.get('locale');
      const rows = await overview(contextOf(c), {
        ...asOfQuery(c, query),
        ...{ officerId: query.officer, officeId: query.office, taskId: null, principalId: null },
      });
      const tasks = rows.map((row) => ({
        taskId: row.taskId,
        principalId: row.principalId,
        task: locale === 'sv' ? row.nameSv : row.nameEn,
        principal: row.principal,
        levels: SERVICE_LEVELS.filter((_, n) => row.steps[n]?.verdict.permitted === true),
      }));
      return c.json({ tasks: tasks.filter(({ levels }) => levels.length > 0) }, 200);
    },
  );

function changeJson(change: Change, named: Parameters<typeof namesOf>[1], locale: Locale) {
  const { what } = changeSentence(change, namesOf(change, named, locale), locale);
  return {
    kind: change.kind,
    sentence: what,
    by: MAKER[change.kind],
    agreementId: 'agreementId' in change && change.agreementId > 0 ? change.agreementId : null,
    mandateId: 'mandateId' in change ? change.mandateId : null,
    officeId: change.kind === 'another-office' ? change.office.id : null,
    day: change.kind === 'another-day' ? change.day : null,
    level: 'level' in change ? change.level : null,
  };
}
