// What the thread is given that reads files of other tools.
import type { ImportRules } from '../../domain/upkeep/import/finish-draft.ts';
import type { ImportKind } from '../../domain/upkeep/import/import-entry.ts';

export interface ImportTask {
  readonly bytes: Uint8Array;
  readonly rules: ImportRules;
  /** Null: its content tells. */
  readonly kind: ImportKind | null;
}
