// Which files are imported together: what belongs to one tool goes in one archive, each other file by itself.
import { isSqlite } from './known-text/snapshot-database.ts';

export interface ImportFile {
  /** The first bytes of it, 16 at least where it has them. */
  readonly head: Uint8Array;
}

/**
 * Databases in which urlwatch and webchanges keep their texts go with the job lists beside them, first of all groups. `isJobList`
 * reads a file and is asked only where a database is there.
 */
export async function groupImportFiles<F extends ImportFile>(
  files: readonly F[],
  isJobList: (file: F) => Promise<boolean>,
): Promise<F[][]> {
  const databases = files.filter(({ head }) => isSqlite(head));
  const lists = databases.length === 0 ? [] : await listsOf(files, isJobList);
  const paired = lists.length === 0 ? [] : [...lists, ...databases];
  const alone = files.filter((file) => !paired.includes(file));
  return [paired, ...alone.map((file) => [file])].filter((group) => group.length > 0);
}

async function listsOf<F extends ImportFile>(
  files: readonly F[],
  isJobList: (file: F) => Promise<boolean>,
): Promise<F[]> {
  const found: F[] = [];
  for (const file of files) if (!isSqlite(file.head) && (await isJobList(file))) found.push(file);
  return found;
}
