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

export function createStageFiles(blobs: BlobStore): StageFiles {
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
      const bytes = await blobs.get(key);
      if (bytes === null) throw corrupt(key, 'is missing');
      const [first = '', ...lines] = (await decompress(bytes)).toString('utf8').split('\n');
      const header = JSON.parse(first) as StageFileHeader;
      if (header.format !== STAGE_FILE_FORMAT)
        throw corrupt(key, `has the unknown format ${String(header.format)}`);
      if (header.stage !== stage) throw corrupt(key, `is of stage ${header.stage}, not ${stage}`);
      const rows = header.rows === 0 ? [] : lines;
      if (rows.length !== header.rows) throw corrupt(key, `has ${rows.length} rows, not ${header.rows}`);
      return rows.map((line) => JSON.parse(line) as Row);
    },
  };
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
