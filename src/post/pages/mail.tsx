import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { decideMail } from '../commands/decide-mail.server.ts';
import { type MailView, mailAttachment, mailView } from '../queries.server.ts';
import { DECISIONS } from '../states.ts';
import { postTexts } from '../texts.ts';
import { Says, StateBadge, said } from './outbox.tsx';

/** GET /utskick/:id */
export async function showMail(c: Http) {
  const locale = c.get('locale');
  const t = postTexts[locale];
  const mail = await mailView(contextOf(c), uuidParam(c));
  return page(
    c,
    { title: mail.subject },
    <>
      <p class="crumb">
        <a href="/utskick">{t.title}</a>
      </p>
      <h1>{mail.subject}</h1>
      <p class="lead">
        <StateBadge state={mail.state} locale={locale} /> <Says row={mail} locale={locale} />
      </p>
      <Decide mail={mail} t={t} />
      <dl class="facts">
        <dt>{t.columns.to}</dt>
        <dd>{mail.recipients.join(', ')}</dd>
        <dt>{t.authority}</dt>
        <dd>{mail.authority ?? t.own}</dd>
        <dt>{t.columns.queued}</dt>
        <dd>{formatMoment(mail.queuedAt)}</dd>
        <dt>{t.attempts}</dt>
        <dd>{mail.attempts}</dd>
      </dl>
      <h2>{t.message}</h2>
      {mail.body.split(/\n\s*\n/).map((paragraph) => (
        <p class="prose">
          {paragraph.split('\n').map((line, index) => (
            <>
              {index === 0 ? null : <br />}
              {line}
            </>
          ))}
        </p>
      ))}
      <h2>{t.attachments}</h2>
      {mail.attachments.length === 0 ? (
        <p class="quiet">{t.noAttachments}</p>
      ) : (
        <ul>
          {mail.attachments.map(({ position, fileName, bytes }) => (
            <li>
              <a href={`/utskick/${mail.id}/bilagor/${position}`} download="">
                {fileName}
              </a>{' '}
              <span class="quiet">{t.bytes(formatNumber(Math.ceil(bytes / 1024), locale))}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>{t.history}</h2>
      <Table<MailView['events'][number]>
        caption={t.history}
        hideCaption
        rows={mail.events}
        empty={null}
        columns={[
          { head: t.when, cell: (event) => <time class="whole">{formatMoment(event.at)}</time> },
          { head: t.state, cell: (event) => <StateBadge state={event.state} locale={locale} /> },
          { head: t.what, cell: (event) => said(event.detail, locale) },
          { head: t.by, cell: (event) => event.by ?? t.system },
        ]}
      />
    </>,
  );
}

const Decide = ({ mail, t }: { mail: MailView; t: (typeof postTexts)['sv'] }) => {
  if (mail.inHand) return <Notice>{t.inHand}</Notice>;
  if (mail.decisions.length === 0) return null;
  return (
    <section aria-label={t.decide}>
      {mail.state === 'uncertain' ? <Notice kind="wrong">{t.uncertainHelp}</Notice> : null}
      {mail.movedTo === null ? null : <Notice>{t.movedTo(mail.movedTo)}</Notice>}
      <form method="post" action={`/utskick/${mail.id}/avgor`} class="row">
        {mail.decisions.map((decision) => (
          <Button
            kind={decision === 'retry' || decision === 'arrived' ? 'primary' : 'quiet'}
            name="beslut"
            value={decision}
          >
            {t.decisions[decision]}
          </Button>
        ))}
      </form>
    </section>
  );
};

/** POST /utskick/:id/avgor */
export async function decideMailAction(c: Http) {
  const id = uuidParam(c);
  const form = await readForm(c, z.object({ beslut: z.enum(DECISIONS) }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  await decideMail(contextOf(c), id, form.data.beslut);
  return c.redirect(`/utskick/${id}`, 303);
}

/** GET /utskick/:id/bilagor/:position */
export async function downloadAttachment(c: Http) {
  const position = Number(c.req.param('position'));
  if (!Number.isSafeInteger(position) || position < 0 || position > 1000) throw new Problem('not-found');
  return attachmentAnswer(c, await mailAttachment(contextOf(c), uuidParam(c), position));
}

/** A file to be kept, never shown in the page's own origin. */
export function attachmentAnswer(
  c: Http,
  file: { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array },
): Response {
  return c.body(Buffer.from(file.content), 200, {
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    'x-content-type-options': 'nosniff',
  });
}
