import type { AgreementTask, CompetenceDemand, OfficeScope } from '../../law/facts.ts';
import type { Locale } from '../../ui/texts.ts';
import { catalogue } from '../../ui/texts.ts';
import type {
  ContactChange,
  ContactSaid,
  ScopeChange,
  TaskChange,
  Term,
  TermValue,
} from '../rules/version-difference.ts';

type Name = Readonly<Record<Locale, string>>;
/** What ids are called. */
export interface Names {
  readonly tasks: ReadonlyMap<number, Name>;
  readonly authorities: ReadonlyMap<number, Name>;
  readonly systems: ReadonlyMap<number, Name>;
  readonly offices: ReadonlyMap<number, Name>;
}

export function nameIn(names: ReadonlyMap<number, Name>, id: number, locale: Locale): string {
  return names.get(id)?.[locale] ?? String(id);
}

/** Names by the alphabet of Swedish, as a sentence lists them. */
export function listNames(names: ReadonlyMap<number, Name>, ids: readonly number[], locale: Locale): string {
  const said = ids.map((id) => nameIn(names, id, locale)).toSorted((a, b) => a.localeCompare(b, 'sv'));
  return new Intl.ListFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(said);
}

export const differenceTexts = catalogue(
  {
    term: {
      from: 'Första dag',
      to: 'Sista dag',
      decidedOn: 'Beslutad',
      summary: 'Om versionen',
      competence: 'Om kompetens saknas',
      firstAnswerDays: 'Första svar',
      finalAnswerDays: 'Slutligt svar',
      noticeMonths: 'Uppsägningstid',
    } satisfies Record<Term, string>,
    openEnded: 'tills vidare',
    nothing: 'inget skrivet',
    notAgreed: 'inget avtalat',
    workingDays: (n: number) => (n === 1 ? '1 arbetsdag' : `${n} arbetsdagar`),
    months: (n: number) => (n === 1 ? '1 månad' : `${n} månader`),
    competence: {
      'not-asked': 'frågas inte',
      warns: 'handläggaren varnas',
      blocks: 'uppgiften hindras',
    } satisfies Record<CompetenceDemand, string>,
    contact: (who: string) => `Kontakt hos ${who}`,
    change: {
      performer: 'Utförs av',
      exercisesAuthority: 'Myndighetsutövning',
      requiresPersonalData: 'Personuppgifter',
      listedSeparately: 'Särskilt redovisad',
      performersNamed: 'Utförare namngivna',
      catalogueCode: 'Punkt i lagens lista',
      access: 'Åtkomst',
      offices: 'Kontor',
    } satisfies Record<TaskChange['what'], string>,
    yes: 'ja',
    no: 'nej',
    noItem: 'ingen punkt',
    everywhere: 'alla kontor',
    asAgreement: 'där avtalet gäller',
    offices: (count: number) => `${count} kontor`,
    added: (what: string) => `tillagt: ${what}`,
    removed: (what: string) => `borttaget: ${what}`,
    fromTo: (before: string, after: string) => `${before} → ${after}`,
  },
  {
    term: {
      from: 'First day',
      to: 'Last day',
      decidedOn: 'Decided',
      summary: 'About the version',
      competence: 'Where competence is missing',
      firstAnswerDays: 'First answer',
      finalAnswerDays: 'Final answer',
      noticeMonths: 'Period of notice',
    },
    openEnded: 'until further notice',
    nothing: 'nothing written',
    notAgreed: 'nothing agreed',
    workingDays: (n: number) => (n === 1 ? '1 working day' : `${n} working days`),
    months: (n: number) => (n === 1 ? '1 month' : `${n} months`),
    competence: {
      'not-asked': 'not asked for',
      warns: 'the officer is warned',
      blocks: 'the task is blocked',
    },
    contact: (who: string) => `Contact at ${who}`,
    change: {
      performer: 'Done by',
      exercisesAuthority: 'Exercise of authority',
      requiresPersonalData: 'Personal data',
      listedSeparately: 'Listed separately',
      performersNamed: 'Performers named',
      catalogueCode: 'Item of the list of the law',
      access: 'Access',
      offices: 'Offices',
    },
    yes: 'yes',
    no: 'no',
    noItem: 'no item',
    everywhere: 'all offices',
    asAgreement: 'where the agreement applies',
    offices: (count: number) => (count === 1 ? '1 office' : `${count} offices`),
    added: (what: string) => `added: ${what}`,
    removed: (what: string) => `removed: ${what}`,
    fromTo: (before: string, after: string) => `${before} → ${after}`,
  },
);

