import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { oneOf } from '../../agreements/pages/asked.tsx';
import { IdText } from '../../kernel/id.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addItem, tickItem } from '../commands/checklist.server.ts';
import { lifeTexts } from '../life-texts.ts';
import { AddItemSchema, LISTS, STANDING } from '../plan.ts';
import { type ChecklistView, checklistOf, type OwnItem } from '../queries/plan.server.ts';
import { errorsOf } from './fields.server.ts';

/** GET /avtal/:id/checklista?lista=joining|leaving&myndighet= */
export function showChecklist(c: Http) {
  return checklistPage(c, {}, {}, 200);
}

/** POST /avtal/:id/checklista: an item of one's own. */
export async function addItemAction(c: Http) {
  const form = await readForm(c, AddItemSchema);
  if (!form.ok) return checklistPage(c, form.given, errorsOf(form.errors, c.get('locale')), 422);
  await addItem(contextOf(c), idParam(c), form.data);
  return c.redirect(addressOf(idParam(c), form.data.list, form.data.authorityId), 303);
}

const TickSchema = z.object({ list: z.enum(LISTS), authorityId: IdText, item: z.string().max(40) });

/** POST /avtal/:id/checklista/klart */
export async function tickAction(c: Http) {
  const form = await readForm(c, TickSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  await tickItem(contextOf(c), idParam(c), form.data);
  return c.redirect(addressOf(idParam(c), form.data.list, form.data.authorityId), 303);
}

function addressOf(id: number, list: string, authorityId: number): string {
  return `/avtal/${id}/checklista?lista=${list}&myndighet=${authorityId}`;
}

async function checklistPage(
  c: Http,
  given: Readonly<Record<string, string>>,
  errors: Errors,
  status: 200 | 422,
) {
  const locale = c.get('locale');
  const t = lifeTexts[locale];
  const list = oneOf(LISTS, given.list ?? c.req.query('lista')) ?? 'joining';
  const asked = Number(given.authorityId ?? c.req.query('myndighet') ?? '');
  const view = await checklistOf(contextOf(c), idParam(c), list, asked || null);
  const standing = STANDING[list].map((code) => view.items.find((item) => item.code === code) ?? code);
  return page(
    c,
    { title: `${t.listTitle}: ${view.name}`, status, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/avtal/${view.id}`}>{view.name}</a>
      </p>
      <h1>{t.listTitle}</h1>
      <nav class="draft-tabs" aria-label={t.listTitle}>
        {LISTS.map((each) => (
          <a
            href={addressOf(view.id, each, view.authorityId)}
            aria-current={each === list ? 'page' : undefined}
          >
            {t.lists[each]}
          </a>
        ))}
      </nav>
      <p class="lead">{t.leads[list]}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      {view.mine.length < 2 ? null : (
        <form method="get" action={`/avtal/${view.id}/checklista`} class="filters">
          <input type="hidden" name="lista" value={list} />
          <Select
            name="myndighet"
            label={t.forAuthority}
            value={String(view.authorityId)}
            options={view.mine.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <Button kind="quiet">{t.show}</Button>
        </form>
      )}
      <section aria-labelledby="registren">
        <h2 id="registren">{t.fromRegisters}</h2>
        <p class="help">{t.fromRegistersHelp}</p>
        <ul class="draft-list">
          {view.derived.map(({ code, done, count, href }) => (
            <li>
              <span>{t.derived[code](count)}</span>
              {href === null || done ? null : <a href={href}>{t.seeTo}</a>}
              <Badge kind={done ? 'good' : 'wrong'}>{done ? t.done : t.notDone}</Badge>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="sjalv">
        <h2 id="sjalv">{t.byHand}</h2>
        <ul class="draft-list">
          {[...standing, ...view.items.filter((item) => item.code === null)].map((item) => (
            <ItemLine item={item} view={view} locale={locale} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="egen">
        <h2 id="egen">{t.own}</h2>
        <form method="post" action={`/avtal/${view.id}/checklista`} class="stack">
          <input type="hidden" name="list" value={list} />
          <input type="hidden" name="authorityId" value={view.authorityId} />
          <Input name="title" label={t.itemTitle} value={given.title} error={errors.title} required />
          <div class="draft-pair">
            <Input
              name="responsible"
              label={t.responsible}
              help={t.responsibleHelp}
              value={given.responsible}
              error={errors.responsible}
            />
            <Input name="dueOn" type="date" label={t.due} value={given.dueOn} error={errors.dueOn} />
          </div>
          <Button kind="quiet">{t.addItem}</Button>
        </form>
      </section>
    </>,
  );
}

/** An item of one's own, or a standing one that nobody has ticked off yet (its code). */
const ItemLine: FC<{ item: OwnItem | string; view: ChecklistView; locale: Locale }> = ({
  item,
  view,
  locale,
}) => {
  const t = lifeTexts[locale];
  const names: Readonly<Record<string, string>> = t.standing;
  const stored = typeof item === 'string' ? null : item;
  const code = typeof item === 'string' ? item : item.code;
  const title = code === null ? (stored?.title ?? '') : (names[code] ?? code);
  const about = [stored?.responsible ?? '', stored?.dueOn ? t.dueOn(stored.dueOn) : ''].filter(Boolean);
  return (
    <li>
      <span>
        {title} {about.length === 0 ? null : <span class="quiet">{about.join(', ')}</span>}
      </span>
      {stored?.doneOn ? (
        <Badge kind="good">{t.doneBy(stored.doneOn, stored.doneBy ?? '')}</Badge>
      ) : (
        <form method="post" action={`/avtal/${view.id}/checklista/klart`}>
          <input type="hidden" name="list" value={view.list} />
          <input type="hidden" name="authorityId" value={view.authorityId} />
          <input type="hidden" name="item" value={stored === null ? (code ?? '') : String(stored.id)} />
          <button class="button button--quiet" type="submit" aria-label={t.markItemNamed(title)}>
            {t.markItem}
          </button>
        </form>
      )}
    </li>
  );
};
