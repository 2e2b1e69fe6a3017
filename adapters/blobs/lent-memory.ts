// Memory for blobs of megabytes that are needed for a moment. V8 counts the bytes of every buffer made and marks its whole heap
// once these are some 16 MB: with a new buffer for each pack that was a major collection for every fifty pages.

/** Larger pieces are made for one use. */
const KEPT_BYTES = 4 * 1024 * 1024;
const KEPT_PIECES = 2;
const STEP_BYTES = 256 * 1024;

export class LentMemory {
  readonly #free: Uint8Array[] = [];

  /** At least `length` bytes, with whatever was in them. */
  take(length: number): Uint8Array {
    const at = this.#free.findIndex((piece) => piece.length >= length);
    const [kept] = at === -1 ? [] : this.#free.splice(at, 1);
    return kept ?? Buffer.allocUnsafeSlow(Math.ceil((length + 1) / STEP_BYTES) * STEP_BYTES);
  }

  giveBack(piece: Uint8Array): void {
    if (piece.length > KEPT_BYTES) return;
    this.#free.push(piece);
    // The larger ones serve more often.
    this.#free.sort((one, other) => one.length - other.length);
    if (this.#free.length > KEPT_PIECES) this.#free.shift();
  }
}
