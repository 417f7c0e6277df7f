import type { FC } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import { Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { AGREEMENT_SORTS, type AgreementFilter, LONGEST_ENDING } from '../agreement-filter.ts';
import { agreementTexts } from '../agreement-texts.ts';
import type { FilterChoices } from '../queries/list-agreements.server.ts';
import { AGREEMENT_STATES } from '../rules/agreement-state.ts';
import { sharedTexts } from '../texts.ts';
import { idAsked, oneOf } from './asked.tsx';

export const FILTER_FIELDS = [
  'sok',
  'part',
  'regelverk',
  'kontor',
  'uppgift',
  'lage',
  'slutar',
  'ordning',
] as const;

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

export const FilterFields: FC<{ filter: AgreementFilter; choices: FilterChoices; locale: Locale }> = ({
  filter,
  choices,
  locale,
}) => {
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
        name="regelverk"
        label={t.filter.regime}
        value={filter.regimeId}
        empty={s.all}
        options={options(choices.regimes)}
      />
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
      <Select
        name="ordning"
        label={t.filter.sort}
        value={filter.sort ?? 'name'}
        options={AGREEMENT_SORTS.map((value) => ({ value, label: t.filter.sorts[value] }))}
      />
    </>
  );
};
