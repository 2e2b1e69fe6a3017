// Stage files on the blob store: ndjson, gzip level 1, written and read in pieces.
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import {
  STAGE_FILE_FORMAT,
  type StageFileHeader,
  type StageFileKind,
  type StageFiles,
  type StageRows,
} from '../../domain/run/stage/stage-files.ts';
import { packLines, unpackLines } from './line-pieces.ts';
import { RememberedRows } from './remembered-rows.ts';

export interface StageFilesOptions {
  /**
   * Characters of rows that are cached for the stages that read the same file next, mostly in the same
   * process. Default 0: every read goes to the store.
   */
  readonly rememberedChars?: number;
}

export function createStageFiles(
  blobs: BlobStore,
  { rememberedChars = 0 }: StageFilesOptions = {},
): StageFiles {
  const remembered = new RememberedRows(rememberedChars);
  const put = async (header: OwnHeader, lines: Iterable<string>): Promise<void> =>
    blobs.put(header.key, await packLines(withHeader(header, lines)));
  return {
    writeLines: (stage, key, lines) => put(headerOf(stage, key, lines), lines),
    write: (stage, key, rows) => put(headerOf(stage, key, rows), jsonOf(rows)),
    async read<K extends StageFileKind>(stage: K, key: string): Promise<StageRows[K][]> {
      const known = remembered.get(key, stage);
      if (known !== null) return parseRows<K>(known);
      const { rows, chars } = await readRows(blobs, key, stage);
      remembered.keep(key, { stage, rows, chars });
      return parseRows<K>([...rows]);
    },
    forget(keys) {
      for (const key of keys) remembered.forget(key);
    },
  };
}

/**
 * The header has named the stage, and only that stage writes such rows, so they are not checked one by one.
 */
function parseRows<K extends StageFileKind>(rows: unknown[]): StageRows[K][] {
  return rows as StageRows[K][];
}

type OwnHeader = Required<StageFileHeader>;

function headerOf(stage: string, key: string, rows: readonly unknown[]): OwnHeader {
  return { format: STAGE_FILE_FORMAT, stage, key, rows: rows.length };
}

function* withHeader(header: StageFileHeader, lines: Iterable<string>): Generator<string> {
  yield JSON.stringify(header);
  yield* header.rows === 0 ? [''] : lines;
}

function* jsonOf(rows: readonly unknown[]): Generator<string> {
  for (const row of rows) yield JSON.stringify(row ?? null);
}

interface ReadRows {
  readonly rows: unknown[];
  readonly chars: number;
}

async function readRows(blobs: BlobStore, key: string, stage: string): Promise<ReadRows> {
  const bytes = await blobs.get(key);
  if (bytes === null) throw corrupt(key, 'is missing');
  try {
    return await unpackRows(bytes, key, stage);
  } catch (error) {
    if (error instanceof WebloomError) throw error;
    throw foreign(key, 'is damaged', error);
  }
}

/** gzip proves each piece by its CRC-32, so bytes that differ do not become rows. */
async function unpackRows(bytes: Uint8Array, key: string, stage: string): Promise<ReadRows> {
  const rows: unknown[] = [];
  let header: StageFileHeader | null = null;
  let chars = 0;
  for await (const lines of unpackLines(bytes)) {
    header ??= parseHeader(lines.shift(), key, stage);
    if (header.rows === 0) continue;
    for (const line of lines) {
      rows.push(JSON.parse(line));
      chars += line.length;
    }
  }
  if (header === null || rows.length !== header.rows)
    throw foreign(key, `has ${rows.length} rows, not ${header?.rows}`);
  return { rows, chars };
}

function parseHeader(line: string | undefined, key: string, stage: string): StageFileHeader {
  const header = JSON.parse(line ?? '') as StageFileHeader;
  if (header.key !== undefined && header.key !== key)
    throw foreign(key, `holds what was written as ${String(header.key).slice(0, 200)}`);
  if (header.format !== STAGE_FILE_FORMAT)
    throw corrupt(key, `has the unknown format ${String(header.format)}`);
  if (header.stage !== stage) throw corrupt(key, `is of stage ${header.stage}, not ${stage}`);
  return header;
}

function foreign(key: string, how: string, cause?: unknown): WebloomError {
  const message = `The stage file ${key} ${how}: it is not what was written there. Its stage is done again; if it happens again, check the disk of the blob folder and who else writes there.`;
  return new WebloomError('file-foreign', message, { facts: { key }, cause });
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
