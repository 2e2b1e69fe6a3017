// The frames of a store follow one another over all its logs: each carries its number and the checksum of the one before.
// A frame or a file that is missing, doubled, swapped or of another history does not follow, and is told by what it carries.
import type { FrameId } from './frame.ts';

export class FrameChain {
  #last: FrameId;
  /** Nothing is known of what came before, as behind a snapshot that an older version wrote. */
  #isOpen: boolean;
  /** Whether the numbers are those of the store's whole life. */
  readonly isKnown: boolean;
  /** Some frame carried a number, so no older version alone wrote this. */
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

  /** Why the frame can not be the next one; undefined when it is. Frames of older versions carry nothing and count. */
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

/** Subject and verb of a sentence about the frames between these two. */
export function framesBetween(before: number, next: number): string {
  return next - before === 2 ? `frame ${before + 1} is` : `frames ${before + 1} to ${next - 1} are`;
}
