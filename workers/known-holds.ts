// What this process knows of emergency holds. The control exchange tells of a change within milliseconds; the database is
// read every two seconds too, and the file of the local switch every second, which needs neither database nor broker.
// While the database is away the holds known last stay in force.
import type { Log } from '../domain/system/clock.ts';
import type { ControlBroker } from '../domain/run/dispatch/broker.ts';
import type { EmergencyHold, EmergencyStore, StandingHolds } from '../domain/job/hold/emergency-hold.ts';
import { type LocalSwitch, localHold } from '../domain/job/hold/local-switch.ts';

const FILE_EVERY_MS = 1_000;
const READ_EVERY_MS = 2_000;

export interface KnownHoldsPorts {
  readonly emergency: Pick<EmergencyStore, 'standing'>;
  readonly control: Pick<ControlBroker, 'onHolds'>;
  readonly localSwitch: Pick<LocalSwitch, 'read'>;
  /** Whose hold the local switch is. */
  readonly workspaceId: string;
  readonly log: Log;
}

export interface KnownHolds extends StandingHolds {
  /** Reads database and file now. */
  refresh(): Promise<void>;
  close(): void;
}

/** The first look is over when this resolves, so that a process which starts during a hold fetches nothing. */
export async function followHolds(ports: KnownHoldsPorts): Promise<KnownHolds> {
  let stored: readonly EmergencyHold[] = [];
  let local = readLocal(ports);
  let reading: Promise<void> | null = null;
  let isStale = false;
  const read = async (): Promise<void> => {
    do {
      isStale = false;
      stored = await ports.emergency.standing();
    } while (isStale);
  };
  const refresh = (): Promise<void> => {
    // A change that comes during a reading may not be in it.
    isStale = true;
    local = readLocal(ports);
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  const look = (): void => {
    refresh().catch((error: unknown) =>
      ports.log.warn({ err: error }, 'emergency holds could not be read; those known last stay in force'),
    );
  };
  await refresh();
  await ports.control.onHolds(look);
  const fileTimer = setInterval(() => {
    local = readLocal(ports);
  }, FILE_EVERY_MS);
  const readTimer = setInterval(look, READ_EVERY_MS);
  return {
    standing: () => (local === null ? stored : [...stored, local]),
    refresh,
    close() {
      clearInterval(fileTimer);
      clearInterval(readTimer);
    },
  };
}

function readLocal({ localSwitch, workspaceId }: KnownHoldsPorts): EmergencyHold | null {
  const note = localSwitch.read();
  return note === null ? null : localHold(note, workspaceId);
}
