// The room of one folder as it was read last. A new figure is asked for and not waited for: a network disk that hangs would hold up
// the whole process, which has other things to tell.
import { type StatsFs, statfsSync } from 'node:fs';

/** Whoever asks after so long a silence gets a figure of now. All that look at health ask more often. */
const OLD_MS = 60_000;

export interface Room {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export class FolderRoom {
  readonly folder: string;
  readonly #statfs: (folder: string) => Promise<StatsFs>;
  #room: Room | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #isAsked = false;

  constructor(folder: string, statfs: (folder: string) => Promise<StatsFs>) {
    this.folder = folder;
    this.#statfs = statfs;
  }

  /** Null if the folder does not exist: a process may run without one of them. `now`: of `performance`. */
  at(now: number): Room | null {
    if (this.#isAsked) return this.#room;
    if (now - this.#readAt >= OLD_MS) this.#note(roomAt(this.folder), now);
    else this.#ask();
    return this.#room;
  }

  #ask(): void {
    this.#isAsked = true;
    void this.#statfs(this.folder)
      .then(toRoom, () => null)
      .then((room) => {
        this.#isAsked = false;
        this.#note(room, performance.now());
      });
  }

  #note(room: Room | null, now: number): void {
    this.#room = room;
    this.#readAt = now;
  }
}

function roomAt(folder: string): Room | null {
  try {
    return toRoom(statfsSync(folder));
  } catch {
    return null;
  }
}

function toRoom({ bavail, blocks, bsize }: StatsFs): Room {
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
