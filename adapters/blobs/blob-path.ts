// Keys to paths and back. Content-addressed blobs are spread over 64 folders by one base64url character
// (16,000 files each for a million). With two characters, each of the first thousands of blobs would make a
// folder, which costs more than the blob. Archives are spread by their last character, because a ulid begins
// with its time. Every other key is its path. No key can name a file outside the store.
import { isArchiveKey } from '../../domain/system/blob/archive.ts';
import { requireBlobKey } from '../../domain/system/blob/blob-key.ts';
import { isContentKey } from '../../domain/system/blob/content-key.ts';

const FAN_OUT = 1;

/** Relative path of a key; throws (validation) for an invalid key. */
export function blobPath(key: string): string {
  requireBlobKey(key);
  const [kind = '', name = ''] = key.split('/');
  if (isArchiveKey(key)) return `${kind}/${name.slice(-FAN_OUT)}/${name}`;
  return isContentKey(key) ? `${kind}/${name.slice(0, FAN_OUT)}/${name}` : key;
}

/** The folder that contains all keys with the prefix; its files still have to be compared with the prefix. */
export function folderOf(prefix: string): string {
  if (isSpread(prefix)) return prefix.split('/')[0] ?? '';
  return prefix.split('/').slice(0, -1).join('/');
}

/** Whether the key's folder is one of the fixed 64, which are kept when empty. */
export function isSpread(key: string): boolean {
  return isContentKey(key) || isArchiveKey(key);
}

/** The key of the file at a path. */
export function blobKey(path: string): string {
  const [kind = '', , name = ''] = path.split('/');
  return isSpread(path) ? `${kind}/${name}` : path;
}
