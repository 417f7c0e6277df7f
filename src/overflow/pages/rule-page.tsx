import type { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, fieldErrors, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { changeRule, checkRule, endRule, makeRule, ruleFrom } from '../commands/set-rule.server.ts';
import { type NewRule, RuleFormSchema } from '../rule.ts';
import { ruleTexts } from '../rule-texts.ts';
import { type Preview, preview } from '../run.server.ts';
import { type Area, aboutChoices, areaAsked, ruleOf, rulesOf } from '../store.server.ts';
import { overflowErrorText, overflowTexts } from '../texts.ts';
import { areaOf } from './overflow.tsx';
import { PreviewPart } from './preview-part.tsx';
import { type Given, RuleFields } from './rule-fields.tsx';

interface Shown {
  readonly area: Area;
  /** The rule that is changed; null: a new one. */
  readonly ruleId: number | null;
  readonly given: Given;
  readonly errors: Errors;
  readonly tried: Preview | null;
}

const BEGINNING: Given = {
  ...{ kinds: ['promise', 'email', 'web'], level: 'guidance', afterMinutes: '60', promiseMinutes: '60' },
  mostAtOnce: '10',
};

/** GET /samverkan/regler/ny?omrade= */
export async function showNewRule(c: Http) {
  const area = await areaOf(c);
  const firstDay = swedishDay(contextOf(c).clock());
  return rulePage(c, { area, ruleId: null, given: { ...BEGINNING, firstDay }, errors: {}, tried: null });
}

/** GET /samverkan/regler/:id */
export async function showRule(c: Http) {
  const ctx = contextOf(c);
  const rule = await ruleOf(ctx, idParam(c));
  if (rule.endedAt !== null) throw new Problem('stale');
  const area = await areaAsked(ctx, rule.areaId);
  const text = (value: string | number | null) => (value === null ? undefined : String(value));
  const given: Given = {
    ...{ name: rule.name, fromOffices: rule.fromOffices.map(String), toOffices: rule.toOffices.map(String) },
    ...{
      kinds: rule.kinds,
      level: rule.level,
      principalId: text(rule.principalId),
      taskId: text(rule.taskId),
    },
    ...{ afterMinutes: text(rule.afterMinutes), promiseMinutes: text(rule.promiseMinutes) },
    ...{ loadOver: text(rule.loadOver), mostAtOnce: text(rule.mostAtOnce) },
    ...{ firstDay: rule.valid.from, lastDay: text(rule.valid.to) },
  };
  return rulePage(c, { area, ruleId: rule.id, given, errors: {}, tried: null });
}

/** POST /samverkan/regler/ny, POST /samverkan/regler/:id: shows what would move (`steg=prova`), or saves. */
export async function saveRuleAction(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const ruleId = c.req.param('id') === undefined ? null : idParam(c);
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid');
  });
  const given = givenOf(body);
  const standing = ruleId === null ? null : await ruleOf(ctx, ruleId);
  const asked = Number(given.areaId);
  const area = await areaAsked(ctx, standing?.areaId ?? (Number.isSafeInteger(asked) ? asked : 0));
  const told = (errors: Errors) => rulePage(c, { area, ruleId, given, errors, tried: null });
  const read = readRule({ ...body, areaId: String(area.id) });
  if (!read.success) return told(sentences(fieldErrors(read.error), locale));
  try {
    if (body.steg === 'prova') {
      await checkRule(ctx, read.data);
      const tried = await preview(ctx, area.id, ruleFrom(read.data, ruleId ?? 0));
      return rulePage(c, { area, ruleId, given, errors: {}, tried });
    }
    await (ruleId === null ? makeRule(ctx, read.data) : changeRule(ctx, ruleId, read.data));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return told(sentences(error.errors, locale));
  }
  return c.redirect(`/samverkan?omrade=${area.id}&sparat=regel`, 303);
}

