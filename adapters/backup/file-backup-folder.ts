// A backup in a folder: `manifest.json`, `db-<backup id>/` with the documents and the list of blobs, and `blobs/` with the
// blobs of all backups that were taken to it. `unfinished.json` is there while one is taken.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { BackupFolder, BlobEntry } from '../../domain/upkeep/backup/backup-folder.ts';
import {
  type BackupFile,
  damaged,
  parseManifest,
  printManifest,
} from '../../domain/upkeep/backup/manifest.ts';
import type { Hasher } from '../../domain/system/clock.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';
import { splitDocuments } from './bson-stream.ts';
import { type WrittenFile, measureFile, readPacked, writePacked } from './packed-file.ts';

const MANIFEST = 'manifest.json';
const UNFINISHED = 'unfinished.json';
const BLOBS = 'blobs';
const DUMP = /^db-/;

/** Folder of the blobs of a backup, for the blob store that keeps them. */
export function blobsIn(folder: string): string {
  return join(folder, BLOBS);
}

/** Throws where the folder holds something else, which would be mixed with the backup. */
export async function requireRoomForBackup(folder: string): Promise<void> {
  const names = await namesIn(folder);
  const isOurs = names.includes(MANIFEST) || names.includes(UNFINISHED);
  if (names.length > 0 && !isOurs)
    throw new WebloomError(
      'validation',
      `${folder} holds other files (${names[0]}). Name an empty folder, or one with an earlier backup.`,
    );
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new WebloomError('validation', `The folder ${folder} can not be written: ${String(cause)}`, {
      cause,
    });
  }
}

/** Throws where there is no backup at all. One that was cut off is found by its manifest, which is missing. */
export async function requireBackup(folder: string): Promise<void> {
  const names = await namesIn(folder);
  if (names.includes(MANIFEST) || names.includes(UNFINISHED)) return;
  const what = names.length === 0 ? 'is empty, or not there' : 'holds no backup of Webloom';
  throw new WebloomError('validation', `${folder} ${what}. Name the folder that “webloom backup” wrote.`);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new WebloomError('validation', `${folder} can not be read as a folder: ${String(error)}`);
  }
}

/** `blobs`: the store over `blobsIn` of the folder. */
export function createBackupFolder(
  folder: string,
  { blobs, hasher }: { readonly blobs: BlobStore; readonly hasher: Hasher },
): BackupFolder {
  const at = (path: string): string => join(folder, path);
  return {
    place: folder,
    blobs,
    async manifest() {
      const text = await textOrNull(at(MANIFEST));
      return text === null ? null : parseManifest(text, folder, hasher);
    },
    begin: (backupId) =>
      writeWhole(at(UNFINISHED), `${JSON.stringify({ backupId })}\n`).then(() => undefined),
    async finish(manifest) {
      await writeWhole(at(MANIFEST), printManifest(manifest, hasher));
      await rm(at(UNFINISHED), { force: true });
      const kept = dirname(manifest.blobs.list.path);
      for (const name of await namesIn(folder))
        if (DUMP.test(name) && name !== kept) await rm(at(name), { recursive: true, force: true });
    },
    async writeDocuments(path, documents) {
      let count = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const document of documents) {
          count += 1;
          yield document;
        }
      }
      return { path, ...(await writePacked(at(path), counted())), documents: count };
    },
    async *readDocuments(file) {
      yield* translated(folder, file, splitDocuments(readPacked(at(file.path))));
    },
    async writeBlobList(path, entries) {
      return { path, ...(await writePacked(at(path), linesOf(entries))) };
    },
    async *readBlobList(file) {
      yield* translated(folder, file, entriesOf(readPacked(at(file.path))));
    },
    writeText: async (path, text) => ({ path, ...(await writeWhole(at(path), text)) }),
    readText: (file) => readFile(at(file.path), 'utf8'),
    async faultOf(file) {
      const found = await measureFile(at(file.path));
      if (found === null) return `the file ${file.path} is missing`;
      if (found.bytes < file.bytes)
        return `the file ${file.path} is cut off: ${found.bytes} bytes instead of ${file.bytes}`;
      return found.sha256 === file.sha256 ? null : `the file ${file.path} was changed`;
    },
  };
}

async function* translated<Value>(
  folder: string,
  { path }: BackupFile,
  values: AsyncIterable<Value>,
): AsyncGenerator<Value> {
  try {
    yield* values;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw damaged(folder, `the file ${path} can not be read (${said})`);
  }
}

async function textOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside and renamed, so that it is there whole or not at all; the folder is synced, so that it stays there. */
async function writeWhole(path: string, text: string): Promise<WrittenFile> {
  await mkdir(dirname(path), { recursive: true });
  const bytes = Buffer.from(text);
  const draft = draftOf(path);
  const file = await open(draft, NEW_FILE, 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('base64url') };
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
