// The manifest of a backup: what it holds, with sizes and checksums. It is written last; a place without one holds no
// whole backup. Its own checksum stands in it, so that a changed manifest is noticed too.
import type { Hasher } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import { keysOfMigrations } from '../../system/secret/sealing-migration.ts';
import { manifestSchema } from './schema.ts';

export const BACKUP_KIND = 'webloom-backup';
/** Rises when an older version can not read what a newer one writes. */
export const BACKUP_FORMAT = 1;

export interface BackupFile {
  /** Relative to the place of the backup. */
  readonly path: string;
  readonly bytes: number;
  /** Base64url. */
  readonly sha256: string;
}

export interface CollectionIndex {
  readonly key: Readonly<Record<string, number>>;
  readonly name: string;
  readonly unique: boolean;
  readonly sparse: boolean;
}

export interface CollectionDump {
  readonly name: string;
  readonly documents: number;
  readonly indexes: readonly CollectionIndex[];
  readonly file: BackupFile;
}

export interface BackupManifest {
  readonly kind: typeof BACKUP_KIND;
  readonly format: number;
  readonly backupId: string;
  /** Of the Webloom that took it. */
  readonly version: string;
  readonly database: string;
  /** Of the blob store it was taken of: a place takes backups of one installation alone. */
  readonly storeId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Ids of the migrations that were applied. */
  readonly migrations: readonly string[];
  readonly collections: readonly CollectionDump[];
  readonly blobs: { readonly files: number; readonly bytes: number; readonly list: BackupFile };
  /** Blobs that documents name and that were not there. */
  readonly missing: number;
  /** Null: it is not part of the backup. */
  readonly secretKey: BackupFile | null;
}

export function printManifest(manifest: BackupManifest, hasher: Hasher): string {
  const sum = hasher.sha256(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, checksum: sum }, null, 2)}\n`;
}

/** Throws where it is cut off, changed, of something else, or of a newer version. */
export function parseManifest(text: string, place: string, hasher: Hasher): BackupManifest {
  const read = readJson(text);
  if (read === null) throw damaged(place, 'its manifest is cut off or no JSON');
  if (read['kind'] !== BACKUP_KIND)
    throw new WebloomError('validation', `${place} holds a manifest, but not of a backup of Webloom.`);
  if (typeof read['format'] === 'number' && read['format'] > BACKUP_FORMAT)
    throw new WebloomError(
      'validation',
      `The backup in ${place} has format ${read['format']}, and this version reads up to ${BACKUP_FORMAT}. Use the version that took it (${String(read['version'])}) or a newer one.`,
    );
  const { checksum, ...rest } = read;
  if (checksum !== hasher.sha256(JSON.stringify(rest))) throw damaged(place, 'its manifest was changed');
  const { data, error } = manifestSchema.safeParse(rest);
  if (data === undefined) throw damaged(place, `its manifest is not valid: ${error.message}`);
  return data;
}

/** Throws where the backup has migrations that this version does not know. */
export function refuseNewerSchema(manifest: BackupManifest, known: readonly string[]): void {
  const steps = manifest.migrations.filter((id) => keysOfMigrations([{ _id: id }]).length === 0);
  const unknown = steps.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new WebloomError(
    'validation',
    `The backup is of a newer Webloom (${manifest.version}): this version does not know ${unknown.join(', ')}. Restore it with that version or a newer one.`,
    { facts: { unknown } },
  );
}

export function damaged(place: string, what: string): WebloomError {
  return new WebloomError(
    'data-corrupt',
    `The backup in ${place} is damaged: ${what}. Take another backup, or copy this one again.`,
    { facts: { title: 'The backup is damaged' } },
  );
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
