// Which texts are keys of blobs. A key becomes a path, so nothing in it may lead out of the store, hide, or act on a screen.

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
