import { transaction } from '../../access/context.server.ts';
import { LANGUAGE_CODES, type Language } from '../../hours/rules/languages.ts';
import { mayChange } from '../../hours/store.server.ts';
import { hoursTexts } from '../../hours/texts.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { factTexts, findingErrorText } from '../fact-texts.ts';
import { type FactsChange, factsHistory, setVisitFacts, visitFactsOf } from '../store.server.ts';
import { type VisitFacts, VisitFactsSchema } from '../visit-facts.ts';

/** GET /kontorstider/:id/hitta-hit: how an office is found and entered, for its manager. */
export function showVisitFacts(c: Http) {
  return factsPage(c);
}

/** POST /kontorstider/:id/hitta-hit */
export async function setVisitFactsAction(c: Http) {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const one = (name: string) => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const whole = {
    street: one('address.street'),
    postcode: one('address.postcode'),
    town: one('address.town'),
  };
  const given = {
    address: Object.values(whole).every((text) => text === '') ? null : whole,
    directionsSv: one('directionsSv') === '' ? null : one('directionsSv'),
    directionsEn: one('directionsEn') === '' ? null : one('directionsEn'),
    stepFree: one('stepFree') === 'yes' ? true : one('stepFree') === 'no' ? false : null,
    languages: [body.languages ?? []].flat().filter((code) => typeof code === 'string'),
  };
  const read = VisitFactsSchema.safeParse(given);
  if (!read.success) {
    const locale = c.get('locale');
    const errors = Object.fromEntries(
      fieldErrors(read.error).map(({ field, code }) => [
        field,
        findingErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
      ]),
    );
    return factsPage(c, { given: given as unknown as VisitFacts, errors });
  }
  await setVisitFacts(contextOf(c), idParam(c), read.data);
  return c.redirect(`/kontorstider/${idParam(c)}/hitta-hit?sparat=1`, 303);
}

async function factsPage(c: Http, told?: { readonly given: VisitFacts; readonly errors: Errors }) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = factTexts[locale];
  const id = idParam(c);
  if (!mayChange(ctx, id)) throw new Problem('forbidden');
  const office = await transaction(ctx, (db) => visitFactsOf(db, id));
  const history = await factsHistory(ctx, id);
  const facts = told?.given ?? office.facts;
  const errors = told?.errors ?? {};
  const names = hoursTexts[locale].languages.name;
  const stepText = (stepFree: boolean | null) => (stepFree === null ? t.unknown : stepFree ? t.yes : t.no);
  return page(
    c,
    { title: t.of(office.name), status: told === undefined ? 200 : 422 },
    <>
      <p class="crumb">
        <a href={`/kontorstider/${id}`}>{t.hours}</a>
      </p>
      <h1>{t.of(office.name)}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {told === undefined && c.req.query('sparat') !== undefined ? (
        <Notice kind="good" focus>
          {t.saved} <a href={`/kontor/${encodeURIComponent(office.code)}`}>{t.publicPage}</a>
        </Notice>
      ) : null}
      <form method="post" action={`/kontorstider/${id}/hitta-hit`} class="stack">
        <p class="help">{t.addressHelp}</p>
        <Input
          name="address.street"
          label={t.street}
          value={facts.address?.street}
          error={errors['address.street']}
        />
        <div class="row">
          <Input
            name="address.postcode"
            label={t.postcode}
            size={8}
            value={facts.address?.postcode}
            error={errors['address.postcode']}
          />
          <Input
            name="address.town"
            label={t.town}
            value={facts.address?.town}
            error={errors['address.town']}
          />
        </div>
        <TextArea
          name="directionsSv"
          label={t.directionsSv}
          help={t.directionsHelp}
          rows={3}
          maxlength={600}
          value={facts.directionsSv ?? ''}
          error={errors.directionsSv}
        />
        <TextArea
          name="directionsEn"
          label={t.directionsEn}
          help={t.directionsEnHelp}
          rows={3}
          maxlength={600}
          value={facts.directionsEn ?? ''}
          error={errors.directionsEn}
        />
        <Choice
          id="stepFree"
          name="stepFree"
          legend={t.stepFree}
          value={facts.stepFree === null ? 'unknown' : facts.stepFree ? 'yes' : 'no'}
          error={errors.stepFree}
          options={[
            { value: 'yes', label: t.yes },
            { value: 'no', label: t.no },
            { value: 'unknown', label: t.unknown },
          ]}
        />
        <fieldset class="conditions visit-languages" aria-describedby="languages-help">
          <legend>{t.languages}</legend>
          <p class="help" id="languages-help">
            {t.languagesHelp}
          </p>
          {LANGUAGE_CODES.map((code) => (
            <label>
              <input type="checkbox" name="languages" value={code} checked={facts.languages.includes(code)} />
              {names[code]}
            </label>
          ))}
        </fieldset>
        <Button>{t.save}</Button>
      </form>
      <h2>{t.history}</h2>
      <Table<FactsChange>
        caption={t.history}
        hideCaption
        rows={history}
        empty={<p>{t.none}</p>}
        columns={[
          { head: t.columns.at, cell: ({ at }) => formatMoment(at) },
          {
            head: t.columns.address,
            cell: ({ facts: { address } }) =>
              address === null ? t.unknown : `${address.street}, ${address.postcode} ${address.town}`,
          },
          { head: t.columns.stepFree, cell: ({ facts: { stepFree } }) => stepText(stepFree) },
          {
            head: t.columns.languages,
            cell: ({ facts: { languages } }) => languages.map((code: Language) => names[code]).join(', '),
          },
          { head: t.columns.by, cell: ({ by }) => by ?? '' },
        ]}
      />
    </>,
  );
}
