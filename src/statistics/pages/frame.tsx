import type { Child } from 'hono/jsx';
import { CHANNELS } from '../../contacts/contact.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type Asker, asking } from '../ask.server.ts';
import { type Asked, type AskedFaults, askedAddress, QUICK, quickPeriod, readAsked } from '../asked.ts';
import { statisticsErrorText } from '../error-texts.ts';
import { placeText } from '../query.ts';
import { areWholeMonths } from '../rules/whole-months.ts';
import { statisticsTexts } from '../texts.ts';
import { type OfficeAt, ownAuthority, ownPlace, type Sees, viewOf } from '../who-sees.ts';
import { type Names, namesOf } from './names.server.ts';

/** What every page of the room has: who asks for what, and the names of it. */
export interface Frame {
  readonly locale: Locale;
  readonly asked: Asked;
  readonly faults: AskedFaults;
  readonly today: ReturnType<typeof swedishDay>;
  readonly sees: Sees;
  readonly offices: readonly OfficeAt[];
  readonly names: Names;
  /** `outside`: what is too few is withheld. */
  readonly view: 'inside' | 'outside';
  readonly asker: Asker;
}

export type PageKey = keyof (typeof statisticsTexts)['sv']['pages'];

/** Reads what is asked and answers in one transaction. A place that is not the reader's is told, and their own shown. */
export function framed<T>(c: Http, work: (frame: Frame) => Promise<T>): Promise<T> {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const today = swedishDay(ctx.clock());
  return asking(ctx, async (asker) => {
    const { sees, offices } = asker;
    const place = ownPlace(sees);
    const authority = ownAuthority(sees);
    const begin = {
      today,
      place,
      authority,
      inside: (at: typeof place, of: number | undefined) =>
        viewOf(sees, { place: at, authority: of }, offices) === 'inside',
    };
    let { asked, faults } = readAsked(c.req.query(), begin);
    if (asker.view(asked) === 'none') {
      faults = { ...faults, plats: 'no-such-place' };
      asked = { ...asked, place, authority };
    }
    const view = asker.view(asked);
    if (view === 'none') throw new Problem('forbidden');
    const names = await namesOf(asker.db, offices, locale);
    return work({ locale, asked, faults, today, sees, offices, names, view, asker });
  });
}

/** Of a page whose views are of whole months outside the office: what is wrong is told at its field. */
export function ofWholeMonths(frame: Frame): Frame {
  if (frame.view === 'inside' || areWholeMonths(frame.asked.period)) return frame;
  return { ...frame, faults: { fran: 'whole-months', ...frame.faults } };
}

