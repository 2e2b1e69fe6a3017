// What tests of imports say of jobs that name no time, and how they read a text.
import type { ImportRules } from '../../../../domain/upkeep/import/finish-draft.ts';
import type { ImportEntry, ImportKind } from '../../../../domain/upkeep/import/import-entry.ts';
import { type ImportTools, readImport } from '../../../../domain/upkeep/import/read-import.ts';
import { snapshotOpener } from '../../../../adapters/sqlite/open-snapshots.ts';
import { sha1 } from '../../../../workers/threads/sha-1.ts';
import { unpackBrotli } from '../../../../workers/threads/unpack-brotli.ts';

export const RULES: ImportRules = {
  policy: { allowHosts: [], ports: [80, 443] },
  now: new Date('2026-12-01T12:00:00Z'),
  everyMs: 3_600_000,
  tag: 'import-1',
};

export const TOOLS: ImportTools = { unpackBrotli, openDatabase: await snapshotOpener(), sha1 };

export function entriesOf(
  content: string | Uint8Array,
  kind: ImportKind | null = null,
): readonly ImportEntry[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const read = readImport(bytes, RULES, kind, TOOLS);
  if (!read.ok) throw new Error(read.detail);
  return read.entries;
}

/** Why a file as a whole is refused; empty: it is not. */
export function refusalOf(content: string | Uint8Array, kind: ImportKind | null = null): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const read = readImport(bytes, RULES, kind, TOOLS);
  return read.ok ? '' : read.detail;
}

/** The configuration of the first entry, without its source and its schedule. */
export function configOf(content: string): Record<string, unknown> {
  const {
    source: _source,
    schedule: _schedule,
    ...rest
  } = entriesOf(content)[0]?.input?.config ?? { source: null };
  return rest;
}
