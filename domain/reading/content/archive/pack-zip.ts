// Packs files as a zip archive, as `openZip` opens it.
import { zipSync } from 'fflate';

/** By their paths in the archive, with `/` between folders. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files));
}
