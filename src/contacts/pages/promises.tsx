import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import type { Context } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http, type StartLine } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { promiseTexts } from '../promise-texts.ts';
import { openPromises, type PromiseRow, promisesToday } from '../promises.server.ts';
import { instantOf, promiseState } from '../rules/promise.ts';
import { pulseBox } from './pulse.tsx';

const GROUPS = ['late', 'soon', 'today', 'coming'] as const;

/** GET /loften: one's own promises; `?visa=kontoret`: the office's, for who works there or manages it. */
export async function showPromises(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = promiseTexts[locale].list;
  const own = ctx.actor.officer !== null;
  const whose = own && c.req.query('visa') !== 'kontoret' ? 'mine' : 'office';
  const promises = await openPromises(ctx, whose);
  const now = ctx.clock();
  const groups = GROUPS.map((group) => ({
    group,
    rows: promises.filter(({ dueAt }) => promiseState({ dueAt, keptAt: null, movedAt: null }, now) === group),
  })).filter(({ rows }) => rows.length > 0);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{whose === 'mine' ? t.lead : t.officeLead}</p>
      {own ? await pulseBox(c, null) : null}
      {own ? (
        <Submenu
          label={t.views}
          links={[
            { href: '/loften', text: t.mine, here: whose === 'mine' },
            { href: '/loften?visa=kontoret', text: t.office, here: whose === 'office' },
          ]}
        />
      ) : null}
      {groups.length === 0 ? (
        <div class="empty">
          <p>{t.empty}</p>
        </div>
      ) : null}
      {groups.map(({ group, rows }) => (
        <section class={`promises promises--${group}`}>
          <h2>{t.group[group]}</h2>
          <Promises rows={rows} caption={t.group[group]} {...{ own, whose, now, locale }} />
        </section>
      ))}
    </>,
  );
}

const Promises: FC<{
  rows: readonly PromiseRow[];
  caption: string;
  own: boolean;
  whose: 'mine' | 'office';
  now: Temporal.Instant;
  locale: Locale;
}> = ({ rows, caption, own, whose, now, locale }) => {
  const t = promiseTexts[locale].list;
  const late = (dueAt: Temporal.Instant) => {
    const minutes = Math.floor(now.since(dueAt).total('minutes'));
    return minutes < 0 ? null : <strong class="late">{t.late(minutes)}</strong>;
  };
  return (
    <Table<PromiseRow>
      caption={caption}
      hideCaption
      dense
      rows={rows}
      empty={null}
      columns={[
        {
          head: t.columns.due,
          cell: ({ dueAt }) => (
            <>
              <time datetime={dueAt.toString()}>{formatMoment(dueAt)}</time> {late(dueAt)}
            </>
          ),
        },
        { head: t.columns.what, bare: true, wide: true, cell: ({ what }) => what },
        {
          head: t.columns.contact,
          bare: true,
          // A manager is told of the promise, not of the contact.
          cell: ({ contactId, reference, subject, office }) =>
            own && reference !== '' ? (
              <a href={`/kontakter/${contactId}#lofte`}>{[subject, reference].filter(Boolean).join(' · ')}</a>
            ) : (
              office
            ),
        },
        ...(whose === 'office' ? [{ head: t.columns.who, cell: ({ officer }: PromiseRow) => officer }] : []),
      ]}
    />
  );
};

/** The start page says what is broken, and what breaks today. */
export const promiseLine: StartLine = async (ctx: Context, locale) => {
  if (ctx.actor.officer === null || !hasRole(ctx.actor, 'officer')) return null;
  const end = instantOf(swedishDay(ctx.clock().add({ hours: 24 })), '00:00');
  const { late, today } = await promisesToday(ctx, end);
  const t = promiseTexts[locale].start;
  if (late > 0) return { text: t.late(late), href: '/loften' };
  return today > 0 ? { text: t.today(today), href: '/loften' } : null;
};
