import { inTransaction, sql } from '../../platform/database.server.ts';
import type { Http } from '../../shell/http.ts';
import { bodiesAt, categoriesOf } from '../categories.server.ts';
import { CLOSEST, pointedAt, SIDE, viewOf } from '../map.server.ts';
import { municipalityOf } from '../place.server.ts';
import { readReference } from '../reference.server.ts';
import type { Point } from '../rules/place.ts';
import { addressOf, type Chosen, chosenOf } from './chosen.tsx';
import { errorSentence } from './form.ts';
import { showForm } from './report-form.tsx';
import { showKinds } from './report-kinds.tsx';
import { showWhere } from './report-where.tsx';

interface Receiving {
  readonly municipalities: readonly { readonly code: string; readonly name: string }[];
}

/** GET /felanmalan: where, what kind, and then the form; each step an address. */
export async function showReport(c: Http): Promise<Response> {
  const asked = chosenOf(c);
  const { database, clock } = c.get('services');
  const reference = c.req.query('nummer');
  if (reference !== undefined) {
    const read = readReference(reference);
    return c.redirect(read === null ? '/felanmalan?fel=nummer' : `/felanmalan/${read}`, 303);
  }
  const { municipalities } = await receiving(c);
  // Who said only "near me" is in some kommun; who had chosen another has moved.
  const there = asked.point === null ? null : municipalityOf(asked.point);
  const only = municipalities.length === 1 ? municipalities[0]!.code : '';
  const chosen = { ...asked, municipality: there ?? (asked.municipality || only) };
  const at = pointed(c, chosen);
  if (at !== null)
    return c.redirect(addressOf({ ...chosen, point: at, level: Math.min(chosen.level + 1, CLOSEST) }), 303);
  const errors: Record<string, string> = {};
  const says = (code: string) => errorSentence(code, c.get('locale'));
  if (asked.point !== null && there === null) errors.plats = says('in-the-sea');
  else if (chosen.municipality !== '' && !municipalities.some(({ code }) => code === chosen.municipality))
    errors.kommun = says('not-received-there');
  const further = c.req.query('steg') === '2' || chosen.code !== '';
  if (further && errors.plats === undefined && chosen.point === null && chosen.place === '')
    errors.plats = says('place-missing');
  if (further && chosen.municipality === '') errors.kommun = says('not-received-there');
  if (!further || Object.keys(errors).length > 0) return showWhere(c, chosen, municipalities, errors);
  const categories = await inTransaction(database.pool, {}, async (db) => {
    const bodies = await bodiesAt(db, chosen.municipality);
    return (
      await categoriesOf(
        db,
        bodies.map(({ id }) => id),
        clock(),
      )
    ).map((category) => ({
      ...category,
      body: bodies.find(({ id }) => id === category.bodyId)?.name ?? '',
    }));
  });
  const category = categories.find(
    ({ code, bodyId }) => code === chosen.code && (chosen.bodyId === 0 || bodyId === chosen.bodyId),
  );
  return category === undefined ? showKinds(c, chosen, categories) : showForm(c, { chosen, category });
}

/** The kommuner whose faults somebody receives. */
async function receiving(c: Http): Promise<Receiving> {
  const municipalities = await inTransaction(c.get('services').database.pool, {}, (db) =>
    db.many<{ code: string; name: string }>(sql`
      select m.code, m.name from municipality m
      where exists (select from fault_body b where b.area in (m.code, left(m.code, 2), 'SE')) order by m.name collate "sv-SE-x-icu"`),
  );
  return { municipalities };
}

/** Where one has pointed on the map; null when one has not. A form that is sent with Enter says 0,0. */
function pointed(c: Http, chosen: Chosen): Point | null {
  const [x, y] = [Number(c.req.query('karta.x')), Number(c.req.query('karta.y'))];
  if (!Number.isInteger(x) || !Number.isInteger(y) || x + y === 0) return null;
  const view = viewOf(chosen.municipality, chosen.point, chosen.level);
  if (view === null || x < 0 || y < 0 || x > SIDE || y > SIDE) return null;
  return pointedAt(view, x, y);
}
