// Port for stage files: immutable, named by `stage-key.ts`, a header line and then one row per visit.
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

/** What a row of each kind of file is. */
export interface StageRows {
  readonly seeds: SeedRow;
  readonly plan: PlanRow;
  readonly scrape: ScrapeRow;
  /** The visits of a chunk that have ended while it is scraped. */
  readonly checkpoint: ScrapeRow;
  readonly parse: ParseRow;
  readonly links: LinksRow;
  readonly classify: ClassifyRow;
  readonly 'detect-change': ChangeRow;
  readonly 'track-price': PriceRow;
  readonly store: StoreRow;
  /** How far sources are read; only their reader knows more of it. */
  readonly sources: object;
}

export type StageFileKind = keyof StageRows;

export interface StageFileHeader {
  readonly format: typeof STAGE_FILE_FORMAT;
  readonly stage: string;
  readonly rows: number;
}

export interface StageFiles {
  /** Writes the rows; the key is the stage's result. */
  write<K extends StageFileKind>(stage: K, key: string, rows: readonly StageRows[K][]): Promise<void>;
  /** The same from lines of JSON that are made already. */
  writeLines(stage: StageFileKind, key: string, lines: readonly string[]): Promise<void>;
  /** Throws `data-corrupt` when it is missing, of an unknown format, or of another stage. */
  read<K extends StageFileKind>(stage: K, key: string): Promise<StageRows[K][]>;
  /** No stage reads these again: what was remembered of them may go. */
  forget(keys: readonly string[]): void;
}
