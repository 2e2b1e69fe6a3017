// Files of a backup in a folder: `manifest.json`, `db-<backup id>/` with the documents and the list of blobs, and `blobs/` with the
// blobs of all backups that were taken to it. `unfinished.json` is there while one is taken.
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WebloomError } from '../../domain/system/errors.ts';
import {
  type BackupFiles,
  BACKUP_BLOBS,
  BACKUP_DUMP,
  BACKUP_MANIFEST,
  BACKUP_MARK,
} from '../../domain/upkeep/backup/backup-files.ts';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';

/** Folder of the blobs of a backup, for the blob store that keeps them. */
export function blobsIn(folder: string): string {
  return join(folder, BACKUP_BLOBS);
}

export function createFolderFiles(folder: string): BackupFiles {
  const at = (path: string): string => join(folder, path);
  return {
    name: folder,
    async look() {
      const names = await namesIn(folder);
      const isBackup = names.includes(BACKUP_MANIFEST) || names.includes(BACKUP_MARK);
      return { isBackup, firstName: names[0] ?? null };
    },
    async prepare() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.W_OK);
      } catch (cause) {
        throw new WebloomError('validation', `The folder ${folder} can not be written: ${String(cause)}`, {
          cause,
        });
      }
    },
    manifest: () => nullWhenMissing(readFile(at(BACKUP_MANIFEST), 'utf8')),
    begin: (text) => writeWhole(at(BACKUP_MARK), Buffer.from(text)),
    async finish(manifest, kept) {
      await writeWhole(at(BACKUP_MANIFEST), Buffer.from(manifest));
      await rm(at(BACKUP_MARK), { force: true });
      for (const name of await namesIn(folder))
        if (name.startsWith(BACKUP_DUMP) && name !== kept)
          await rm(at(name), { recursive: true, force: true });
    },
    async write(path, pieces) {
      await mkdir(dirname(at(path)), { recursive: true });
      await pipeline(pieces, createWriteStream(at(path), { flush: true }));
    },
    writePrivate: (path, bytes) => writeWhole(at(path), bytes),
    async size(path) {
      return (await nullWhenMissing(stat(at(path))))?.size ?? null;
    },
    async *read(path) {
      yield* createReadStream(at(path));
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw new WebloomError('validation', `${folder} can not be read as a folder: ${String(error)}`);
  }
}

async function nullWhenMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Written aside and renamed, so that it is there whole or not at all; the folder is synced, so that it stays there. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
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
}