/** What is asked, as the page it stands on has it; `hide`: fields that the page decides itself. */
export function Filter({
  frame: { locale, asked, faults, today, sees, offices, names, view },
  action,
  hide = [],
  more,
}: {
  frame: Frame;
  action: string;
  hide?: readonly ('period' | 'authority' | 'task' | 'channel')[];
  more?: Child;
}) {
  const t = statisticsTexts[locale].filter;
  const errors = errorsOf(faults, locale);
  const mine = placesOf(sees, offices, names, locale);
  const alone = sees.offices.length + sees.operators.length === 0;
  const authorities = alone
    ? names.authorities.filter(({ id }) => sees.authorities.includes(id))
    : names.authorities;
  return (
    <>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="get" action={action} class="filters statistics-filter">
        <Select
          name="plats"
          label={t.place}
          value={placeText(asked.place)}
          options={mine}
          error={errors.plats}
        />
        {hide.includes('authority') ? null : (
          <Select
            name="myndighet"
            label={t.authority}
            value={String(asked.authority ?? '')}
            options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
            error={errors.myndighet}
            {...(alone ? {} : { empty: t.all })}
          />
        )}
        {hide.includes('task') ? null : (
          <Select
            name="uppgift"
            label={t.task}
            empty={t.all}
            value={String(asked.task ?? '')}
            options={names.tasks.map(({ id, name }) => ({ value: String(id), label: name }))}
            error={errors.uppgift}
          />
        )}
        {hide.includes('channel') ? null : (
          <Select
            name="kanal"
            label={t.channel}
            empty={t.allChannels}
            value={asked.channel ?? ''}
            options={CHANNELS.map((value) => ({ value, label: statisticsTexts[locale].channels[value] }))}
            error={errors.kanal}
          />
        )}
        {hide.includes('period') ? null : (
          <>
            <Input name="fran" type="date" label={t.from} value={asked.period.from} error={errors.fran} />
            <Input name="till" type="date" label={t.to} value={asked.period.to} error={errors.till} />
          </>
        )}
        {more}
        <Button>{t.show}</Button>
      </form>
      {hide.includes('period') ? null : (
        <nav class="statistics-quick" aria-label={t.quick}>
          <ul>
            {QUICK.map((quick) => {
              const period = quickPeriod(quick, today, view === 'inside');
              const here = period.from === asked.period.from && period.to === asked.period.to;
              return (
                <li>
                  <a href={askedAddress(asked, { period })} aria-current={here ? 'true' : undefined}>
                    {t.quickChoices[quick]}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
      )}
    </>
  );
}

/** What is wrong with an address, as sentences. */
export function errorsOf(faults: AskedFaults, locale: Locale): Record<string, string> {
  const shell: Readonly<Record<string, string>> = shellTexts[locale].fieldError;
  return Object.fromEntries(
    Object.entries(faults).map(([field, code]) => [
      field,
      statisticsErrorText(code, {}, locale) ?? shell[code] ?? shellTexts[locale].fieldError.other,
    ]),
  );
}

/** The places that a reader may ask about: theirs, and what they are parts of as far as it is theirs. */
function placesOf(sees: Sees, offices: readonly OfficeAt[], names: Names, locale: Locale) {
  const t = statisticsTexts[locale].place;
  const mine = offices.filter(
    ({ id, operatorId }) =>
      sees.authorities.length > 0 || sees.operators.includes(operatorId) || sees.offices.includes(id),
  );
  const inside = (rest: readonly OfficeAt[]) =>
    rest.length > 0 && rest.every((office) => mine.includes(office));
  const groups = <K extends 'areaId' | 'regionId' | 'operatorId'>(key: K) =>
    [...Map.groupBy(offices, (office) => office[key])].filter(
      (group): group is [number, OfficeAt[]] => group[0] !== null && inside(group[1]),
    );
  return [
    ...(sees.authorities.length > 0 || inside(offices) ? [{ value: 'landet', label: t.country }] : []),
    ...groups('operatorId').map(([id]) => ({
      value: `utforare-${id}`,
      label: t.operator(names.authority(id)),
    })),
    ...groups('regionId').map(([id, [office]]) => ({
      value: `region-${id}`,
      label: t.region(office?.region ?? ''),
    })),
    ...groups('areaId').map(([id, [office]]) => ({ value: `omrade-${id}`, label: office?.area ?? '' })),
    ...mine.map(({ id, name }) => ({ value: `kontor-${id}`, label: name })),
  ];
}

const PAGES = [
  ['overview', '/statistik'],
  ['month', '/statistik/manad'],
  ['years', '/statistik/ar'],
  ['hours', '/statistik/timmar'],
  ['times', '/statistik/tider'],
  ['today', '/statistik/idag'],
  ['own', '/statistik/jag'],
  ['measures', '/statistik/matt'],
  ['corrections', '/statistik/rattelser'],
  ['schedules', '/statistik/utskick'],
  ['closing', '/statistik/stangning'],
  ['history', '/statistik/rapporterat'],
] as const satisfies readonly (readonly [PageKey, string])[];

/** The pages of the room that are the reader's, each with the same place and period. */
export function Menu({
  here,
  within,
  frame,
}: {
  here: PageKey;
  within?: boolean;
  frame: Pick<Frame, 'locale' | 'asked' | 'sees'> & { isOfficer: boolean };
}) {
  const t = statisticsTexts[frame.locale].pages;
  const shown = PAGES.filter(
    ([key]) =>
      (key !== 'own' || frame.isOfficer) &&
      (!['today', 'hours'].includes(key) || frame.sees.offices.length + frame.sees.operators.length > 0) &&
      (!['closing', 'history'].includes(key) || frame.sees.operators.length > 0),
  );
  return (
    <Submenu
      label={t.label}
      links={shown.map(([key, href]) => ({
        href: ['own', 'measures', 'schedules', 'closing', 'history'].includes(key)
          ? href
          : href + askedAddress(frame.asked),
        text: t[key],
        here: key === here ? (within === true ? 'within' : true) : false,
      }))}
    />
  );
}

/** A page of the room. */
export function statisticsPage(
  c: Http,
  frame: Frame,
  {
    here,
    title,
    within,
    again,
    status,
  }: { here: PageKey; title: string; within?: boolean; again?: number; status?: 200 | 422 },
  content: Child,
) {
  const isOfficer = contextOf(c).actor.officer !== null;
  const wrong = Object.keys(frame.faults).length > 0;
  return page(
    c,
    { title, status: status ?? (wrong ? 422 : 200), ...(again === undefined ? {} : { again }) },
    <>
      <Menu here={here} within={within === true} frame={{ ...frame, isOfficer }} />
      {content}
    </>,
  );
}
