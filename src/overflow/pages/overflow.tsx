import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatMoment, formatPeriod } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import { effectOf } from '../effect.server.ts';
import { moveNow, preview } from '../run.server.ts';
import { areaAsked, areasManaged, pastRulesOf, type RuleView, rulesOf } from '../store.server.ts';
import { overflowTexts } from '../texts.ts';
import { EffectPart } from './effect-part.tsx';
import { PreviewPart } from './preview-part.tsx';
import { ruleSentence } from './rule-sentence.ts';

/** The area that an address names: `?omrade=`; the actor's first without. */
export function areaOf(c: Http) {
  const asked = c.req.query('omrade');
  const id = Number(asked);
  return areaAsked(contextOf(c), asked === undefined ? null : Number.isSafeInteger(id) ? id : 0);
}

/** GET /samverkan?omrade=: an area's rules, what they move now, and what has come of it. */
export async function showOverflow(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = overflowTexts[locale];
  const areas = await areasManaged(ctx);
  const area = await areaOf(c);
  const names = new Map(area.offices.map(({ id, name }) => [id, name]));
  const office = (id: number) => names.get(id) ?? `#${id}`;
  const [rules, past, now, effect] = [
    await rulesOf(ctx, area.id),
    await pastRulesOf(ctx, area.id),
    await preview(ctx, area.id),
    await effectOf(ctx, area.id),
  ];
  const news = c.req.query('sparat');
  const moved = Number(c.req.query('flyttade') ?? 'x');
  const moves = now.moving.length;
  return page(
    c,
    { title: t.title },
    <>
      <div class="section-head">
        <h1>
          {t.title} <span class="quiet">{area.name}</span>
        </h1>
        {area.offices.length < 2 ? null : (
          <ButtonLink href={`/samverkan/regler/ny?omrade=${area.id}`} kind="primary">
            {t.rules.add}
          </ButtonLink>
        )}
      </div>
      <p class="lead">{t.lead}</p>
      {areas.length < 2 ? null : (
        <Submenu
          label={t.areas}
          links={areas.map(({ id, name }) => ({
            href: `/samverkan?omrade=${id}`,
            text: name,
            here: id === area.id,
          }))}
        />
      )}
      {news === 'regel' || news === 'avslutad' ? (
        <Notice kind="good" focus>
          {t.saved[news]}
        </Notice>
      ) : null}
      {Number.isSafeInteger(moved) && moved >= 0 ? (
        <Notice kind="good" focus>
          {t.saved.flyttade(moved)}
        </Notice>
      ) : null}
      <section aria-labelledby="regler">
        <h2 id="regler">{t.rules.title}</h2>
        {rules.length === 0 ? (
          <div class="empty">
            <p>{area.offices.length < 2 ? t.tooFew : t.rules.empty}</p>
          </div>
        ) : (
          <ul class="help-rules">
            {rules.map((rule) => (
              <RuleCard rule={rule} names={names} today={swedishDay(ctx.clock())} locale={locale} />
            ))}
          </ul>
        )}
      </section>
      {rules.length === 0 ? null : (
        <section aria-labelledby="nu">
          <h2 id="nu">{t.now.title}</h2>
          <div class="help-now">
            <p>{moves === 0 ? t.now.nothing : t.now.moves(moves)}</p>
            {moves === 0 ? null : (
              <form method="post" action="/samverkan/flytta">
                <input type="hidden" name="omrade" value={String(area.id)} />
                <Button kind="quiet">{t.now.move}</Button>
              </form>
            )}
          </div>
          <PreviewPart preview={now} locale={locale} />
        </section>
      )}
      <EffectPart effect={effect} office={office} locale={locale} />
      {past.length === 0 ? null : (
        <details>
          <summary>{t.rules.past}</summary>
          <ul class="help-rules help-rules--past">
            {past.map((rule) => (
              <li>
                <p>
                  <strong>{rule.name}</strong>{' '}
                  <span class="quiet">
                    {t.rules.made(rule.madeBy, formatMoment(rule.madeAt))} –{' '}
                    {rule.endedAt === null ? '' : formatMoment(rule.endedAt)}
                  </span>
                </p>
                <p>{ruleSentence(rule, names, locale)}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>,
  );
}

const RuleCard: FC<{
  rule: RuleView;
  names: ReadonlyMap<number, string>;
  today: string;
  locale: Locale;
}> = ({ rule, names, today, locale }) => {
  const t = overflowTexts[locale].rules;
  const state =
    rule.valid.from > today ? t.coming : rule.valid.to !== null && rule.valid.to < today ? t.over : null;
  return (
    <li class="help-rule">
      <div class="section-head">
        <h3>
          {rule.name} {state === null ? null : <Badge kind="quiet">{state}</Badge>}
        </h3>
        <a href={`/samverkan/regler/${rule.id}`} aria-label={t.changeOf(rule.name)}>
          {t.change}
        </a>
      </div>
      <p>{ruleSentence(rule, names, locale)}</p>
      <p class="quiet">
        {t.period} {formatPeriod(rule.valid, locale)} · {t.there(rule.there)} ·{' '}
        {t.made(rule.madeBy, formatMoment(rule.madeAt))}
      </p>
    </li>
  );
};

/** POST /samverkan/flytta: what is due moves now. */
export async function moveNowAction(c: Http) {
  const body = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
  const id = Number(body.omrade);
  const area = await areaAsked(contextOf(c), Number.isSafeInteger(id) ? id : 0);
  const moved = await moveNow(contextOf(c), area.id);
  return c.redirect(`/samverkan?omrade=${area.id}&flyttade=${moved}`, 303);
}
