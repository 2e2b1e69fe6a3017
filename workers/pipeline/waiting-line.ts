// A line in which the small ones do not wait for the large ones: in turn the smallest and the one that has waited longest goes next. So a
// single page waits for two batches at most, and a large chunk keeps half of the threads, however many small ones come.

interface Waiting<T> {
  readonly size: number;
  readonly go: (what: T) => void;
}

export class WaitingLine<T> {
  /** In the order in which they came. */
  readonly #line: Waiting<T>[] = [];
  #isOldestsTurn = false;

  wait(size: number): Promise<T> {
    return new Promise((go) => this.#line.push({ size, go }));
  }

  /** Takes the next one from the line; undefined: nobody waits. */
  next(): ((what: T) => void) | undefined {
    const at = this.#isOldestsTurn ? 0 : this.#smallest();
    // Where they are the same one, the small ones have lost no turn.
    this.#isOldestsTurn = at !== 0;
    return this.#line.splice(at, 1)[0]?.go;
  }

  /** Of several equal ones the oldest. */
  #smallest(): number {
    return this.#line.reduce((at, { size }, n) => (size < (this.#line[at]?.size ?? size) ? n : at), 0);
  }
}
