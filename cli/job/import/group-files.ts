// Which files are sent together, as the rule of imports says it, and how they are read.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { groupImportFiles, type ImportFile } from '../../../domain/upkeep/import/file-groups.ts';
import type { CliContext } from '../../context.ts';
import type { FolderWanted } from './data-folder.ts';
import { checkPacked, readImportFile } from './import-file.ts';

export interface FileGroup {
  /** As they were named. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

interface NamedFile extends ImportFile {
  readonly path: string;
}

const HEAD_BYTES = 16;

/** A database without a list is sent by itself, too: the answer says what it lacks. */
export async function groupFiles(
  context: Pick<CliContext, 'lines'>,
  paths: readonly string[],
  wanted: FolderWanted,
): Promise<FileGroup[]> {
  const files = paths.map((path): NamedFile => ({ path, head: headOf(path) }));
  const groups = await groupImportFiles(files, ({ path }) => isJobList(context, path, wanted));
  return groups.map((group): FileGroup => {
    const named = group.map(({ path }) => path);
    const [path = ''] = named;
    return {
      name: named.join(', '),
      read: () =>
        named.length === 1 ? readImportFile(context, path, wanted) : readTogether(context, named, wanted),
    };
  });
}

function isFile(path: string): boolean {
  return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** What can not be read is said where it is sent. */
function headOf(path: string): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  if (!isFile(path)) return head;
  try {
    const file = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(file, head));
    } finally {
      closeSync(file);
    }
  } catch {
    return head;
  }
}

async function isJobList(
  context: Pick<CliContext, 'lines'>,
  path: string,
  wanted: FolderWanted,
): Promise<boolean> {
  if (!isFile(path)) return false;
  // What knows a list is loaded where there is a database.
  const { isListFile } = await import('../../../domain/upkeep/import/webchanges/job-lists.ts');
  return isListFile(await readImportFile(context, path, wanted));
}

async function readTogether(
  context: Pick<CliContext, 'lines'>,
  files: readonly string[],
  wanted: FolderWanted,
): Promise<Uint8Array> {
  // What packs is loaded where there are several.
  const { packZip } = await import('../../../domain/reading/content/archive/pack-zip.ts');
  const packed = new Map<string, Uint8Array>();
  for (const file of files) {
    const name = basename(file);
    const bytes = await readImportFile(context, file, wanted);
    packed.set(packed.has(name) ? `${packed.size}-${name}` : name, bytes);
  }
  return checkPacked(
    packZip(packed),
    files.join(' and '),
    'Have the tool remove older texts: urlwatch --gc-cache, webchanges --clean-database. Or import the job list alone.',
  );
}
