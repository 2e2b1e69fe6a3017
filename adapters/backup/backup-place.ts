// The form of a backup in whichever files it lies: documents one behind the other and packed, a packed list of blobs, and a manifest
// with the size and sum of each file.
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Hasher } from '../../domain/system/clock.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { BackupBlobs, BackupFiles } from '../../domain/upkeep/backup/backup-files.ts';
import type { BackupPlace, BlobEntry } from '../../domain/upkeep/backup/backup-place.ts';
import {
  type BackupFile,
  damaged,
  parseManifest,
  printManifest,
} from '../../domain/upkeep/backup/manifest.ts';
import { splitDocuments } from './bson-stream.ts';
import { measure, packInto, unpacked } from './packed-pieces.ts';

interface PlaceParts {
  readonly files: BackupFiles;
  readonly blobs: BackupBlobs;
  readonly hasher: Hasher;
}

export function createBackupPlace({ files, blobs, hasher }: PlaceParts): BackupPlace {
  const { name } = files;
  const writePacked = async (path: string, pieces: AsyncIterable<Uint8Array>): Promise<BackupFile> => ({
    path,
    ...(await packInto(pieces, (packed) => files.write(path, packed))),
  });
  return {
    name,
    blobs,
    async manifest() {
      const text = await files.manifest();
      return text === null ? null : parseManifest(text, name, hasher);
    },
    begin: (backupId) => files.begin(`${JSON.stringify({ backupId })}\n`),
    finish: (manifest) => files.finish(printManifest(manifest, hasher), dirname(manifest.blobs.list.path)),
    async writeDocuments(path, written) {
      let documents = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const document of written) {
          documents += 1;
          yield document;
        }
      }
      return { ...(await writePacked(path, counted())), documents };
    },
    readDocuments: (file) => translated(name, file, splitDocuments(unpacked(files.read(file.path)))),
    writeBlobList: (path, entries) => writePacked(path, linesOf(entries)),
    readBlobList: (file) => translated(name, file, entriesOf(unpacked(files.read(file.path)))),
    async writeText(path, text) {
      const bytes = Buffer.from(text);
      await files.writePrivate(path, bytes);
      return { path, bytes: bytes.length, sha256: hasher.sha256(bytes) };
    },
    async readText({ path }) {
      const pieces: Uint8Array[] = [];
      for await (const piece of files.read(path)) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    },
    async faultOf({ path, bytes, sha256 }) {
      const found = await files.size(path);
      if (found === null) return `the file ${path} is missing`;
      if (found < bytes) return `the file ${path} is cut off: ${found} bytes instead of ${bytes}`;
      const read = await measure(files.read(path));
      return read.sha256 === sha256 ? null : `the file ${path} was changed`;
    },
  };
}

/** What the place itself says of its trouble, as a server that is away does, is no damage. */
async function* translated<Value>(
  name: string,
  { path }: BackupFile,
  values: AsyncIterable<Value>,
): AsyncGenerator<Value> {
  try {
    yield* values;
  } catch (error) {
    if (isWebloomError(error)) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw damaged(name, `the file ${path} can not be read (${said})`);
  }
}

async function* linesOf(entries: AsyncIterable<BlobEntry>): AsyncGenerator<Uint8Array> {
  for await (const { key, at, bytes, sha256 } of entries)
    yield Buffer.from(`${key} ${bytes} ${sha256} ${at}\n`);
}

async function* entriesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<BlobEntry> {
  // Keys are ASCII; what is none is named in an error, as it is written.
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of pieces) {
    const lines = `${rest}${decoder.write(piece)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseEntry(line);
  }
  if (rest !== '') throw new Error('it ends within a line');
}

function parseEntry(line: string): BlobEntry {
  const [key, bytes, sha256, at, ...more] = line.split(' ');
  if (
    key === undefined ||
    sha256 === undefined ||
    at === undefined ||
    more.length > 0 ||
    !/^\d+$/.test(bytes ?? '')
  )
    throw new Error('it has a line that is none of a list of blobs');
  return { key, at, bytes: Number(bytes), sha256 };
}
