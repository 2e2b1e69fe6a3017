// The id of a maintenance window: `mnt_<ulid>`; it sorts by time.
const PREFIX = 'mnt_';

export function newMaintenanceId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}
