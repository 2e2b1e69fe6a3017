// The data folder of changedetection.io, packed as its backup is: settings, and of each watch what says how it is watched and the
// newest text that was read of it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { packZip } from '../../../domain/reading/content/archive/pack-zip.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { MAX_KNOWN_TEXT_BYTES, MAX_OLDER_TEXTS } from '../../../domain/upkeep/import/bounds.ts';
import { isSnapshotFile, readHistory } from '../../../domain/upkeep/import/known-text/history.ts';
import { snapshotText } from '../../../domain/upkeep/import/known-text/take-known-texts.ts';

const SETTINGS = ['url-watches.json', 'changedetection.json'];
const WATCHED = ['watch.json', 'tag.json', 'restock_diff.json'];
const HISTORY = 'history.txt';

export interface FolderWanted {
  readonly withKnownTexts: boolean;
  readonly now: Date;
}

export function packDataFolder(path: string, { withKnownTexts, now }: FolderWanted): Uint8Array {
  const names = readdirSync(path);
  const folders = names.filter((name) => statSync(join(path, name)).isDirectory());
  const found = [
    ...SETTINGS.filter((name) => names.includes(name)),
    ...folders.flatMap((folder) => filesOf(path, folder, withKnownTexts ? now : null)),
  ];
  if (!found.some((name) => name === 'url-watches.json' || name.endsWith('/watch.json')))
    throw new WebloomError('validation', `${path} is no data folder of changedetection.io.`, {
      facts: { path, remedy: 'Name the files to import, each by itself.' },
    });
  return packZip(new Map(found.map((name) => [name, readFileSync(join(path, name))])));
}

/** `now` null: without what was known of its page. */
function filesOf(path: string, folder: string, now: Date | null): string[] {
  const there = readdirSync(join(path, folder));
  const own = WATCHED.filter((name) => there.includes(name));
  const newest = now !== null && there.includes(HISTORY) ? newestTexts(join(path, folder), now) : [];
  return [...own, ...(newest.length === 0 ? [] : [HISTORY, ...newest])].map((name) => `${folder}/${name}`);
}

/** The newest text that can be read, with those before it that can not. */
function newestTexts(folder: string, now: Date): string[] {
  const lines = readHistory(readFileSync(join(folder, HISTORY), 'utf8'), now);
  const isThere = (file: string): boolean =>
    isSnapshotFile(file) && existsSync(join(folder, file)) && isShort(join(folder, file));
  const files = [...new Set(lines.map(({ file }) => file))].filter(isThere).slice(0, MAX_OLDER_TEXTS);
  const readable = files.findIndex((file) => isReadable(join(folder, file)));
  return readable === -1 ? files : files.slice(0, readable + 1);
}

function isReadable(path: string): boolean {
  const bytes = readFileSync(path);
  return typeof snapshotText({ name: path, bytes, left: MAX_KNOWN_TEXT_BYTES }, unpackBrotli) !== 'string';
}

/** Null: it is damaged, or too long. */
function unpackBrotli(bytes: Uint8Array, most: number): Uint8Array | null {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: most });
  } catch {
    return null;
  }
}

function isShort(path: string): boolean {
  return statSync(path).size <= MAX_KNOWN_TEXT_BYTES;
}
