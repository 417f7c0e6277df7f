import type { FC } from 'hono/jsx';
import { officesOf } from '../../access/actor.ts';
import { theseOfficesShortly } from '../../offices/names.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { takeContact } from '../commands/take-contact.server.ts';
import { CHANNELS } from '../contact.ts';
import { promiseTexts } from '../promise-texts.ts';
import { promiseState } from '../rules/promise.ts';
import {
  type ContactRow,
  contactCounts,
  principalChoices,
  VIEWS,
  type View,
  workList,
} from '../work-list.server.ts';
import { workTexts } from '../work-texts.ts';
import { HotkeyButton } from './hotkey-button.tsx';
import { pulseBox } from './pulse.tsx';

/** The office that a page is about: `?kontor=`, else the actor's first. Throws Problem `forbidden` for who is no officer. */
export async function officeAsked(c: Http) {
  const ctx = contextOf(c);
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const offices = await theseOfficesShortly(ctx.pool, officesOf(ctx.actor));
  const asked = offices.find(({ id }) => String(id) === c.req.query('kontor'));
  return { offices, office: asked ?? offices[0] ?? null };
}

/** GET /kontakter: the contacts of an office. Without a view: those that wait, and when none does, the actor's own. */
export async function showWorkList(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = workTexts[locale].list;
  const { offices, office } = await officeAsked(c);
  if (office === null)
    return page(
      c,
      { title: t.title },
      <>
        <h1>{t.title}</h1>
        <Notice>{t.noOffice}</Notice>
      </>,
    );
  // Asked at once: they go out together (platform/shared-connection.server.ts).
  const [counts, principals, pulse] = await Promise.all([
    contactCounts(ctx, office.id),
    principalChoices(ctx),
    pulseBox(c, null),
  ]);
  const search = (c.req.query('sok') ?? '').slice(0, 200);
  const asked = VIEWS.find((each) => each === c.req.query('visa'));
  const view: View = asked ?? (search !== '' ? 'all' : counts.waiting > 0 ? 'waiting' : 'mine');
  const channel = CHANNELS.find((each) => each === c.req.query('vag'));
  const principal = Number(c.req.query('myndighet'));
  const principalId =
    Number.isSafeInteger(principal) && principal > 0 && principal < 2 ** 31 ? principal : undefined;
  const asking = Number(c.req.query('sida') ?? 1);
  const list = await workList(ctx, {
    ...{ officeId: office.id, view, channel, principalId, search },
    page: Number.isSafeInteger(asking) && asking > 0 ? asking : 1,
  });
  const href = (more: Readonly<Record<string, string>>) => {
    const query = { kontor: offices.length > 1 ? String(office.id) : '', sok: search, vag: channel ?? '' };
    const all = {
      ...query,
      myndighet: principalId === undefined ? '' : String(principalId),
      visa: view,
      ...more,
    };
    return `/kontakter?${new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ''))}`;
  };
  const filtered = search !== '' || channel !== undefined || principalId !== undefined;
  return page(
    c,
    { title: t.title },
    <>
      <div class="section-head">
        <h1>{t.title}</h1>
        <form method="get" action="/kontakter/ny">
          {offices.length > 1 ? <input type="hidden" name="kontor" value={office.id} /> : null}
          <HotkeyButton hotkey="n">{t.new}</HotkeyButton>
        </form>
      </div>
      <p class="lead">{t.lead}</p>
      {pulse}
      {offices.length < 2 ? null : (
        <Submenu
          label={t.offices}
          links={offices.map(({ id, name }) => ({
            href: href({ kontor: String(id), sida: '' }),
            text: name,
            here: id === office.id,
          }))}
        />
      )}
      <Submenu
        label={t.views}
        links={VIEWS.map((each) => ({
          href: href({ visa: each, sida: '' }),
          text: each === 'waiting' || each === 'mine' ? t.counted(t.view[each], counts[each]) : t.view[each],
          here: each === view,
        }))}
      />
      <form method="get" action="/kontakter" class="filters">
        {offices.length > 1 ? <input type="hidden" name="kontor" value={String(office.id)} /> : null}
        <input type="hidden" name="visa" value={search === '' ? '' : view} />
        <Input name="sok" type="search" label={t.search} value={search} />
        <Select
          name="vag"
          label={t.channel}
          empty={t.anyChannel}
          value={channel}
          options={CHANNELS.map((each) => ({ value: each, label: workTexts[locale].channel[each] }))}
        />
        <Select
          name="myndighet"
          label={t.principal}
          empty={t.anyPrincipal}
          value={String(principalId ?? '')}
          options={principals.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Button kind="quiet">{t.show}</Button>
        {filtered ? <a href={`/kontakter?visa=${view}&kontor=${office.id}`}>{t.clear}</a> : null}
      </form>
      <Contacts
        rows={list.rows}
        view={view}
        empty={filtered ? t.notFound : t.empty[view]}
        now={ctx.clock()}
        locale={locale}
      />
      {list.page === 1 && !list.more ? null : (
        <nav class="pages" aria-label={t.pages}>
          {list.page > 1 ? <a href={href({ sida: String(list.page - 1) })}>{t.previous}</a> : null}
          <span>{t.page(list.page)}</span>
          {list.more ? <a href={href({ sida: String(list.page + 1) })}>{t.next}</a> : null}
        </nav>
      )}
      <p class="quiet contact-more">
        <a href="/loften">{t.promises}</a> ·{' '}
        <a href={`/kontakter/mallar?kontor=${office.id}`}>{t.templates}</a>
      </p>
    </>,
  );
}

const Contacts: FC<{
  rows: readonly ContactRow[];
  view: View;
  empty: string;
  now: Temporal.Instant;
  locale: Locale;
}> = ({ rows, view, empty, now, locale }) => {
  const t = workTexts[locale];
  return (
    <Table<ContactRow>
      caption={t.list.caption}
      hideCaption
      dense
      rows={rows}
      empty={<p>{empty}</p>}
      columns={[
        {
          head: t.list.columns.about,
          cell: (row) => (
            <>
              <a href={`/kontakter/${row.id}`}>{row.subject ?? t.list.noSubject}</a>{' '}
              <span class="contact-reference">{row.reference}</span>
              {row.cameFrom === null ? null : (
                <span class="contact-from">{t.list.cameFrom(row.cameFrom)}</span>
              )}
            </>
          ),
        },
        { head: t.list.columns.channel, bare: true, cell: (row) => t.channel[row.channel] },
        { head: t.list.columns.opened, bare: true, cell: (row) => formatMoment(row.openedAt) },
        ...(view === 'mine'
          ? []
          : [
              {
                head: t.list.columns.by,
                bare: true,
                cell: (row: ContactRow) => <Holder row={row} locale={locale} />,
              },
            ]),
        {
          head: t.list.columns.promise,
          cell: (row) =>
            row.promisedAt === null ? '' : <Due dueAt={row.promisedAt} now={now} locale={locale} />,
        },
        { head: t.list.columns.authorities, bare: true, cell: (row) => row.principals.join(', ') },
      ]}
    />
  );
};

const Holder: FC<{ row: ContactRow; locale: Locale }> = ({ row, locale }) => {
  const t = workTexts[locale];
  if (row.closedAt !== null)
    return <Badge kind="quiet">{row.closedAs === null ? t.list.closed : t.closedAs[row.closedAs]}</Badge>;
  if (row.awayTo !== null) return <Badge kind="quiet">{t.list.awayTo(row.awayTo)}</Badge>;
  if (row.takenBy !== null) return <>{row.takenBy}</>;
  return (
    <form method="post" action={`/kontakter/${row.id}/ta`}>
      <button class="link" type="submit" aria-label={t.list.takeOf(row.subject ?? row.reference)}>
        {t.list.take}
      </button>
    </form>
  );
};

/** When a promise is due, and a word when it is near or broken. */
export const Due: FC<{ dueAt: Temporal.Instant; now: Temporal.Instant; locale: Locale }> = ({
  dueAt,
  now,
  locale,
}) => {
  const state = promiseState({ dueAt, keptAt: null, movedAt: null }, now);
  return (
    <>
      <time datetime={dueAt.toString()}>{formatMoment(dueAt)}</time>{' '}
      {state === 'late' || state === 'soon' ? (
        <Badge kind={state === 'late' ? 'wrong' : 'neutral'}>{promiseTexts[locale].state[state]}</Badge>
      ) : null}
    </>
  );
};

/** POST /kontakter/:id/ta: who was first has it, and the other sees who on its page. */
export async function takeAction(c: Http) {
  const contactId = uuidParam(c);
  const from = Number(c.req.query('fran'));
  try {
    await takeContact(contextOf(c), contactId, Number.isSafeInteger(from) && from > 0 ? from : null);
  } catch (error) {
    if (
      !(error instanceof Problem) ||
      !['contact-taken', 'contact-away'].includes(String(error.facts.reason))
    )
      throw error;
    return c.redirect(`/kontakter/${contactId}?upptagen=1`, 303);
  }
  return c.redirect(`/kontakter/${contactId}`, 303);
}
