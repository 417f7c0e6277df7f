import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { attachmentAnswer } from '../../post/pages/mail.tsx';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { acknowledgeCopy } from '../commands/acknowledge-copy.server.ts';
import { registerSent } from '../commands/register-sent.server.ts';
import { sendCopies } from '../commands/send-copies.server.ts';
import { AcknowledgedSchema, type CopyItem, SentSchema } from '../items.ts';
import { type CopyView, copyFile, copyLetter, copyView } from '../queries.server.ts';
import { canBeSent } from '../rules/copy-state.ts';
import { copyTexts } from '../texts.ts';
import { CopySays, CopyStateBadge, failureText, sentences } from './copies.tsx';

function itemOf(c: Http): CopyItem {
  return { agreementId: idParam(c), version: idParam(c, 'version') };
}

/** GET /kopior/:id/:version */
export function showCopy(c: Http) {
  return copyPage(c, {}, {});
}

async function copyPage(c: Http, errors: Errors, given: Readonly<Record<string, string>>) {
  const locale = c.get('locale');
  const t = copyTexts[locale];
  const ctx = contextOf(c);
  const copy = await copyView(ctx, itemOf(c));
  const path = `/kopior/${copy.agreementId}/${copy.version}`;
  const today = swedishDay(ctx.clock());
  return page(
    c,
    {
      title: t.one.title(copy.agreement, copy.version),
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <>
      <p>
        <a href="/kopior">{t.title}</a>
      </p>
      <h1>{t.one.title(copy.agreement, copy.version)}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <p class="lead">
        <CopyStateBadge row={copy} locale={locale} />{' '}
        {copy.late ? <Badge kind="wrong">{t.late}</Badge> : null} <CopySays row={copy} locale={locale} />
      </p>
      <dl class="facts">
        <dt>{t.one.agreement}</dt>
        <dd>
          <a href={`/avtal/${copy.agreementId}?version=${copy.version}`}>{copy.diaryNumber}</a>
        </dd>
        <dt>{t.columns.parties}</dt>
        <dd>{copy.parties.join(', ')}</dd>
        <dt>{t.columns.decided}</dt>
        <dd>{copy.dueSince}</dd>
        <dt>{t.one.provision}</dt>
        <dd>{copy.provision ?? '–'}</dd>
        {copy.sender === null ? null : (
          <>
            <dt>{t.one.sender}</dt>
            <dd>{copy.sender}</dd>
          </>
        )}
        {copy.theirNumber === null ? null : (
          <>
            <dt>{t.one.theirNumber}</dt>
            <dd>{`${copy.theirNumber} (${copy.acknowledgedOn})`}</dd>
          </>
        )}
      </dl>
      {copy.state === 'exempt' ? null : (
        <ul>
          <li>
            <a href={`${path}/avtal.pdf`}>
              {copy.fileName !== null && copy.sentOn !== null ? t.one.fileSent : t.one.fileWould}
            </a>
          </li>
          <li>
            <a href={`${path}/brev.pdf`}>{t.one.letter}</a>
          </li>
        </ul>
      )}
      {canBeSent(copy.state) ? (
        <>
          <form method="post" action={`${path}/skicka`}>
            <p>{t.recipient(copy.recipient)}</p>
            <Button>{copy.state === 'failed' ? t.one.sendAgain : t.one.send}</Button>
          </form>
          <h2>{t.one.asLetter}</h2>
          <p>
            {copy.postal === null
              ? t.one.letterNowhere
              : t.one.letterHelp(copy.postal.lines.join(', '), copy.postal.source, copy.postal.verifiedOn)}
          </p>
          <form method="post" action={`${path}/brev`} class="row">
            <Input
              name="sentOn"
              type="date"
              label={t.sentOn}
              value={given.sentOn ?? today}
              error={errors.sentOn}
              required
            />
            <Button kind="quiet">{t.one.letterSubmit}</Button>
          </form>
        </>
      ) : null}
      {copy.state === 'sent' ? (
        <>
          <h2>{t.one.acknowledge}</h2>
          <p>{t.one.acknowledgeHelp}</p>
          <form method="post" action={`${path}/bekrafta`} class="row">
            <Input
              name="diaryNumber"
              label={t.one.theirNumber}
              value={given.diaryNumber}
              error={errors.diaryNumber}
              required
            />
            <Input
              name="on"
              type="date"
              label={t.one.acknowledgedOn}
              value={given.on ?? today}
              error={errors.on}
              required
            />
            <Button>{t.one.acknowledgeSubmit}</Button>
          </form>
        </>
      ) : null}
      <h2>{t.one.history}</h2>
      <Table<CopyView['events'][number]>
        caption={t.one.history}
        hideCaption
        rows={copy.events}
        empty={null}
        columns={[
          { head: t.one.when, cell: (event) => <time class="whole">{formatMoment(event.at)}</time> },
          { head: t.columns.state, cell: (event) => <CopyStateBadge row={event} locale={locale} /> },
          { head: t.one.detail, cell: (event) => detail(event, locale) },
          { head: t.one.by, cell: (event) => event.by ?? t.one.system },
        ]}
      />
    </>,
  );
}

function detail({ state, detail }: CopyView['events'][number], locale: 'sv' | 'en'): string {
  const t = copyTexts[locale];
  if (state === 'failed') return failureText(detail, locale);
  if (state === 'queued') return detail === 'letter' ? t.how.letter : t.how.mail;
  return detail;
}

/** POST /kopior/:id/:version/skicka */
export async function sendCopyAction(c: Http) {
  const item = itemOf(c);
  await sendCopies(contextOf(c), [item]);
  return back(c, item);
}

/** POST /kopior/:id/:version/brev */
export async function letterSentAction(c: Http) {
  const item = itemOf(c);
  const form = await readForm(c, SentSchema.pick({ sentOn: true }));
  if (!form.ok) return copyPage(c, errorTexts(form.errors, c.get('locale')), form.given);
  return told(c, item, { sentOn: form.data.sentOn }, () =>
    registerSent(contextOf(c), [item], { ...form.data, how: 'letter' }),
  );
}

/** POST /kopior/:id/:version/bekrafta */
export async function acknowledgeAction(c: Http) {
  const item = itemOf(c);
  const form = await readForm(c, AcknowledgedSchema);
  if (!form.ok) return copyPage(c, errorTexts(form.errors, c.get('locale')), form.given);
  return told(c, item, { diaryNumber: form.data.diaryNumber, on: form.data.on }, () =>
    acknowledgeCopy(contextOf(c), item, form.data),
  );
}

async function told(
  c: Http,
  item: CopyItem,
  given: Readonly<Record<string, string>>,
  work: () => Promise<unknown>,
) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return copyPage(c, sentences(error, c.get('locale')), given);
  }
  return back(c, item);
}

function back(c: Http, { agreementId, version }: CopyItem) {
  return c.redirect(`/kopior/${agreementId}/${version}`, 303);
}

/** GET /kopior/:id/:version/avtal.pdf */
export async function downloadCopy(c: Http) {
  return attachmentAnswer(c, await copyFile(contextOf(c), itemOf(c)));
}

/** GET /kopior/:id/:version/brev.pdf */
export async function downloadLetter(c: Http) {
  return attachmentAnswer(c, await copyLetter(contextOf(c), itemOf(c)));
}
