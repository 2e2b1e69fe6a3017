// The identity of a blob folder: made by the first process that opens it, the same for all later ones. If it
// is missing, so is the folder: its disk is not mounted, or somebody moved it.
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';
import { TEMPORARY } from '../../domain/system/blob/blob-key.ts';
import { WebloomError } from '../../domain/system/errors.ts';

const FILE = 'store-id';

export async function openStoreId(folder: string): Promise<string> {
  const path = join(folder, FILE);
  const candidate = draftOf(join(folder, TEMPORARY, FILE));
  await writeFile(candidate, `${randomUUID()}\n`, { flag: NEW_FILE });
  try {
    // `link` fails if the name exists: of two processes one wins, and the file is complete.
    await link(candidate, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new WebloomError(
      'configuration-invalid',
      `The blob folder ${folder} can not be used: ${String(cause)}`,
      {
        cause,
      },
    );
  } finally {
    await rm(candidate, { force: true });
  }
}

/** Called before a missing blob counts as gone: without the store's folder nothing is known of any blob. */
export function requireStore(folder: string): void {
  if (statSync(join(folder, FILE), { throwIfNoEntry: false }) !== undefined) return;
  throw new WebloomError(
    'dependency-unavailable',
    `The blob folder ${folder} is away: it has no ${FILE}. Mount its disk, or put the folder back; all goes on by itself then.`,
    { facts: { folder } },
  );
}