/** What stood before and what stands after, in words; `null` on a side that has nothing to show. */
export interface Told {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function tellTerm(term: Term, value: TermValue, locale: Locale): string {
  const t = differenceTexts[locale];
  if (term === 'competence') return t.competence[value as CompetenceDemand];
  if (term === 'firstAnswerDays' || term === 'finalAnswerDays' || term === 'noticeMonths')
    return typeof value !== 'number'
      ? t.notAgreed
      : term === 'noticeMonths'
        ? t.months(value)
        : t.workingDays(value);
  if (term === 'to' && value === null) return t.openEnded;
  return value === null || value === '' ? t.nothing : String(value);
}

/** A contact in one line; its party is the label. */
export function tellContact({ before, after, ...of }: ContactChange, names: Names, locale: Locale): Told {
  const side = (said: ContactSaid | null) =>
    said === null ? null : [said.function, said.email, said.phone].filter(Boolean).join(', ');
  return {
    label: differenceTexts[locale].contact(nameIn(names.authorities, of.authorityId, locale)),
    before: side(before),
    after: side(after),
  };
}

export function tellTaskChange(change: TaskChange, names: Names, locale: Locale): Told {
  const t = differenceTexts[locale];
  const label = t.change[change.what];
  switch (change.what) {
    case 'performer': {
      const name = (id: number) => nameIn(names.authorities, id, locale);
      return { label, before: name(change.before), after: name(change.after) };
    }
    case 'catalogueCode':
      return { label, before: change.before ?? t.noItem, after: change.after ?? t.noItem };
    case 'access': {
      const list = (ids: readonly number[]) =>
        ids.length === 0 ? null : listNames(names.systems, ids, locale);
      return { label, before: list(change.removed), after: list(change.added) };
    }
    case 'offices':
      return { label, ...tellScope(change, t.asAgreement, names, locale) };
    default:
      return { label, before: change.before ? t.yes : t.no, after: change.after ? t.yes : t.no };
  }
}

/** Lists on both sides: only what came and went; else the two scopes. */
export function tellScope(
  change: ScopeChange,
  all: string,
  names: Names,
  locale: Locale,
): Omit<Told, 'label'> {
  const list = (ids: readonly number[]) => (ids.length === 0 ? null : listNames(names.offices, ids, locale));
  if (change.before !== 'all' && change.after !== 'all')
    return { before: list(change.removed), after: list(change.added) };
  const whole = (scope: OfficeScope) =>
    scope === 'all' ? all : (list(scope) ?? differenceTexts[locale].offices(0));
  return { before: whole(change.before), after: whole(change.after) };
}

/** What an agreement says of one task, line by line. */
export function tellTask(task: AgreementTask, names: Names, locale: Locale): string[] {
  const t = differenceTexts[locale];
  const line = (what: TaskChange['what'], value: string) => `${t.change[what]}: ${value}`;
  return [
    line('performer', nameIn(names.authorities, task.performer.id, locale)),
    ...(task.exercisesAuthority ? [line('catalogueCode', task.catalogueCode ?? t.noItem)] : []),
    ...(task.access.length === 0 ? [] : [line('access', listNames(names.systems, task.access, locale))]),
    ...(task.requiresPersonalData && task.access.length === 0 ? [line('requiresPersonalData', t.yes)] : []),
    line(
      'offices',
      task.offices.task === 'all' ? t.asAgreement : listNames(names.offices, task.offices.task, locale),
    ),
  ];
}
