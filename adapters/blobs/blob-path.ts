// From keys to paths and back. Content-addressed blobs are spread over the 64 folders of one base64url character (16,000
// files each for a million); with two characters the first thousands of blobs would each make a folder of their own, which
// costs more than the blob. Everything else lies as its key says. A key can name nothing outside the store.
import { WebloomError } from '../../domain/errors.ts';

const SEGMENT = /^[A-Za-z0-9_~@=:-][A-Za-z0-9_~@=:.-]{0,199}$/;
const MAX_SEGMENTS = 10;
const CONTENT = 'blobs/';
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
  return isContentKey(key) ? contentPath(key, segments) : key;
}

/** Blobs named by their content may be written again: it is the same. */
export function isContentKey(key: string): boolean {
  return key.startsWith(CONTENT);
}

/** The key that lies at a path. */
export function blobKey(path: string): string {
  if (!isContentKey(path)) return path;
  const [, , name = ''] = path.split('/');
  return CONTENT + name;
}

function contentPath(key: string, segments: readonly string[]): string {
  const hash = segments[1] ?? '';
  if (segments.length !== 2 || hash.length <= FAN_OUT) {
    throw new WebloomError('validation', `Not the key of a content-addressed blob: ${JSON.stringify(key)}`);
  }
  return `${CONTENT}${hash.slice(0, FAN_OUT)}/${hash}`;
}
