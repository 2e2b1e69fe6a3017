// Packed runs in the blob store: each part is gzip, so that its checksum is proved with every reading; then the table of
// parts, gzip too; then 12 bytes that say how long the table is.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { packedKey } from '../../domain/run/packed-key.ts';
import type {
  PackedRows,
  ArchivedRows,
  RunArchive,
} from '../../domain/upkeep/clean-up/packed/run-archive.ts';
import { WebloomError } from '../../domain/system/errors.ts';

type ArchiveBlobs = Pick<BlobStore, 'put' | 'slice' | 'has' | 'facts' | 'delete'>;

const compress = promisify(gzip);
const unpack = promisify(gunzip);
/** Written once and kept for months, so the time of the highest level is well spent. */
const LEVEL = 9;
const MARK = 'WLRUNS01';
const END_BYTES = MARK.length + 4;

export function createRunArchive(blobs: ArchiveBlobs): RunArchive {
  return {
    async write(runId, parts) {
      const pieces: Uint8Array[] = [];
      const table: PackedRows[] = [];
      let offset = 0;
      for await (const part of parts) {
        const bytes = await compress(toLines(part), { level: LEVEL });
        table.push({
          kind: part.kind,
          first: part.first,
          rows: part.rows.length,
          offset,
          length: bytes.length,
        });
        pieces.push(bytes);
        offset += bytes.length;
      }
      const tail = await tailOf(table);
      await blobs.put(packedKey(runId), [...pieces, ...tail]);
      return offset + tail.reduce((sum, { length }) => sum + length, 0);
    },
    has: (runId) => blobs.has(packedKey(runId)),
    size: async (runId) => (await blobs.facts(packedKey(runId)))?.bytes ?? null,
    index: (runId) => readTable(blobs, runId),
    async read(runId, part) {
      const bytes = await blobs.slice(packedKey(runId), part.offset, part.length);
      if (bytes === null) throw corrupt(runId, 'is missing');
      const rows = parseLines(await text(runId, bytes));
      if (rows.length !== part.rows)
        throw corrupt(runId, `has ${rows.length} rows in a part of ${part.rows}`);
      return rows;
    },
    remove: (runId) => blobs.delete([packedKey(runId)]),
  };
}

function toLines({ rows }: ArchivedRows): string {
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

function parseLines(lines: string): unknown[] {
  return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line));
}

async function tailOf(table: readonly PackedRows[]): Promise<Uint8Array[]> {
  const bytes = await compress(JSON.stringify(table), { level: LEVEL });
  const end = Buffer.alloc(END_BYTES);
  end.write(MARK, 0, 'latin1');
  end.writeUInt32BE(bytes.length, MARK.length);
  return [bytes, end];
}

async function readTable(blobs: ArchiveBlobs, runId: string): Promise<readonly PackedRows[] | null> {
  const key = packedKey(runId);
  const facts = await blobs.facts(key);
  if (facts === null) return null;
  const end = await blobs.slice(key, Math.max(0, facts.bytes - END_BYTES), END_BYTES);
  if (end === null) return null;
  const view = Buffer.from(end);
  if (view.length < END_BYTES || view.toString('latin1', 0, MARK.length) !== MARK)
    throw corrupt(runId, 'has no table of its parts');
  const length = view.readUInt32BE(MARK.length);
  const bytes = await blobs.slice(key, Math.max(0, facts.bytes - END_BYTES - length), length);
  return bytes === null ? null : parseTable(await text(runId, bytes));
}

function parseTable(json: string): readonly PackedRows[] {
  return JSON.parse(json) as readonly PackedRows[];
}

async function text(runId: string, bytes: Uint8Array): Promise<string> {
  try {
    return (await unpack(bytes)).toString('utf8');
  } catch (cause) {
    throw corrupt(runId, 'is damaged', cause);
  }
}

function corrupt(runId: string, how: string, cause?: unknown): WebloomError {
  const message = `The packed details of ${runId} ${how}. Its counts and what it stored are not touched by that; restore the file ${packedKey(runId)} from a backup to read them.`;
  return new WebloomError('data-corrupt', message, { facts: { runId, key: packedKey(runId) }, cause });
}
