import type { Child, FC } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { Choice, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { COVERS, FOUND, REPRESENTATION_KINDS, type RepresentationView } from '../representation.ts';
import { representationTexts } from '../representation-texts.ts';
import { whyNotRepresented } from '../rules/representation.ts';

// Who speaks for the person: the same at a contact and in a hand-over.

/** The fields in which one is noted. `prefix` stands before each id: a page may have several such forms. */
export const RepresentationFields: FC<{
  prefix: string;
  given: Readonly<Record<string, string>>;
  errors: Errors;
  locale: Locale;
}> = ({ prefix, given, errors, locale }) => {
  const t = representationTexts[locale];
  return (
    <>
      <Select
        id={`${prefix}-kind`}
        name="kind"
        label={t.kind}
        required
        value={given.kind ?? 'power-of-attorney'}
        error={errors.kind}
        options={REPRESENTATION_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
      />
      <Input
        id={`${prefix}-name`}
        name="name"
        label={t.name}
        required
        value={given.name}
        error={errors.name}
      />
      <Choice
        id={`${prefix}-covers`}
        name="covers"
        legend={t.covers}
        required
        value={given.covers}
        error={errors.covers}
        options={COVERS.map((covers) => ({ value: covers, label: t.coversSaid[covers] }))}
      />
      <Input
        id={`${prefix}-powers`}
        name="powers"
        label={t.powers}
        help={t.powersHelp}
        value={given.powers}
        error={errors.powers}
      />
      <Input
        id={`${prefix}-proof`}
        name="proof"
        label={t.proof}
        help={t.proofHelp}
        required
        value={given.proof}
        error={errors.proof}
      />
      <div class="row">
        <Input
          id={`${prefix}-from`}
          name="from"
          label={t.from}
          type="date"
          required
          value={given.from}
          error={errors.from}
        />
        <Input id={`${prefix}-to`} name="to" label={t.to} type="date" value={given.to} error={errors.to} />
      </div>
    </>
  );
};

/** Those that are noted, each with its look-ups; `lookUp` is the form in which one is looked up again. */
export const Representations: FC<{
  representations: readonly RepresentationView[];
  today: PlainDate;
  locale: Locale;
  lookUp: ((representation: RepresentationView) => Child) | null;
}> = ({ representations, today, locale, lookUp }) => {
  const t = representationTexts[locale];
  return (
    <ul class="plain representations">
      {representations.map((each) => {
        const why = whyNotRepresented(each, today);
        return (
          <li>
            <p>
              <strong>{each.name}</strong>, {t.kinds[each.kind]}{' '}
              <Badge kind={why === null ? 'good' : 'wrong'}>{t.state[why ?? 'holds']}</Badge>
            </p>
            <p>
              {t.coversSaid[each.covers]}
              {each.powers === '' ? '' : `: ${each.powers}`} <span class="quiet">({each.proof})</span>
            </p>
            <p class="quiet">
              {each.endedOn !== null
                ? t.endedOn(formatDay(each.endedOn, locale), each.endedWhy ?? '')
                : each.to === null
                  ? t.untilNotice(formatDay(each.from, locale))
                  : t.until(formatDay(each.from, locale), formatDay(each.to, locale))}
            </p>
            <details>
              <summary>
                {t.log} ({each.lookedUp.length})
              </summary>
              <ul class="plain quiet">
                {each.lookedUp.map(({ at, by, found, note }) => (
                  <li>{t.logRow(by, formatMoment(Temporal.Instant.from(at)), t.found[found], note)}</li>
                ))}
              </ul>
            </details>
            {lookUp === null || each.endedOn !== null ? null : (
              <details>
                <summary>{t.lookUp}</summary>
                {lookUp(each)}
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** The fields in which a look-up is noted; `id` makes theirs one on the page. */
export const LookUpFields: FC<{ id: string; representation: RepresentationView; locale: Locale }> = ({
  id,
  representation,
  locale,
}) => {
  const t = representationTexts[locale];
  return (
    <>
      <input type="hidden" name="representationId" value={representation.id} />
      <Choice
        id={`${id}-found`}
        name="found"
        legend={t.whatFound}
        required
        options={FOUND.map((found) => ({ value: found, label: t.found[found] }))}
      />
      <div class="field">
        <label for={`${id}-text`}>{t.why}</label>
        <input id={`${id}-text`} name="text" maxlength={300} autocomplete="off" />
      </div>
      <div class="field">
        <label for={`${id}-endedOn`}>{t.endedDay}</label>
        <input id={`${id}-endedOn`} name="endedOn" type="date" />
      </div>
      <Button kind="quiet">{t.lookUpSave}</Button>
    </>
  );
};

/** Who speaks in what is done now: the person, or one of those who are noted. Nothing where nobody is. */
export const WhoSpeaks: FC<{
  id: string;
  representations: readonly RepresentationView[];
  value?: string | undefined;
  locale: Locale;
}> = ({ id, representations, value, locale }) => {
  const t = representationTexts[locale];
  return representations.length === 0 ? null : (
    <Select
      id={id}
      name="representationId"
      label={t.who}
      empty={t.self}
      value={value}
      options={representations.map((each) => ({
        value: String(each.id),
        label: `${each.name}, ${t.kinds[each.kind]}`,
      }))}
    />
  );
};
