// The id of a backup: `bak_<ulid>`; it sorts by time.
const PREFIX = 'bak_';

export function backupId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}
