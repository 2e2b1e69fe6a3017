// The id of an emergency hold: `hold_<ulid>`. A run that a hold has paused names it in its history.
const PREFIX = 'hold_';
const PAUSED_BY = 'emergency:';

export function newHoldId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

/** Who moved a run, as its history names it. */
export function byHold(holdId: string): string {
  return `${PAUSED_BY}${holdId}`;
}

export function isByHold(by: string): boolean {
  return by.startsWith(PAUSED_BY);
}
