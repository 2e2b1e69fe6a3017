// Stage files on the blob store: ndjson, gzip level 1 (the rows are read back within seconds; higher levels cost more
// than the disk they save).
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { BlobStore } from '../../domain/blob/blob-store.ts';
import { WebloomError } from '../../domain/errors.ts';
import { STAGE_FILE_FORMAT, type StageFileHeader, type StageFiles } from '../../domain/stage/stage-files.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const LEVEL = 1;

export interface StageFilesOptions {
  /**
   * Characters of rows that are kept for the stages that read the same file next, in the same process mostly. Default 0:
   * every read is from the store.
   */
  readonly rememberedChars?: number;
}

export function createStageFiles(
  blobs: BlobStore,
  { rememberedChars = 0 }: StageFilesOptions = {},
): StageFiles {
  const remembered = new RememberedRows(rememberedChars);
  const writeLines = async (key: string, stage: string, lines: readonly string[]): Promise<void> => {
    const header: StageFileHeader = { format: STAGE_FILE_FORMAT, stage, rows: lines.length };
    const text = `${JSON.stringify(header)}\n${lines.join('\n')}`;
    await blobs.put(key, await compress(text, { level: LEVEL }));
  };
  return {
    writeLines,
    write: (key, stage, rows) =>
      writeLines(
        key,
        stage,
        rows.map((row) => JSON.stringify(row ?? null)),
      ),
    async read<Row>(key: string, stage: string): Promise<Row[]> {
      const known = remembered.get(key, stage);
      if (known !== null) return known as Row[];
      const bytes = await blobs.get(key);
      if (bytes === null) throw corrupt(key, 'is missing');
      const text = (await decompress(bytes)).toString('utf8');
      const [first = '', ...lines] = text.split('\n');
      const header = JSON.parse(first) as StageFileHeader;
      if (header.format !== STAGE_FILE_FORMAT)
        throw corrupt(key, `has the unknown format ${String(header.format)}`);
      if (header.stage !== stage) throw corrupt(key, `is of stage ${header.stage}, not ${stage}`);
      const found = header.rows === 0 ? [] : lines;
      if (found.length !== header.rows) throw corrupt(key, `has ${found.length} rows, not ${header.rows}`);
      const rows = found.map((line) => JSON.parse(line) as Row);
      remembered.keep(key, { stage, rows, chars: text.length });
      return [...rows];
    },
  };
}

/** Read by three to five stages; the others by one. */
const SHARED_STAGES = new Set(['scrape', 'parse', 'classify']);

interface Remembered {
  readonly stage: string;
  readonly rows: readonly unknown[];
  readonly chars: number;
}

/** The files read last. They never change, so what is remembered is what they say. */
class RememberedRows {
  readonly #maxChars: number;
  readonly #files = new Map<string, Remembered>();
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  get(key: string, stage: string): unknown[] | null {
    const file = this.#files.get(key);
    if (file?.stage !== stage) return null;
    this.#files.delete(key);
    this.#files.set(key, file);
    return [...file.rows];
  }

  keep(key: string, file: Remembered): void {
    if (!SHARED_STAGES.has(file.stage) || file.chars > this.#maxChars || this.#files.has(key)) return;
    this.#files.set(key, file);
    this.#chars += file.chars;
    for (const [oldest, { chars }] of this.#files) {
      if (this.#chars <= this.#maxChars) return;
      this.#files.delete(oldest);
      this.#chars -= chars;
    }
  }
}

function corrupt(key: string, how: string): WebloomError {
  return new WebloomError(
    'data-corrupt',
    `The stage file ${key} ${how}. The run can be started again; nothing stored is lost.`,
    {
      facts: { key },
    },
  );
}
