import type { FC } from 'hono/jsx';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { bodiesAt, type Category, categoriesOf } from '../categories.server.ts';
import { CLOSEST, pointedAt, SIDE, viewOf } from '../map.server.ts';
import { municipalityOf } from '../place.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { type Point, readPoint } from '../rules/place.ts';
import { mapPicture } from './map.tsx';
import { showForm } from './report-form.tsx';

/** What has been chosen so far; it stands in the address, so that nothing is lost on the way. */
export interface Chosen {
  readonly municipality: string;
  readonly point: Point | null;
  readonly place: string;
  readonly level: number;
  readonly code: string;
  readonly bodyId: number;
}

export function addressOf(chosen: Partial<Chosen>, more: Readonly<Record<string, string>> = {}): string {
  const fields = new URLSearchParams();
  if (chosen.municipality) fields.set('kommun', chosen.municipality);
  if (chosen.point) fields.set('nara', pointText(chosen.point));
  if (chosen.place) fields.set('plats', chosen.place);
  if (chosen.point) fields.set('vy', String(chosen.level ?? 0));
  if (chosen.code) fields.set('typ', chosen.code);
  if (chosen.bodyId) fields.set('mottagare', String(chosen.bodyId));
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  return `/felanmalan${fields.size === 0 ? '' : `?${fields}`}`;
}

export const pointText = ({ latitude, longitude }: Point) => `${latitude},${longitude}`;

function chosenOf(c: Http): Chosen {
  const text = (name: string, longest: number) =>
    (c.req.query(name) ?? '')
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longest);
  const municipality = text('kommun', 4);
  const point = readPoint(text('nara', 60));
  // "I am there now" says no level: close enough to see whether it is right.
  const level = Number(text('vy', 2) || (point === null ? 0 : 2));
  const body = Number(text('mottagare', 10));
  return {
    municipality: /^\d{4}$/.test(municipality) ? municipality : '',
    point,
    place: text('plats', 300),
    level: Number.isInteger(level) ? Math.min(Math.max(level, 0), CLOSEST) : 0,
    code: text('typ', 40),
    bodyId: Number.isSafeInteger(body) && body > 0 && body < 2_147_483_648 ? body : 0,
  };
}

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
  const t = faultTexts[c.get('locale')].errors;
  if (asked.point !== null && there === null) errors.plats = t['in-the-sea'];
  else if (chosen.municipality !== '' && !municipalities.some(({ code }) => code === chosen.municipality))
    errors.kommun = t['not-received-there'];
  const further = c.req.query('steg') === '2' || chosen.code !== '';
  if (further && errors.plats === undefined && chosen.point === null && chosen.place === '')
    errors.plats = t['place-missing'];
  if (further && chosen.municipality === '') errors.kommun = t['not-received-there'];
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

/** GET /felanmalan/karta.svg: the map that one points at. */
export function showMapPicture(c: Http): Response {
  const chosen = chosenOf(c);
  const view = viewOf(chosen.municipality, chosen.point, chosen.level);
  if (view === null) throw new Problem('not-found');
  const marks = chosen.point === null ? [] : [{ ...chosen.point, kind: 'here' as const, title: '' }];
  return c.body(mapPicture(view, chosen.municipality, marks), 200, {
    'content-type': 'image/svg+xml; charset=utf-8',
  });
}

export const StepLine: FC<{ n: number; locale: Locale }> = ({ n, locale }) => (
  <p class="fault-step quiet">{faultTexts[locale].step(n)}</p>
);

