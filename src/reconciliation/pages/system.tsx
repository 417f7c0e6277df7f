import type { FC } from 'hono/jsx';
import { hrefTo } from '../../agreements/pages/asked.tsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { PageLinks, pageNumber, searchWord } from '../../offices/pages/parts.tsx';
import { PAGE_SIZE } from '../../platform/paging.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { ACCESS_STEPS } from '../commands/request-access-change.server.ts';
import { type AccessRow, isToDo, type SystemView, systemView } from '../queries.server.ts';
import { ACCESS_STATES } from '../rules/reconcile.ts';
import { reconciliationTexts } from '../texts.ts';
import { workTexts } from '../work-texts.ts';
import { Lists, Refused, TakeList, type Told } from './system-lists.tsx';

/** GET /behorigheter/:id?visa=&sok=&sida= */
export function showSystem(c: Http) {
  return systemPage(c);
}

export async function systemPage(c: Http, told?: Told) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = reconciliationTexts[locale];
  const system = await systemView(ctx, idParam(c));
  const asked = c.req.query('visa') ?? 'todo';
  const chosen = (row: AccessRow) =>
    asked === 'all' ||
    (asked === 'todo'
      ? isToDo(row)
      : asked === 'kept'
        ? row.state !== 'right' && row.work?.kind === 'kept'
        : row.state === asked);
  const word = searchWord(c)?.toLowerCase() ?? '';
  const found = system.officers
    .filter(chosen)
    .filter((row) => `${row.officer ?? ''} ${row.officerCode}`.toLowerCase().includes(word));
  const number = pageNumber(c);
  const count = (state: AccessRow['state']) =>
    formatNumber(system.officers.filter((row) => row.state === state).length, locale);
  return page(
    c,
    { title: system.name, status: told === undefined ? 200 : 422 },
    <>
      <p class="crumb">
        <a href="/behorigheter">{t.back}</a>
      </p>
      <h1>{system.name}</h1>
      <p class="lead">
        {system.authority}. {t.summary(count('right'), count('surplus'), count('missing'))}.
      </p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      <Refused refused={told?.refused} locale={locale} />
      <Saved c={c} told={told} locale={locale} />
      <form method="get" action={`/behorigheter/${system.id}`} class="filters" aria-label={t.filter}>
        <Select
          name="visa"
          label={t.filter}
          value={asked}
          options={[
            { value: 'todo', label: workTexts[locale].todo },
            { value: 'kept', label: workTexts[locale].kept },
            ...ACCESS_STATES.map((state) => ({ value: state, label: t.state[state] })),
            { value: 'all', label: t.all },
          ]}
        />
        <Input name="sok" type="search" label={t.search} value={c.req.query('sok')} />
        <Button kind="quiet">{t.show}</Button>
      </form>
      <Officers
        system={system}
        rows={found.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)}
        filtered={word !== '' || asked !== 'todo'}
        told={told}
        locale={locale}
      />
      <PageLinks c={c} total={found.length} page={number} locale={locale} />
      <TakeList system={system} today={swedishDay(ctx.clock())} told={told} locale={locale} />
      <Lists lists={system.lists} locale={locale} />
    </>,
  );
}

const Saved: FC<{ c: Http; told: Told | undefined; locale: Locale }> = ({ c, told, locale }) => {
  const t = reconciliationTexts[locale];
  const { begart, nya, borta } = c.req.query();
  if (told !== undefined) return null;
  const shown = (text: string | undefined) => formatNumber(Math.trunc(Number(text)) || 0, locale);
  if (begart !== undefined)
    return (
      <Notice kind="good" focus>
        {workTexts[locale].saved(shown(begart))}
      </Notice>
    );
  if (nya === undefined) return null;
  return (
    <Notice kind="good" focus>
      {t.list.saved(shown(nya), shown(borta))}
    </Notice>
  );
};

const Officers: FC<{
  system: SystemView;
  rows: readonly AccessRow[];
  filtered: boolean;
  told: Told | undefined;
  locale: Locale;
}> = ({ system, rows, filtered, told, locale }) => {
  const t = reconciliationTexts[locale];
  const w = workTexts[locale];
  const some = rows.some((row) => row.state !== 'right');
  return (
    <form method="post" action={`/behorigheter/${system.id}/begar`} aria-labelledby="work">
      <h2 id="work">{t.request.title}</h2>
      {some ? <p class="help">{w.help}</p> : null}
      <Table<AccessRow>
        caption={t.request.title}
        hideCaption
        rows={rows}
        empty={filtered ? t.nothing : t.allRight}
        columns={[
          ...(some
            ? [
                {
                  head: t.columns.choose,
                  cell: (row: AccessRow) =>
                    row.state === 'right' ? null : (
                      <input
                        type="checkbox"
                        name="officers"
                        value={row.officerCode}
                        aria-label={`${t.columns.choose} ${row.officer ?? row.officerCode}`}
                      />
                    ),
                },
              ]
            : []),
          {
            head: t.columns.officer,
            cell: (row) => (
              <>
                <a href={hrefTo('/behorigheter/handlaggare', { kod: row.officerCode })}>
                  {row.officer ?? t.unknownOfficer}
                </a>{' '}
                <span class="quiet whole">{row.officerCode}</span>
              </>
            ),
          },
          { head: t.columns.office, cell: (row) => row.office ?? '' },
          {
            head: t.columns.state,
            cell: (row) => (
              <>
                <Badge kind={row.state === 'right' ? 'good' : 'wrong'}>{t.state[row.state]}</Badge>{' '}
                {t.does[row.state]}
              </>
            ),
          },
          {
            head: t.columns.since,
            cell: (row) => (row.since === null ? '' : <span class="whole">{row.since}</span>),
          },
          {
            head: t.columns.why,
            cell: (row) =>
              row.mandates.length === 0
                ? t.noGround
                : row.mandates.map((id) => (
                    <>
                      <a href={`/uppdrag/${id}`}>{t.mandate(id)}</a>{' '}
                    </>
                  )),
          },
          {
            head: w.column,
            cell: (row) =>
              row.work === null ? (
                ''
              ) : (
                <>
                  {w.work[row.work.kind](row.work.on, row.work.to)}
                  {row.work.note === '' ? null : <div class="quiet">{row.work.note}</div>}
                </>
              ),
          },
        ]}
      />
      {some ? (
        <div class="stack">
          <Choice
            id="do"
            name="do"
            legend={w.step}
            required
            value={told?.given.do ?? 'request'}
            options={ACCESS_STEPS.map((value) => ({ value, label: w.steps[value] }))}
          />
          <Input
            name="assignedTo"
            label={w.assignedTo}
            help={w.assignedToHelp}
            value={told?.given.assignedTo}
            error={told?.errors.assignedTo}
          />
          <Input
            name="doneOn"
            type="date"
            label={w.doneOn}
            value={told?.given.doneOn}
            error={told?.errors.doneOn}
          />
          <Input
            name="note"
            label={w.note}
            help={w.noteHelp}
            value={told?.given.note}
            error={told?.errors.note}
          />
          <p class="row">
            <Button kind="primary">{w.submit}</Button>
            <ButtonLink href={`/behorigheter/${system.id}/arbetslista.csv`} download>
              {t.request.download}
            </ButtonLink>
          </p>
        </div>
      ) : null}
    </form>
  );
};
