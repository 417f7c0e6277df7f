import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input, Select, TextArea } from '../../ui/fields.tsx';
import { makeComplaint } from '../commands/complaints.server.ts';
import { complaintTexts } from '../complaint-texts.ts';
import { COMPLAINT_KINDS } from '../states.ts';
import { countTry } from '../tries.server.ts';
import { EmailText, FormKey, sentences, words } from './form.ts';
import { Trap } from './question-field.tsx';

/** GET /synpunkter */
export const showComplaint = (c: Http) => complaintPage(c, {}, []);

async function complaintPage(
  c: Http,
  given: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
) {
  const locale = c.get('locale');
  const t = complaintTexts[locale].public;
  const authorities = await inTransaction(c.get('services').database.pool, {}, (db) =>
    db.many<{ id: number; name: string }>(sql`
      select id, name from authority where ended_on is null order by name collate "sv-SE-x-icu"`),
  );
  const wrong = sentences(errors, locale);
  const to = given.till ?? c.req.query('till') ?? '';
  return page(
    c,
    { title: t.title, width: 'text', status: errors.length > 0 ? 422 : 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} />
      <form method="post" action="/synpunkter" class="fault-form">
        <input type="hidden" name="nyckel" value={given.nyckel || randomUUID()} />
        <Choice
          id="slag"
          name="slag"
          legend={t.kind}
          value={given.slag ?? 'view'}
          error={wrong.slag}
          options={COMPLAINT_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
          required
        />
        <Select
          name="till"
          label={t.to}
          empty={t.choose}
          value={to}
          error={wrong.till}
          options={authorities.map(({ id, name }) => ({ value: String(id), label: name }))}
          required
        />
        <TextArea
          name="ord"
          label={t.words}
          help={t.wordsHelp}
          rows={7}
          maxlength={8000}
          value={given.ord}
          error={wrong.ord}
          required
        />
        <label class="fault-check">
          <input type="checkbox" name="vill-ha-svar" value="ja" checked={given['vill-ha-svar'] === 'ja'} />
          <span>{t.wantsAnswer}</span>
        </label>
        <Input
          name="epost"
          type="email"
          label={t.email}
          help={t.emailHelp}
          value={given.epost}
          error={wrong.epost}
          autocomplete="email"
        />
        <Trap locale={locale} />
        <p class="quiet">{t.law}</p>
        <Button>{t.send}</Button>
      </form>
    </>,
  );
}

const ComplaintSchema = z.object({
  nyckel: FormKey,
  slag: z.enum(COMPLAINT_KINDS),
  till: IdText,
  ord: words(8000).pipe(z.string().min(1, 'required')),
  'vill-ha-svar': z.enum(['ja']).optional(),
  epost: EmailText.default(''),
  webbplats: z.string().default(''),
});

/** POST /synpunkter */
export async function complaintAction(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  await countTry(database.pool, 'complaint', clientAddress(c), clock());
  const form = await readForm(c, ComplaintSchema);
  if (!form.ok) return complaintPage(c, form.given, form.errors);
  const { data } = form;
  const given = { ...data, till: String(data.till), 'vill-ha-svar': data['vill-ha-svar'] ?? '' };
  if (data.webbplats !== '')
    return complaintPage(c, given, [{ field: 'webbplats', code: 'filled-by-a-program' }]);
  try {
    const { reference, secret } = await makeComplaint(
      { pool: database.pool, clock, origin: originOf(c) },
      {
        ...{
          key: data.nyckel,
          kind: data.slag,
          authorityId: data.till,
          words: data.ord,
          language: c.get('locale'),
        },
        wantsAnswer: data['vill-ha-svar'] === 'ja',
        email: data.epost === '' ? null : data.epost,
      },
    );
    return c.redirect(`/synpunkter/${reference}/${secret}?ny=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
    return complaintPage(c, given, error.errors);
  }
}
