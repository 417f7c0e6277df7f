import { inTransaction, sql } from '../../platform/database.server.ts';
import { type Asker, type Stands, takeStep } from './take-step.server.ts';

// What the person does who follows a hand-over by its reference and code. Each throws what `takeStep` does.

/** Adds information; both sides see it. */
export function addInformation(asker: Asker, id: string, text: string, key?: string): Promise<Stands> {
  const message = { kind: 'information', audience: 'citizen', text } as const;
  return takeStep(asker, id, 'inform', { kind: 'informed', audience: 'citizen', key, message });
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
