// Opens databases of urlwatch and webchanges in memory, by SQLite as WebAssembly: it reaches no file, and what it is given is foreign.
// The statements are constant. Only plain tables with the columns of these tools are read: a view, a virtual table or a computed
// column would run what the file says.
import initSqlJs, { type Database, type SqlValue } from 'sql.js/dist/sql-wasm-inline.js';
import {
  DamagedDatabase,
  type KeptSnapshot,
  type OpenDatabase,
  type SnapshotDatabase,
} from '../../domain/upkeep/import/known-text/snapshot-database.ts';

interface Form {
  readonly tool: SnapshotDatabase['tool'];
  readonly table: string;
  readonly columns: readonly string[];
  readonly snapshots: string;
  readonly content: string;
}

/** Texts are read as bytes: as texts they would end at their first NUL. */
const FORMS: readonly Form[] = [
  {
    tool: 'webchanges',
    table: 'webchanges',
    columns: ['uuid', 'timestamp', 'msgpack_data'],
    snapshots:
      'SELECT rowid, substr(uuid, 1, 64), timestamp, NULL, octet_length(msgpack_data) FROM webchanges NOT INDEXED',
    content: 'SELECT CAST(msgpack_data AS BLOB) FROM webchanges WHERE rowid = ?',
  },
  {
    tool: 'urlwatch',
    table: 'CacheEntry',
    columns: ['guid', 'timestamp', 'data', 'tries'],
    snapshots:
      'SELECT rowid, substr(guid, 1, 64), timestamp, tries, octet_length(data) FROM CacheEntry NOT INDEXED',
    content: 'SELECT CAST(data AS BLOB) FROM CacheEntry WHERE rowid = ?',
  },
];

const FOREIGN =
  'The file is an SQLite database, but none of urlwatch (cache.db) or webchanges (snapshots.db): it has no table of their texts.';
const DAMAGED =
  'The database is damaged, or was copied while its tool wrote it. Copy it again when the tool does not run; sqlite3 FILE .recover may repair it. Or import the job list without it.';

export async function snapshotOpener(): Promise<OpenDatabase> {
  const sql = await initSqlJs();
  return (bytes) => {
    let database: Database | null = null;
    try {
      const opened = new sql.Database(bytes);
      database = opened;
      opened.run('PRAGMA trusted_schema = OFF');
      opened.run('PRAGMA cell_size_check = ON');
      const form = FORMS.find((one) => hasForm(opened, one));
      if (form !== undefined) return new Snapshots(opened, form);
      opened.close();
      return { problem: FOREIGN };
    } catch {
      database?.close();
      return { problem: DAMAGED };
    }
  };
}

function rowsOf(database: Database, sql: string, values: readonly SqlValue[] = []): SqlValue[][] {
  return [...eachRow(database, sql, values)];
}

function* eachRow(database: Database, sql: string, values: readonly SqlValue[]): Generator<SqlValue[]> {
  const statement = database.prepare(sql);
  try {
    statement.bind(values);
    while (statement.step()) yield statement.get();
  } finally {
    statement.free();
  }
}

/** `wr`: without numbers of its rows. A computed column is hidden. */
function hasForm(database: Database, { table, columns }: Form): boolean {
  const tables = rowsOf(
    database,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name = ?",
    [table],
  );
  if (tables.length === 0) return false;
  const found = rowsOf(database, 'SELECT name, hidden FROM pragma_table_xinfo(?)', [table]);
  const isPlain = found.every(([, hidden]) => hidden === 0);
  return isPlain && columns.every((column) => found.some(([name]) => name === column));
}

class Snapshots implements SnapshotDatabase {
  readonly tool: SnapshotDatabase['tool'];
  readonly #database: Database;
  readonly #form: Form;

  constructor(database: Database, form: Form) {
    this.#database = database;
    this.#form = form;
    this.tool = form.tool;
  }

  *snapshots(): Generator<KeptSnapshot> {
    const rows = eachRow(this.#database, this.#form.snapshots, []);
    for (;;) {
      const next = damagedWhereItFails(() => rows.next());
      if (next.done === true) return;
      const [row, guid, seconds, tries, bytes] = next.value;
      if (typeof row === 'number' && typeof guid === 'string')
        yield { row, guid, seconds: Number(seconds), tries: numberOrNull(tries), bytes: Number(bytes) };
    }
  }

  contentOf(row: number): Uint8Array | null {
    const [[content] = [null]] = damagedWhereItFails(() => rowsOf(this.#database, this.#form.content, [row]));
    return content instanceof Uint8Array ? content : null;
  }

  close(): void {
    this.#database.close();
  }
}

function numberOrNull(value: SqlValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function damagedWhereItFails<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new DamagedDatabase(DAMAGED, { cause });
  }
}
