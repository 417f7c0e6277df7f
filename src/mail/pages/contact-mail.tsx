import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { contactPage } from '../../contacts/pages/contact.tsx';
import { draftFrom } from '../../contacts/pages/draft-form.ts';
import { sentences } from '../../contacts/pages/new-contact.tsx';
import { contactErrorText } from '../../contacts/promise-texts.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { Badge, Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { AnswerSchema, answerByMail } from '../commands/answer-by-mail.server.ts';
import { contactMailTexts } from '../contact-mail-texts.ts';
import { attachmentOf, type MailOfContact, mailOfContact } from '../queries.server.ts';
import { mailErrorText, mailTexts } from '../texts.ts';
import { formatBytes } from './bytes.ts';

/** What stands at a contact of the mail in it: what came and went, and the answer by mail, from the form above it. */
export async function mailBesideContact(c: Http, contactId: string, hidden: boolean) {
  const locale = c.get('locale');
  const t = contactMailTexts[locale].contact;
  const { mails, addresses, canAnswer } = await mailOfContact(contextOf(c), contactId);
  // An office without a mailbox has nothing to answer with.
  const answers = addresses.length > 0 && canAnswer;
  if (mails.length === 0 && !answers) return null;
  if (hidden)
    return (
      <section class="contact-mail" aria-labelledby="mejl">
        <h2 id="mejl">{t.title}</h2>
        <p class="quiet">{t.hidden}</p>
      </section>
    );
  return (
    <section class="contact-mail" aria-labelledby="mejl">
      <h2 id="mejl">{t.title}</h2>
      {c.req.query('mejl') === 'skickat' ? <Notice kind="good">{t.sent}</Notice> : null}
      {notArrived(mails).map(({ who, state }) => (
        <Notice kind="wrong">
          {state === 'uncertain' ? t.maybeNotArrived(who ?? '') : t.notArrived(who ?? '')}
        </Notice>
      ))}
      {answers ? (
        <div class="write-row">
          <div class="field">
            <label for="to">{t.to}</label>
            <select id="to" name="to" form="skriv" aria-describedby="to-help">
              {addresses.map((address) => (
                <option value={address}>{address}</option>
              ))}
            </select>
            <p class="help" id="to-help">
              {t.help}
            </p>
          </div>
          <div class="field">
            <label for="bilagor">{t.files}</label>
            <input
              id="bilagor"
              name="bilagor"
              type="file"
              form="skriv"
              multiple
              aria-describedby="bilagor-help"
            />
            <p class="help" id="bilagor-help">
              {t.filesHelp}
            </p>
          </div>
          <button
            type="submit"
            form="skriv"
            formaction={`/kontakter/${contactId}/mejl`}
            formenctype="multipart/form-data"
            class="button button--primary"
          >
            {t.send}
          </button>
        </div>
      ) : null}
      {mails.length === 0 ? null : (
        <ol class="said">
          {mails.map((mail) => (
            <Mail mail={mail} base={`/kontakter/${contactId}/mejl/${mail.id}`} locale={locale} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** What went and did not arrive, or nobody knows, and nothing has gone to that address since: to be said in another way. */
function notArrived(mails: readonly MailOfContact[]): readonly MailOfContact[] {
  const last = new Map(
    mails
      .filter(({ direction, state }) => direction === 'out' && state !== 'cancelled')
      .map((mail) => [mail.who, mail] as const),
  );
  return [...last.values()].filter(({ state }) => state === 'failed' || state === 'uncertain');
}

const Mail: FC<{ mail: MailOfContact; base: string; locale: Locale }> = ({ mail, base, locale }) => {
  const t = contactMailTexts[locale].contact;
  const wrong = ['failed', 'uncertain', 'bounce'].includes(mail.state);
  const state = t.states[mail.state] ?? mail.state;
  return (
    <li class={`said-one said-one--${mail.direction}`}>
      <p class="said-who">
        <strong>{mail.direction === 'in' ? t.came : t.went}</strong> {mail.who ?? '–'}
        {mail.known || mail.direction === 'out' ? '' : ` (${t.other})`} ·{' '}
        <time datetime={mail.at.toString()}>{formatMoment(mail.at)}</time>
        {mail.why === 'contact-receipt' ? ` · ${t.receipt}` : ''}
        {state === '' ? null : (
          <>
            {' '}
            <Badge kind={wrong ? 'wrong' : 'quiet'}>{state}</Badge>
          </>
        )}
      </p>
      {wrong && mail.said !== null ? <p class="quiet">{mailTexts[locale].said(mail.said)}</p> : null}
      {mail.notes.map((note) => (
        <p class="quiet">{t.notes[note] ?? note}</p>
      ))}
      {mail.attachments.length === 0 ? null : (
        <ul aria-label={t.attachments}>
          {mail.attachments.map(({ position, name, mediaType, bytes, dangerous, otherThanSaid }) => (
            <li>
              {dangerous ? (
                name
              ) : (
                <a href={`${base}/bilagor/${position}`} download>
                  {name}
                </a>
              )}{' '}
              <span class="quiet">
                {mediaType}, {formatBytes(bytes, locale)}
              </span>
              {dangerous || otherThanSaid ? (
                <>
                  {' '}
                  <Badge kind="wrong">{dangerous ? t.dangerous : t.otherThanSaid}</Badge>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** The files of a form; what a browser without them sends is none. */
async function filesOf(c: Http): Promise<File[]> {
  const { bilagor } = await c.req.parseBody({ all: true });
  return [bilagor].flat().filter((each): each is File => each instanceof File);
}

const AnswerForm = blankIsAbsent(z.object(AnswerSchema.shape));

/** POST /kontakter/:id/mejl: what is written in the contact goes to the person by mail. */
export async function answerByMailAction(c: Http) {
  const contactId = uuidParam(c);
  const locale = c.get('locale');
  const tell = async (status: 409 | 422, message: string, errors: Record<string, string>) =>
    contactPage(c, contactId, {
      form: 'text',
      status,
      message,
      errors,
      matterId: null,
      given: await draftFrom(c),
    });
  const read = await readForm(c, AnswerForm);
  if (!read.ok) {
    const errors = sentences(read.errors, locale);
    return tell(422, Object.values(errors).join(' '), errors);
  }
  try {
    const { origin } = new URL(c.get('services').auth.options.baseURL ?? 'http://localhost');
    await answerByMail(contextOf(c), contactId, read.data, { files: await filesOf(c), origin });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const code = error.code === 'invalid' ? error.errors[0]?.code : error.facts.reason;
    const sentence =
      typeof code === 'string'
        ? (mailErrorText(code, error.facts, locale) ?? contactErrorText(code, error.facts, locale))
        : null;
    if (sentence === null) throw error;
    return tell(error.code === 'invalid' ? 422 : 409, sentence, {});
  }
  return c.redirect(`/kontakter/${contactId}?mejl=skickat#mejl`, 303);
}

/** GET /kontakter/:id/mejl/:mail/bilagor/:position: a file to be kept, as bytes: nothing of it is shown in our own pages. */
export async function downloadMailAttachment(c: Http) {
  const mailId = z.uuid().safeParse(c.req.param('mail'));
  const position = Number(c.req.param('position'));
  if (!mailId.success || !Number.isSafeInteger(position) || position < 0 || position > 1000)
    throw new Problem('not-found');
  const { name, content } = await attachmentOf(contextOf(c), uuidParam(c), mailId.data, position);
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return c.body(new Uint8Array(content), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
}
