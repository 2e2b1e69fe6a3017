// Reports while a stack runs, once each, that its disk fills up, is full, and has room again.
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import { type DiskState, describeDisk, floorBytesOf } from '../../domain/disk/disk-space.ts';

const LOOK_EVERY_MS = 5_000;

export interface DiskWatch {
  readonly dataDir: string;
  readonly floorMb: number;
  readonly log: (line: string) => void;
  /** Called when the disk has room again after it was full. */
  readonly onRoom: () => void;
}

/** Returns the function that ends the watch. */
export function watchDisk({ dataDir, floorMb, log, onRoom }: DiskWatch): () => void {
  const gauge = new FileDiskGauge({ folders: [dataDir], floorBytes: floorBytesOf(floorMb) });
  let said: DiskState = 'ok';
  const look = (): void => {
    const space = gauge.space();
    if (space === null || space.state === said) return;
    if (said === 'full') onRoom();
    said = space.state;
    log(space.state === 'ok' ? `There is room again at ${dataDir}.` : describeDisk(space));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
