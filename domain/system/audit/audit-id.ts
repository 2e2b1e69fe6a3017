// The id of an audit entry: `aud_<ulid>`; it sorts by time.
const PREFIX = 'aud_';

export function auditId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}
