import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import type { Context } from '../../access/context.server.ts';
import { addDays, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select, TextArea } from '../../ui/fields.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addCatalogueItem } from '../commands/add-catalogue-item.server.ts';
import { ACTIONS, CONDITIONS, SPHERES } from '../content.ts';
import { items, regimes, type TaskName, taskNames } from '../queries.server.ts';
import { lawTexts } from '../texts.ts';
import { lawErrorTexts } from './form.ts';
import { NewItemForm } from './new-item-form.ts';
import { LawMenu } from './parts.tsx';

type Given = Readonly<Record<string, string | undefined>>;

/** GET /lagen/poster/ny?kod=: empty, or filled from the latest wording of the item that gets a new one. */
export async function showNewItem(c: Http) {
  const ctx = contextOf(c);
  const today = swedishDay(ctx.clock());
  const code = c.req.query('kod');
  const before = code === undefined ? [] : await items(ctx, { code, on: today, known: null });
  const last = before.at(-1);
  if (last === undefined) return newItemPage(c, 200, { code, verifiedOn: today }, {});
  const { regimeId, sphere, provision, action, text, tasks, conditions, valid } = last;
  return newItemPage(
    c,
    200,
    {
      ...{ code, regimeId, sphere, provision, action, text, verifiedOn: today },
      tasks: tasks.join('\n'),
      'valid.from': valid.to === null ? '' : addDays(valid.to, 1),
      ...Object.fromEntries(conditions.map((condition) => [`conditions.${condition}`, 'on'])),
    },
    {},
  );
}

/** POST /lagen/poster/ny */
export async function addItemAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, NewItemForm);
  if (!form.ok) return newItemPage(c, 422, form.given, lawErrorTexts(form.errors, {}, locale));
  try {
    const { code, version } = await addCatalogueItem(contextOf(c), form.data.item);
    return c.redirect(`/lagen/poster/${code}?version=${version}&sparat=post`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return newItemPage(c, 422, form.data.given, lawErrorTexts(error.errors, error.facts, locale));
  }
}

async function newItemPage(c: Http, status: 200 | 422, given: Given, errors: Errors) {
  const ctx: Context = contextOf(c);
  if (!hasRole(ctx.actor, 'law-editor')) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = lawTexts[locale];
  const f = t.add;
  const all = await regimes(ctx);
  const title = given.regimeId === undefined ? f.title : f.titleWording(given.code ?? '');
  /** What each control has in common: its name, what was given, and what is wrong with it. */
  const field = (name: string) => ({ name, value: given[name], error: errors[name] });
  return page(
    c,
    { title: status === 200 ? title : f.title, status, width: 'text' },
    <>
      <LawMenu here="add" editor locale={locale} />
      <h1>{status === 200 ? title : f.title}</h1>
      <p class="lead">{f.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="post" action="/lagen/poster/ny" class="stack">
        <Input {...field('code')} label={f.code} help={f.codeHelp} required />
        <Select
          {...field('regimeId')}
          label={f.regime}
          empty={f.choose}
          options={all.toReversed().map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))}
          required
        />
        <Select
          {...field('sphere')}
          label={f.sphere}
          empty={f.choose}
          options={SPHERES.map((sphere) => ({ value: sphere, label: t.sphere[sphere] }))}
          required
        />
        <Input {...field('provision')} label={f.provision} help={f.provisionHelp} required />
        <Select
          {...field('action')}
          label={f.action}
          empty={f.choose}
          options={ACTIONS.map((action) => ({ value: action, label: t.action[action] }))}
          required
        />
        <TextArea {...field('text')} label={f.text} help={f.textHelp} maxlength={2000} required />
        <TextArea {...field('tasks')} label={f.tasks} help={f.tasksHelp} rows={2} required />
        <TaskCodes tasks={await taskNames(ctx)} locale={locale} />
        <fieldset class="conditions" id="conditions">
          <legend>{f.conditions}</legend>
          {CONDITIONS.map((condition) => (
            <label>
              <input
                type="checkbox"
                name={`conditions.${condition}`}
                checked={given[`conditions.${condition}`] !== undefined}
              />
              <span>{t.condition[condition]}</span>
            </label>
          ))}
        </fieldset>
        <div class="row">
          <Input {...field('valid.from')} type="date" label={f.from} required />
          <Input {...field('valid.to')} type="date" label={f.to} help={f.toHelp} />
        </div>
        <Input {...field('source')} label={f.source} help={f.sourceHelp} required />
        <Input {...field('verifiedOn')} type="date" label={f.verifiedOn} required />
        <TextArea {...field('note')} label={f.note} rows={2} maxlength={1000} />
        <Button>{f.submit}</Button>
      </form>
    </>,
  );
}

const TaskCodes: FC<{ tasks: readonly TaskName[]; locale: Locale }> = ({ tasks, locale }) => {
  const t = lawTexts[locale];
  return (
    <details>
      <summary>{t.add.taskList}</summary>
      <Table<TaskName>
        caption={t.add.taskList}
        hideCaption
        rows={tasks}
        empty={<p>{t.add.noTasks}</p>}
        columns={[
          { head: t.add.taskColumns.name, cell: (task) => (locale === 'sv' ? task.nameSv : task.nameEn) },
          { head: t.add.taskColumns.code, cell: (task) => <code>{task.code}</code> },
          { head: t.add.taskColumns.sphere, cell: (task) => t.sphere[task.sphere] },
        ]}
      />
    </details>
  );
};
