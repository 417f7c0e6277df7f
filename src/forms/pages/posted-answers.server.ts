import { type CleanFile, cleanFile } from '../../platform/clean-file.server.ts';
import type { FieldError } from '../../platform/problem.ts';
import { questionsOf } from '../definition.ts';
import type { PublishedForm } from '../published.server.ts';
import { fieldOf, type Given } from '../rules/answers.ts';

// What a form was posted with: the answers as they were typed, and the files.

/** The fields of the questions, as texts. */
export function givenOf(body: Readonly<Record<string, unknown>>): Given {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const texts = [value].flat().filter((each): each is string => typeof each === 'string');
      return name.startsWith('s.') && texts.length > 0 ? [[name, texts]] : [];
    }),
  );
}

/** The files of the questions that ask for one, made clean, and what was wrong with each of the others. */
export async function filesOf(body: Readonly<Record<string, unknown>>, { form }: PublishedForm) {
  const files: { question: string; file: CleanFile }[] = [];
  const errors: FieldError[] = [];
  for (const { id, type } of questionsOf(form)) {
    if (type !== 'attachment') continue;
    const field = fieldOf(id);
    // A browser sends an empty file without a name where none was chosen.
    const chosen = [body[field]]
      .flat()
      .filter((each): each is File => each instanceof File && (each.size > 0 || each.name !== ''));
    for (const file of chosen.slice(0, 10)) {
      const clean = await cleanFile(file.name, new Uint8Array(await file.arrayBuffer()));
      if (typeof clean === 'string') errors.push({ field, code: clean });
      else files.push({ question: id, file: clean });
    }
  }
  return { files, errors };
}
