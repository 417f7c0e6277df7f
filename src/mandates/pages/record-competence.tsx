import { type Context, transaction } from '../../access/context.server.ts';
import { findOfficers } from '../../agreements/queries/officers.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { sharedTexts } from '../../agreements/texts.ts';
import { theseAuthorities } from '../../offices/names.server.ts';
import { unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { recordCompetence, recordCompetenceFile, tasksOf } from '../commands/record-competences.server.ts';
import { RecordCompetenceSchema } from '../competence.ts';
import { competenceTexts } from '../competence-texts.ts';
import type { FileFault } from '../officer-file.ts';
import { dayOrNull, type Posted, posted, sentences } from './form.ts';
import { FaultTable } from './outcomes.tsx';

/** GET /kompetens/ny */
export function showRecordCompetence(c: Http) {
  return onePage(c, 200, {}, {});
}

/** POST /kompetens/ny */
export async function recordCompetenceAction(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const { given } = await posted(c);
  const first = (name: string) => given[name]?.[0]?.trim() ?? '';
  const officers = await findOfficers(unscoped(ctx.pool), first('officerId'));
  const [principalId, taskId] = first('taskId').split('-').map(Number);
  const read = RecordCompetenceSchema.safeParse({
    officerId: officers.length === 1 ? officers[0]?.id : 2_147_483_647,
    principalId,
    taskId,
    proof: first('proof'),
    obtainedOn: first('obtainedOn'),
    from: dayOrNull(given, 'from') ?? first('obtainedOn'),
    to: dayOrNull(given, 'to'),
  });
  const shown = (errors: Problem['errors']) => {
    const texts = sentences(errors, locale);
    if (texts.principalId !== undefined) texts.taskId = texts.principalId;
    delete texts.principalId;
    if (officers.length === 0) texts.officerId = sharedTexts[locale].fieldError['unknown-officer'];
    if (officers.length > 1)
      texts.officerId = competenceTexts[locale].candidates(
        officers.map((o) => `${o.name} (${o.code})`).join(', '),
      );
    return onePage(c, 422, given, texts);
  };
  if (!read.success) return shown(fieldErrors(read.error));
  try {
    await recordCompetence(ctx, read.data);
    return c.redirect('/kompetens?sparat=1', 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return shown(error.errors);
    if (error instanceof Problem && error.code === 'already-recorded')
      return onePage(c, 422, given, { from: competenceTexts[locale].already });
    throw error;
  }
}

async function onePage(c: Http, status: 200 | 422, given: Posted['given'], errors: Errors) {
  const locale = c.get('locale');
  const t = competenceTexts[locale];
  const principals = await principalsOf(contextOf(c));
  const first = (name: string) => given[name]?.[0];
  const day = (name: 'obtainedOn' | 'from' | 'to', label: string, help?: string) => (
    <Input
      name={name}
      type="date"
      label={label}
      value={first(name)}
      error={errors[name]}
      required={name === 'obtainedOn'}
      {...(help === undefined ? {} : { help })}
    />
  );
  return page(
    c,
    { title: t.recordOne, status, width: 'text' },
    <>
      <p class="crumb">
        <a href="/kompetens">{t.title}</a>
      </p>
      <h1>{t.recordOne}</h1>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{
          officerId: t.officer,
          taskId: t.task,
          proof: t.proof,
          obtainedOn: t.obtainedOn,
          from: t.from,
          to: t.to,
        }}
      />
      <form method="post" action="/kompetens/ny" class="stack">
        <Input
          name="officerId"
          label={t.officer}
          help={t.officerHelp}
          value={first('officerId')}
          error={errors.officerId}
          required
        />
        <Select
          name="taskId"
          label={t.task}
          value={first('taskId')}
          error={errors.taskId}
          required
          empty="–"
          options={principals.flatMap((principal) =>
            principal.tasks.map((task) => ({
              value: `${principal.id}-${task.id}`,
              label: `${principal.name}: ${locale === 'sv' ? task.nameSv : task.nameEn}`,
            })),
          )}
        />
        <Input
          name="proof"
          label={t.proof}
          help={t.proofHelp}
          value={first('proof')}
          error={errors.proof}
          required
        />
        {day('obtainedOn', t.obtainedOn)}
        {day('from', t.from)}
        {day('to', t.to, t.toHelp)}
        <Button>{t.submit}</Button>
      </form>
    </>,
  );
}

/** GET /kompetens/fil */
export function showCompetenceFile(c: Http) {
  return filePage(c, 200, {}, []);
}

/** POST /kompetens/fil (multipart): the whole file, or each row that is wrong. */
export async function competenceFileAction(c: Http) {
  const { given, file: fileOf } = await posted(c);
  const file = fileOf('file');
  if (file === null) return filePage(c, 422, { file: fieldErrorText('required', c.get('locale')) }, []);
  const principalId = Number(given.principalId?.[0]);
  const result = await recordCompetenceFile(
    contextOf(c),
    principalId,
    new Uint8Array(await file.arrayBuffer()),
  );
  if ('faults' in result) return filePage(c, 422, {}, result.faults);
  return c.redirect(`/kompetens?sparat=${result.stored}`, 303);
}

async function filePage(c: Http, status: 200 | 422, errors: Errors, faults: readonly FileFault[]) {
  const locale = c.get('locale');
  const t = competenceTexts[locale];
  const principals = await principalsOf(contextOf(c));
  const told = t.fileFaults(formatNumber(faults.length, locale));
  return page(
    c,
    { title: t.recordFile, status, width: 'text' },
    <>
      <p class="crumb">
        <a href="/kompetens">{t.title}</a>
      </p>
      <h1>{t.recordFile}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} labels={{ file: t.file }} />
      {faults.length === 0 ? null : (
        <>
          <Notice kind="wrong" focus>
            {told}
          </Notice>
          <FaultTable faults={faults} caption={told} locale={locale} />
        </>
      )}
      <form method="post" action="/kompetens/fil" enctype="multipart/form-data" class="stack">
        <Select
          name="principalId"
          label={t.principal}
          required
          options={principals.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Input
          name="file"
          type="file"
          label={t.file}
          help={t.fileHelp}
          error={errors.file}
          accept=".csv,text/csv"
          required
        />
        <Button>{t.submit}</Button>
      </form>
    </>,
  );
}

async function principalsOf(ctx: Context) {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, async (db) => {
    const found = [];
    for (const each of await theseAuthorities(db, mine))
      found.push({ ...each, tasks: await tasksOf(db, each.id) });
    return found;
  });
}
