// Reads a file of another tool: its kind is told by its content, its entries become jobs or are refused. Pure and bounded; who
// calls it gives it a thread of its own, for a hostile file takes time.
import { isZip, openZip } from '../../reading/content/archive/open-zip.ts';
import { MAX_ENTRIES, MAX_LISTS, MAX_TEXT_BYTES } from './bounds.ts';
import { readBackup, isBackup, isBackupEntry } from './changedetection/backup.ts';
import { readEntries } from './changedetection/read-entries.ts';
import { foreignStore } from './changedetection/store.ts';
import { decodeText } from './decode-text.ts';
import { isDistill, readDistill } from './distill/read-distill.ts';
import type { JobDraft } from './draft.ts';
import { type ImportRules, finishDraft } from './finish-draft.ts';
import { IMPORT_KINDS, type ImportKind, type ReadImport } from './import-entry.ts';
import { isSqlite, type OpenDatabase } from './known-text/snapshot-database.ts';
import { type Taking, takeKnownTexts, type UnpackBrotli } from './known-text/take-known-texts.ts';
import { isBookmarks, readBookmarks } from './list/bookmarks.ts';
import { isOpml, readOpml } from './list/opml.ts';
import { isSitemap, readSitemap } from './list/sitemap.ts';
import { isUrlList, readUrlList } from './list/url-list.ts';
import { isCsv, readCsv } from './table/read-csv.ts';
import { isSheet, isWorkbook, readXlsx } from './table/read-xlsx.ts';
import { LIST_LACKS, readJobLists } from './webchanges/job-lists.ts';
import { isJobList, isToolConfig, readJobs } from './webchanges/read-jobs.ts';

interface Found {
  readonly kind: ImportKind;
  readonly drafts: readonly JobDraft[];
  /** What is to be said of the file as a whole. */
  readonly notes?: readonly string[];
}

/** What reads what other tools pack: no library of this folder. */
export interface ImportTools {
  readonly unpackBrotli: UnpackBrotli;
  readonly openDatabase: OpenDatabase;
  /** In hex. */
  readonly sha1: (text: string) => string;
}

/** Why the file as a whole is refused. */
class Unreadable extends Error {}

const MEGABYTE = 1024 * 1024;
const KNOWN =
  'Known are job lists of urlwatch and webchanges (YAML), url-watches.json and backups (zip) of changedetection.io, exports of Distill, Wachete, tables (CSV, XLSX), OPML, bookmarks, sitemaps, and lists of addresses.';

const TOOL_CONFIG =
  'The file is the configuration of urlwatch or webchanges (urlwatch.yaml, config.yaml): it says how they report, and no page. Import their job list: urls.yaml or jobs.yaml.';

/** `asked`: its kind, where whoever sent it says so. */
export function readImport(
  bytes: Uint8Array,
  rules: ImportRules,
  asked: ImportKind | null,
  tools: ImportTools,
): ReadImport {
  try {
    if (isSqlite(bytes)) return { ok: false, detail: whyNoDatabase(tools.openDatabase(bytes)) };
    const {
      kind,
      drafts,
      notes = [],
    } = isZip(bytes) ? fromArchive(bytes, { ...rules, ...tools }) : fromText(bytes, asked);
    if (drafts.length === 0) return { ok: false, detail: `There is no entry in this file. ${KNOWN}` };
    if (drafts.length > MAX_ENTRIES)
      return { ok: false, detail: `The file has more than ${MAX_ENTRIES} entries. Split it.` };
    return { ok: true, kind, notes, entries: drafts.map((draft) => finishDraft(draft, rules)) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, detail: error.message };
    if (error instanceof RangeError)
      return { ok: false, detail: `The file goes beyond a bound: ${error.message}` };
    throw error;
  }
}

/** By itself it is of no use, but it may be none of these tools. */
function whyNoDatabase(opened: ReturnType<OpenDatabase>): string {
  if ('problem' in opened) return opened.problem;
  opened.close();
  return LIST_LACKS;
}

