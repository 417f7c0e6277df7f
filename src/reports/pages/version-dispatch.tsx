import type { FC } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { wayTexts } from '../texts.ts';
import type { Dispatch, VersionView } from '../versions.server.ts';

/** What a form on the page was told, with what was typed. */
export interface VersionTold {
  readonly message: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, string>>;
}

interface Props {
  readonly view: VersionView;
  readonly told: VersionTold | null;
  readonly locale: Locale;
  readonly today: PlainDate;
}

/** How the version was sent, and what can be done next: mail it, post it, note that it came in. */
export const DispatchPart: FC<Props> = ({ view, told, locale, today }) => {
  const t = wayTexts[locale].dispatch;
  const address = `/rapporter/${view.reportId}/versioner/${view.version}`;
  const mail = view.dispatches.find((row) => row.how === 'mail');
  const letter = view.dispatches.find((row) => row.how === 'letter');
  const received = view.dispatches.some((row) => row.receivedOn !== null);
  const newest = view.newest === view.version;
  const toGovernment = view.to.includes('government');
  const failed = mail !== undefined && ['failed', 'cancelled', 'uncertain'].includes(mail.mail ?? '');
  const mayPost = newest && letter === undefined && (mail === undefined || failed || toGovernment);
  return (
    <section aria-labelledby="send" class="stack">
      <h2 id="send">{t.title}</h2>
      {view.supplements === null ? null : (
        <p class="report-words">{t.supplements(view.supplements, view.supplementNote)}</p>
      )}
      <Sent rows={view.dispatches} locale={locale} />
      <p>
        <a href={`${address}/avtal.pdf`} download="">
          {t.list}
        </a>
      </p>
      {newest && view.dispatches.length === 0 && view.to.includes('kammarkollegiet') ? (
        <form method="post" action={`${address}/skicka`} class="stack">
          <p class="help">{t.sendMailHelp(view.registrar)}</p>
          <Button name="how" value="mail">
            {t.sendMail}
          </Button>
        </form>
      ) : null}
      {mayPost ? (
        <form method="post" action={`${address}/skicka`} class="stack">
          <h3>{t.letterTitle}</h3>
          <p class="help">{t.letterHelp}</p>
          <p class="help">
            {view.postal === null
              ? t.letterNowhere
              : t.letterTo(view.postal.lines.join(', '), view.postal.source, view.postal.verifiedOn)}
          </p>
          <p>
            <a href={`${address}/brev.pdf`} download="">
              {t.letter}
            </a>
          </p>
          <Input
            name="sentOn"
            type="date"
            label={t.sentOn}
            max={today}
            required
            value={told?.given.sentOn ?? today}
            error={told?.errors.sentOn}
          />
          <Button kind="quiet" name="how" value="letter">
            {t.sendLetter}
          </Button>
        </form>
      ) : null}
      {view.dispatches.length === 0 || received ? null : (
        <form method="post" action={`${address}/mottagen`} class="stack">
          <h3>{t.receiveTitle}</h3>
          <Input
            name="diaryNumber"
            label={t.diary}
            required
            value={told?.given.diaryNumber}
            error={told?.errors.diaryNumber}
          />
          <Input
            name="receivedOn"
            type="date"
            label={t.receivedOn}
            max={today}
            required
            value={told?.given.receivedOn ?? today}
            error={told?.errors.receivedOn}
          />
          <Button kind="quiet">{t.receive}</Button>
        </form>
      )}
    </section>
  );
};

const Sent: FC<{ rows: readonly Dispatch[]; locale: Locale }> = ({ rows, locale }) => {
  const t = wayTexts[locale].dispatch;
  return (
    <Table<Dispatch>
      caption={t.caption}
      rows={rows}
      empty={<p>{t.none}</p>}
      columns={[
        { head: t.columns.how, cell: (row) => t.how[row.how] },
        { head: t.columns.to, cell: (row) => row.recipient },
        { head: t.columns.on, cell: (row) => formatDay(row.sentOn, locale) },
        {
          head: t.columns.state,
          cell: (row) => (
            <Badge kind={row.mail === 'failed' || row.mail === 'uncertain' ? 'wrong' : 'neutral'}>
              {row.mail === null ? t.posted : t.mail[row.mail]}
            </Badge>
          ),
        },
        {
          head: t.columns.received,
          cell: (row) =>
            row.receivedOn === null
              ? t.notReceived
              : t.receivedAs(formatDay(row.receivedOn, locale), row.diaryNumber ?? ''),
        },
      ]}
    />
  );
};
