import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { renderSVG } from 'uqr';
import { transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { contextOf, type Http, originOf, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { sendReceipt } from '../commands/send-receipt.server.ts';
import { promiseTexts } from '../promise-texts.ts';
import { receiptOf } from '../receipt.server.ts';
import { momentText, promisedText, type Receipt, surveyAddress } from '../receipt.ts';

/** GET /kontakter/:id/kvitto: to print, or to send by mail. */
export async function showReceipt(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = promiseTexts[locale].receipt;
  const contactId = uuidParam(c);
  const { receipt, mayMail } = await transaction(ctx, async (db) => ({
    receipt: await receiptOf(db, contactId, ctx.clock()),
    mayMail:
      (await db.maybe(sql`select from contact_person where visit_id = ${contactId} and may_mail`)) !==
      undefined,
  }));
  return page(
    c,
    { title: `${t.title} ${receipt.reference}`, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/kontakter/${contactId}`}>{receipt.subject ?? receipt.reference}</a>
      </p>
      {c.req.query('skickat') === undefined ? null : <Notice kind="good">{t.mailed}</Notice>}
      <ReceiptCard receipt={receipt} now={ctx.clock()} origin={originOf(c)} locale={locale} />
      <form method="post" action={`/kontakter/${contactId}/kvitto`} class="receipt-actions">
        <button type="button" class="button button--primary" data-print hidden>
          {t.print}
        </button>
        {mayMail ? <Button kind="quiet">{t.mail}</Button> : null}
      </form>
    </>,
  );
}

/** What the person takes with them. */
export const ReceiptCard: FC<{
  receipt: Receipt;
  now: Temporal.Instant;
  origin: string;
  locale: Locale;
}> = ({ receipt, now, origin, locale }) => {
  const t = promiseTexts[locale].receipt;
  return (
    <article class="receipt">
      <h1>{t.heading}</h1>
      <p class="receipt-reference">
        {t.reference}
        <strong>{receipt.reference}</strong>
      </p>
      <p>{t.keep}</p>
      <dl>
        <dt>{t.office}</dt>
        <dd>{receipt.office}</dd>
        <dt>{t.came}</dt>
        <dd>{momentText(receipt.openedAt, locale)}</dd>
        {receipt.subject === null ? null : (
          <>
            <dt>{t.about}</dt>
            <dd>{receipt.subject}</dd>
          </>
        )}
        <dt>{t.promise}</dt>
        {receipt.promises.length === 0 ? <dd>{t.nothingPromised}</dd> : null}
        {receipt.promises.map((promise) => (
          <dd>{promisedText(promise, now, locale)}</dd>
        ))}
      </dl>
      {receipt.surveyCode === null ? null : (
        <HowWasIt address={surveyAddress(origin, receipt.surveyCode, locale)} locale={locale} />
      )}
    </article>
  );
};

/** One question afterwards: an address to write off and a square for the camera. */
const HowWasIt: FC<{ address: string; locale: Locale }> = ({ address, locale }) => {
  const t = promiseTexts[locale].receipt;
  return (
    <section class="receipt-survey" aria-labelledby="how-was-it">
      <div>
        <h2 id="how-was-it">{t.howWasItShort}</h2>
        <p>{t.howWasItHelp}</p>
        <p class="receipt-address">
          <a href={address}>{address.replace(/^https?:\/\//, '')}</a>
        </p>
      </div>
      <div class="receipt-square" role="img" aria-label={t.howWasItSquare}>
        {raw(
          renderSVG(address, { border: 2, ecc: 'M' }).replace(
            '<svg ',
            '<svg aria-hidden="true" focusable="false" ',
          ),
        )}
      </div>
    </section>
  );
};

/** POST /kontakter/:id/kvitto */
export async function sendReceiptAction(c: Http) {
  const contactId = uuidParam(c);
  await sendReceipt(contextOf(c), contactId, originOf(c));
  return c.redirect(`/kontakter/${contactId}/kvitto?skickat=1`, 303);
}
