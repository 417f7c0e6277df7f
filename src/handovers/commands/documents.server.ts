import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { documentName, documentType } from '../document-type.ts';
import { LARGEST_DOCUMENT } from '../schemas.ts';
import { type Asker, type Stands, stepIn, type Taken, takeStep } from './take-step.server.ts';

export interface Handed {
  /** What it is, in a few words. */
  readonly what: string;
  /** Null: handed over on paper, and noted here. */
  readonly file: { readonly name: string; readonly content: Uint8Array } | null;
  readonly key?: string | undefined;
}

/**
 * Logs a document that was handed over (R13), with the file or as paper. Throws Problem `invalid` at `file` (`file-empty`,
 * `file-too-large`, `file-of-another-kind`), and what `takeStep` does.
 */
export async function handDocument(asker: Asker, id: string, handed: Handed): Promise<Stands> {
  const [name, step] = documentStep(asker, id, handed);
  return takeStep(asker, id, name, step);
}

/** The same in a transaction under way. */
export async function handDocumentIn(db: Db, asker: Asker, id: string, handed: Handed): Promise<Stands> {
  const [name, step] = documentStep(asker, id, handed);
  return stepIn(db, asker, id, name, step);
}

function documentStep(asker: Asker, id: string, { what, file, key }: Handed): ['document', Taken] {
  const wrong = (code: string) => new Problem('invalid', {}, [{ field: 'file', code }]);
  if (file !== null && file.content.length === 0) throw wrong('file-empty');
  if (file !== null && file.content.length > LARGEST_DOCUMENT) throw wrong('file-too-large');
  const type = file === null ? null : documentType(file.content);
  if (file !== null && type === null) throw wrong('file-of-another-kind');
  const kept =
    file === null || type === null
      ? null
      : {
          ...type,
          name: documentName(file.name, type.ending),
          content: Buffer.from(file.content),
          sha256: sha256(file.content),
        };
  const citizen = asker.actor === 'citizen';
  return [
    'document',
    {
      kind: 'document-handed',
      audience: citizen ? 'citizen' : 'both',
      key,
      detail: what,
      also: async (db, { officeId, principalId }, { seq, side, now }) => {
        await db.run(sql`
          insert into hand_over_document (hand_over_id, seq, office_id, principal_id, side, audience, what, on_paper, handed_at,
            handed_by, file_name, media_type, size, sha256, content)
          values (${id}, ${seq}, ${officeId}, ${principalId}, ${side}, ${citizen ? 'citizen' : 'both'}, ${what}, ${kept === null},
            ${now}, ${asker.actor}, ${kept?.name ?? null}, ${kept?.type ?? null}, ${kept?.content.length ?? null},
            ${kept?.sha256 ?? null}, ${kept?.content ?? null})`);
      },
    },
  ];
}
