// Files of a backup in a bucket, under the names that they have in a folder. Each is put whole or not at all, and none in the place of
// another: only the manifest is replaced, and that only where it is still the one that was read.
import { formatBucketAddress } from '../../domain/system/blob/bucket-place.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import {
  type BackupFiles,
  BACKUP_DUMP,
  BACKUP_MANIFEST,
  BACKUP_MARK,
} from '../../domain/upkeep/backup/backup-files.ts';
import type { BucketClient } from './bucket.ts';
import { openingFailure } from './s3-failure.ts';

/** Read in one call, which is tried again alone. */
const READ_BYTES = 8 * 1024 * 1024;

export function createBucketFiles(bucket: BucketClient): BackupFiles {
  const { prefix } = bucket.place;
  const name = formatBucketAddress(bucket.place);
  const at = (path: string): string => `${prefix}${path}`;
  /** Of the manifest that was read; null: there was none. */
  let readTag: string | null = null;
  const readManifest = async (): Promise<string | null> => {
    const found = await bucket.read(at(BACKUP_MANIFEST));
    if (found === null || found === 'changed') return null;
    readTag = found.tag;
    return Buffer.from(found.bytes).toString('utf8');
  };
  const write = async (path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    const sum = { bytes: 0 };
    await bucket.putPieces(at(path), measured(pieces, sum), { ifAbsent: true });
    // Where that was refused, an attempt had come through whose answer was lost: no other backup has files of this path.
    const found = await bucket.facts(at(path));
    if (found?.bytes !== sum.bytes) throw cutOff(name, path);
  };
  return {
    name,
    look: async () => {
      try {
        const firstName = await firstNameIn(bucket);
        const isBackup = firstName !== null && (await hasOne(bucket, [BACKUP_MANIFEST, BACKUP_MARK].map(at)));
        return { isBackup, firstName };
      } catch (error) {
        throw openingFailure(bucket, error);
      }
    },
    prepare: async () => undefined,
    manifest: readManifest,
    async begin(text) {
      await bucket.put(at(BACKUP_MARK), Buffer.from(text));
    },
    async finish(manifest, kept) {
      const condition = readTag === null ? ({ ifAbsent: true } as const) : { ifTag: readTag };
      const done = await bucket.put(at(BACKUP_MANIFEST), Buffer.from(manifest), condition);
      // An attempt whose answer was lost may have come through.
      if (done === 'refused' && (await readManifest()) !== manifest) throw overtaken(name);
      await bucket.remove([at(BACKUP_MARK)]);
      const others: string[] = [];
      for await (const { name: other } of bucket.list(at(BACKUP_DUMP)))
        if (!other.startsWith(`${at(kept)}/`)) others.push(other);
      await bucket.remove(others);
    },
    write,
    writePrivate: (path, bytes) => write(path, one(bytes)),
    size: async (path) => (await bucket.facts(at(path)))?.bytes ?? null,
    read: (path) => piecesOf(bucket, at(path)),
  };
}

/** Of what lies under the prefix, to the first slash. A bucket that is not there is none that is empty. */
async function firstNameIn(bucket: BucketClient): Promise<string | null> {
  const { prefix } = bucket.place;
  // Consoles make an empty object for a “folder”.
  for await (const { name } of bucket.list(prefix))
    if (name !== prefix) return name.slice(prefix.length).split('/')[0] ?? name;
  return null;
}

async function hasOne(bucket: BucketClient, names: readonly string[]): Promise<boolean> {
  for (const name of names) if ((await bucket.facts(name)) !== null) return true;
  return false;
}

async function* measured(
  pieces: AsyncIterable<Uint8Array>,
  sum: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    sum.bytes += piece.length;
    yield piece;
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** All of the same object. */
async function* piecesOf(bucket: BucketClient, name: string): AsyncGenerator<Uint8Array> {
  let tag: string | null = null;
  let [offset, size] = [0, 1];
  while (offset < size) {
    const found = await bucket.read(name, {
      range: { offset, length: READ_BYTES },
      ...(tag === null ? {} : { ifTag: tag }),
    });
    if (found === null) throw new Error('it is missing');
    if (found === 'changed') throw new Error('it was written again meanwhile');
    if (found.bytes.length === 0 && offset < found.size) throw new Error('nothing came of it');
    [tag, size] = [found.tag, found.size];
    offset += found.bytes.length;
    yield found.bytes;
  }
}

function cutOff(name: string, path: string): WebloomError {
  return new WebloomError(
    'dependency-unavailable',
    `The backup ${name} did not keep ${path} whole: what is there has another size. Repeat the command.`,
  );
}

function overtaken(name: string): WebloomError {
  return new WebloomError(
    'conflict',
    `Another backup was finished in ${name} meanwhile, and is in force. Repeat the command; give each installation a place of its own.`,
  );
}
