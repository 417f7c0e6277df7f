import { authoritiesOf } from '../../access/actor.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, originOf, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { ReceivingSchema, receivingOf, resend, setReceiving } from '../commands/receiving.server.ts';
import { DEFAULT_DAYS } from '../rules/deadlines.ts';
import { handOverTexts } from '../texts.ts';
import { fieldSentences } from './told.ts';

interface Told {
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /overlamningar/installningar: how the authority receives; for its coordinator. */
export async function showReceiving(c: Http) {
  return receivingPage(c, null);
}

/** POST /overlamningar/installningar */
export async function setReceivingAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(ReceivingSchema));
  if (!form.ok) return receivingPage(c, { errors: fieldSentences(form.errors, locale), given: form.given });
  try {
    await setReceiving(contextOf(c), form.data, originOf(c), c.get('services').sealingKey);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const given = Object.fromEntries(Object.entries(form.data).map(([name, value]) => [name, String(value)]));
    return receivingPage(c, { errors: fieldSentences(error.errors, locale), given });
  }
  return c.redirect(`/overlamningar/installningar?myndighet=${form.data.authorityId}&sparat=1`, 303);
}

/** POST /overlamningar/:id/leveranser/:delivery: sends a failed delivery again. */
export async function resendAction(c: Http) {
  const id = uuidParam(c);
  await resend(contextOf(c), id, uuidParam(c, 'delivery'));
  return c.redirect(`/overlamningar/${id}`, 303);
}

async function receivingPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale].settings;
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  const asked = Number(told?.given.authorityId ?? c.req.query('myndighet') ?? mine[0]);
  const authorityId = mine.find((each) => each === asked) ?? mine[0];
  if (authorityId === undefined) throw new Problem('forbidden');
  const kept = await receivingOf(ctx, authorityId);
  const authority = await unscoped(ctx.pool).one<{ name: string }>(
    sql`select name from authority where id = ${authorityId}`,
  );
  const errors = told?.errors ?? {};
  const value = (name: string, now: string | number | null | undefined) =>
    told === null ? (now === null || now === undefined ? undefined : String(now)) : told.given[name];
  return page(
    c,
    { title: t.title, width: 'text', status: told === null ? 200 : 422 },
    <>
      <h1>
        {t.title} <span class="quiet">{authority.name}</span>
      </h1>
      <p class="lead">{t.lead}</p>
      {c.req.query('sparat') === undefined || told !== null ? null : <Notice kind="good">{t.saved}</Notice>}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="post" action="/overlamningar/installningar" class="stack receive-form">
        <input type="hidden" name="authorityId" value={String(authorityId)} />
        <div class="row">
          <Input
            name="firstDays"
            label={t.firstDays}
            help={t.fromOffer}
            type="number"
            min="0"
            max="365"
            value={value('firstDays', kept?.firstDays)}
            error={errors.firstDays}
          />
          <Input
            name="finalDays"
            label={t.finalDays}
            help={t.daysHelp(DEFAULT_DAYS.first, DEFAULT_DAYS.final)}
            type="number"
            min="0"
            max="365"
            value={value('finalDays', kept?.finalDays)}
            error={errors.finalDays}
          />
        </div>
        <Choice
          id="delivery"
          name="delivery"
          legend={t.delivery}
          value={value('delivery', kept?.delivery ?? 'here')}
          error={errors.delivery}
          options={[
            { value: 'here', label: t.here },
            { value: 'mail', label: t.mail },
            { value: 'webhook', label: t.webhook },
          ]}
        />
        <div class="receive-mail">
          <Input
            name="mailTo"
            label={t.mailTo}
            type="email"
            value={value('mailTo', kept?.mailTo)}
            error={errors.mailTo}
          />
        </div>
        <div class="receive-webhook">
          <Input
            name="webhookUrl"
            label={t.webhookUrl}
            help={t.webhookUrlHelp}
            value={value('webhookUrl', kept?.webhookUrl)}
            error={errors.webhookUrl}
          />
          <Input
            name="webhookSecret"
            label={t.webhookSecret}
            help={kept?.hasSecret ? `${t.secretThere} ${t.webhookSecretHelp}` : t.webhookSecretHelp}
            type="password"
            autocomplete="new-password"
            error={errors.webhookSecret}
          />
        </div>
        <Input
          name="summaryTo"
          label={t.summaryTo}
          help={t.summaryHelp}
          type="email"
          value={value('summaryTo', kept?.summaryTo)}
          error={errors.summaryTo}
        />
        <Button>{t.save}</Button>
      </form>
    </>,
  );
}
