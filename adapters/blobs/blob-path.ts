// From keys to paths and back. Content-addressed blobs are spread over the 64 folders of one base64url character (16,000
// files each for a million); with two characters the first thousands of blobs would each make a folder of their own, which
// costs more than the blob. Archives are spread the same way, by their last character: the first ones of a ulid are the
// time. Everything else lies as its key says. A key can name nothing outside the store.
import { entryOf } from '../../domain/blob/archive.ts';
import { WebloomError } from '../../domain/errors.ts';

const SEGMENT = /^[A-Za-z0-9_~@=:-][A-Za-z0-9_~@=:.-]{0,199}$/;
const MAX_SEGMENTS = 10;
const CONTENT = 'blobs/';
const ARCHIVES = 'archives/';
const FAN_OUT = 1;

/** Relative path of a key; throws (validation) for one that is none. */
export function blobPath(key: string): string {
  const segments = key.split('/');
  if (
    segments.length < 2 ||
    segments.length > MAX_SEGMENTS ||
    !segments.every((segment) => SEGMENT.test(segment))
  ) {
    throw new WebloomError('validation', `Not a blob key: ${JSON.stringify(key.slice(0, 200))}`);
  }
  if (key.startsWith(ARCHIVES)) return archivePath(key, segments);
  return isContentKey(key) ? contentPath(key, segments) : key;
}

/** The folder below which everything with the prefix lies; its last part is to be compared. */
export function folderOf(prefix: string): string {
  if (isContentKey(prefix)) return 'blobs';
  return prefix.startsWith(ARCHIVES) ? 'archives' : prefix.split('/').slice(0, -1).join('/');
}

/** Blobs named by their content may be written again: it is the same. */
export function isContentKey(key: string): boolean {
  return key.startsWith(CONTENT);
}

/** Whether its folder is one of a fixed number, which stay when they are empty. */
export function isSpread(key: string): boolean {
  return isContentKey(key) || key.startsWith(ARCHIVES);
}

/** The key that lies at a path. */
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
