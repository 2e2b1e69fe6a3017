// Reports while a stack runs, once each, that its disk fills up, is full, and has room again.
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import { countBytes, writeDataUse } from '../../adapters/disk/data-use.ts';
import { type DiskState, describeDisk, floorBytesOf } from '../../domain/system/disk/disk-space.ts';

const LOOK_EVERY_MS = 5_000;
const COUNT_EVERY_MS = 15_000;

export interface DiskReport {
  readonly dataDir: string;
  readonly floorMb: number;
  /** What the data folder may hold; 0: no limit. */
  readonly limitMb: number;
  readonly log: (line: string) => void;
  /** Called when the disk has room again after it was full. */
  readonly onRoom: () => void;
}

/** Returns the function that ends the watch. */
export function reportDisk({ dataDir, floorMb, limitMb, log, onRoom }: DiskReport): () => void {
  const limit = limitMb === 0 ? null : { dataDir, bytes: floorBytesOf(limitMb) };
  const gauge = new FileDiskGauge({ folders: [dataDir], floorBytes: floorBytesOf(floorMb), limit });
  let said: DiskState = 'ok';
  const look = (): void => {
    const space = gauge.space();
    if (space === null || space.state === said) return;
    if (said === 'full') onRoom();
    said = space.state;
    log(space.state === 'ok' ? `There is room again at ${dataDir}.` : describeDisk(space));
  };
  look();
  const timers = [setInterval(look, LOOK_EVERY_MS)];
  if (limit !== null) {
    void noteUse(dataDir);
    timers.push(setInterval(() => void noteUse(dataDir), COUNT_EVERY_MS));
  }
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** A figure that can't be written (the disk is full) is left as it was. */
async function noteUse(dataDir: string): Promise<void> {
  const bytes = await countBytes(dataDir);
  try {
    writeDataUse(dataDir, bytes);
  } catch {
    // the disk itself is full then, and that is told
  }
}
