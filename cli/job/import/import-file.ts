// What `import` is given: a file as bytes, standard input, or the data folder of changedetection.io.
import { readFileSync, statSync } from 'node:fs';
import { WebloomError } from '../../../domain/system/errors.ts';
import { MAX_IMPORT_BYTES } from '../../../domain/upkeep/import/bounds.ts';
import type { CliContext } from '../../context.ts';
import { readAll } from '../read-input.ts';
import type { FolderWanted } from './data-folder.ts';

const MEGABYTE = 1024 * 1024;

export async function readImportFile(
  context: Pick<CliContext, 'lines'>,
  path: string,
  wanted: FolderWanted,
): Promise<Uint8Array> {
  if (path === '-') return new TextEncoder().encode(await readAll(context, path));
  try {
    return statSync(path).isDirectory() ? await readFolder(path, wanted) : readBytes(path);
  } catch (cause) {
    if (cause instanceof WebloomError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new WebloomError('validation', `${path} can not be read (${code}).`, { facts: { path }, cause });
  }
}

function readBytes(path: string): Uint8Array {
  const { size } = statSync(path);
  if (size <= MAX_IMPORT_BYTES) return readFileSync(path);
  throw tooLarge(
    `${path} has`,
    size,
    'Split it. Of a backup of changedetection.io take url-watches.json alone, or its data folder; have urlwatch or webchanges remove older texts (--gc-cache, --clean-database).',
  );
}

async function readFolder(path: string, wanted: FolderWanted): Promise<Uint8Array> {
  // What packs is loaded where there is a folder.
  const { packDataFolder } = await import('./data-folder.ts');
  const packed = packDataFolder(path, wanted);
  return checkPacked(packed, path, 'Leave out what was known of the pages: --no-known-texts.');
}

/** Throws where it is too long to be sent. */
export function checkPacked(packed: Uint8Array, named: string, remedy: string): Uint8Array {
  if (packed.length <= MAX_IMPORT_BYTES) return packed;
  throw tooLarge(`What is read of ${named} has`, packed.length, remedy);
}

function tooLarge(what: string, size: number, remedy: string): WebloomError {
  const detail = `${what} ${Math.ceil(size / MEGABYTE)} MB; a file that is imported has ${MAX_IMPORT_BYTES / MEGABYTE} at most.`;
  return new WebloomError('validation', detail, { facts: { remedy } });
}
