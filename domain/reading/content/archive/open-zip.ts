// Opens a zip archive within bounds: what it says of its entries is judged before any of them is unpacked, and only the
// entries that are wanted are. What is unpacked is never longer than the archive said.
import { unzipSync } from 'fflate';

const MAX_ARCHIVE_ENTRIES = 100_000;
/** Of all entries, as the archive says. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Bytes unpacked for one packed byte, of an entry of more than a megabyte; text reaches 20, DEFLATE 1,032 at most. */
const MAX_PACKING_RATIO = 200;
/** Bytes of the entries that are unpacked and read. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

const MEGABYTE = 1024 * 1024;

export type OpenedZip =
  | {
      readonly ok: true;
      readonly names: readonly string[];
      /** Bytes of each entry unpacked, as the archive says. */
      readonly sizes: ReadonlyMap<string, number>;
      read(wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array>;
    }
  /** Why it is refused. */
  | { readonly ok: false; readonly detail: string; readonly isDamaged?: true };

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Thrown out of the library, which walks over the entries. */
class Refusal extends Error {}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
}

export function openZip(bytes: Uint8Array): OpenedZip {
  const entries: Entry[] = [];
  let total = 0;
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        entries.push(entry);
        total += entry.originalSize;
        judge(entry, { count: entries.length, total });
        return false;
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, detail: error.message };
    return {
      ok: false,
      detail: 'The archive is damaged: it can not be opened. Save it again.',
      isDamaged: true,
    };
  }
  return {
    ok: true,
    names: entries.map(({ name }) => name),
    sizes: new Map(entries.map(({ name, originalSize }) => [name, originalSize])),
    read: (wanted) => unpack(bytes, wanted),
  };
}

function judge(
  { name, size, originalSize }: Entry,
  all: { readonly count: number; readonly total: number },
): void {
  if (all.count > MAX_ARCHIVE_ENTRIES)
    throw new Refusal(`The archive has more than ${MAX_ARCHIVE_ENTRIES} entries.`);
  if (leavesFolder(name))
    throw new Refusal('The archive has an entry whose path leads out of it, so none of it is read.');
  if (all.total > MAX_UNPACKED_BYTES)
    throw new Refusal(`The archive would be more than ${MAX_UNPACKED_BYTES / MEGABYTE} MB unpacked.`);
  if (originalSize > MEGABYTE && originalSize > size * MAX_PACKING_RATIO)
    throw new Refusal(
      `An entry of the archive would unpack to more than ${MAX_PACKING_RATIO} times its size.`,
    );
}

function leavesFolder(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\0/.test(name) || name.split(/[/\\]/).includes('..');
}

/** Throws where an entry is damaged, or they are too long together. */
function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  const found = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted(name)) return false;
      total += originalSize;
      if (total > MAX_READ_BYTES)
        throw new RangeError(
          `What is to be read of the archive has more than ${MAX_READ_BYTES / MEGABYTE} MB.`,
        );
      return true;
    },
  });
  return new Map(Object.entries(found));
}
