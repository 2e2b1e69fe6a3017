// Blobs as files. A file is written beside the tree and then renamed into it, so a reader sees all of it or
// nothing. Renamed files survive the death of any process; to survive a power cut they need a flush per blob
// (`flush: 'data'`).
import { type Stats, closeSync, fdatasyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { entryOf } from '../../domain/system/blob/archive.ts';
import { splitArchive, withTable } from '../../domain/system/blob/archive-table.ts';
import { TEMPORARY } from '../../domain/system/blob/blob-key.ts';
import { isContentKey } from '../../domain/system/blob/content-key.ts';
import type { BlobFacts, BlobStore, FreedFiles } from '../../domain/system/blob/blob-store.ts';
import { readEntry, readSizes } from './archive-file.ts';
import { codeOf, isNoRoom, nullWhenMissing, storeFailure } from './blob-failure.ts';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';
import { blobKey, blobPath, folderOf, isSpread } from './blob-path.ts';
import { BufferPool } from './buffer-pool.ts';
import { intoNewFolder, lengthOf, linkNew, writeDraft } from './draft-file.ts';
import { createFolderPing, openStoreId, requireStore } from './store-id.ts';
import { BLOCKING_BYTES, readSmall, touched } from './small-file.ts';
import { removeStaleTemporaries } from './temporary-files.ts';

export interface FileBlobStoreOptions {
  readonly folder: string;
  /** `none` (default): the operating system decides when. `data`: fdatasync before a put resolves. */
  readonly flush?: 'none' | 'data';
  /** Called for every write that found no room. */
  readonly onFull?: () => void;
}

export async function createFileBlobStore(options: FileBlobStoreOptions): Promise<BlobStore> {
  const { folder } = options;
  await mkdir(join(folder, TEMPORARY), { recursive: true });
  await removeStaleTemporaries(join(folder, TEMPORARY));
  return new FileBlobStore(options, await openStoreId(folder));
}

interface Filled {
  readonly memory: Uint8Array;
  readonly size: number;
}

class FileBlobStore implements BlobStore {
  readonly storeId: string;
  readonly ping: () => Promise<void>;
  readonly #folder: string;
  readonly #flush: 'none' | 'data';
  readonly #onFull: () => void;
  readonly #memory = new BufferPool();

  constructor(options: FileBlobStoreOptions, storeId: string) {
    this.#folder = options.folder;
    this.#flush = options.flush ?? 'none';
    this.#onFull = options.onFull ?? (() => undefined);
    this.storeId = storeId;
    this.ping = createFolderPing(options.folder, storeId);
  }

  async put(key: string, content: Uint8Array | readonly Uint8Array[]): Promise<void> {
    const parts = content instanceof Uint8Array ? [content] : content;
    const path = this.#path(key);
    if (isContentKey(key) && touched(path)) return;
    const temporary = this.#temporary();
    try {
      if (lengthOf(parts) <= BLOCKING_BYTES) this.#writeAndRename(temporary, path, parts);
      else await this.#writePooled(temporary, path, parts);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw await this.#writeFailure(temporary, key, error);
      requireStore(this.#folder);
      // The folder does not exist yet, or was swept a moment ago; the file beside the tree is complete.
      await intoNewFolder(temporary, path).catch(async (again: unknown) => {
        throw await this.#writeFailure(temporary, key, again);
      });
    }
  }

  async putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    const path = this.#path(key);
    if (this.#statOf(key) !== undefined) return false;
    const temporary = this.#temporary();
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeDraft(temporary, [bytes], this.#flush);
      return await linkNew(temporary, path);
    } catch (error) {
      throw await this.#writeFailure(temporary, key, error);
    }
  }

  /** Removes the incomplete file, which takes room that is missing already. */
  async #writeFailure(temporary: string, key: string, error: unknown): Promise<Error> {
    await rm(temporary, { force: true });
    if (isNoRoom(error)) this.#onFull();
    return storeFailure('write', key, error);
  }

  putArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    return this.put(key, withTable(entries));
  }

  async entrySizes(key: string): Promise<readonly number[] | null> {
    return this.#nullWhenGone(key, async () => readSizes(this.#path(key)));
  }

  async readArchive(key: string): Promise<readonly Uint8Array[] | null> {
    return this.#nullWhenGone(key, async () => splitArchive(await this.#readLarge(key), key));
  }

  /** Flushed whatever the options say: the entries that are kept may be years old and stand nowhere else. */
  async replaceArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    const temporary = this.#temporary();
    await this.#writePooled(temporary, this.#path(key), withTable(entries), 'data').catch(
      async (error: unknown) => {
        throw await this.#writeFailure(temporary, key, error);
      },
    );
  }

  async get(key: string): Promise<Uint8Array | null> {
    const entry = entryOf(key);
    return this.#nullWhenGone(key, async () =>
      entry === null
        ? (readSmall(this.#path(key)) ?? this.#readLarge(key))
        : readEntry(this.#path(key), entry.index),
    );
  }

  async lend<Result>(key: string, use: (bytes: Uint8Array) => Promise<Result>): Promise<Result | null> {
    const file = await this.#nullWhenGone(key, () => open(this.#path(key), 'r'));
    if (file === null) return null;
    const filling = this.#fill(file, (size) => this.#memory.take(size)).finally(() => file.close());
    const { memory, size } = await filling.catch((error: unknown) => {
      throw storeFailure('read', key, error);
    });
    try {
      return await use(memory.subarray(0, size));
    } finally {
      this.#memory.giveBack(memory);
    }
  }

  async slice(key: string, offset: number, length: number): Promise<Uint8Array | null> {
    return this.#nullWhenGone(key, async () => {
      const file = await open(this.#path(key), 'r');
      try {
        const buffer = Buffer.allocUnsafeSlow(length);
        const { bytesRead } = await file.read(buffer, 0, length, offset);
        return bytesRead === length ? buffer : buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  }

  async has(key: string): Promise<boolean> {
    return this.#statOf(key) !== undefined;
  }

  async touch(key: string): Promise<void> {
    touched(this.#path(key));
  }

  async delete(keys: readonly string[]): Promise<FreedFiles> {
    const folders = new Set<string>();
    let freed = { files: 0, bytes: 0 };
    for (const key of keys) {
      const path = this.#path(key);
      const file = this.#statOf(key);
      if (file !== undefined) freed = { files: freed.files + 1, bytes: freed.bytes + file.size };
      await rm(path, { force: true });
      if (!isSpread(key)) folders.add(dirname(path));
    }
    for (const folder of folders) await this.#removeEmpty(folder);
    return freed;
  }

  async facts(key: string): Promise<BlobFacts | null> {
    const file = this.#statOf(key);
    return file === undefined ? null : { bytes: file.size, usedAt: file.mtime };
  }

  async *list(prefix: string): AsyncIterable<string> {
    // Walks the folder of the prefix; the last part of the prefix is compared.
    const folder = folderOf(prefix);
    for await (const path of this.#walk(folder)) {
      const key = blobKey(path);
      if (key.startsWith(prefix)) yield key;
    }
  }

  async *#walk(folder: string): AsyncIterable<string> {
    const entries = await readdir(join(this.#folder, folder), { withFileTypes: true }).catch(
      (error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw storeFailure('list', folder, error);
        requireStore(this.#folder);
        return [];
      },
    );
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === TEMPORARY) continue;
      if (entry.isDirectory()) yield* this.#walk(path);
      else if (folder !== '') yield path;
    }
  }

  async #readLarge(key: string): Promise<Uint8Array> {
    const file = await open(this.#path(key), 'r');
    return (await this.#fill(file, (size) => Buffer.allocUnsafeSlow(size)).finally(() => file.close()))
      .memory;
  }

  /** A blob never changes, so the size read at the beginning stays valid. */
  async #fill(file: FileHandle, take: (size: number) => Uint8Array): Promise<Filled> {
    const { size } = await file.stat();
    const memory = take(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(memory, filled, size - filled, filled);
      if (bytesRead === 0) throw new Error('the file has become shorter');
      filled += bytesRead;
    }
    return { memory, size };
  }

  #writeAndRename(temporary: string, path: string, parts: readonly Uint8Array[]): void {
    const file = openSync(temporary, NEW_FILE);
    try {
      for (const bytes of parts) {
        let written = 0;
        while (written < bytes.length) written += writeSync(file, bytes, written);
      }
      if (this.#flush === 'data') fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  }

  async #writePooled(
    temporary: string,
    path: string,
    parts: readonly Uint8Array[],
    flush = this.#flush,
  ): Promise<void> {
    await writeDraft(temporary, parts, flush);
    await rename(temporary, path);
  }

  /** Removes the chunk's and the run's folder when their last file is gone. */
  async #removeEmpty(folder: string): Promise<void> {
    let current = folder;
    while (current.startsWith(`${this.#folder}/`) && dirname(current) !== this.#folder) {
      const removed = await rmdir(current).then(
        () => true,
        () => false,
      );
      if (!removed) return;
      current = dirname(current);
    }
  }

  async #nullWhenGone<Result>(key: string, use: () => Promise<Result>): Promise<Result | null> {
    const found = await nullWhenMissing('read', key, use);
    if (found === null) requireStore(this.#folder);
    return found;
  }

  #statOf(key: string): Stats | undefined {
    const file = statSync(this.#path(key), { throwIfNoEntry: false });
    if (file === undefined) requireStore(this.#folder);
    return file;
  }

  #temporary(): string {
    return draftOf(join(this.#folder, TEMPORARY, 'blob'));
  }

  #path(key: string): string {
    return join(this.#folder, blobPath(key));
  }
}
