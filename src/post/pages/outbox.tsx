import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { listMail, type MailRow } from '../queries.server.ts';
import { MAIL_STATES, type MailState } from '../states.ts';
import { postTexts } from '../texts.ts';

/** GET /utskick */
export async function showOutbox(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = postTexts[locale];
  const state = MAIL_STATES.find((each) => each === c.req.query('lage'));
  const asked = Number(c.req.query('sida') ?? '1');
  const found = await listMail(ctx, { state, page: Number.isSafeInteger(asked) ? asked : 1 });
  const { mail } = c.get('services');
  const uncertain = found.rows.filter((row) => row.state === 'uncertain' && !row.inHand).length;
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {mail === null ? <Notice kind="wrong">{t.notSet}</Notice> : null}
      {mail !== null && hasRole(ctx.actor, 'administrator') ? (
        <p class="quiet">{t.set(`${mail.host}:${mail.port}`, mail.from.address)}</p>
      ) : null}
      {uncertain > 0 ? <Notice kind="wrong">{t.uncertainWaits(uncertain)}</Notice> : null}
      <form method="get" action="/utskick" class="filters">
        <Select
          name="lage"
          label={t.state}
          value={state}
          empty={t.all}
          options={MAIL_STATES.map((value) => ({
            value,
            label: `${t.states[value]} (${found.byState.get(value) ?? 0})`,
          }))}
        />
        <Button kind="quiet">{t.show}</Button>
        {state === undefined ? null : <a href="/utskick">{t.clear}</a>}
      </form>
      <p class="quiet">{t.found(formatNumber(found.total, locale))}</p>
      <Table<MailRow>
        caption={t.list}
        hideCaption
        rows={found.rows}
        empty={<p>{state === undefined ? t.none : t.empty}</p>}
        columns={[
          {
            head: t.columns.subject,
            cell: (row) => (
              <>
                <a href={`/utskick/${row.id}`}>{row.subject}</a>
                <div class="quiet">{row.authority ?? t.own}</div>
              </>
            ),
          },
          { head: t.columns.to, cell: (row) => row.recipients.join(', ') },
          {
            head: t.columns.queued,
            cell: (row) => <time class="whole">{formatMoment(row.queuedAt)}</time>,
          },
          { head: t.columns.state, cell: (row) => <StateBadge state={row.state} locale={locale} /> },
          { head: t.columns.says, cell: (row) => <Says row={row} locale={locale} /> },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) =>
          `/utskick?${new URLSearchParams({ ...(state ? { lage: state } : {}), sida: String(to) })}`
        }
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

const KINDS = {
  queued: 'neutral',
  sending: 'neutral',
  uncertain: 'wrong',
  sent: 'good',
  failed: 'wrong',
  cancelled: 'quiet',
} as const satisfies Record<MailState, string>;

export const StateBadge: FC<{ state: MailState; locale: Locale }> = ({ state, locale }) => (
  <Badge kind={KINDS[state]}>{postTexts[locale].states[state]}</Badge>
);

/** When it went, or why it has not. */
export const Says: FC<{ row: MailRow; locale: Locale }> = ({ row, locale }) => {
  const t = postTexts[locale];
  return (
    <>
      {row.sentAt === null ? null : <time class="whole">{formatMoment(row.sentAt)}</time>}
      {row.state === 'sent' && row.lastError !== null ? <div>{t.notToAll}</div> : null}
      {row.lastError === null ? null : <div class="quiet">{said(row.lastError, locale)}</div>}
      {row.state === 'queued' && row.attempts > 0 ? (
        <div class="quiet">{t.nextTry(formatMoment(row.notBefore))}</div>
      ) : null}
    </>
  );
};

/** One of our own codes as a sentence; what a server said stands as it said it. */
export function said(detail: string, locale: Locale): string {
  const own: Readonly<Record<string, string>> = postTexts[locale].details;
  return own[detail] ?? detail;
}
