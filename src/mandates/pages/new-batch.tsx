import { mandateTexts } from '../../agreements/mandate-texts.ts';
import type { Issuable } from '../../agreements/queries/issuable.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { BatchOrderSchema, LONGEST_CODE, MOST_OFFICERS, type OfficerFile } from '../batch.ts';
import { draftBatch } from '../commands/draft-batch.server.ts';
import { type FileFault, readCsvFile } from '../officer-file.ts';
import { operationTexts } from '../operation-texts.ts';
import { choices } from '../queries/choices.server.ts';
import { fileFaultSentence } from '../reason-texts.ts';
import { bulkTexts } from '../texts.ts';
import { BatchForm, ChooseAgreements, keyOf, taskOptions } from './batch-form.tsx';
import { dayOrNull, idsOf, type Posted, posted, sentences } from './form.ts';
import { FaultTable } from './outcomes.tsx';
import { MandateNav } from './parts.tsx';

/** GET /uppdrag/flera/nytt?avtal=&avtal=: first the agreements, then the terms. */
export function showNewBatch(c: Http) {
  return newBatchPage(c, 200, c.req.queries('avtal') ?? [], {}, [], {});
}

/** POST /uppdrag/flera/nytt (multipart): keeps a draft and shows what would happen. */
export async function draftBatchAction(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const { given, file: fileOf } = await posted(c);
  const keys = given.part ?? [];
  const { agreements } = await choices(ctx);
  const file = fileOf('file');
  const read = file === null ? null : await officerFile(file);
  const shown = (errors: readonly FieldError[], faults: readonly FileFault[] = []) =>
    newBatchPage(c, 422, keys, given, faults, {
      ...sentences(errors, locale, (field) => formField(field, keys)),
      ...(read !== null && read.rows.length === 0 && read.faults[0]?.line === 0
        ? { file: fileFaultSentence(read.faults[0], locale) }
        : {}),
    });
  const scopes = keys.filter((key) => !['all', 'chosen'].includes(given[`scope-${key}`]?.[0] ?? ''));
  if (scopes.length > 0) return shown(scopes.map((key) => ({ field: `scope-${key}`, code: 'required' })));
  const order = BatchOrderSchema.safeParse({
    parts: keys.map((key) =>
      partOf(
        key,
        given,
        agreements.find((each) => keyOf(each) === key),
      ),
    ),
    officers: officersOf(given, read),
    from: given.from?.[0] ?? '',
    to: dayOrNull(given, 'to'),
    signedByPrincipalOn: dayOrNull(given, 'signedByPrincipalOn'),
    signedByOfficerOn: dayOrNull(given, 'signedByOfficerOn'),
  });
  if (!order.success) {
    const faults = given.by?.[0] === 'codes' ? (read?.faults.filter(({ line }) => line > 0) ?? []) : [];
    const errors = fieldErrors(order.error);
    if (faults.length === 0) return shown(errors);
    const others = errors.filter(({ field }) => !field.startsWith('officers'));
    return shown([...others, { field: 'officers.codes', code: 'rows-wrong' }], faults);
  }
  try {
    return c.redirect(
      `/uppdrag/flera/${await draftBatch(ctx, order.data, given.by?.[0] === 'codes' ? read : null)}`,
      303,
    );
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid')
      return shown(error.errors, (error.facts.rows as FileFault[] | undefined) ?? []);
    throw error;
  }
}

async function officerFile(file: File): Promise<OfficerFile> {
  const { rows, faults } = readCsvFile(new Uint8Array(await file.arrayBuffer()), {
    columns: ['officer'] as const,
    longest: LONGEST_CODE,
    most: MOST_OFFICERS,
  });
  return { name: file.name, rows: rows.map(({ line, cells }) => ({ line, code: cells.officer })), faults };
}

