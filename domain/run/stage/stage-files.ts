// Port for stage files: immutable, named by `stage-key.ts`, a header line and one row per visit.
import type {
  ChangeRow,
  ClassifyRow,
  LinksRow,
  ParseRow,
  PlanRow,
  PriceRow,
  ScrapeRow,
  SeedRow,
  StoreRow,
} from './stage-row.ts';

export const STAGE_FILE_FORMAT = 1;

/** The row type of each kind of file. */
export interface StageRows {
  readonly seeds: SeedRow;
  readonly plan: PlanRow;
  readonly scrape: ScrapeRow;
  /** Visits of a chunk that have ended while the chunk is still being scraped. */
  readonly checkpoint: ScrapeRow;
  readonly parse: ParseRow;
  readonly links: LinksRow;
  readonly classify: ClassifyRow;
  readonly 'detect-change': ChangeRow;
  readonly 'track-price': PriceRow;
  readonly store: StoreRow;
  /** State of the reading of the source; only the source reader knows its form. */
  readonly sources: object;
}

export type StageFileKind = keyof StageRows;

export interface StageFileHeader {
  readonly format: typeof STAGE_FILE_FORMAT;
  readonly stage: string;
  /** The file's own key, and with it run and chunk. Absent: written by the version before. */
  readonly key?: string;
  readonly rows: number;
}

export interface StageFiles {
  /** Writes the rows under `key`, which then stands for the stage's result. */
  write<K extends StageFileKind>(stage: K, key: string, rows: readonly StageRows[K][]): Promise<void>;
  /** The same for rows that are JSON lines already. */
  writeLines(stage: StageFileKind, key: string, lines: readonly string[]): Promise<void>;
  /**
   * Throws `file-foreign` when what stands there was written under another key or is damaged: the stage can be done again;
   * `data-corrupt` when it is missing, has an unknown format, or belongs to another stage.
   */
  read<K extends StageFileKind>(stage: K, key: string): Promise<StageRows[K][]>;
  /** No stage reads these files again: cached copies may be dropped. */
  forget(keys: readonly string[]): void;
}
