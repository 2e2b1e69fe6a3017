// Caches rows of stage files, which the next stages read again, mostly in the same process. A stage file
// never changes, so a cached copy is always right.

/** Stages whose files are read by three to five stages; all other files are read once. */
const SHARED_STAGES = new Set(['scrape', 'parse', 'classify']);

interface Remembered {
  readonly stage: string;
  readonly rows: readonly unknown[];
  readonly chars: number;
}

export class RememberedRows {
  readonly #maxChars: number;
  readonly #files = new Map<string, Remembered>();
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  get(key: string, stage: string): unknown[] | null {
    const file = this.#files.get(key);
    if (file?.stage !== stage) return null;
    this.#files.delete(key);
    this.#files.set(key, file);
    return [...file.rows];
  }

  /** Adds a file; the oldest ones are dropped to make room. */
  keep(key: string, file: Remembered): void {
    if (!SHARED_STAGES.has(file.stage) || file.chars > this.#maxChars || this.#files.has(key)) return;
    this.#files.set(key, file);
    this.#chars += file.chars;
    for (const oldest of this.#files.keys()) {
      if (this.#chars <= this.#maxChars) return;
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    this.#chars -= this.#files.get(key)?.chars ?? 0;
    this.#files.delete(key);
  }
}