function partOf(key: string, given: Posted['given'], agreement: Issuable | undefined) {
  const [agreementId, principalId] = key.split('-').map(Number);
  const all = given[`scope-${key}`]?.[0] === 'all' && agreement !== undefined;
  const tasks = all ? taskOptions(agreement, 'sv').map(({ value }) => value) : (given[`tasks-${key}`] ?? []);
  return {
    agreementId,
    principalId,
    kind: given[`kind-${key}`]?.[0],
    delegationOrder: given[`delegationOrder-${key}`]?.[0],
    decidedBy: given[`decidedBy-${key}`]?.[0],
    tasks: tasks.map((each) => {
      const [taskId, level] = each.split(':');
      return { taskId: Number(taskId), level };
    }),
    access: all ? agreement.systems.map(({ id }) => id) : idsOf(given, `access-${key}`),
  };
}

function officersOf(given: Posted['given'], file: OfficerFile | null) {
  const by = given.by?.[0];
  if (by === 'office') return { by, ids: idsOf(given, 'offices') };
  if (by === 'area') return { by, ids: idsOf(given, 'areas') };
  // Rows that cannot be read are told in the preview: a file with nothing else is still a file.
  if (by === 'codes') return { by, codes: file?.rows.map(({ code }) => code) ?? [] };
  return { by };
}

/** The form's own name of a field of the order. */
function formField(field: string, keys: readonly string[]): string {
  const [first = '', at = '', name = ''] = field.split('.');
  if (first === 'officers') return at === 'codes' ? 'file' : 'officers';
  const key = keys[Number(at)];
  return first === 'parts' && key !== undefined ? `${name}-${key}` : field;
}

async function newBatchPage(
  c: Http,
  status: 200 | 422,
  keys: readonly string[],
  given: Posted['given'],
  faults: readonly FileFault[],
  errors: Errors,
) {
  const locale = c.get('locale');
  const t = bulkTexts[locale].form;
  const all = await choices(contextOf(c));
  const chosen = all.agreements.filter((each) => keys.includes(keyOf(each)));
  const labels: Record<string, string> = {
    officers: t.who,
    file: t.file,
    from: t.from,
    to: t.to,
    signedByPrincipalOn: t.signedByPrincipal,
    signedByOfficerOn: t.signedByOfficer,
  };
  for (const each of chosen) {
    const key = keyOf(each);
    labels[`kind-${key}`] = `${each.principal}, ${t.kind}`;
    labels[`delegationOrder-${key}`] = `${each.principal}, ${mandateTexts[locale].delegationOrder}`;
    labels[`decidedBy-${key}`] = `${each.principal}, ${mandateTexts[locale].decidedBy}`;
    labels[`scope-${key}`] = `${each.principal}, ${t.scope}`;
    labels[`tasks-${key}`] = `${each.principal}, ${t.tasks}`;
    labels[`access-${key}`] = `${each.principal}, ${t.access}`;
  }
  return page(
    c,
    { title: t.title, status, width: 'text' },
    <>
      <MandateNav here="bulk" locale={locale} />
      <h1>{t.title}</h1>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} labels={labels} />
      {faults.length === 0 ? null : (
        <Notice kind="wrong">
          <p>{operationTexts[locale].fileRefused(formatNumber(faults.length, locale))}</p>
          <FaultTable faults={faults} caption={operationTexts[locale].fileCaption} locale={locale} />
        </Notice>
      )}
      {all.agreements.length === 0 ? (
        <div class="empty">
          <p>{t.noAgreements}</p>
        </div>
      ) : chosen.length === 0 ? (
        <ChooseAgreements agreements={all.agreements} locale={locale} />
      ) : (
        <>
          {all.agreements.length === 1 ? null : (
            <p>
              <a href="/uppdrag/flera/nytt">{t.others}</a>
            </p>
          )}
          <BatchForm chosen={chosen} choices={all} given={given} errors={errors} locale={locale} />
        </>
      )}
    </>,
  );
}
