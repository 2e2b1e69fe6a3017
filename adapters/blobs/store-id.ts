// The identity of a blob folder: made by the first process that opens it, the same for all later ones. If it
// is missing, so is the folder: its disk is not mounted, or somebody moved it.
import { randomUUID } from 'node:crypto';
import { constants, statSync } from 'node:fs';
import { access, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';
import { codeOf } from './blob-failure.ts';
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
  if (statSync(join(folder, FILE), { throwIfNoEntry: false }) === undefined)
    throw away(folder, `it has no ${FILE}`);
}

/**
 * Asks whether the folder is there, is the same one and takes files. A network disk that hangs answers nothing at all, and holds a thread
 * of this process for each question: whoever asks meanwhile gets the answer to the first one.
 */
export function createFolderPing(folder: string, storeId: string): () => Promise<void> {
  let asked: Promise<void> | null = null;
  return () => {
    asked ??= askFolder(folder, storeId).finally(() => {
      asked = null;
    });
    return asked;
  };
}

async function askFolder(folder: string, storeId: string): Promise<void> {
  const found = await readFile(join(folder, FILE), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') throw away(folder, `it has no ${FILE}`);
    throw away(folder, String(error));
  });
  if (found.trim() !== storeId) throw away(folder, `its ${FILE} is that of another one`);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw unusable(
      `The blob folder ${folder} takes no files: ${String(error)}. Give the user of Webloom the right to write there, or mount its disk for writing; all goes on by itself then.`,
      folder,
    );
  });
}

function away(folder: string, why: string): WebloomError {
  return unusable(
    `The blob folder ${folder} is away: ${why}. Mount its disk, or put the folder back; all goes on by itself then.`,
    folder,
  );
}

function unusable(text: string, folder: string): WebloomError {
  return new WebloomError('dependency-unavailable', text, { facts: { folder } });
}
