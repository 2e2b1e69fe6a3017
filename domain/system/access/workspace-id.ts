// The id of a workspace: `ws_<ulid>`, except for the one that is always there.
const PREFIX = 'ws_';

/** The workspace of the operator: it exists from the first start on, and its admins manage the others. */
export const DEFAULT_WORKSPACE = 'default';

export function newWorkspaceId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}
