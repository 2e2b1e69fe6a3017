// A database that a newer version has brought to its own form is refused before anything is written: what this version would
// write there, the newer one could take for something else.
import { WebloomError } from '../../../domain/system/errors.ts';
import { keysOfMigrations } from '../../../domain/system/secret/sealing-migration.ts';
import { VERSION } from '../../../domain/system/version.ts';

/** A step that was done, as it stands in the collection `migrations`. */
export interface AppliedMigration {
  readonly _id: string;
  readonly appliedAt: Date;
  /** Of the Webloom that did it. Absent: done before it was noted. */
  readonly version?: string;
}

/** `known`: ids of the steps of this version. Throws (configuration-invalid) with what to do. */
export function refuseNewerMigrations(
  database: string,
  applied: readonly AppliedMigration[],
  known: readonly string[],
): void {
  const unknown = applied.filter(
    (step) => !known.includes(step._id) && keysOfMigrations([step]).length === 0,
  );
  if (unknown.length === 0) return;
  const steps = unknown.map(({ _id }) => _id).toSorted();
  const version = unknown.map((step) => step.version).findLast((one) => one !== undefined) ?? 'a newer one';
  const needed = version === VERSION ? `a later build of ${VERSION}` : version;
  throw new WebloomError(
    'configuration-invalid',
    `The database ${database} is of a newer Webloom: it needs ${needed}, which made the steps ${steps.join(', ')}, and this is ${VERSION}, which knows steps up to ${known.at(-1) ?? 'none'}. Start that version or a newer one, or restore the backup of before the upgrade into a new data folder. Nothing was changed.`,
    { facts: { title: 'This database is of a newer version', unknown: steps, version: VERSION } },
  );
}
