import type { FC } from 'hono/jsx';
import { type AskedAsOf, AsOfFields } from '../../agreements/pages/asked.tsx';
import { LEVELS } from '../../law/facts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input, type Option, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import type { Pair } from '../queries/ask.server.ts';

/** What is left open in a question. */
export const OPENS = ['may', 'who', 'where', 'what', 'when'] as const;
export type Open = (typeof OPENS)[number];

export interface Choices {
  readonly offices: readonly Option[];
  readonly tasks: readonly Option[];
  readonly authorities: readonly Option[];
}

/** What can be chosen, each once, by name. */
export function choicesOf(
  pairs: readonly Pair[],
  offices: readonly { readonly id: number; readonly name: string }[],
  locale: Locale,
): Choices {
  const byName = (a: Option, b: Option) => a.label.localeCompare(b.label, 'sv');
  const options = (entries: readonly (readonly [number, string])[]) =>
    [...new Map(entries)].map(([id, label]) => ({ value: String(id), label })).sort(byName);
  return {
    offices: offices.map(({ id, name }) => ({ value: String(id), label: name })),
    tasks: options(pairs.map((pair) => [pair.taskId, locale === 'sv' ? pair.nameSv : pair.nameEn])),
    authorities: options(pairs.map((pair) => [pair.principalId, pair.principal])),
  };
}

export const AskForm: FC<{
  asked: AskedAsOf;
  values: Readonly<Record<'fraga' | 'handlaggare' | 'kontor' | 'uppgift' | 'myndighet' | 'niva', string>>;
  choices: Choices;
  mayChooseOfficer: boolean;
  errors: Errors;
  locale: Locale;
}> = ({ asked, values, choices, mayChooseOfficer, errors, locale }) => {
  const t = askTexts[locale];
  const select = (
    name: 'kontor' | 'uppgift' | 'myndighet' | 'niva',
    label: string,
    empty: string,
    options: readonly Option[],
  ) => (
    <Select
      name={name}
      label={label}
      value={values[name]}
      empty={empty}
      options={options}
      error={errors[name]}
    />
  );
  const opens = OPENS.map((value) => ({ value: value === 'may' ? '' : value, label: t.opens[value] }));
  return (
    <form method="get" action="/fraga-lagen" class="filters">
      <Select name="fraga" label={t.open} value={values.fraga} options={opens} />
      {mayChooseOfficer ? (
        <Input name="handlaggare" label={t.officer} value={values.handlaggare} error={errors.handlaggare} />
      ) : null}
      {select('kontor', t.office, t.homeOffice, choices.offices)}
      {select('uppgift', t.task, t.allTasks, choices.tasks)}
      {select('myndighet', t.authority, t.anyAuthority, choices.authorities)}
      {select(
        'niva',
        t.level,
        t.anyLevel,
        LEVELS.map((value) => ({ value, label: verdictTexts[locale].level[value] })),
      )}
      <AsOfFields asked={asked} locale={locale} />
      <Button>{t.ask}</Button>
    </form>
  );
};
