// How much of real files of other tools comes over: entries that are whole, with losses and refused, by kind; and which options are lost.
// `npx tsx bench/imports.ts [FOLDER]`; FOLDER holds files of public repositories (default: ../shared/import-samples). A file that is none
// of the known kinds is named.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImportEntry } from '../domain/upkeep/import/import-entry.ts';
import { readImport } from '../domain/upkeep/import/read-import.ts';
import { snapshotOpener } from '../adapters/sqlite/open-snapshots.ts';
import { sha1 } from '../workers/threads/sha-1.ts';
import { unpackBrotli } from '../workers/threads/unpack-brotli.ts';
import { printRows, title } from './measure/print-rows.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../shared/import-samples'));
const RULES = {
  policy: { allowHosts: [], ports: [80, 443, 8_000, 8_080, 8_443] },
  now: new Date(0),
  everyMs: 3_600_000,
  tag: 'import',
};

function filesIn(path: string): string[] {
  return readdirSync(path)
    .map((name) => join(path, name))
    .toSorted()
    .flatMap((one) => (statSync(one).isDirectory() ? filesIn(one) : [one]));
}

const tools = { unpackBrotli, openDatabase: await snapshotOpener(), sha1 };
const byKind = new Map<string, ImportEntry[]>();
const unread: string[] = [];
for (const file of filesIn(folder)) {
  const read = readImport(readFileSync(file), RULES, null, tools);
  if (read.ok) byKind.set(read.kind, [...(byKind.get(read.kind) ?? []), ...read.entries]);
  else unread.push(file.slice(folder.length + 1));
}

function share(count: number, of: number): string {
  return of === 0 ? '' : `${count} (${Math.round((100 * count) / of)} %)`;
}

function rowOf(kind: string, entries: readonly ImportEntry[]): string[] {
  const count = (outcome: ImportEntry['outcome']): string =>
    share(entries.filter((entry) => entry.outcome === outcome).length, entries.length);
  return [kind, String(entries.length), count('whole'), count('losses'), count('refused')];
}

title(`Entries of real files in ${folder}`);
const all = [...byKind.values()].flat();
const rows = [...byKind].map(([kind, entries]) => rowOf(kind, entries));
printRows(['kind', 'entries', 'whole', 'with losses', 'refused'], [...rows, rowOf('all', all)]);

title('What is lost, and why entries are refused');
const reasons = new Map<string, number>();
const words = ({ losses, reason }: ImportEntry): string[] =>
  reason === null ? losses.map(({ option }) => option) : [`refused: ${reason.slice(0, 70)}`];
for (const one of all.flatMap(words)) reasons.set(one, (reasons.get(one) ?? 0) + 1);
printRows(
  ['entries', 'what'],
  [...reasons].toSorted(([, one], [, other]) => other - one).map(([what, count]) => [count, what]),
);

title('Files of none of the known kinds');
printRows(
  ['file'],
  unread.map((file) => [file]),
);
