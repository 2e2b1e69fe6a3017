// Memory for blobs of megabytes that are needed for a moment. V8 counts the bytes of all new buffers and
// collects its whole heap after some 16 MB: with a new buffer for each pack that was a major collection for
// every fifty pages.

/** A larger piece is made for one use. */
const KEPT_BYTES = 4 * 1024 * 1024;
const KEPT_PIECES = 2;
const STEP_BYTES = 256 * 1024;

export class BufferPool {
  readonly #free: Uint8Array[] = [];

  /** A piece of at least `length` bytes, with arbitrary content. */
  take(length: number): Uint8Array {
    const at = this.#free.findIndex((piece) => piece.length >= length);
    const [kept] = at === -1 ? [] : this.#free.splice(at, 1);
    return kept ?? Buffer.allocUnsafeSlow(Math.ceil((length + 1) / STEP_BYTES) * STEP_BYTES);
  }

  giveBack(piece: Uint8Array): void {
    if (piece.length > KEPT_BYTES) return;
    this.#free.push(piece);
    // Larger pieces fit more often, so the smallest is dropped.
    this.#free.sort((one, other) => one.length - other.length);
    if (this.#free.length > KEPT_PIECES) this.#free.shift();
  }
}
