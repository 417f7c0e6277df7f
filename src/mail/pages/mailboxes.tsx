import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { endMailbox, tryMailbox } from '../commands/mailbox.server.ts';
import { makeContactAnyway } from '../commands/make-contact.server.ts';
import {
  type MailboxRow,
  mailboxes,
  mailboxOf,
  officesForMailbox,
  type SetAsideRow,
  setAside,
} from '../queries.server.ts';
import { mailTexts } from '../texts.ts';
import { formatBytes } from './bytes.ts';
import { BoxForm, givenOf } from './mailbox-form.tsx';

/** GET /brevlador */
export async function showMailboxes(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mailTexts[locale];
  const rows = await mailboxes(ctx);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table<MailboxRow>
        caption={t.list}
        hideCaption
        rows={rows}
        empty={<p>{t.empty}</p>}
        columns={[
          { head: t.columns.address, cell: (row) => <a href={`/brevlador/${row.id}`}>{row.address}</a> },
          { head: t.columns.office, cell: (row) => row.office },
          {
            head: t.columns.state,
            cell: (row) => (
              <>
                <StateBadge row={row} locale={locale} />
                {row.error === null ? null : <div class="quiet">{t.errors[row.error]}</div>}
              </>
            ),
          },
          {
            head: t.columns.checked,
            cell: (row) => (row.checkedAt === null ? '–' : formatMoment(row.checkedAt)),
          },
          { head: t.columns.setAside, cell: (row) => formatNumber(row.setAside, locale), number: true },
        ]}
      />
      {hasRole(ctx.actor, 'administrator') ? <ButtonLink href="/brevlador/ny">{t.add}</ButtonLink> : null}
    </>,
  );
}

const StateBadge: FC<{ row: MailboxRow; locale: Locale }> = ({ row, locale }) => (
  <Badge kind={row.state === 'failing' ? 'wrong' : row.state === 'working' ? 'good' : 'quiet'}>
    {mailTexts[locale].states[row.state]}
  </Badge>
);

/** GET /brevlador/:id */
export async function showMailbox(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mailTexts[locale];
  const box = await mailboxOf(ctx, idParam(c));
  const asked = Number(c.req.query('sida') ?? '1');
  const found = await setAside(ctx, box.id, Number.isSafeInteger(asked) ? asked : 1);
  const told = c.req.query('gjort');
  return page(
    c,
    { title: box.address },
    <>
      <p class="crumb">
        <a href="/brevlador">{t.title}</a>
      </p>
      <h1>{box.address}</h1>
      <p class="quiet">
        {box.office} · <StateBadge row={box} locale={locale} />
      </p>
      {told === 'sparad' ? <Notice kind="good">{t.saved}</Notice> : null}
      {told === 'kontakt' ? <Notice kind="good">{t.setAside.made}</Notice> : null}
      {told === 'last' ? (
        <Notice kind={box.error === null ? 'good' : 'wrong'} focus>
          {box.error === null ? t.tested.ok : t.tested.wrong}
        </Notice>
      ) : null}
      {box.error === null ? null : (
        <div class="notice notice--wrong">
          <p>
            {t.errors[box.error]} {box.failingSince === null ? '' : t.since(formatMoment(box.failingSince))}
          </p>
          {box.said === null || box.said === '' ? null : <p>{t.said(box.said)}</p>}
        </div>
      )}
      {box.full !== null && box.full >= 90 ? <Notice kind="wrong">{t.full(box.full)}</Notice> : null}
      <form method="post" action={`/brevlador/${box.id}/las`}>
        <Button kind="quiet">{t.test}</Button>
      </form>
      <h2>{t.setAside.title}</h2>
      <p>{t.setAside.lead}</p>
      <Table<SetAsideRow>
        caption={t.setAside.title}
        hideCaption
        rows={found.rows}
        empty={<p>{t.setAside.empty}</p>}
        columns={[
          { head: t.setAside.subject, cell: (row) => row.subject || t.setAside.noSubject },
          { head: t.setAside.from, cell: (row) => row.from ?? '–' },
          { head: t.setAside.came, cell: (row) => <time class="whole">{formatMoment(row.at)}</time> },
          {
            head: t.setAside.why,
            cell: (row) => `${t.why[row.why] ?? row.why} (${formatBytes(row.bytes, locale)})`,
          },
          {
            head: t.setAside.make,
            cell: (row) => (
              <form method="post" action={`/brevlador/${box.id}/mejl/${row.id}/kontakt`}>
                <button
                  type="submit"
                  class="link"
                  aria-label={t.setAside.makeOf(row.subject || t.setAside.noSubject)}
                >
                  {t.setAside.make}
                </button>
              </form>
            ),
          },
        ]}
      />
      <Pages
        label={t.setAside.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => `/brevlador/${box.id}?sida=${to}`}
        previous={t.setAside.previous}
        next={t.setAside.next}
      />
      {hasRole(ctx.actor, 'administrator') ? (
        <>
          <h2>{t.change}</h2>
          <BoxForm
            action={`/brevlador/${box.id}`}
            given={givenOf(box)}
            errors={{}}
            offices={await officesForMailbox(ctx)}
            locale={locale}
            fixedOffice
          />
          <form method="post" action={`/brevlador/${box.id}/avsluta`} class="stack">
            <p class="help">{t.endHelp}</p>
            <Button kind="danger">{t.end}</Button>
          </form>
        </>
      ) : null}
    </>,
  );
}

/** POST /brevlador/:id/las */
export async function tryMailboxAction(c: Http) {
  const id = idParam(c);
  await tryMailbox(contextOf(c), c.get('services').sealingKey, id);
  return c.redirect(`/brevlador/${id}?gjort=last`, 303);
}

/** POST /brevlador/:id/avsluta */
export async function endMailboxAction(c: Http) {
  await endMailbox(contextOf(c), idParam(c));
  return c.redirect('/brevlador', 303);
}

/** POST /brevlador/:box/mejl/:id/kontakt */
export async function makeContactAction(c: Http) {
  const box = Number(c.req.param('box'));
  if (!Number.isSafeInteger(box) || box < 1 || box > 2_147_483_647) throw new Problem('not-found');
  await makeContactAnyway(contextOf(c), uuidParam(c));
  return c.redirect(`/brevlador/${box}?gjort=kontakt`, 303);
}
