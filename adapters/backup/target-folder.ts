// Looks at the folders into which a backup is to be restored. A restore writes many files under names that the backup gives;
// it must neither mix them with those of somebody else nor write them through a link to another place.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';

export interface RestoreTarget {
  readonly dataDir: string;
  readonly blobDir: string;
}

/** What lies in a data folder that no stack has used yet: prepared by its owner, or left by a restore that was cut off. */
const OWN = new Set([
  'blobs',
  'logs',
  'place.json',
  'pids',
  'ports.json',
  'secret.key',
  'stack.lock',
  'store',
  'EMERGENCY',
]);
/** Folders that every stack makes; where they are the folder is a stack's, and its database is looked at. */
const OF_A_STACK = ['logs', 'pids'];
/** Files of the blob folder that are no blobs. */
const OF_BLOBS = new Set(['store-id']);

/** Throws (conflict) before anything is written. */
export async function requireRestoreTarget({ dataDir, blobDir }: RestoreTarget): Promise<void> {
  const entries = await entriesOf(dataDir);
  refuseLinks(dataDir, entries);
  const names = entries.map(({ name }) => name);
  const isStack = OF_A_STACK.every((name) => names.includes(name));
  const other = isStack ? undefined : names.find((name) => !OWN.has(name));
  if (other !== undefined) throw refused(`${dataDir} holds other files (${other})`);
  await requireBlobFolder(blobDir);
}

async function requireBlobFolder(blobDir: string): Promise<void> {
  const entries = await entriesOf(blobDir);
  const other = entries.find((entry) => entry.isFile() && !OF_BLOBS.has(entry.name));
  if (other !== undefined) throw refused(`the blob folder ${blobDir} holds other files (${other.name})`);
  await refuseLinksBelow(blobDir, entries);
}

async function refuseLinksBelow(folder: string, entries: readonly Dirent[]): Promise<void> {
  refuseLinks(folder, entries);
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const below = join(folder, entry.name);
    await refuseLinksBelow(below, await entriesOf(below));
  }
}

function refuseLinks(folder: string, entries: readonly Dirent[]): void {
  const link = entries.find((entry) => entry.isSymbolicLink());
  if (link !== undefined)
    throw refused(
      `${join(folder, link.name)} is a symbolic link, and what is restored would go to another place`,
    );
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new WebloomError('validation', `${folder} can not be read as a folder: ${String(error)}`, {
      cause: error,
    });
  }
}

function refused(what: string): WebloomError {
  return new WebloomError(
    'conflict',
    `A backup goes into an empty place, and ${what}. Name another folder with --data-dir. Nothing was changed.`,
    { facts: { title: 'The backup can not go there' } },
  );
}
