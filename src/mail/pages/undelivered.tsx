import { officesOf } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, type StartLine } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { contactMailTexts } from '../contact-mail-texts.ts';
import { type Undelivered, undelivered } from '../queries.server.ts';
import { mailTexts } from '../texts.ts';

/** GET /kontakter/mejl-som-inte-kom-fram: to answer in another way. */
export async function showUndelivered(c: Http) {
  const ctx = contextOf(c);
  if (officesOf(ctx.actor).length === 0) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = contactMailTexts[locale].undelivered;
  const rows = await undelivered(ctx);
  return page(
    c,
    { title: t.title },
    <>
      <p class="crumb">
        <a href="/kontakter">{mailTexts[locale].contacts}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table<Undelivered>
        caption={t.title}
        hideCaption
        rows={rows}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.subject,
            cell: (row) => <a href={`/kontakter/${row.visitId}#mejl`}>{row.subject ?? row.reference}</a>,
          },
          { head: t.to, cell: (row) => row.to },
          { head: t.at, cell: (row) => <time class="whole">{formatMoment(row.at)}</time> },
          {
            head: t.said,
            cell: (row) => (
              <>
                <Badge kind="wrong">{contactMailTexts[locale].contact.states[row.state]}</Badge>{' '}
                <span class="quiet">{row.said}</span>
              </>
            ),
          },
        ]}
      />
    </>,
  );
}

/** What an officer's office has sent that did not arrive. */
export const mailLine: StartLine = async (ctx, locale) => {
  if (officesOf(ctx.actor).length === 0) return null;
  const { length } = await undelivered(ctx);
  return length === 0
    ? null
    : { text: contactMailTexts[locale].home(length), href: '/kontakter/mejl-som-inte-kom-fram' };
};
