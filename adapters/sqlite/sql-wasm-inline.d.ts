// What is used of sql.js, which has no types of its own. The inlined form has its WebAssembly in the same file, so a bundle holds it.
declare module 'sql.js/dist/sql-wasm-inline.js' {
  type SqlValue = number | string | Uint8Array | null;

  interface Statement {
    bind(values: readonly SqlValue[]): boolean;
    step(): boolean;
    get(): SqlValue[];
    free(): boolean;
  }

  interface Database {
    prepare(sql: string): Statement;
    run(sql: string): Database;
    export(): Uint8Array;
    close(): void;
  }

  interface SqlJs {
    readonly Database: new (bytes?: Uint8Array) => Database;
  }

  export default function initSqlJs(): Promise<SqlJs>;
}
