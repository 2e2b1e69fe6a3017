// Which files are sent together: databases in which urlwatch and webchanges keep their texts go with the job lists named beside them.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isSqlite } from '../../../domain/upkeep/import/known-text/snapshot-database.ts';
import type { CliContext } from '../../context.ts';
import type { FolderWanted } from './data-folder.ts';
import { checkPacked, readImportFile } from './import-file.ts';

export interface FileGroup {
  /** As they were named. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

const MAGIC_BYTES = 16;

/** Without a database each file is sent by itself, and so is a database without a list: the answer says what it lacks. */
export async function groupFiles(
  context: Pick<CliContext, 'lines'>,
  files: readonly string[],
  wanted: FolderWanted,
): Promise<FileGroup[]> {
  const alone = (file: string): FileGroup => ({
    name: file,
    read: () => readImportFile(context, file, wanted),
  });
  const databases = files.filter(isDatabase);
  if (databases.length === 0) return files.map(alone);
  const lists = await listsOf(context, files, wanted);
  if (lists.length === 0) return files.map(alone);
  const paired = [...lists, ...databases];
  const together = {
    name: paired.join(', '),
    read: () => readTogether(context, paired, wanted),
  };
  return [together, ...files.filter((file) => !paired.includes(file)).map(alone)];
}

function isFile(path: string): boolean {
  return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** What can not be read is said where it is sent. */
function isDatabase(path: string): boolean {
  if (!isFile(path)) return false;
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(MAGIC_BYTES);
      readSync(file, bytes);
      return isSqlite(bytes);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

async function listsOf(
  context: Pick<CliContext, 'lines'>,
  files: readonly string[],
  wanted: FolderWanted,
): Promise<string[]> {
  // What knows a list is loaded where there is a database.
  const { isListFile } = await import('../../../domain/upkeep/import/webchanges/job-lists.ts');
  const found: string[] = [];
  for (const file of files) {
    if (!isFile(file) || isDatabase(file)) continue;
    if (isListFile(await readImportFile(context, file, wanted))) found.push(file);
  }
  return found;
}

async function readTogether(
  context: Pick<CliContext, 'lines'>,
  files: readonly string[],
  wanted: FolderWanted,
): Promise<Uint8Array> {
  // What packs is loaded where there is a database.
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
