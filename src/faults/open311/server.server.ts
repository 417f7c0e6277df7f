import { Hono } from 'hono';
import { sql } from '../../platform/database.server.ts';
import { type Env, type Http, originOf } from '../../shell/http.ts';
import { allBodies, categoriesOf, categoryByCode } from '../categories.server.ts';
import { type PublicFault, publicColumns } from '../public.server.ts';
import { readReference } from '../reference.server.ts';
import {
  answer,
  answerOpen311Problem,
  bodyOf,
  languageOf,
  named,
  Refusal,
  reading,
} from './answer.server.ts';
import { definitionSaid, discoverySaid, requestSaid, serviceSaid } from './answers.ts';
import { whichAsked } from './filters.server.ts';
import { post } from './post.server.ts';
import { postUpdate } from './post-update.server.ts';
import { updates } from './updates.server.ts';

async function services(c: Http): Promise<Response> {
  const locale = languageOf(c);
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const found = await categoriesOf(db, [body.id], c.get('services').clock());
    return answer(
      c,
      'services',
      found.map((each) => serviceSaid(each, locale)),
    );
  });
}

async function definition(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const category = await categoryByCode(db, body.id, named(c.req.param('code')), c.get('services').clock());
    if (category === null) throw new Refusal(404, 'service_code provided was not found');
    return answer(c, 'service_definition', definitionSaid(category, languageOf(c)));
  });
}

/** What the body last said to everybody: the notes of its state, since it was last opened. */
const lastSaid = sql`(select e.words from public_fault_event e where e.report_id = v.id and e.words <> ''
  and e.kind in ('told', 'closed', 'moved')
  and e.id > coalesce((select max(o.id) from public_fault_event o where o.report_id = v.id and o.kind = 'reopened'), 0) order by e.id desc limit 1) as notes`;
type Row = PublicFault & { readonly notes: string | null };

async function requests(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const { which, limit, offset } = whichAsked(c);
    const rows = await db.many<Row>(sql`
      select ${publicColumns}, ${lastSaid} from public_fault v where v.body_id = ${body.id} and ${which}
      order by v.received_at desc, v.reference limit ${limit} offset ${offset}`);
    return answerRequests(c, rows);
  });
}

async function request(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const reference = readReference(named(c.req.param('id')));
    const rows =
      reference === null
        ? []
        : await db.many<Row>(sql`
            select ${publicColumns}, ${lastSaid} from public_fault v where v.body_id = ${body.id} and v.reference = ${reference}`);
    if (rows.length === 0) throw new Refusal(404, 'service_request_id provided was not found');
    return answerRequests(c, rows);
  });
}

function answerRequests(c: Http, rows: readonly Row[]): Response {
  const extensions = c.req.query('extensions') === 'true';
  const origin = originOf(c);
  return answer(
    c,
    'service_requests',
    rows.map((row) => requestSaid(row, origin, languageOf(c), row.notes ?? '', extensions)),
  );
}

/** Every report has its number at once: the token is that number. */
async function token(c: Http): Promise<Response> {
  return reading(c, async (db) => {
    const body = await bodyOf(db, c.req.query('jurisdiction_id'));
    const reference = readReference(named(c.req.param('token')));
    const found =
      reference === null
        ? undefined
        : await db.maybe<{ reference: string }>(
            sql`select reference from public_fault where reference = ${reference} and body_id = ${body.id}`,
          );
    if (found === undefined) throw new Refusal(404, 'token provided was not found');
    return answer(c, 'service_requests', [
      { service_request_id: found.reference, token: named(c.req.param('token')) },
    ]);
  });
}

async function discovery(c: Http): Promise<Response> {
  const { demonstration } = c.get('services');
  return reading(c, async (db) =>
    answer(c, 'discovery', discoverySaid(originOf(c), await allBodies(db), demonstration)),
  );
}

/** GeoReport v2 under /open311/v2. */
export function open311(): Hono<Env> {
  const app = new Hono<Env>();
  for (const ending of ['', '.xml', '.json']) {
    app.get(`/discovery${ending}`, discovery);
    app.get(`/services${ending}`, services);
    app.get(`/servicerequestupdates${ending}`, updates).post(`/servicerequestupdates${ending}`, postUpdate);
    app.get(`/requests${ending}`, requests).post(`/requests${ending}`, post);
  }
  app.get('/services/:code', definition);
  app.get('/requests/:id', request);
  app.get('/tokens/:token', token);
  // A page of another address asks first when it sends more than a form would.
  app.options('*', (c) =>
    c.body(null, 204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers':
        'Accept, Accept-Language, Content-Type, Idempotency-Key, X-Requested-With',
      'access-control-max-age': '86400',
    }),
  );
  app.all('*', () => {
    throw new Refusal(404, 'There is nothing at this address');
  });
  app.onError((error, c) => answerOpen311Problem(error, c));
  return app;
}