/** POST /samverkan/regler/:id/avsluta */
export async function endRuleAction(c: Http) {
  const ctx = contextOf(c);
  const { id, areaId } = await ruleOf(ctx, idParam(c));
  await endRule(ctx, id);
  return c.redirect(`/samverkan?omrade=${areaId}&sparat=avslutad`, 303);
}

function readRule(body: Readonly<Record<string, unknown>>): z.ZodSafeParseResult<NewRule> {
  return blankIsAbsent(RuleFormSchema).safeParse(body) as z.ZodSafeParseResult<NewRule>;
}

function sentences(
  errors: readonly { readonly field: string; readonly code: string }[],
  locale: Locale,
): Errors {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field.split('.')[0] ?? field,
      overflowErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

/** What was posted, to show again. */
function givenOf(body: Readonly<Record<string, unknown>>): Given {
  const one = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : undefined);
  const many = (name: string) => [body[name] ?? []].flat().filter((each) => typeof each === 'string');
  return {
    ...{ name: one('name'), areaId: one('areaId'), principalId: one('principalId'), taskId: one('taskId') },
    ...{
      fromOffices: many('fromOffices'),
      toOffices: many('toOffices'),
      kinds: many('kinds'),
      level: one('level'),
    },
    ...{
      afterMinutes: one('afterMinutes'),
      promiseMinutes: one('promiseMinutes'),
      loadOver: one('loadOver'),
    },
    ...{ mostAtOnce: one('mostAtOnce'), firstDay: one('firstDay'), lastDay: one('lastDay') },
  };
}

async function rulePage(c: Http, { area, ruleId, given, errors, tried }: Shown) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const [t, texts] = [ruleTexts[locale], overflowTexts[locale]];
  const wrong = Object.keys(errors).length > 0;
  const about = await aboutChoices(unscoped(ctx.pool));
  const against = tried === null ? [] : await opposite(c, area.id, ruleId, given);
  const action = ruleId === null ? '/samverkan/regler/ny' : `/samverkan/regler/${ruleId}`;
  return page(
    c,
    { title: ruleId === null ? t.add : t.change, width: 'text', status: wrong ? 422 : 200 },
    <>
      <p class="crumb">
        <a href={`/samverkan?omrade=${area.id}`}>{t.back}</a>
      </p>
      <h1>
        {ruleId === null ? t.add : t.change} <span class="quiet">{area.name}</span>
      </h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {tried === null ? null : (
        <section class="help-tried" aria-labelledby="prov" tabindex={-1} data-focus>
          <h2 id="prov">{texts.now.title}</h2>
          <p>{texts.now.would(tried.moving.filter(({ ruleId: by }) => by === (ruleId ?? 0)).length)}</p>
          <PreviewPart preview={tried} locale={locale} />
          {against.length === 0 ? null : <Notice>{t.opposite(against.join(', '))}</Notice>}
        </section>
      )}
      <form method="post" action={action} class="stack">
        <input type="hidden" name="areaId" value={String(area.id)} />
        <RuleFields given={given} errors={errors} offices={area.offices} about={about} locale={locale} />
        <div class="write-row">
          <Button kind="quiet" name="steg" value="prova">
            {t.try}
          </Button>
          <Button name="steg" value="spara">
            {t.save}
          </Button>
        </div>
      </form>
      {ruleId === null ? null : (
        <form method="post" action={`/samverkan/regler/${ruleId}/avsluta`} class="help-end">
          <p class="quiet">{t.endHelp}</p>
          <Button kind="danger">{t.end}</Button>
        </form>
      )}
    </>,
  );
}

/** The names of rules that go the other way between the same offices. */
async function opposite(c: Http, areaId: number, ruleId: number | null, given: Given): Promise<string[]> {
  const rules = await rulesOf(contextOf(c), areaId);
  const [from, to] = [(given.fromOffices ?? []).map(Number), (given.toOffices ?? []).map(Number)];
  return rules
    .filter(({ id }) => id !== ruleId)
    .filter(
      (rule) =>
        rule.fromOffices.some((id) => to.includes(id)) && rule.toOffices.some((id) => from.includes(id)),
    )
    .map(({ name }) => name);
}