function showWhere(
  c: Http,
  chosen: Chosen,
  municipalities: Receiving['municipalities'],
  errors: Readonly<Record<string, string>>,
) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  const wrongNumber = c.req.query('fel') === 'nummer';
  const known = municipalities.some(({ code }) => code === chosen.municipality);
  const picture = addressOf(chosen).replace('/felanmalan', '/felanmalan/karta.svg');
  return page(
    c,
    { title: t.title, width: 'text', status: Object.keys(errors).length > 0 ? 422 : 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={t.where.title} errors={errors} />
      {municipalities.length === 0 ? (
        <p class="empty">{t.nobody}</p>
      ) : (
        <form method="get" action="/felanmalan" class="fault-form">
          <StepLine n={1} locale={locale} />
          <h2>{t.where.title}</h2>
          {municipalities.length === 1 ? (
            <input type="hidden" name="kommun" value={chosen.municipality} />
          ) : (
            <Select
              name="kommun"
              label={t.where.body}
              empty={t.where.chooseBody}
              value={known ? chosen.municipality : ''}
              error={errors.kommun}
              options={municipalities.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
          <Input
            name="plats"
            label={t.where.words}
            help={t.where.wordsHelp}
            value={chosen.place}
            error={errors.plats}
          />
          {chosen.point === null || errors.plats !== undefined ? null : (
            <>
              <input type="hidden" name="nara" value={pointText(chosen.point)} />
              <input type="hidden" name="vy" value={String(chosen.level)} />
            </>
          )}
          <div class="fault-buttons">
            <button class="button button--primary" type="submit" name="steg" value="2">
              {t.where.on}
            </button>
            <button
              class="button button--quiet"
              type="button"
              data-near={t.where.nearFailed}
              data-near-digits="5"
              hidden
            >
              {t.where.near}
            </button>
          </div>
          <p class="help" id="near-help" hidden>
            {t.where.nearHelp}
          </p>
          {known && errors.plats === undefined ? (
            <>
              <p class="help">{t.where.mapHelp}</p>
              <input
                type="image"
                class="fault-point"
                name="karta"
                src={picture}
                alt={t.where.map}
                width={SIDE}
                height={SIDE}
              />
              {chosen.point === null ? null : (
                <p>
                  {t.where.point(pointText(chosen.point))}
                  {'. '}
                  {chosen.level > 0 ? (
                    <a href={addressOf({ ...chosen, level: chosen.level - 1 })}>{t.where.farther}</a>
                  ) : null}
                  {' · '}
                  <a href={addressOf({ ...chosen, point: null, level: 0 })}>{t.where.clear}</a>
                </p>
              )}
              <p class="quiet">{t.where.credit}</p>
              {chosen.point === null ? null : (
                <button class="button button--primary" type="submit" name="steg" value="2">
                  {t.where.on}
                </button>
              )}
            </>
          ) : municipalities.length > 1 ? (
            <Button kind="quiet">{t.where.showMap}</Button>
          ) : null}
        </form>
      )}
      <section class="fault-else">
        <h2>{t.haveReference}</h2>
        <form method="get" action="/felanmalan" class="fault-number">
          <Input
            name="nummer"
            label={t.reference}
            error={wrongNumber ? t.reference : undefined}
            size={12}
            required
          />
          <Button kind="quiet">{t.showReport}</Button>
        </form>
        <p>
          <a href="/synpunkter">{t.toComplaints}</a>
        </p>
      </section>
    </>,
  );
}

type Kind = Category & { readonly body: string };

function showKinds(c: Http, chosen: Chosen, categories: readonly Kind[]) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  const word = (c.req.query('sok') ?? '').slice(0, 100).trim();
  const fold = (text: string) => text.toLocaleLowerCase('sv');
  const found = categories.filter(({ name, about, keywords, group }) =>
    fold([name.sv, name.en, about.sv, about.en, keywords, group.sv, group.en].join(' ')).includes(fold(word)),
  );
  const shown = found.length === 0 ? categories : found;
  const groups = [...new Set(shown.map(({ parentId }) => parentId))].map((id) =>
    shown.filter(({ parentId }) => parentId === id),
  );
  const bodies = new Set(shown.map(({ body }) => body));
  const one = bodies.size === 1 ? shown[0]!.body : null;
  return page(
    c,
    { title: t.kind.title, width: 'text' },
    <>
      <StepLine n={2} locale={locale} />
      <h1>{t.kind.title}</h1>
      {one === null ? null : <p>{t.kind.receivedBy(one)}</p>}
      <PlaceLine chosen={chosen} locale={locale} />
      <form method="get" action="/felanmalan" class="fault-number">
        {Object.entries({
          kommun: chosen.municipality,
          nara: chosen.point === null ? '' : pointText(chosen.point),
          plats: chosen.place,
          vy: chosen.point === null ? '' : String(chosen.level),
          steg: '2',
        })
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <Input name="sok" type="search" label={t.kind.search} value={word} />
        <Button kind="quiet">{t.kind.find}</Button>
      </form>
      {word !== '' && found.length === 0 ? <p role="status">{t.kind.none}</p> : null}
      {groups.map((group) => (
        <section class="fault-group">
          <h2>{group[0]!.group[locale]}</h2>
          <ul class="fault-kinds">
            {group.map((kind) => (
              <li>
                <a href={addressOf({ ...chosen, code: kind.code, bodyId: kind.bodyId })}>
                  <strong>{kind.name[locale]}</strong>
                  {kind.about[locale] === '' ? null : <span class="quiet"> {kind.about[locale]}</span>}
                </a>
              </li>
            ))}
          </ul>
          {one === null ? <p class="quiet">{t.kind.receivedBy(group[0]!.body)}</p> : null}
        </section>
      ))}
    </>,
  );
}

/** Where it is, and the way back to change it. */
export const PlaceLine: FC<{ chosen: Chosen; locale: Locale }> = ({ chosen, locale }) => {
  const t = faultTexts[locale];
  const place = [chosen.place, chosen.point === null ? '' : pointText(chosen.point)]
    .filter(Boolean)
    .join(' · ');
  return (
    <p>
      {t.form.chosenPlace}: <strong>{place}</strong>{' '}
      <a href={addressOf({ ...chosen, code: '', bodyId: 0 })}>{t.kind.change}</a>
    </p>
  );
};
