import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { askRulesOfAll } from '../commands/ask-rules.server.ts';
import { noteAbsence } from '../commands/note-deviation.server.ts';
import { AbsenceSchema } from '../deviation.ts';
import { type Inbox, inbox, type Received } from '../queries/inbox.server.ts';
import { rulesTexts } from '../rules-texts.ts';
import { deskTexts } from '../texts.ts';
import { deskPage, here, NOTHING_TOLD, numberAsked, pageAsked, type Told, toldErrors } from './frame.tsx';

/** GET /kammarkollegiet */
export function showInbox(c: Http) {
  const t = deskTexts[c.get('locale')];
  const asked = askedAllNotice(c);
  if (asked !== null) return inboxPage(c, asked);
  return inboxPage(
    c,
    c.req.query('antecknad') === undefined ? NOTHING_TOLD : { ...NOTHING_TOLD, notice: t.deviation.added },
  );
}

/** POST /kammarkollegiet/regler: the rules are asked of all that they have not been asked of since they changed. */
export async function askAllAction(c: Http) {
  const { asked, added, left } = await askRulesOfAll(contextOf(c));
  return c.redirect(`/kammarkollegiet?provade=${asked}&nya=${added}&kvar=${left}`, 303);
}

function askedAllNotice(c: Http): Told | null {
  const locale = c.get('locale');
  const [asked, added, left] = ['provade', 'nya', 'kvar'].map((name) => numberAsked(c, name));
  if (asked === undefined || added === undefined || left === undefined) return null;
  const told = (count: number) => formatNumber(count, locale);
  return { ...NOTHING_TOLD, notice: rulesTexts[locale].askedAll(told(asked), told(added), left) };
}

/** POST /kammarkollegiet/uteblivna: a report that has not come is noted as a suggestion. */
export async function noteAbsenceAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, AbsenceSchema);
  if (!form.ok) return inboxPage(c, toldErrors(form.errors, form.given, locale));
  try {
    await noteAbsence(contextOf(c), form.data.authorityId, form.data.year);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return inboxPage(c, toldErrors(error.errors, {}, locale));
  }
  return c.redirect(`/kammarkollegiet?ar=${form.data.year}&antecknad=1`, 303);
}

async function inboxPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const year = numberAsked(c, 'ar');
  const known = year !== undefined && year >= 1994 && year <= 2199 ? year : undefined;
  const found = await inbox(contextOf(c), { page: pageAsked(c), year: known });
  return deskPage(
    c,
    { section: 'inbox', title: t.inbox.title, lead: t.inbox.lead, told },
    <>
      <section>
        <h2>{t.inbox.new}</h2>
        <Table<Received>
          caption={t.inbox.newCaption}
          hideCaption
          rows={found.fresh.rows}
          empty={<p>{t.inbox.newEmpty}</p>}
          columns={[
            { head: t.inbox.columns.what, cell: (row) => <a href={addressOf(row)}>{nameOf(row, locale)}</a> },
            { head: t.inbox.columns.from, cell: fromOf },
            { head: t.inbox.columns.sent, cell: sentOn },
            { head: t.inbox.columns.how, cell: (row) => howOf(row, locale) },
          ]}
        />
        <Pages
          label={t.pages}
          page={found.fresh.page}
          pages={found.fresh.pages}
          href={(to) => here(c, { sida: to })}
          previous={t.previous}
          next={t.next}
        />
      </section>
      <section>
        <h2>{t.inbox.suggested}</h2>
        <p>
          {found.suggested === 0 ? (
            t.inbox.suggestedEmpty
          ) : (
            <a href="/kammarkollegiet/avvikelser?lage=suggested">
              {t.home.suggested(formatNumber(found.suggested, locale), found.suggested === 1)}
            </a>
          )}
        </p>
      </section>
      {found.unasked === 0 ? null : (
        <section>
          <h2>{rulesTexts[locale].waitingTitle}</h2>
          <p>{rulesTexts[locale].waiting(formatNumber(found.unasked, locale), found.unasked === 1)}</p>
          <form method="post" action="/kammarkollegiet/regler">
            <Button kind="quiet">{rulesTexts[locale].askAll}</Button>
          </form>
        </section>
      )}
      <section id="sena">
        <h2>{t.inbox.late}</h2>
        <form method="get" action="/kammarkollegiet" class="filters">
          <Input
            name="ar"
            type="number"
            min="1994"
            max="2199"
            label={t.inbox.year}
            value={String(found.lateYear)}
          />
          <Button kind="quiet">{t.show}</Button>
        </form>
        <p class="help">{t.inbox.lateLead(found.lateYear)}</p>
        <Table<Inbox['late'][number]>
          caption={t.inbox.lateCaption}
          hideCaption
          rows={found.late}
          empty={<p>{t.inbox.lateEmpty}</p>}
          columns={[
            {
              head: t.inbox.columns.from,
              cell: (row) => <a href={`/kammarkollegiet/myndigheter/${row.authorityId}`}>{row.authority}</a>,
            },
            { head: t.inbox.columns.due, cell: (row) => row.due },
            { head: t.deviation.columns.provision, cell: (row) => <cite>{row.provision}</cite> },
            {
              head: t.inbox.columns.act,
              cell: (row) =>
                row.noted ? (
                  t.inbox.noted
                ) : (
                  <form method="post" action="/kammarkollegiet/uteblivna">
                    <input type="hidden" name="authorityId" value={row.authorityId} />
                    <input type="hidden" name="year" value={row.year} />
                    <button class="link" type="submit" aria-label={`${t.inbox.note}: ${row.authority}`}>
                      {t.inbox.note}
                    </button>
                  </form>
                ),
            },
          ]}
        />
        {found.missing.total === 0 ? null : (
          <>
            <h3>{t.inbox.missingCopies}</h3>
            <p class="help">{t.inbox.missingLead(formatNumber(found.missing.total, locale))}</p>
            <Table<Inbox['missing']['rows'][number]>
              caption={t.inbox.missingCopies}
              hideCaption
              rows={found.missing.rows}
              empty=""
              columns={[
                {
                  head: t.inbox.columns.from,
                  cell: (row) => (
                    <a href={`/kammarkollegiet/myndigheter/${row.authorityId}`}>{row.authority}</a>
                  ),
                },
                {
                  head: t.report.agreement,
                  cell: (row) => `${row.diaryNumber} ${row.name}`,
                },
                { head: t.deviation.columns.provision, cell: (row) => <cite>{row.provision}</cite> },
              ]}
            />
          </>
        )}
      </section>
    </>,
  );
}

export function addressOf(row: Received): string {
  return row.kind === 'copy'
    ? `/kammarkollegiet/avtal/${row.copy.agreementId}/${row.copy.version}`
    : `/kammarkollegiet/rapporter/${row.report.reportId}/${row.report.version}`;
}

export function nameOf(row: Received, locale: Locale): string {
  const t = deskTexts[locale].inbox;
  if (row.kind === 'report') return t.report(row.report.year, row.report.version);
  return t.copy(row.copy.agreement?.diaryNumber ?? String(row.copy.agreementId), row.copy.version);
}

function fromOf(row: Received): string {
  if (row.kind === 'report') return row.report.authority;
  return row.copy.agreement?.parties.map((party) => party.name).join(', ') ?? '–';
}

function sentOn(row: Received): string {
  return row.kind === 'copy' ? row.copy.sentOn : row.report.sentOn;
}

export function howOf(row: Received, locale: Locale): string {
  const how = row.kind === 'copy' ? row.copy.how : row.report.how;
  const t = deskTexts[locale].how;
  return how === 'mail' || how === 'letter' ? t[how] : t.other;
}
