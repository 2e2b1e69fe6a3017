// Port for stage files: immutable, named by `stage-key.ts`, a header line and then one row per visit.

export const STAGE_FILE_FORMAT = 1;

export interface StageFileHeader {
  readonly format: typeof STAGE_FILE_FORMAT;
  readonly stage: string;
  readonly rows: number;
}

export interface StageFiles {
  /** Writes the rows; the key is the stage's result. */
  write(key: string, stage: string, rows: readonly unknown[]): Promise<void>;
  /** The same from lines of JSON that are made already. */
  writeLines(key: string, stage: string, lines: readonly string[]): Promise<void>;
  /** Throws `data-corrupt` when it is missing, of an unknown format, or of another stage. */
  read<Row>(key: string, stage: string): Promise<Row[]>;
  /** No stage reads these again: what was remembered of them may go. */
  forget(keys: readonly string[]): void;
}
