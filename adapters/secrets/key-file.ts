// The key of an installation without a configured one: 32 random bytes in a file of the data folder, made at
// first start and readable by its owner alone. Processes that start together get the same key.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NEW_FILE, draftOf } from '../file/whole-file.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { parseSecretKey } from '../../domain/system/secret/secret-key.ts';

const FILE = 'secret.key';

export function keyFile(dataDir: string): string {
  return join(dataDir, FILE);
}

/** Null when there is no key file yet. */
export async function readKeyFile(dataDir: string): Promise<Uint8Array | null> {
  const path = keyFile(dataDir);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new WebloomError('configuration-invalid', `The key file ${path} can't be read: ${String(error)}.`, {
      cause: error,
      facts: { path },
    });
  }
  const key = parseSecretKey(text);
  if (key !== null) return key;
  const message = `The key file ${path} holds no key (32 bytes as base64). Bring it back from a backup.`;
  throw new WebloomError('configuration-invalid', message, { facts: { path } });
}

export async function createKeyFile(dataDir: string): Promise<Uint8Array> {
  const path = keyFile(dataDir);
  const draft = draftOf(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, {
    flag: NEW_FILE,
    mode: 0o600,
    flush: true,
  });
  try {
    // `link` creates the file complete or not at all, and never replaces another one.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKeyFile(dataDir);
  if (key === null) throw new WebloomError('configuration-invalid', `The key file ${path} is gone again.`);
  return key;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
