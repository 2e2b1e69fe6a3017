// The emergency switch of one machine: a file in the data folder that every process there looks at, for the time in which
// the database can not be asked. Whoever can write the folder may set it, also with `touch`.
import { type EmergencyHold, LOCAL_HOLD_ID } from './emergency-hold.ts';

export const SWITCH_FILE = 'EMERGENCY';

export interface SwitchNote {
  readonly since: Date;
  readonly by: string;
  readonly reason: string;
}

export interface LocalSwitch {
  /** The path of the file, for people. */
  readonly file: string;
  /** Null: it is not set. A file that says nothing readable holds all the same. */
  read(): SwitchNote | null;
  set(note: SwitchNote): void;
  /** False when it was not set. */
  clear(): boolean;
}

/** The switch as a hold of everything. */
export function localHold({ since, by, reason }: SwitchNote, workspaceId: string): EmergencyHold {
  return {
    _id: LOCAL_HOLD_ID,
    workspaceId,
    scope: { kind: 'everything' },
    kind: 'hold',
    reason,
    by,
    since,
    windows: [],
    liftedAt: null,
    liftedBy: null,
  };
}
