import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import {
  changeBody,
  endCategory,
  endKey,
  makeKey,
  openBody,
  setForwarding,
} from '../commands/configure.server.ts';
import { type Settings, settingsOf } from '../settings-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { line, sentences } from './form.ts';
import { StaffMenu } from './staff-list.tsx';

/** GET /felanmalningar/installningar */
export const showSettings = (c: Http) => settingsPage(c, [], null);

async function settingsPage(c: Http, errors: readonly FieldError[], newKey: string | null) {
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const all = await settingsOf(contextOf(c));
  if (all.length === 0) throw new Problem('forbidden');
  const wrong = sentences(errors, locale);
  return page(
    c,
    { title: t.setup.title, width: 'text', status: errors.length > 0 ? 422 : 200 },
    <>
      <StaffMenu c={c} here="settings" />
      <h1>{t.setup.title}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={wrong} />
      {newKey === null ? null : (
        <Notice kind="good" focus>
          <p>{t.setup.newKey}</p>
          <code class="fault-key">{newKey}</code>
        </Notice>
      )}
      {c.req.query('sparat') === undefined ? null : <Notice kind="good">{t.setup.saved}</Notice>}
      {all.map((body) => (
        <section>
          {all.length > 1 ? <h2>{body.name}</h2> : null}
          {body.jurisdiction === null ? (
            <OpenForm body={body} wrong={wrong} locale={locale} />
          ) : (
            <Opened body={body} wrong={wrong} locale={locale} />
          )}
        </section>
      ))}
    </>,
  );
}

type Part = FC<{ body: Settings; wrong: Readonly<Record<string, string>>; locale: Locale }>;

const OpenForm: Part = ({ body, wrong, locale }) => {
  const t = staffTexts[locale].setup;
  return (
    <form method="post" action={`/felanmalningar/installningar/${body.id}`} class="fault-form">
      <p>{t.lead}</p>
      <Input name="omrade" label={t.area} error={wrong.omrade} size={6} required />
      <Input name="jurisdiktion" label={t.jurisdiction} error={wrong.jurisdiktion} required />
      <Input name="kontakt" label={t.contact} error={wrong.kontakt} />
      <Input
        name="dagar"
        type="number"
        min="1"
        max="60"
        label={t.answerDays}
        value="10"
        error={wrong.dagar}
        required
      />
      <Button>{t.open}</Button>
    </form>
  );
};

const Opened: Part = ({ body, wrong, locale }) => {
  const t = staffTexts[locale].setup;
  const address = `/felanmalningar/installningar/${body.id}`;
  return (
    <>
      <dl class="facts">
        <dt>jurisdiction_id</dt>
        <dd>
          <code>{body.jurisdiction}</code>
        </dd>
      </dl>
      <form method="post" action={`${address}/svarstid`} class="fault-form">
        <Input
          name="dagar"
          type="number"
          min="1"
          max="60"
          label={t.answerDays}
          help={t.answerDaysHelp}
          value={String(body.answerDays ?? 10)}
          error={wrong.dagar}
          required
        />
        <Input name="kontakt" label={t.contact} value={body.contact} error={wrong.kontakt} />
        <Button kind="quiet">{t.save}</Button>
      </form>
      <h2>{t.kinds}</h2>
      <Table
        caption={t.kinds}
        hideCaption
        rows={body.kinds}
        empty={<p>–</p>}
        columns={[
          {
            head: t.kindColumns.kind,
            cell: (row) => (
              <a href={`${address}/slag/${row.id}`}>{locale === 'sv' ? row.nameSv : row.nameEn}</a>
            ),
          },
          { head: t.kindColumns.code, cell: (row) => <code>{row.code}</code> },
          { head: t.kindColumns.questions, cell: (row) => formatNumber(row.questions, locale), number: true },
          { head: t.kindColumns.days, cell: (row) => row.days ?? '–', number: true },
          {
            head: t.end,
            cell: (row) => (
              <form method="post" action={`${address}/slag/${row.id}/ta-emot`}>
                <button class="link" type="submit" name="ta-emot" value={row.ended ? 'ja' : 'nej'}>
                  {row.ended ? t.again : t.end}
                  <span class="sr-only"> {locale === 'sv' ? row.nameSv : row.nameEn}</span>
                </button>
              </form>
            ),
          },
        ]}
      />
      <p>
        <a href={`${address}/slag/nytt`}>{t.newKind}</a>
      </p>
      <h2>{t.keys}</h2>
      <p>{t.keysLead}</p>
      <Table
        caption={t.keys}
        hideCaption
        rows={body.keys}
        empty={<p>{t.noKeys}</p>}
        columns={[
          { head: t.keyColumns.name, cell: (row) => row.name },
          { head: t.keyColumns.made, cell: (row) => swedishDay(row.madeAt) },
          {
            head: t.endKey,
            cell: (row) =>
              row.ended ? (
                t.ended
              ) : (
                <form method="post" action={`${address}/nycklar/${row.id}/dra-in`}>
                  <button class="link" type="submit">
                    {t.endKey}
                    <span class="sr-only"> {row.name}</span>
                  </button>
                </form>
              ),
          },
        ]}
      />
      <form method="post" action={`${address}/nycklar`} class="fault-number">
        <Input name="namn" label={t.keyName} error={wrong.namn} required />
        <Button kind="quiet">{t.makeKey}</Button>
      </form>
      <h2>{t.forwarding}</h2>
      <p>{t.forwardingLead}</p>
      <form method="post" action={`${address}/eget-system`} class="fault-form">
        <Input name="adress" label={t.url} value={body.forwarding?.url} error={wrong.adress} required />
        <Input name="api" type="password" autocomplete="off" label={t.apiKey} error={wrong.api} />
        <Input
          name="deras"
          label={t.theirJurisdiction}
          value={body.forwarding?.jurisdiction}
          error={wrong.deras}
        />
        <label class="fault-check">
          <input type="checkbox" name="aktiv" value="ja" checked={body.forwarding?.active ?? false} />
          <span>{t.active}</span>
        </label>
        <Button kind="quiet">{t.save}</Button>
      </form>
    </>
  );
};

