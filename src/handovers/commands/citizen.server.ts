import type { CleanFile } from '../../platform/clean-file.server.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { handDocumentIn } from './documents.server.ts';
import { type Asker, readable, type Stands, stepIn, type Taken, takeStep } from './take-step.server.ts';

// What the person does who follows a hand-over by its reference and code. Each throws what `takeStep` does.

/** Adds information; both sides see it. */
export function addInformation(asker: Asker, id: string, text: string, key?: string): Promise<Stands> {
  return takeStep(asker, id, 'inform', informed(text, key));
}

const informed = (text: string, key?: string): Taken => ({
  ...{ kind: 'informed', audience: 'citizen', key },
  message: { kind: 'information', audience: 'citizen', text },
});

/** So many that nobody has more to show, and no program fills the database. */
const MOST_DOCUMENTS = 20;

/**
 * Adds a document, and the words that came with it: both or neither, and once however often it is sent with the same key. Both sides
 * see it, and it is logged as handed over (R13). Throws `not-possible` (`too-many-documents`) as well.
 */
export async function addDocument(
  asker: Asker,
  id: string,
  {
    file: { fileName: name, content },
    text = '',
    key,
  }: { readonly file: CleanFile; readonly text?: string; readonly key?: string | undefined },
): Promise<Stands> {
  try {
    return await inTransaction(asker.pool, asker.scope, async (db) => {
      const handed = await handDocumentIn(db, asker, id, { what: name, file: { name, content }, key });
      if (handed.repeated) return handed;
      const { there } = await db.one<{ there: number }>(
        sql`select count(*) as there from hand_over_document where hand_over_id = ${id} and side = 'citizen'`,
      );
      if (there > MOST_DOCUMENTS) throw new Problem('not-possible', { reason: 'too-many-documents' });
      return text === '' ? handed : stepIn(db, asker, id, 'inform', informed(text));
    });
  } catch (error) {
    throw readable(error);
  }
}

/** "It was solved": closed. */
export function saySolved(asker: Asker, id: string, key?: string): Promise<Stands> {
  return takeStep(asker, id, 'solved', { kind: 'closed', audience: 'citizen', key, solved: true });
}

/** "It was not": open again, with what is still wrong. */
export function sayNotSolved(asker: Asker, id: string, text: string, key?: string): Promise<Stands> {
  const message = { kind: 'information', audience: 'citizen', text } as const;
  return takeStep(asker, id, 'reopen', {
    kind: 'reopened',
    audience: 'citizen',
    key,
    message,
    solved: false,
  });
}

/** Asks for the answer in English or in plain Swedish; null: in the usual way. */
export function askForLanguage(
  asker: Asker,
  id: string,
  answerIn: 'plain' | 'en' | null,
  key?: string,
): Promise<Stands> {
  const detail = answerIn ?? 'usual';
  return takeStep(asker, id, 'ask-language', {
    kind: 'language-asked',
    audience: 'citizen',
    key,
    detail,
    answerIn,
  });
}

/** Mail when it moves, to an address and in a language; null: no more. */
export async function followByMail(
  asker: Asker,
  id: string,
  address: string | null,
  language: 'sv' | 'en',
): Promise<void> {
  await inTransaction(asker.pool, asker.scope, (db) =>
    db.run(
      sql`update hand_over set follow_mail = ${address}, follow_language = ${language} where id = ${id}`,
    ),
  );
}
