import type { FC } from 'hono/jsx';
import type { AgreementTask } from '../../law/facts.ts';
import { Badge } from '../../ui/components.tsx';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import type { AgreementView } from '../queries/agreement-view.server.ts';

interface Shown {
  readonly view: AgreementView;
  readonly locale: Locale;
}

/** The tasks of a version in two lists, as 2 § lagen (2019:212) wants them told apart. */
export const AgreementTasks: FC<Shown> = ({ view, locale }) => {
  const t = agreementTexts[locale];
  const [particular, ordinary] = [true, false].map((wanted) =>
    view.tasks
      .filter((task) => (task.exercisesAuthority || task.requiresPersonalData) === wanted)
      .toSorted((a, b) => taskName(view, a, locale).localeCompare(taskName(view, b, locale), 'sv')),
  ) as [AgreementTask[], AgreementTask[]];
  if (view.tasks.length === 0) return <p class="empty">{t.noTasks}</p>;
  return (
    <>
      <section>
        <h3>{t.particular}</h3>
        <p class="help">{t.particularLead}</p>
        <Table<AgreementTask>
          caption={t.particular}
          hideCaption
          rows={particular}
          empty={<p>{t.particularEmpty}</p>}
          columns={[
            {
              head: t.task,
              cell: (task) => (
                <>
                  {taskName(view, task, locale)}
                  {task.listedSeparately ? null : (
                    <div>
                      <Badge kind="wrong">{t.notListed}</Badge>
                    </div>
                  )}
                </>
              ),
            },
            { head: t.direction, cell: (task) => direction(view, task, locale) },
            { head: t.authority, cell: (task) => <Item view={view} task={task} locale={locale} /> },
            { head: t.access, cell: (task) => access(view, task, locale) },
            { head: t.offices, cell: (task) => <Offices view={view} task={task} locale={locale} /> },
          ]}
        />
      </section>
      <section>
        <h3>{t.ordinary}</h3>
        <p class="help">{t.ordinaryLead}</p>
        <Table<AgreementTask>
          caption={t.ordinary}
          hideCaption
          rows={ordinary}
          empty={<p>{t.ordinaryEmpty}</p>}
          columns={[
            { head: t.task, cell: (task) => taskName(view, task, locale) },
            { head: t.direction, cell: (task) => direction(view, task, locale) },
            { head: t.offices, cell: (task) => <Offices view={view} task={task} locale={locale} /> },
          ]}
        />
      </section>
    </>
  );
};

function taskName(view: AgreementView, { taskId }: AgreementTask, locale: Locale): string {
  const task = view.names.get(taskId);
  return (locale === 'sv' ? task?.nameSv : task?.nameEn) ?? String(taskId);
}

function direction(view: AgreementView, { principal, performer }: AgreementTask, locale: Locale): string {
  const name = (id: number) => view.parties.find((party) => party.id === id)?.name ?? String(id);
  return agreementTexts[locale].directionOf(name(performer.id), name(principal.id));
}

/** The entry of the law's list, in all its wordings: which one counts depends on the day of the act. */
const Item: FC<Shown & { task: AgreementTask }> = ({ view, task, locale }) => {
  const t = agreementTexts[locale];
  if (!task.exercisesAuthority) return <>{t.no}</>;
  const wordings = view.items.filter((item) => item.code === task.catalogueCode);
  if (wordings.length === 0) return <Badge kind="wrong">{t.noItem}</Badge>;
  return (
    <>
      {wordings.map((item) => (
        <div>
          <a href={`/lagen/poster/${item.code}`}>{t.item(item.code, item.version)}</a>
          <div>
            <PeriodText period={item.valid} locale={locale} />
          </div>
          <cite>{item.provision}</cite>
        </div>
      ))}
    </>
  );
};

function access(view: AgreementView, task: AgreementTask, locale: Locale): string {
  const t = agreementTexts[locale];
  if (!task.requiresPersonalData) return t.needsNoAccess;
  if (task.access.length === 0) return t.noAccess;
  return task.access.map((id) => view.systems.get(id) ?? String(id)).join(', ');
}

const Offices: FC<Shown & { task: AgreementTask }> = ({ view, task, locale }) => {
  const t = agreementTexts[locale];
  const { offices } = task;
  if (offices.task === 'all') return <>{t.asAgreement}</>;
  if (offices.task.length === 0) return <>{t.noOffices}</>;
  const names = offices.task.map((id) => view.offices.get(id) ?? String(id));
  if (names.length <= 3) return <>{names.join(', ')}</>;
  return (
    <details>
      <summary>{t.officeCount(names.length)}</summary>
      {names.toSorted((a, b) => a.localeCompare(b, 'sv')).join(', ')}
    </details>
  );
};
