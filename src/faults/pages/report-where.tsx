import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { SIDE, viewOf } from '../map.server.ts';
import { faultTexts } from '../public-texts.ts';
import { addressOf, type Chosen, chosenOf, pointText, StepLine } from './chosen.tsx';
import { errorSentence } from './form.ts';
import { mapPicture } from './map.tsx';
import { NumberForm } from './not-there.tsx';

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

/** The first step: in words, or on the map. */
export function showWhere(
  c: Http,
  asked: Chosen,
  municipalities: readonly { readonly code: string; readonly name: string }[],
  errors: Readonly<Record<string, string>>,
) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  // Who pointed where nothing can be reported points anew, on the whole map.
  const chosen = errors.plats === undefined ? asked : { ...asked, point: null, level: 0 };
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
          {chosen.point === null ? null : (
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
          {known ? (
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
        <NumberForm
          locale={locale}
          error={wrongNumber ? errorSentence('not-a-reference', locale) : undefined}
        />
        <p>
          <a href="/synpunkter">{t.toComplaints}</a>
        </p>
      </section>
    </>,
  );
}
