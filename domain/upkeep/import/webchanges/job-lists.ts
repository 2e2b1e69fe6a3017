// Reads an archive of job lists of urlwatch or webchanges and the databases in which these tools keep what they knew. What a file of
// it is, its content tells; hooks and configurations that lie beside are left alone, and named.
import { MAX_SNAPSHOTS, MAX_TEXT_BYTES } from '../bounds.ts';
import { decodeText } from '../decode-text.ts';
import type { JobDraft } from '../draft.ts';
import {
  DamagedDatabase,
  isSqlite,
  type OpenDatabase,
  type SnapshotDatabase,
} from '../known-text/snapshot-database.ts';
import { takeSnapshotTexts } from '../known-text/take-snapshot-texts.ts';
import { isJobList, isToolConfig, readJobs } from './read-jobs.ts';

export interface JobListTools {
  /** Null: what was known is left there. */
  readonly openDatabase: OpenDatabase | null;
  readonly now: Date;
  /** In hex. */
  readonly sha1: (text: string) => string;
}

/** Files of an archive that are named. */
const MAX_NAMED = 5;

export type ReadJobLists =
  | { readonly drafts: readonly JobDraft[]; readonly notes: readonly string[] }
  | { readonly problem: string };

/** What to do with a database that comes without its list. */
export const LIST_LACKS =
  'The file is a database of texts, and names no job. Import it together with its job list: webloom import urls.yaml cache.db, or choose both files in the dashboard; over the API, a zip archive of both.';

/** Null: there is no such file in it. */
export function readJobLists(
  files: ReadonlyMap<string, Uint8Array>,
  tools: JobListTools,
): ReadJobLists | null {
  const all = [...files];
  const databases = all.filter(([, bytes]) => isSqlite(bytes));
  const lists = all.filter(([, bytes]) => isListFile(bytes));
  if (lists.length === 0) return databases.length === 0 ? null : { problem: LIST_LACKS };
  const drafts = lists.flatMap(([, bytes]) => readJobs(decodeText(bytes)));
  const read = tools.openDatabase === null ? { drafts, notes: [] } : withTexts(drafts, databases, tools);
  const used = new Set([...lists, ...databases].map(([name]) => name));
  const others = [...files.keys()].filter((name) => !used.has(name));
  if ('problem' in read || others.length === 0) return read;
  return { ...read, notes: [...read.notes, othersNote(others)] };
}

function othersNote(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `Not read of the archive: ${shown}${more}. They are no job lists of these tools, and no databases.`;
}

/** A job list by its content: no JSON, no markup. */
export function isListFile(bytes: Uint8Array): boolean {
  if (isSqlite(bytes) || bytes.length > MAX_TEXT_BYTES) return false;
  const text = decodeText(bytes);
  return !text.includes('\0') && !/^\s*[[{<]/.test(text) && isJobList(text) && !isToolConfig(text);
}

function withTexts(
  drafts: readonly JobDraft[],
  files: readonly (readonly [string, Uint8Array])[],
  tools: JobListTools,
): ReadJobLists {
  const opened: SnapshotDatabase[] = [];
  try {
    for (const [name, bytes] of files) {
      const database = tools.openDatabase?.(bytes) ?? { problem: '' };
      if ('problem' in database) return { problem: `${name}: ${database.problem}` };
      opened.push(database);
    }
    const strangers = takeSnapshotTexts({ ...tools, databases: opened.map(counted) }, drafts);
    return { drafts, notes: strangers === 0 ? [] : [strangerNote(strangers)] };
  } catch (error) {
    if (error instanceof DamagedDatabase) return { problem: error.message };
    throw error;
  } finally {
    for (const database of opened) database.close();
  }
}

/** Stops at the bound. */
function counted(database: SnapshotDatabase): SnapshotDatabase {
  return {
    tool: database.tool,
    contentOf: (row) => database.contentOf(row),
    close: () => database.close(),
    *snapshots() {
      let count = 0;
      for (const kept of database.snapshots()) {
        count += 1;
        if (count > MAX_SNAPSHOTS)
          throw new RangeError(
            `the database holds more than ${MAX_SNAPSHOTS.toLocaleString('en-US')} texts. Have its tool remove older ones (urlwatch --gc-cache, webchanges --clean-database), then copy it again.`,
          );
        yield kept;
      }
    },
  };
}

function strangerNote(count: number): string {
  return count === 1
    ? 'The database knows one more job, which is not in the list: its texts stay there.'
    : `The database knows ${count.toLocaleString('en-US')} more jobs, which are not in the list: their texts stay there.`;
}
