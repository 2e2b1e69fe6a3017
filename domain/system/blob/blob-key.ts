// Which texts are keys of blobs. A key becomes a path, so nothing in it may lead out of the store, hide, or act on a screen.
import { WebloomError } from '../errors.ts';
import { printedText } from '../printed-text.ts';
import { entryOf, isArchiveKey } from './archive.ts';
import { isContentKey } from './content-key.ts';

const SEGMENT = /^[A-Za-z0-9_~@=:-][A-Za-z0-9_~@=:.-]{0,199}$/;
const MAX_SEGMENTS = 10;
/** Folder of the store itself, for files that are being written. */
export const TEMPORARY = 'tmp';

export function isBlobKey(key: string): boolean {
  const segments = key.split('/');
  return (
    segments.length >= 2 &&
    segments.length <= MAX_SEGMENTS &&
    segments[0] !== TEMPORARY &&
    segments.every((segment) => SEGMENT.test(segment))
  );
}

/** Least characters of the hash in a content-addressed key: the first one is its folder. */
const LEAST_HASH = 2;

/** Throws (validation) for what is no key of a blob, or not the key of a blob of its kind. */
export function requireBlobKey(key: string): void {
  if (!isBlobKey(key))
    throw new WebloomError('validation', `Not a blob key: ${printedText(JSON.stringify(key.slice(0, 200)))}`);
  const [, name = '', ...more] = key.split('/');
  if (isArchiveKey(key) && more.length > 0 && entryOf(key) === null)
    throw new WebloomError('validation', `Not the key of an entry of an archive: ${JSON.stringify(key)}`);
  if (isContentKey(key) && (more.length > 0 || name.length < LEAST_HASH))
    throw new WebloomError('validation', `Not the key of a content-addressed blob: ${JSON.stringify(key)}`);
}
