import { z } from 'zod';
import { shortUnscopedRead, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { blankIsAbsent, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { sayRetry } from '../../shell/retry.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select, TextArea } from '../../ui/fields.tsx';
import { receiveForm } from '../commands/receive-form.server.ts';
import { Email, LANGUAGES } from '../contact.ts';
import { contactPageTexts } from '../contact-texts.ts';
import { publicTexts } from '../public-texts.ts';
import { readReference } from '../reference.ts';
import { SAID_AS } from '../representation.ts';
import { representationTexts } from '../representation-texts.ts';
import { sentences } from './new-contact.tsx';

interface Office {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** The office of the address, if it is there today. Throws Problem `not-found`. */
async function officeOf(c: Http): Promise<Office> {
  const { database } = c.get('services');
  const [office] = await shortUnscopedRead<Office>(
    database.pool,
    sql`select id, code, name from office where code = ${(c.req.param('code') ?? '').replaceAll('\0', '')} and open @> current_date`,
  );
  if (office === undefined) throw new Problem('not-found');
  return office;
}

/** GET /kontakta/:code: anybody may write to an office. */
export async function showPublicForm(c: Http) {
  return formPage(c, await officeOf(c), {}, {}, 200);
}

function formPage(
  c: Http,
  office: Office,
  given: Readonly<Record<string, string>>,
  errors: Errors,
  status: 200 | 422 | 429,
) {
  const locale = c.get('locale');
  const t = publicTexts[locale].form;
  return page(
    c,
    { title: t.title(office.name), width: 'text', status },
    <>
      <p class="crumb">
        <a href={`/kontor/${encodeURIComponent(office.code)}`}>{t.back}</a>
      </p>
      <h1>{t.title(office.name)}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={t.wrong} errors={errors} />
      <form method="post" action={`/kontakta/${encodeURIComponent(office.code)}`} class="public-contact">
        <input type="hidden" name="key" value={given.key ?? crypto.randomUUID()} />
        <Input name="subject" label={t.subject} value={given.subject} error={errors.subject} required />
        <TextArea
          name="body"
          label={t.body}
          help={t.noSecrets}
          value={given.body}
          error={errors.body}
          rows={8}
          required
          maxlength={20_000}
        />
        <Select
          name="language"
          label={t.language}
          empty={t.anyLanguage}
          value={given.language ?? (locale === 'en' ? 'en' : undefined)}
          options={LANGUAGES.filter((each) => each !== 'sv').map((each) => ({
            value: each,
            label: contactPageTexts[locale].person.languages[each],
          }))}
        />
        <details class="for-another" open={given.whom !== undefined || given.asWhat !== undefined}>
          <summary>{t.forAnother}</summary>
          <p class="help">{t.forAnotherHelp}</p>
          <Input name="whom" label={t.whom} value={given.whom} error={errors.whom} autocomplete="off" />
          <Select
            name="asWhat"
            label={t.asWhat}
            empty={t.choose}
            value={given.asWhat}
            error={errors.asWhat}
            options={SAID_AS.map((value) => ({ value, label: representationTexts[locale].saidAs[value] }))}
          />
        </details>
        <Input
          name="email"
          type="email"
          label={t.email}
          help={t.emailHelp}
          value={given.email}
          error={errors.email}
          autocomplete="email"
        />
        <label class="check">
          <input
            type="checkbox"
            name="mayMail"
            value="1"
            checked={given.mayMail !== undefined || given.key === undefined}
          />
          <span>{t.mayMail}</span>
        </label>
        {/* A robot fills in every field; nobody else finds this one. */}
        <div class="not-for-people" aria-hidden="true">
          <label for="webbplats">{t.honeypot}</label>
          <input id="webbplats" name="webbplats" tabindex={-1} autocomplete="off" />
        </div>
        <Button>{t.send}</Button>
      </form>
    </>,
  );
}

const text = (max: number) =>
  z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(max, { error: 'too-long' });
const FormSchema = blankIsAbsent(
  z.object({
    key: z.uuid(),
    subject: text(300),
    body: text(20_000),
    language: z.enum(LANGUAGES).default('sv'),
    whom: z.string().trim().max(200, { error: 'too-long' }).optional(),
    asWhat: z.enum(SAID_AS, { error: 'required' }).optional(),
    email: Email.optional(),
    mayMail: z.string().optional(),
    webbplats: z
      .string()
      .optional()
      .refine((given) => given === undefined, { error: 'a-robot' }),
  }),
);

/** POST /kontakta/:code: a reference, or what is wrong; nothing is stored half. */
export async function sendPublicForm(c: Http) {
  const office = await officeOf(c);
  const locale = c.get('locale');
  const form = await readForm(c, FormSchema);
  if (!form.ok) return formPage(c, office, form.given, sentences(form.errors, locale), 422);
  const { key, subject, body, language, email, mayMail, whom, asWhat } = form.data;
  if ((whom === undefined) !== (asWhat === undefined)) {
    const missing = [{ field: whom === undefined ? 'whom' : 'asWhat', code: 'required' }];
    const said = { ...form.data, mayMail: mayMail ?? '', webbplats: '' };
    return formPage(c, office, givenOf(said), sentences(missing, locale), 422);
  }
  const asksFor = whom === undefined || asWhat === undefined ? null : { whom, asWhat };
  const { database, clock } = c.get('services');
  const person = { language, mayMail: email !== undefined && mayMail !== undefined, protected: false };
  try {
    const reference = await receiveForm(
      { pool: database.pool, clock },
      {
        ...{ officeId: office.id, key, subject, body, asksFor, from: clientAddress(c) },
        person: email === undefined ? person : { ...person, email, preferred: 'email' },
      },
    );
    return c.redirect(`/kontakta/${encodeURIComponent(office.code)}/tack/${reference}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error;
    const many = error.code === 'too-many-tries';
    if (!many && error.code !== 'invalid') throw error;
    const given = givenOf({ ...form.data, mayMail: mayMail ?? '', email: email ?? '', webbplats: '' });
    const wrong = sentences(error.errors, locale);
    const when = sayRetry(c, error);
    if (when !== null) wrong.body = `${wrong.body} ${when}`;
    return formPage(c, office, given, wrong, many ? 429 : 422);
  }
}

/** Without what was not written. */
const givenOf = (data: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(data).filter((each): each is [string, string] => each[1] !== undefined));

/** GET /kontakta/:code/tack/:reference: says back the reference that it was given, and looks nothing up. */
export async function showThanks(c: Http) {
  const office = await officeOf(c);
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  const t = publicTexts[c.get('locale')];
  return page(
    c,
    { title: t.thanks.title, width: 'text' },
    <>
      <article class="receipt">
        <h1>{t.thanks.title}</h1>
        <p class="receipt-reference">
          {t.thanks.reference}
          <strong>{reference}</strong>
        </p>
        <p>{t.thanks.keep}</p>
        <p class="quiet">{t.thanks.office(office.name)}</p>
      </article>
      <p>
        <a href={`/kontor/${encodeURIComponent(office.code)}`}>{t.form.back}</a>
      </p>
    </>,
  );
}
