// Keys to paths and back. Content-addressed blobs are spread over 64 folders by one base64url character
// (16,000 files each for a million). With two characters, each of the first thousands of blobs would make a
// folder, which costs more than the blob. Archives are spread by their last character, because a ulid begins
// with its time. Every other key is its path. No key can name a file outside the store.
import { entryOf } from '../../domain/system/blob/archive.ts';
import { isBlobKey } from '../../domain/system/blob/blob-key.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { printedText } from '../../domain/system/printed-text.ts';

const CONTENT = 'blobs/';
const ARCHIVES = 'archives/';
const FAN_OUT = 1;

/** Relative path of a key; throws (validation) for an invalid key. */
export function blobPath(key: string): string {
  if (!isBlobKey(key))
    throw new WebloomError('validation', `Not a blob key: ${printedText(JSON.stringify(key.slice(0, 200)))}`);
  const segments = key.split('/');
  if (key.startsWith(ARCHIVES)) return archivePath(key, segments);
  return isContentKey(key) ? contentPath(key, segments) : key;
}

/** The folder that contains all keys with the prefix; its files still have to be compared with the prefix. */
export function folderOf(prefix: string): string {
  if (isContentKey(prefix)) return 'blobs';
  return prefix.startsWith(ARCHIVES) ? 'archives' : prefix.split('/').slice(0, -1).join('/');
}

/** A blob named by its content may be written again, because the content is the same. */
export function isContentKey(key: string): boolean {
  return key.startsWith(CONTENT);
}

/** Whether the key's folder is one of the fixed 64, which are kept when empty. */
export function isSpread(key: string): boolean {
  return isContentKey(key) || key.startsWith(ARCHIVES);
}

/** The key of the file at a path. */
export function blobKey(path: string): string {
  const [kind = '', , name = ''] = path.split('/');
  return isSpread(path) ? `${kind}/${name}` : path;
}

function archivePath(key: string, segments: readonly string[]): string {
  const name = segments[1] ?? '';
  if (segments.length > 2 && entryOf(key) === null)
    throw new WebloomError('validation', `Not the key of an entry of an archive: ${JSON.stringify(key)}`);
  return `${ARCHIVES}${name.slice(-FAN_OUT)}/${name}`;
}

function contentPath(key: string, segments: readonly string[]): string {
  const hash = segments[1] ?? '';
  if (segments.length !== 2 || hash.length <= FAN_OUT) {
    throw new WebloomError('validation', `Not the key of a content-addressed blob: ${JSON.stringify(key)}`);
  }
  return `${CONTENT}${hash.slice(0, FAN_OUT)}/${hash}`;
}
