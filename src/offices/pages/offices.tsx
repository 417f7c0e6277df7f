import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Notice } from '../../ui/components.tsx';
import { ErrorSummary, Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber, formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { changeTexts } from '../change-texts.ts';
import { setOfficeLastDay } from '../commands/set-last-day.server.ts';
import { counties } from '../queries.server.ts';
import { officeTexts } from '../texts.ts';
import { LastDayForm, type LastDayTold, lastDayAction } from './last-day.tsx';
import { OfficeMap } from './map.tsx';
import {
  type OfficeChange,
  type OfficeRow,
  officeDetail,
  officePlaces,
  offices,
  officeTypes,
} from './office-queries.server.ts';
import { OfficeTypes } from './office-types.tsx';
import {
  emptyList,
  Filter,
  Found,
  PageLinks,
  pageNumber,
  RegisterMenu,
  searchWord,
  Wrong,
} from './parts.tsx';

/** GET /register/kontor?sok=&lan=&typ=&sida= */
export async function showOffices(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const [allCounties, types] = [await counties(ctx), await officeTypes(ctx)];
  const filter = {
    word: searchWord(c),
    county: allCounties.find(({ code }) => code === c.req.query('lan'))?.code,
    type: types.find(({ code }) => code === c.req.query('typ'))?.code,
  };
  const number = pageNumber(c);
  const { rows, total } = await offices(ctx, filter, number);
  const places = await officePlaces(ctx, filter);
  return page(
    c,
    { title: t.offices.title },
    <>
      <RegisterMenu here="offices" locale={locale} />
      <h1>{t.offices.title}</h1>
      <Filter action="/register/kontor" word={filter.word} locale={locale}>
        <Select
          name="lan"
          label={t.offices.county}
          empty={t.any}
          value={filter.county}
          options={allCounties.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          name="typ"
          label={t.offices.type}
          empty={t.any}
          value={filter.type}
          options={types.map((type) => ({
            value: type.code,
            label: locale === 'sv' ? type.nameSv : type.nameEn,
          }))}
        />
      </Filter>
      <Found total={total} page={number} locale={locale} />
      <div class="map-and-list">
        <OfficeMap
          title={t.offices.map}
          description={t.offices.mapSays(formatNumber(places.length, locale))}
          credit={t.offices.mapCredit}
          offices={places}
        />
        <div>
          <Offices
            rows={rows}
            today={swedishDay(ctx.clock())}
            filtered={Object.values(filter).some((value) => value !== undefined)}
            locale={locale}
          />
          <PageLinks c={c} total={total} page={number} locale={locale} />
        </div>
      </div>
      <OfficeTypes types={types} locale={locale} />
    </>,
  );
}

const Offices: FC<{ rows: readonly OfficeRow[]; today: PlainDate; filtered: boolean; locale: Locale }> = ({
  rows,
  today,
  filtered,
  locale,
}) => {
  const t = officeTexts[locale];
  const { columns } = t.offices;
  return (
    <Table<OfficeRow>
      caption={t.offices.title}
      hideCaption
      rows={rows}
      empty={emptyList(filtered, locale)}
      columns={[
        { head: columns.name, cell: (row) => <a href={`/register/kontor/${row.id}`}>{row.name}</a> },
        { head: columns.type, cell: (row) => (locale === 'sv' ? row.typeSv : row.typeEn) },
        { head: columns.place, cell: placeOf },
        { head: columns.area, cell: areaOf },
        { head: columns.operator, cell: (row) => row.operator },
        { head: columns.open, cell: (row) => <PeriodText period={row.open} locale={locale} /> },
        { head: columns.officers, cell: (row) => row.officers, number: true },
        { head: t.wrong, cell: (row) => <Wrong says={wrongWith(row, today, locale)} /> },
      ]}
    />
  );
};

function placeOf({ locality, municipality }: OfficeRow): string {
  return locality === municipality ? locality : `${locality}, ${municipality}`;
}

/** The area names its region where it is one of several. */
function areaOf({ region, area }: OfficeRow): string {
  if (region !== null && area?.startsWith(region)) return area;
  return [region, area].filter((part) => part !== null).join(', ');
}

function wrongWith({ open, officers }: OfficeRow, today: PlainDate, locale: Locale): (string | null)[] {
  const t = officeTexts[locale].offices;
  if (open.to !== null && open.to < today) return [t.closed(open.to)];
  if (open.from > today) return [t.notYet(open.from)];
  return [officers === 0 ? t.nobody : null];
}

/** GET /register/kontor/:id */
export function showOffice(c: Http) {
  return officePage(c);
}

/** POST /register/kontor/:id/sista-dag */
export function officeLastDayAction(c: Http) {
  return lastDayAction(c, setOfficeLastDay, officePage, `/register/kontor/${idParam(c)}`);
}

async function officePage(c: Http, told?: LastDayTold) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const { columns } = t.offices;
  const office = await officeDetail(ctx, idParam(c));
  return page(
    c,
    { title: office.name, status: told === undefined ? 200 : 422 },
    <>
      <RegisterMenu here="offices" locale={locale} />
      <h1>{office.name}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      {told === undefined && c.req.query('sparat') !== undefined ? (
        <Notice kind="good" focus>
          {changeTexts[locale].lastDay.saved}
        </Notice>
      ) : null}
      <Wrong says={wrongWith(office, swedishDay(ctx.clock()), locale)} />
      <div class="map-and-list">
        <OfficeMap
          title={t.offices.map}
          description={`${office.name}: ${office.locality}, ${office.county}.`}
          credit={t.offices.mapCredit}
          offices={[office]}
          marked={office.id}
        />
        <div>
          <dl class="facts">
            <dt>{t.office.code}</dt>
            <dd>{office.code}</dd>
            <dt>{columns.type}</dt>
            <dd>{locale === 'sv' ? office.typeSv : office.typeEn}</dd>
            <dt>{columns.place}</dt>
            <dd>{placeOf(office)}</dd>
            <dt>{t.office.county}</dt>
            <dd>{office.county}</dd>
            <dt>{columns.area}</dt>
            <dd>{areaOf(office)}</dd>
            <dt>{columns.operator}</dt>
            <dd>{office.operator}</dd>
            <dt>{columns.open}</dt>
            <dd>{formatPeriod(office.open, locale)}</dd>
            <dt>{t.office.hours}</dt>
            <dd>
              <a href={`/kontorstider/${office.id}`}>{t.office.toHours}</a>
            </dd>
            <dt>{t.office.visitors}</dt>
            <dd>
              <a href={`/kontor/${encodeURIComponent(office.code)}`}>{t.office.toVisitors}</a>
            </dd>
            <dt>{t.office.position}</dt>
            <dd>{`${office.latitude.toFixed(4)}, ${office.longitude.toFixed(4)}`}</dd>
          </dl>
          <p>
            {t.office.officers(office.officers)}.{' '}
            <a href={`/register/handlaggare?kontor=${office.id}`}>{t.office.toOfficers}</a>
          </p>
          {hasRole(ctx.actor, 'administrator') ? (
            <LastDayForm
              of="office"
              action={`/register/kontor/${office.id}/sista-dag`}
              lastDay={office.open.to}
              told={told}
              locale={locale}
            />
          ) : null}
          <OfficeTypes types={[office.type]} title={t.office.type} locale={locale} />
          <History rows={office.history} locale={locale} />
        </div>
      </div>
    </>,
  );
}

const History: FC<{ rows: readonly OfficeChange[]; locale: Locale }> = ({ rows, locale }) => {
  const t = officeTexts[locale].office;
  const columns = t.historyColumns;
  return (
    <Table<OfficeChange>
      caption={t.history}
      rows={rows}
      empty={null}
      columns={[
        { head: columns.at, cell: (row) => formatMoment(row.knownAt) },
        { head: columns.name, cell: (row) => row.name },
        { head: columns.type, cell: (row) => (locale === 'sv' ? row.typeSv : row.typeEn) },
        { head: columns.area, cell: (row) => row.area ?? '' },
        { head: columns.open, cell: (row) => <PeriodText period={row.open} locale={locale} /> },
        { head: columns.by, cell: (row) => row.by ?? t.shipped },
      ]}
    />
  );
};
