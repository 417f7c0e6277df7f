import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { type Errors, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Typed } from '../form.ts';
import type { DraftView } from '../queries/drafts.server.ts';
import { draftTexts } from '../texts.ts';
import { DraftInput } from './draft-input.tsx';
import { taskName } from './panel.tsx';

/** The rows of tasks: each folded under what it says, open where something is left or where it was just added. */
export const TaskRows: FC<{ draft: DraftView; errors: Errors; typed: Typed; locale: Locale }> = ({
  draft,
  errors,
  typed,
  locale,
}) => {
  const t = draftTexts[locale];
  return (
    <section aria-labelledby="uppgifter">
      <h2 id="uppgifter">{t.tasks}</h2>
      <p class="help">{t.tasksHelp}</p>
      <input type="hidden" name="taskRows" value={draft.content.tasks.length} />
      {draft.content.tasks.map((_, index) => (
        <TaskRow draft={draft} index={index} errors={errors} typed={typed} locale={locale} />
      ))}
      <Button kind="quiet" name="do" value="add task">
        {t.addTask}
      </Button>
    </section>
  );
};

const TaskRow: FC<{
  draft: DraftView;
  index: number;
  errors: Errors;
  typed: Typed;
  locale: Locale;
}> = ({ draft, index, errors, typed, locale }) => {
  const t = draftTexts[locale];
  const { content, registers } = draft;
  const task = content.tasks[index];
  if (task === undefined) return null;
  const at = (name: string) => `tasks.${index}.${name}`;
  const wanting = draft.requirements.filter((each) => each.task === index && each.state !== 'fulfilled');
  const items =
    draft.requirements.find((each) => each.task === index && each.code === 'catalogue')?.items ?? [];
  const name = taskName(draft, index, locale);
  const parties = content.parties.flatMap((id) => registers.parties.get(id) ?? []);
  const party = parties.map(({ id, name }) => ({ value: String(id), label: name }));
  const systems = [...registers.systems.values()].filter((s) => s.authorityId === task.principalId);
  const chosen = task.catalogueCode;
  const short = (id: number | null) => (id === null ? '–' : (registers.parties.get(id)?.shortName ?? '–'));
  return (
    <details
      class="draft-task"
      id={`uppgift-${index}`}
      open={wanting.length > 0 || Object.keys(errors).some((field) => field.startsWith(`tasks.${index}.`))}
    >
      <summary>
        <strong>{name}</strong>{' '}
        <span class="quiet">
          {short(task.principalId)} → {short(task.performerId)}
        </span>
      </summary>
      <div class="stack">
        <Select
          name={at('taskId')}
          label={t.task}
          empty={t.choose}
          value={task.taskId === null ? undefined : String(task.taskId)}
          options={[...registers.tasks.values()]
            .filter((each) => fitsParty(each, task.principalId, draft) || each.id === task.taskId)
            .map((each) => ({
              value: String(each.id),
              label: locale === 'sv' ? each.nameSv : each.nameEn,
            }))}
        />
        <div class="draft-pair">
          <Select
            name={at('principalId')}
            label={t.principal}
            empty={t.choose}
            value={String(task.principalId ?? '')}
            options={party}
          />
          <Select
            name={at('performerId')}
            label={t.performer}
            empty={t.choose}
            value={String(task.performerId ?? '')}
            options={party}
          />
        </div>
        <fieldset class="conditions">
          <legend>{t.marks}</legend>
          <Box name={at('exercisesAuthority')} label={t.exercises} checked={task.exercisesAuthority} />
          <Box name={at('requiresPersonalData')} label={t.personal} checked={task.requiresPersonalData} />
          <Box name={at('listedSeparately')} label={t.separately} checked={task.listedSeparately} />
          <Box name={at('performersNamed')} label={t.named} checked={task.performersNamed} />
        </fieldset>
        <DraftInput
          typed={typed}
          name={at('catalogueCode')}
          label={t.item}
          help={items.length > 0 ? `${t.itemHelp} ${t.fits}: ${items.join(', ')}.` : t.itemHelp}
          value={chosen ?? ''}
          error={errors[at('catalogueCode')]}
          list={`poster-${index}`}
          size={20}
        />
        <datalist id={`poster-${index}`}>
          {items.map((code) => (
            <option value={code} />
          ))}
        </datalist>
        <fieldset class="conditions">
          <legend>{t.access}</legend>
          {systems.length === 0 ? <p class="help">{t.noSystems}</p> : null}
          {systems.map((system) => (
            <label>
              <input
                type="checkbox"
                name={at('access')}
                value={system.id}
                checked={task.access.includes(system.id)}
              />
              <span>{system.name}</span>
            </label>
          ))}
        </fieldset>
        <DraftInput
          typed={typed}
          name={at('offices')}
          label={t.taskOffices}
          help={t.taskOfficesHelp}
          value={
            task.offices === 'all'
              ? ''
              : task.offices.map((id) => registers.offices.get(id)?.code ?? id).join('; ')
          }
          error={errors[at('offices')]}
        />
        <Button kind="quiet" name="do" value={`remove task ${index}`}>
          {t.removeNamed(name)}
        </Button>
      </div>
    </details>
  );
};

const Box: FC<{ name: string; label: string; checked: boolean }> = ({ name, label, checked }) => (
  <label>
    <input type="checkbox" name={name} checked={checked} />
    <span>{label}</span>
  </label>
);

/** Tasks that could be one of the parties', or the responsible one's once it is known. */
function fitsParty(
  task: { readonly authorityId: number | null },
  principalId: number | null,
  { content }: DraftView,
): boolean {
  if (task.authorityId === null) return true;
  return principalId === null ? content.parties.includes(task.authorityId) : task.authorityId === principalId;
}
