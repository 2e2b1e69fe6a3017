// Packs files as a zip archive that `openZip` opens.
import { type Zippable, zipSync } from 'fflate';

/** Longer ones are stored as they are: packed too well they would be refused as a bomb. */
const MAX_PACKED_BYTES = 1024 * 1024;

/** By their paths in the archive, with `/` between folders. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of files)
    entries[name] = [bytes, { level: bytes.length > MAX_PACKED_BYTES ? 0 : 6 }];
  return zipSync(entries);
}
