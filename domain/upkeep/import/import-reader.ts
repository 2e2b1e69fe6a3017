// Port for reading files of other tools where a hostile one harms nobody.
import type { ImportRules } from './finish-draft.ts';
import type { ImportKind, ReadImport } from './import-entry.ts';

export interface ImportReader {
  /** Null: it took too long, or too much memory. `kind` null: its content tells. */
  read(bytes: Uint8Array, rules: ImportRules, kind: ImportKind | null): Promise<ReadImport | null>;
}