/** A form of the settings; what is wrong is shown on the page. `work` may answer itself. */
function setting<S extends z.ZodType>(
  schema: S,
  work: (c: Http, body: number, data: z.output<S>) => Promise<Response | undefined>,
) {
  return async (c: Http): Promise<Response> => {
    contextOf(c);
    const body = idParam(c);
    const form = await readForm(c, schema);
    if (!form.ok) return settingsPage(c, form.errors, null);
    try {
      return (await work(c, body, form.data)) ?? c.redirect('/felanmalningar/installningar?sparat=1', 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid' || error.errors.length === 0) throw error;
      return settingsPage(c, error.errors, null);
    }
  };
}

export const openBodyAction = setting(
  z.object({
    omrade: z.string().regex(/^(\d{4}|\d{2}|SE)$/, 'invalid-format'),
    jurisdiktion: z
      .string()
      .trim()
      .regex(/^[a-z0-9.-]{3,60}$/, 'invalid-format'),
    kontakt: line(300).default(''),
    dagar: IdText.pipe(z.number().max(60, 'too-big')),
  }),
  async (c, body, { omrade, jurisdiktion, kontakt, dagar }) => {
    await openBody(contextOf(c), body, {
      area: omrade,
      jurisdiction: jurisdiktion,
      contact: kontakt,
      answerDays: dagar,
    });
    return undefined;
  },
);
export const changeBodyAction = setting(
  z.object({ kontakt: line(300).default(''), dagar: IdText.pipe(z.number().max(60, 'too-big')) }),
  async (c, body, { kontakt, dagar }) => {
    await changeBody(contextOf(c), body, { contact: kontakt, answerDays: dagar });
    return undefined;
  },
);
export const categoryAction = setting(
  z.object({ 'ta-emot': z.enum(['ja', 'nej']) }),
  async (c, body, data) => {
    await endCategory(contextOf(c), body, idParam(c, 'kind'), data['ta-emot'] === 'nej');
    return undefined;
  },
);
export const makeKeyAction = setting(z.object({ namn: line(100) }), async (c, body, { namn }) =>
  settingsPage(c, [], await makeKey(contextOf(c), body, namn)),
);
export const endKeyAction = setting(z.unknown(), async (c, body) => {
  await endKey(contextOf(c), body, idParam(c, 'key'));
  return undefined;
});
export const forwardingAction = setting(
  z.object({
    adress: z
      .string()
      .trim()
      .max(300, 'too-long')
      .refine((text) => /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text), 'invalid-format'),
    api: line(200).default(''),
    deras: line(60).default(''),
    aktiv: z.enum(['ja']).optional(),
  }),
  async (c, body, { adress, api, deras, aktiv }) => {
    await setForwarding(
      contextOf(c),
      c.get('services').sealingKey,
      body,
      {
        url: adress.replace(/\/+$/, ''),
        ...{ apiKey: api, jurisdiction: deras, active: aktiv === 'ja' },
      },
      originOf(c),
    );
    return undefined;
  },
);
