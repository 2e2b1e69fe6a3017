// Translates errors of files: a missing file is a value (null), a full disk has an error code of its own.
import { WebloomError } from '../../domain/system/errors.ts';

export async function nullWhenMissing<Result>(
  action: string,
  key: string,
  use: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof WebloomError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw storeFailure(action, key, error);
  }
}

export function storeFailure(action: string, key: string, cause: unknown): WebloomError {
  const context = { facts: { key }, cause };
  if (isNoRoom(cause)) {
    const message = `The blob store could not ${action} ${key}: no room on the disk. It is tried again; make room.`;
    return new WebloomError('disk-full', message, context);
  }
  const message = `The blob store could not ${action} ${key}: ${String(cause)}`;
  return new WebloomError('dependency-unavailable', message, context);
}

/** No block, no inode or no quota is left. */
export function isNoRoom(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
