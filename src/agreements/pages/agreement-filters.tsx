import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { AGREEMENT_SORTS, type AgreementFilter, LONGEST_ENDING } from '../agreement-filter.ts';
import { agreementTexts } from '../agreement-texts.ts';
import type { FilterChoices } from '../queries/list-agreements.server.ts';
import { AGREEMENT_STATES } from '../rules/agreement-state.ts';
import { sharedTexts } from '../texts.ts';
import { type AskedAsOf, AsOfFields, idAsked, oneOf } from './asked.tsx';

const COMMON = ['sok', 'part', 'lage', 'slutar'] as const;
/** Asked for now and then: folded away until one of them is set. */
const RARE = ['kontor', 'uppgift', 'regelverk', 'dag', 'kand', 'ordning'] as const;

interface FiltersSet {
  readonly any: boolean;
  readonly rare: boolean;
}
/** Which filters of the address say something: the form sends today and the usual order too. */
export function filtersSet(c: Http): FiltersSet {
  const usual: Readonly<Record<string, string>> = {
    dag: swedishDay(contextOf(c).clock()),
    ordning: 'name',
  };
  const set = (name: string) => !['', usual[name] ?? ''].includes(c.req.query(name) ?? '');
  return { any: [...COMMON, ...RARE].some(set), rare: RARE.some(set) };
}

/** The filters as they stand in the address; what is none of the choices filters nothing. */
export function filterAsked(c: Http): AgreementFilter {
  const within = c.req.query('slutar') ?? '';
  const regime = c.req.query('regelverk') ?? '';
  return {
    search: c.req.query('sok'),
    partyId: idAsked(c, 'part') ?? undefined,
    regimeId: /^[\w-]{1,40}$/.test(regime) ? regime : undefined,
    officeId: idAsked(c, 'kontor') ?? undefined,
    taskId: idAsked(c, 'uppgift') ?? undefined,
    state: oneOf(AGREEMENT_STATES, c.req.query('lage')),
    endingWithin: /^\d{1,4}$/.test(within) ? Math.min(Number(within), LONGEST_ENDING) : undefined,
    sort: oneOf(AGREEMENT_SORTS, c.req.query('ordning')),
  };
}

interface FilterProps {
  readonly filter: AgreementFilter;
  readonly set: FiltersSet;
  readonly asked: AskedAsOf;
  readonly choices: FilterChoices;
  readonly locale: Locale;
}

export const FilterFields: FC<FilterProps> = ({ filter, set, asked, choices, locale }) => {
  const t = agreementTexts[locale];
  const s = sharedTexts[locale];
  const options = (rows: readonly { id: number | string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: String(id), label: name }));
  const tasks = choices.tasks.map(({ id, name, nameEn }) => ({ id, name: locale === 'sv' ? name : nameEn }));
  const chosen = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return (
    <>
      <Input name="sok" type="search" label={t.find} value={filter.search} />
      <Select
        name="part"
        label={t.filter.party}
        value={chosen(filter.partyId)}
        empty={s.all}
        options={options(choices.parties)}
      />
      <Select
        name="lage"
        label={s.state}
        value={filter.state}
        empty={s.all}
        options={AGREEMENT_STATES.map((value) => ({ value, label: t.state[value] }))}
      />
      <Input
        name="slutar"
        type="number"
        min="0"
        max={String(LONGEST_ENDING)}
        label={t.filter.ending}
        value={chosen(filter.endingWithin)}
      />
      <Button kind="quiet">{s.show}</Button>
      {set.any ? <a href="/avtal">{s.clear}</a> : null}
      <details class="filters-more" open={set.rare || Object.keys(asked.errors).length > 0}>
        <summary>{t.filter.more}</summary>
        <div class="filters-fields">
          <Select
            name="kontor"
            label={t.filter.office}
            value={chosen(filter.officeId)}
            empty={s.all}
            options={options(choices.offices)}
          />
          <Select
            name="uppgift"
            label={t.filter.task}
            value={chosen(filter.taskId)}
            empty={s.all}
            options={options(tasks)}
          />
          <Select
            name="regelverk"
            label={t.filter.regime}
            value={filter.regimeId}
            empty={s.all}
            options={options(choices.regimes)}
          />
          <AsOfFields asked={asked} locale={locale} />
          <Select
            name="ordning"
            label={t.filter.sort}
            value={filter.sort ?? 'name'}
            options={AGREEMENT_SORTS.map((value) => ({ value, label: t.filter.sorts[value] }))}
          />
        </div>
      </details>
    </>
  );
};
