// Frames form a chain over all logs of a store: each has its number and the checksum of the frame before it.
// A frame or file that is missing, doubled, swapped or from another history does not fit, and its number and
// checksum show it.
import type { FrameId } from '../value/frame-id.ts';

export class FrameChain {
  #last: FrameId;
  /** The frame before is unknown, as after a snapshot written by an older version. */
  #isOpen: boolean;
  /** Whether the numbers count from the store's first frame. */
  readonly isKnown: boolean;
  /** A frame had a number, so not only older versions have written this store. */
  isNumbered: boolean;

  constructor(after: FrameId | undefined) {
    this.#last = after ?? { number: 0, checksum: 0 };
    this.#isOpen = after === undefined;
    this.isKnown = after !== undefined;
    this.isNumbered = this.#last.number > 0;
  }

  get last(): FrameId {
    return this.#last;
  }

  /** Why the frame can not be the next; undefined if it can, as one of an older version without number. */
  refuse(id: { number: number; previous: number } | undefined, checksum: number): string | undefined {
    const { number, checksum: previous } = this.#last;
    if (id !== undefined && !this.#isOpen) {
      if (id.number > number + 1) return `${framesBetween(number, id.number)} missing`;
      if (id.number <= number) return `frame ${id.number} is there twice`;
      if (id.previous !== previous) return `frame ${id.number} does not continue what lies before it`;
    }
    if (id !== undefined) this.isNumbered = true;
    this.#last = { number: id?.number ?? number + 1, checksum };
    this.#isOpen = false;
    return undefined;
  }
}

/** Subject and verb of a sentence about the frames between two numbers: "frames 4 to 6 are". */
export function framesBetween(before: number, next: number): string {
  return next - before === 2 ? `frame ${before + 1} is` : `frames ${before + 1} to ${next - 1} are`;
}