type ArchiveRules = Pick<ImportRules, 'now' | 'leavesKnownTexts'> & ImportTools;

function fromArchive(bytes: Uint8Array, rules: ArchiveRules): Found {
  const { now, unpackBrotli, leavesKnownTexts } = rules;
  const zip = openZip(bytes);
  if (!zip.ok) throw new Unreadable(zip.detail);
  const wanted = isWorkbook(zip.names) ? isSheet : isBackup(zip.names) ? isBackupEntry : null;
  if (wanted === null) return fromJobLists(zip, rules);
  const entries = unpacked(() => zip.read(wanted));
  if (wanted === isSheet) return { kind: 'table', drafts: readXlsx(entries) };
  const drafts = readBackup(entries);
  if (leavesKnownTexts !== true) takeKnownTexts({ zip, now, unpackBrotli }, drafts);
  return { kind: 'changedetection', drafts };
}

function fromJobLists(
  zip: Taking['zip'] & { readonly names: readonly string[] },
  rules: ArchiveRules,
): Found {
  const { openDatabase, leavesKnownTexts, now, sha1 } = rules;
  const files =
    zip.names.length <= MAX_LISTS ? unpacked(() => zip.read(() => true)) : new Map<string, Uint8Array>();
  const read = readJobLists(files, {
    openDatabase: leavesKnownTexts === true ? null : openDatabase,
    now,
    sha1,
  });
  if (read === null)
    throw new Unreadable(
      `The archive is no workbook, no backup of changedetection.io, and has no job list of urlwatch or webchanges. Unpack it, and import its files, each by itself. ${KNOWN}`,
    );
  if ('problem' in read) throw new Unreadable(read.problem);
  return { kind: 'webchanges', ...read };
}

function unpacked(read: () => ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Unreadable('The archive is damaged: an entry can not be unpacked. Save it again.');
  }
}

function fromText(bytes: Uint8Array, asked: ImportKind | null): Found {
  if (bytes.length > MAX_TEXT_BYTES)
    throw new Unreadable(`The file has more than ${MAX_TEXT_BYTES / MEGABYTE} MB. Split it.`);
  const text = decodeText(bytes);
  if (text.includes('\0')) throw new Unreadable(`The file is no text. ${KNOWN}`);
  if ((asked ?? 'webchanges') === 'webchanges' && isToolConfig(text)) throw new Unreadable(TOOL_CONFIG);
  const kind = asked ?? kindOf(text);
  if (kind === null) throw new Unreadable(`What the file is can not be told by its content. ${KNOWN}`);
  return { kind, drafts: READERS[kind](text) };
}

/** Null: it is none that is known. */
function kindOf(text: string): ImportKind | null {
  return IMPORT_KINDS.find((kind) => FORMS[kind](text)) ?? null;
}

const FORMS: Readonly<Record<ImportKind, (text: string) => boolean>> = {
  changedetection: (text) => isJson(text) && foreignStore(jsonOf(text)) !== null,
  distill: (text) => isJson(text) && isDistill(jsonOf(text)),
  opml: isOpml,
  sitemap: isSitemap,
  bookmarks: isBookmarks,
  webchanges: (text) => !isJson(text) && !isMarkup(text) && isJobList(text),
  table: isCsv,
  list: isUrlList,
};

const READERS: Readonly<Record<ImportKind, (text: string) => JobDraft[]>> = {
  changedetection: (text) => {
    const store = foreignStore(jsonOf(text));
    return store === null ? [] : readEntries(store);
  },
  distill: (text) => {
    const value = jsonOf(text);
    return isDistill(value) ? readDistill(value) : [];
  },
  opml: readOpml,
  sitemap: readSitemap,
  bookmarks: readBookmarks,
  webchanges: readJobs,
  table: readCsv,
  list: readUrlList,
};

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function isMarkup(text: string): boolean {
  return /^\s*</.test(text);
}

/** Undefined: it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
