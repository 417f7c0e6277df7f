import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { addDays, type PlainDate, parsePlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { SPHERES } from '../content.ts';
import { type ItemState, type ItemView, items, regimes } from '../queries.server.ts';
import { lawTexts } from '../texts.ts';
import { ItemWarnings, LawMenu, SourceLine, TaskNames } from './parts.tsx';

const STATES: readonly ItemState[] = ['valid', 'lapsed', 'coming'];

/** GET /lagen/poster?regelverk=&lista=&lage=&dag=&kand=: both clocks stay in the address. */
export async function showItems(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lawTexts[locale];
  const all = await regimes(ctx);
  const { given, errors, on, known } = clocks(c, swedishDay(ctx.clock()));
  const rows = await items(ctx, {
    regimeId: all.find(({ id }) => id === c.req.query('regelverk'))?.id,
    sphere: SPHERES.find((sphere) => sphere === c.req.query('lista')),
    state: STATES.find((state) => state === c.req.query('lage')),
    on,
    known,
  });
  return page(
    c,
    { title: t.items.title, status: Object.keys(errors).length === 0 ? 200 : 422 },
    <>
      <LawMenu here="items" editor={hasRole(ctx.actor, 'law-editor')} locale={locale} />
      <h1>{t.items.title}</h1>
      <p class="lead">{t.items.lead}</p>
      <form method="get" action="/lagen/poster" class="filters" aria-label={t.items.filter}>
        <Select
          name="regelverk"
          label={t.items.regime}
          empty={t.items.any}
          value={c.req.query('regelverk')}
          options={all.map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))}
        />
        <Select
          name="lista"
          label={t.items.sphere}
          empty={t.items.any}
          value={c.req.query('lista')}
          options={SPHERES.map((sphere) => ({ value: sphere, label: t.sphere[sphere] }))}
        />
        <Select
          name="lage"
          label={t.items.state}
          empty={t.items.any}
          value={c.req.query('lage')}
          options={STATES.map((state) => ({ value: state, label: t.state[state] }))}
        />
        <Input name="dag" type="date" label={t.items.on} value={given.dag ?? on} error={errors.dag} />
        <Input
          name="kand"
          type="date"
          label={t.items.known}
          help={t.items.knownHelp}
          value={given.kand}
          error={errors.kand}
        />
        <Button kind="quiet">{t.items.show}</Button>
      </form>
      <p role="status">{t.items.found(rows.length)}</p>
      <Items items={rows} on={on} locale={locale} />
    </>,
  );
}

const Items: FC<{ items: readonly ItemView[]; on: PlainDate; locale: Locale }> = ({
  items: rows,
  on,
  locale,
}) => {
  const t = lawTexts[locale];
  const { columns } = t.items;
  return (
    <Table<ItemView>
      caption={t.items.title}
      hideCaption
      rows={rows}
      empty={<p>{t.items.empty}</p>}
      columns={[
        {
          head: columns.item,
          cell: (item) => (
            <a class="whole" href={`/lagen/poster/${item.code}?version=${item.version}`}>
              {item.code}
              {item.version === 1 ? '' : ` (${item.version})`}
            </a>
          ),
        },
        {
          head: columns.wording,
          cell: (item) => (
            <>
              {item.text}
              <br />
              <cite>{item.provision}</cite>
              {item.conditions.length === 0 ? null : (
                <>
                  <br />
                  <span class="quiet">{item.conditions.map((one) => t.condition[one]).join(', ')}</span>
                </>
              )}
            </>
          ),
        },
        { head: columns.tasks, cell: (item) => <TaskNames item={item} locale={locale} /> },
        {
          head: columns.valid,
          cell: (item) => <PeriodText period={item.valid} locale={locale} />,
        },
        { head: columns.wrong, cell: (item) => <ItemWarnings item={item} on={on} locale={locale} /> },
        {
          head: columns.source,
          cell: (item) => <SourceLine source={item.source} verifiedOn={item.verifiedOn} locale={locale} />,
        },
      ]}
    />
  );
};

/** The two clocks of the address: the day that the question is about, and what was known at the end of a day. */
function clocks(c: Http, today: PlainDate) {
  const given = { dag: c.req.query('dag') || undefined, kand: c.req.query('kand') || undefined };
  const on = given.dag === undefined ? today : parsePlainDate(given.dag);
  const knownOn = given.kand === undefined ? undefined : parsePlainDate(given.kand);
  const wrong = fieldErrorText('not-a-date', c.get('locale'));
  const errors: Errors = {
    ...(on === null ? { dag: wrong } : {}),
    ...(knownOn === null ? { kand: wrong } : {}),
  };
  const known = knownOn === undefined || knownOn === null ? null : endOf(knownOn);
  return { given, errors, on: on ?? today, known };
}

function endOf(day: PlainDate): Temporal.Instant {
  return Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime('Europe/Stockholm').toInstant();
}
