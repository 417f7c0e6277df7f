import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** As many as a connection keeps prepared. */
const MOST_PREPARED = 1000;

/** A statement that a connection has prepared, with how its rows are read: filled when PostgreSQL has said it. */
interface Prepared {
  readonly name: string;
  columns: readonly { readonly name: string; readonly read: (text: string) => unknown }[];
}
class Known extends Map<string, Prepared> {
  made = 0;
}
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}
const knownTo = new WeakMap<pg.ClientBase, Known>();

/**
 * Sends statements as one transaction and gives the rows of each, in order. Nothing is waited for between them, and neither `begin`
 * nor `commit` is sent: PostgreSQL takes what stands before a Sync of its protocol for one transaction. A statement is prepared once
 * per connection, and its columns are asked for then alone.
 */
export async function sendAsOne(
  client: pg.ClientBase,
  statements: readonly Statement[],
): Promise<unknown[][]> {
  const known = knownTo.get(client) ?? new Known();
  knownTo.set(client, known);
  const preparing: Promise<unknown>[] = [];
  if (known.size + statements.length > MOST_PREPARED) preparing.push(forgetAll(client, known));
  const sent = statements.map(({ text, values = [] }) => {
    const before = known.get(text);
    const statement = before ?? { name: `one${known.made++}`, columns: [] };
    if (before === undefined) preparing.push(prepare(client, known, text, statement));
    // Made text before anything is sent: what cannot be would leave half a transaction on the wire.
    return { statement, values: values.map((value) => prepareValue(value)) };
  });
  const rows = exchange(
    client,
    (wire) => {
      for (const { statement, values } of sent) {
        wire.bind({ statement: statement.name, values });
        wire.execute({});
      }
    },
    sent.map(({ statement }) => statement),
  );
  // When a statement could not be prepared, that is why, and not that it is missing.
  rows.catch(() => {});
  for (const each of preparing) await each;
  return rows;
}

function prepare(client: pg.ClientBase, known: Known, text: string, statement: Prepared): Promise<unknown> {
  known.set(text, statement);
  const prepared = exchange(
    client,
    (wire) => {
      wire.parse({ name: statement.name, text });
      wire.describe({ type: 'S', name: statement.name });
    },
    [],
    (fields) => {
      statement.columns = fields.map(({ name, dataTypeID }) => ({
        name,
        read: (client as pg.Client).getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
      }));
    },
  );
  prepared.catch(() => known.delete(text));
  return prepared;
}

/** A text that varies would fill the connection's memory with statements that are never used again. */
function forgetAll(client: pg.ClientBase, known: Known): Promise<unknown> {
  const names = [...known.values()].map(({ name }) => name);
  known.clear();
  return exchange(client, (wire) => {
    for (const name of names) wire.close({ type: 'S', name });
  });
}

/** What of pg's connection is written with (pg/lib/connection.js). */
interface Wire {
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  execute(message: object): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
  readonly stream: import('node:net').Socket;
}
interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Writes messages and a Sync, and gives the rows of each statement that is executed, when all of it is committed. */
function exchange(
  client: pg.ClientBase,
  write: (wire: Wire) => void,
  statements: readonly Prepared[] = [],
  described: (fields: readonly Field[]) => void = () => {},
): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    client.query(
      new Exchange(write, statements, described, (error, rows) =>
        error == null ? resolve(rows) : reject(error),
      ),
    );
  });
}

type Row = Record<string, unknown>;
type Done = (error: Error | null | undefined, rows: Row[][]) => void;

/** A query of pg's that sends what it is told to, instead of one statement (pg/lib/query.js has the calls that it is given). */
class Exchange extends pg.Query {
  readonly #write: (wire: Wire) => void;
  readonly #statements: readonly Prepared[];
  readonly #described: (fields: readonly Field[]) => void;
  readonly #rows: Row[][];
  #at = 0;
  /** Called by pg for what ends it from outside: a lost connection, too long a wait. */
  callback: Done;

  constructor(
    write: (wire: Wire) => void,
    statements: readonly Prepared[],
    described: (fields: readonly Field[]) => void,
    done: Done,
  ) {
    super('');
    this.#write = write;
    this.#statements = statements;
    this.#described = described;
    this.#rows = statements.map(() => []);
    this.callback = done;
    this.submit = (connection) => {
      const wire = connection as unknown as Wire;
      wire.stream.cork();
      this.#write(wire);
      wire.sync();
      wire.stream.uncork();
      return null;
    };
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#described(fields);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { columns } = this.#statements[this.#at] as Prepared;
    const row: Row = {};
    for (let n = 0; n < columns.length; n++) {
      const column = columns[n] as Prepared['columns'][number];
      const text = fields[n];
      row[column.name] = text == null ? null : column.read(text);
    }
    this.#rows[this.#at]?.push(row);
  }

  handleCommandComplete(): void {
    this.#at++;
  }

  handleError(error: Error): void {
    this.callback(error, []);
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#rows);
  }
}
