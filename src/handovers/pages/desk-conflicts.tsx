import { z } from 'zod';
import { managedOfficesOf } from '../../access/actor.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { conflictsAtDesk, liftInMatter } from '../commands/desk-conflict.server.ts';
import { handOverErrorText } from '../texts/refusal-texts.ts';
import { handOverTexts } from '../texts.ts';
import { fieldSentences } from './told.ts';

interface Told {
  readonly id: number | null;
  readonly message: string;
  readonly status: 409 | 422;
}

/** GET /overlamningar/jav: conflicts of interest at the desk, for who manages the office. */
export async function showDeskConflicts(c: Http) {
  return conflictsPage(c, null);
}

const Lifted = z.object({
  conflictId: IdText,
  text: z.string({ error: 'required' }).trim().min(1, 'required').max(500, 'too-long'),
});

/** POST /overlamningar/jav/:matter/hav */
export async function liftConflictAction(c: Http) {
  const matterId = uuidParam(c, 'matter');
  const locale = c.get('locale');
  const form = await readForm(c, Lifted);
  if (!form.ok) {
    const { text } = fieldSentences(form.errors, locale);
    if (text === undefined) throw new Problem('invalid', {}, form.errors);
    return conflictsPage(c, { id: Number(form.given.conflictId), message: text, status: 422 });
  }
  const { conflictId, text } = form.data;
  try {
    await liftInMatter(contextOf(c), { matterId, conflictId, why: text });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    const message = handOverErrorText(String(error.facts.reason), error.facts, locale);
    if (message === null) throw error;
    return conflictsPage(c, { id: null, message, status: 409 });
  }
  return c.redirect('/overlamningar/jav?sparat=1', 303);
}

async function conflictsPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  if (managedOfficesOf(ctx.actor).length === 0) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const asked = Number(c.req.query('sida') ?? 1);
  const { rows, more, number } = await conflictsAtDesk(ctx, Number.isSafeInteger(asked) ? asked : 1);
  return page(
    c,
    { title: t.conflict.atDesk, width: 'text', status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href="/overlamningar">{t.list.title}</a>
      </p>
      <h1>{t.conflict.atDesk}</h1>
      <p class="lead">{t.conflict.atDeskLead}</p>
      {c.req.query('sparat') === undefined || told !== null ? null : (
        <Notice kind="good">{t.conflict.isLifted}</Notice>
      )}
      {told === null || told.id !== null ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      {rows.length === 0 ? <p class="quiet">{t.conflict.none}</p> : null}
      <ul class="plain stack">
        {rows.map((each) => (
          <li>
            <strong>{each.who}</strong>{' '}
            <span class="quiet">{t.conflict.declared(formatMoment(each.declaredAt))}</span>
            <p>
              {locale === 'sv' ? each.taskSv : each.taskEn}, {each.authority}{' '}
              <span class="quiet">
                {each.reference} · {each.office}
              </span>
            </p>
            {each.reason === '' ? null : <p>{each.reason}</p>}
            {each.liftedAt !== null ? (
              <p class="quiet">
                {t.conflict.lifted(each.liftedBy ?? '', formatMoment(each.liftedAt), each.liftedWhy ?? '')}
              </p>
            ) : each.own ? (
              <p class="quiet">{t.conflict.own}</p>
            ) : each.handOverId !== null ? (
              <p>
                <a href={`/overlamningar/${each.handOverId}`}>{t.conflict.inHandOver}</a>
              </p>
            ) : (
              <details open={told?.id === each.id}>
                <summary>{t.conflict.lift}</summary>
                <form method="post" action={`/overlamningar/jav/${each.matterId}/hav`} class="stack">
                  <input type="hidden" name="conflictId" value={each.id} />
                  <Input
                    id={`hav-${each.id}`}
                    name="text"
                    label={t.conflict.why}
                    error={told?.id === each.id ? told.message : undefined}
                    required
                    autocomplete="off"
                  />
                  <Button kind="quiet">{t.conflict.lift}</Button>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
      {more ? (
        <p>
          <a href={`/overlamningar/jav?sida=${number + 1}`}>{t.conflict.older}</a>
        </p>
      ) : null}
    </>,
  );
}
