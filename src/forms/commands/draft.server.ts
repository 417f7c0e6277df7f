import type { CleanFile } from '../../platform/clean-file.server.ts';
import { type Db, inTransaction, type Pool, type Scope, sql } from '../../platform/database.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import type { Locale } from '../../ui/texts.ts';
import { questionsOf } from '../definition.ts';
import type { PublishedForm } from '../published.server.ts';
import { ADDRESS_PARTS, fieldOf, type Given } from '../rules/answers.ts';
import { codeHash, newCode } from '../secret.server.ts';

export interface DraftFile {
  readonly id: string;
  readonly question: string;
  readonly fileName: string;
  readonly size: number;
}
export interface Draft {
  readonly code: string;
  readonly definitionId: number;
  readonly version: number;
  /** What was typed, right or wrong. */
  readonly given: Given;
  readonly language: Locale;
  /** Set at a desk. */
  readonly matterId: string | null;
  readonly files: readonly DraftFile[];
}

/** Who fills it in: `scope` is empty for who has no account. */
interface Filler {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly scope: Scope;
}

/** All the files of one application. */
export const LARGEST_TOGETHER = 25 * 1024 * 1024;
/** Far more than any form needs, and less than the database takes. */
const LONGEST_DRAFT = 300_000;

/**
 * Keeps what was typed and attached under the code, or under a new one. What is wrong with the files is told, and those are not
 * kept; everything else is. Throws Problem `too-large`, `not-possible` (`draft-gone`).
 */
export async function saveDraft(
  { pool, clock, scope }: Filler,
  form: PublishedForm,
  asked: {
    readonly code: string | null;
    readonly given: Given;
    readonly language: Locale;
    readonly matterId: string | null;
    readonly files: readonly { readonly question: string; readonly file: CleanFile }[];
    /** The ids of files to take away. */
    readonly without?: readonly string[];
  },
): Promise<{ readonly draft: Draft; readonly errors: readonly FieldError[] }> {
  const given = onlyAsked(form, asked.given);
  const text = JSON.stringify(given);
  if (text.length > LONGEST_DRAFT) throw new Problem('too-large');
  const code = asked.code ?? newCode();
  const hash = codeHash(code);
  const now = clock();
  return inTransaction(pool, { ...scope, secret: hash }, async (db) => {
    await db.run(sql`select form_drafts_forgotten(${now})`);
    const kept =
      asked.code === null
        ? await db.run(sql`
            insert into form_draft (secret_sha256, definition_id, version, answers, language, matter_id, saved_at)
            values (${hash}, ${form.id}, ${form.version}, ${text}, ${asked.language}, ${asked.matterId}, ${now})`)
        : await db.run(sql`
            update form_draft set version = ${form.version}, answers = ${text}, language = ${asked.language}, saved_at = ${now}
            where secret_sha256 = ${hash} and definition_id = ${form.id}
              and matter_id is not distinct from ${asked.matterId}::uuid`);
    if (kept === 0) throw new Problem('not-possible', { reason: 'draft-gone' });
    if ((asked.without ?? []).length > 0)
      await db.run(
        sql`delete from form_draft_file where secret_sha256 = ${hash} and id = any (${asked.without}::uuid[])`,
      );
    const errors = await addFiles(db, form, hash, asked.files);
    const files = await filesOf(db, hash);
    return {
      draft: {
        ...{ code, definitionId: form.id, version: form.version, given, language: asked.language },
        ...{ matterId: asked.matterId, files },
      },
      errors,
    };
  });
}

async function addFiles(
  db: Db,
  form: PublishedForm,
  hash: string,
  files: readonly { readonly question: string; readonly file: CleanFile }[],
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  const there = await filesOf(db, hash);
  let together = there.reduce((sum, { size }) => sum + size, 0);
  const counts = new Map<string, number>();
  for (const { question } of there) counts.set(question, (counts.get(question) ?? 0) + 1);
  for (const { question: id, file } of files) {
    const question = questionsOf(form.form).find((each) => each.id === id);
    if (question?.type !== 'attachment') continue;
    const count = counts.get(id) ?? 0;
    together += file.content.length;
    const code =
      count >= question.most
        ? 'too-many-files'
        : together > LARGEST_TOGETHER
          ? 'files-too-large-together'
          : null;
    if (code !== null) {
      together -= file.content.length;
      errors.push({ field: fieldOf(id), code });
      continue;
    }
    counts.set(id, count + 1);
    await db.run(sql`
      insert into form_draft_file (secret_sha256, question, file_name, media_type, content)
      values (${hash}, ${id}, ${file.fileName}, ${file.mediaType}, ${Buffer.from(file.content)})`);
  }
  return errors;
}

/** The fields that the form has, and of each no more than it can hold. */
function onlyAsked({ form }: PublishedForm, given: Given): Given {
  const fields = questionsOf(form).flatMap(({ id, type }) =>
    type === 'address' ? ADDRESS_PARTS.map((part) => fieldOf(id, part)) : [fieldOf(id)],
  );
  return Object.fromEntries(
    fields.flatMap((field) =>
      Object.hasOwn(given, field)
        ? [
            [
              field,
              given[field]!.slice(0, 40).map((value) =>
                value.toWellFormed().replaceAll('\0', '').slice(0, 12_000),
              ),
            ],
          ]
        : [],
    ),
  );
}

export function filesOf(db: Db, hash: string): Promise<DraftFile[]> {
  return db.many<DraftFile>(sql`
    select id, question, file_name as "fileName", octet_length(content) as size from form_draft_file
    where secret_sha256 = ${hash} order by id`);
}

/** What was begun with the code; undefined when there is nothing, or it has been sent. */
export async function draftOf(pool: Pool, code: string): Promise<Draft | undefined> {
  return inTransaction(pool, { secret: codeHash(code) }, (db) => draftIn(db, code));
}

export async function draftIn(db: Db, code: string): Promise<Draft | undefined> {
  const hash = codeHash(code);
  const row = await db.maybe<Omit<Draft, 'code' | 'files'>>(sql`
    select definition_id as "definitionId", version, answers as given, language, matter_id as "matterId" from form_draft
    where secret_sha256 = ${hash}`);
  return row === undefined ? undefined : { ...row, code, files: await filesOf(db, hash) };
}

/** How many files each question has. */
export function countFiles(files: readonly { readonly question: string }[]): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const { question } of files) counts[question] = (counts[question] ?? 0) + 1;
  return counts;
}
