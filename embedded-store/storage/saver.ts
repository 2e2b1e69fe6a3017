// Decides when the store's changes go to the disk file: when there are many, and some seconds after the first one. A save is
// one transaction between two turns, some milliseconds long.
import type { Store } from '../catalog/store.ts';
import type { FrameId } from '../value/frame-id.ts';

export interface SavePolicy {
  /** Changes after which they are saved at once. */
  readonly changes: number;
  /** Longest time until a change is saved. */
  readonly everyMs: number;
}

/** A thousand changes are some 10 to 30 ms of work. */
export const DEFAULT_SAVING: SavePolicy = { changes: 1_000, everyMs: 5_000 };
/** Pause after a save that failed, as on a full disk. */
const AFTER_FAILURE_MS = 10_000;

export interface SaverOptions {
  readonly store: Store;
  /** The last frame that the log has. */
  readonly last: () => FrameId;
  readonly warn: (message: string) => void;
  readonly policy: SavePolicy;
}

export class Saver {
  readonly #options: SaverOptions;
  #timer: NodeJS.Timeout | undefined;
  #clearing: NodeJS.Immediate | undefined;
  #notBefore = 0;
  #isFailing = false;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#clearLater();
  }

  /** The log has everything so far. */
  onWritten(): void {
    const { store, policy } = this.#options;
    if (!store.canBeSaved) return;
    if (store.unsaved >= policy.changes && performance.now() >= this.#notBefore) this.#save();
    else this.#timer ??= setTimeout(() => this.#saveInTime(), policy.everyMs).unref();
  }

  #saveInTime(): void {
    this.#timer = undefined;
    if (this.#options.store.canBeSaved) this.#save();
    else if (this.#options.store.unsaved > 0) this.onWritten();
  }

  /** Throws if the file can't be written; then everything stays in memory. */
  saveNow(): void {
    const { store, last } = this.#options;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!store.canBeSaved) return;
    store.save(last());
    this.#clearLater();
  }

  #save(): void {
    try {
      this.saveNow();
      if (this.#isFailing) this.#options.warn('changes are saved to index.mdb again');
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) {
        const text = `changes stay in memory and in the log, as index.mdb can not be written: ${String(error)}`;
        this.#options.warn(text);
      }
      this.#isFailing = true;
      this.#notBefore = performance.now() + AFTER_FAILURE_MS;
      this.#timer ??= setTimeout(() => this.#saveInTime(), AFTER_FAILURE_MS).unref();
    }
  }

  /** Room of dropped collections is given back some keys at a time. */
  #clearLater(): void {
    this.#clearing ??= setImmediate(() => {
      this.#clearing = undefined;
      try {
        if (this.#options.store.clearGarbage()) this.#clearLater();
      } catch {
        // On a full disk nothing can be taken out either; the next save or start tries again.
      }
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#clearing);
  }
}
