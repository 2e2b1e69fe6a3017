// The step of the migration runner that seals everything with one key: the one that is done tells which key the data needs.
const PREFIX = '0002-seal-headers-';

export function sealingMigration(keyId: string): string {
  return `${PREFIX}${keyId}`;
}

/** Ids of the keys of those steps; more than one only while a rotation is under way. */
export function keysOfMigrations(steps: readonly { readonly _id: string }[]): string[] {
  return steps.flatMap(({ _id }) => (_id.startsWith(PREFIX) ? [_id.slice(PREFIX.length)] : []));
}
