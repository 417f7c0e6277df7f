import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { inTransaction } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { answerDays, writeBack } from '../commands/complaints.server.ts';
import {
  ownComplaint,
  type PublicComplaint,
  publicComplaint,
  type Said,
} from '../complaint-queries.server.ts';
import { complaintTexts } from '../complaint-texts.ts';
import { faultTexts } from '../public-texts.ts';
import { isSecret, readReference } from '../reference.server.ts';
import { countTry, mayGuess } from '../tries.server.ts';
import { errorSentence, sentences, words } from './form.ts';
import { orNotThere } from './not-there.tsx';

interface Asked {
  readonly complaint: PublicComplaint;
  /** With the secret link: what was said, and within how many working days it is answered. */
  readonly own: {
    readonly secret: string;
    readonly words: string;
    readonly said: readonly Said[];
    readonly days: number;
  } | null;
}

/** The complaint of an address; who tries too many that are none is stopped. Throws Problem `not-found`, `too-many-tries`. */
async function asked(c: Http): Promise<Asked> {
  const { database, clock } = c.get('services');
  const { pool } = database;
  const reference = readReference(c.req.param('reference') ?? '');
  const secret = c.req.param('secret');
  if (reference === null) throw new Problem('not-found');
  await mayGuess(pool, clientAddress(c), clock());
  const found = await inTransaction(pool, {}, async (db): Promise<Asked | null> => {
    const complaint = await publicComplaint(db, reference);
    if (complaint === undefined) return null;
    if (secret === undefined) return { complaint, own: null };
    const own = isSecret(secret) ? await ownComplaint(db, reference, secret) : undefined;
    if (own === undefined) return null;
    return { complaint, own: { ...own, secret, days: await answerDays(db, reference, secret) } };
  });
  if (found === null) {
    await countTry(pool, 'guess', clientAddress(c), clock());
    throw new Problem('not-found');
  }
  return found;
}

/** GET /synpunkter/:reference, and with the secret what was written and answered. */
export const showComplaintStatus = (c: Http): Promise<Response> =>
  orNotThere(c, 'complaint', async () => statusPage(c, await asked(c), {}, ''));

function statusPage(
  c: Http,
  { complaint, own }: Asked,
  errors: Readonly<Record<string, string>>,
  given: string,
) {
  const locale = c.get('locale');
  const t = complaintTexts[locale].public;
  const { reference } = complaint;
  const isNew = c.req.query('ny') !== undefined && own !== null;
  const address = `/synpunkter/${reference}/${own?.secret}`;
  return page(
    c,
    {
      title: `${t.kinds[complaint.kind]} ${reference}`,
      width: 'text',
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {c.req.query('skrivet') === undefined || own === null ? null : (
        <Notice kind="good" focus>
          {t.written}
        </Notice>
      )}
      <h1>{isNew ? t.thanks : t.kinds[complaint.kind]}</h1>
      {isNew ? (
        <section class="fault-link">
          <h2>{t.link}</h2>
          <p>
            <a href={address}>{`${originOf(c)}${address}`}</a>
          </p>
          <p>{t.linkHelp}</p>
        </section>
      ) : null}
      <p>
        <strong>{stands(complaint, locale)}</strong>
      </p>
      <dl class="facts">
        <dt>{faultTexts[locale].status.number}</dt>
        <dd>
          <strong class="fault-ref">{reference}</strong>
        </dd>
        <dt>{t.to}</dt>
        <dd>{complaint.authority}</dd>
        <dt>{t.received}</dt>
        <dd>{formatDay(swedishDay(complaint.receivedAt), locale)}</dd>
      </dl>
      {own === null ? (
        <p class="quiet">{t.onlyLink}</p>
      ) : (
        <>
          <h2>{t.history}</h2>
          <Conversation
            words={own.words}
            at={complaint.receivedAt}
            said={own.said}
            author={t.yours}
            who={() => complaint.authority}
          />
          <form method="post" action={address} class="fault-form" id="skriv">
            <h2>{complaint.answeredAt === null ? t.writeMore : t.writeBack}</h2>
            <TextArea
              name="ord"
              label={t.more}
              help={
                complaint.answeredAt === null || complaint.dueOn === null
                  ? t.writeMoreHelp
                  : t.writeBackHelp(own.days)
              }
              rows={4}
              maxlength={8000}
              value={given}
              error={errors.ord}
              required
            />
            <Button>{t.sendMore}</Button>
          </form>
        </>
      )}
    </>,
  );
}

function stands({ answeredAt, dueOn }: PublicComplaint, locale: Locale): string {
  const t = complaintTexts[locale].public;
  if (answeredAt !== null) return t.answered(formatDay(swedishDay(answeredAt), locale));
  return dueOn === null ? t.noAnswer : `${t.waiting}. ${t.due(formatDay(dueOn, locale))}`;
}

/** What was written and answered, the oldest first: who wrote at the left, the authority at the right. */
export const Conversation: FC<{
  words: string;
  at: Temporal.Instant;
  said: readonly (Said & { readonly who?: string | null })[];
  author: string;
  who: (said: Said & { readonly who?: string | null }) => string;
}> = ({ words: first, at, said, author, who }) => (
  <ol class="fault-said">
    {[{ id: 0, at, byAuthor: true, words: first }, ...said].map((each) => (
      <li class={each.byAuthor ? 'fault-said-one' : 'fault-said-one fault-said-answer'}>
        <p>
          <strong>{each.byAuthor ? author : who(each)}</strong> <time>{formatMoment(each.at)}</time>
        </p>
        <p class="fault-words">{each.words}</p>
      </li>
    ))}
  </ol>
);

/** POST /synpunkter/:reference/:secret: who wrote writes more. */
export async function writeBackAction(c: Http): Promise<Response> {
  const there = await asked(c);
  if (there.own === null) throw new Problem('not-found');
  const { database, clock } = c.get('services');
  await countTry(database.pool, 'secret', clientAddress(c), clock());
  const locale = c.get('locale');
  const form = await readForm(c, z.object({ ord: words(8000) }));
  if (!form.ok) return statusPage(c, there, sentences(form.errors, locale), form.given.ord ?? '');
  const { reference } = there.complaint;
  const { secret } = there.own;
  try {
    await writeBack({ pool: database.pool, clock }, reference, secret, form.data.ord);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'invalid') return statusPage(c, there, sentences(error.errors, locale), form.data.ord);
    if (error.code === 'not-possible' && typeof error.facts.reason === 'string')
      return statusPage(c, there, { ord: errorSentence(error.facts.reason, locale) }, form.data.ord);
    throw error;
  }
  return c.redirect(`/synpunkter/${reference}/${secret}?skrivet=1`, 303);
}
